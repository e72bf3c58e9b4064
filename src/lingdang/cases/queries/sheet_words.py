"""What cells of a sheet of cases say."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.cases.enums import Source, State
from lingdang.cases.models import Case, number_of

_MINUTE = len("2026-07-03 09:12")


class Words:
    """What every row says: looked up once for a sheet, in its reader's language and zone."""

    def __init__(self) -> None:
        self.zone = timezone.get_current_timezone()
        self.states = {state.value: str(state.label) for state in State}
        self.sources = {source.value: str(source.label) for source in Source}
        self.yes, self.no = _("yes"), _("no")

    def moment(self, at: datetime | None) -> str:
        return at.astimezone(self.zone).isoformat(" ", "minutes")[:_MINUTE] if at else ""

    def number(self, pk: int | None, received: datetime | None) -> str:
        return number_of(pk, received.astimezone(self.zone)) if pk and received else ""

    def mark(self, so: object) -> str:
        return self.yes if so else ""

    def settled(self, case: Case) -> str:
        return {True: self.yes, False: self.no, None: ""}[case.settled]
