"""The tree from a sheet: ``code, name, level, parent_code, valid_from`` (ISO date)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport
from lingdang.places import policies, queries
from lingdang.places.errors import ImportRefused
from lingdang.places.facts import PlaceCreated
from lingdang.places.models import Level, Place, Standing
from lingdang.places.services.versions import tree_changed

PLACE_COLUMNS = ("code", "name", "level", "parent_code", "valid_from")


class _Sheet:
    """Rows checked one by one against the tree and the rows above them."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report
        self.levels = {level.code: level for level in queries.levels()}
        self.standings: dict[str, Standing] = {
            str(row.place.code): row
            for row in Standing.objects.filter(valid__endswith__isnull=True).select_related(
                "place__level"
            )
            if row.place.code
        }
        self.has_root = bool(self.standings)

    def check(self, number: int, row: dict[str, str]) -> tuple[date, Level, str] | None:
        """The row's day, level and parent code, or None when it is already there or wrong."""
        code, parent = row.get("code", ""), row.get("parent_code", "")
        if code in self.standings:
            self.report.unchanged += 1
            return None
        sentence = self._problem(row, code, parent)
        if sentence:
            self.report.add(number, code, sentence)
            return None
        return date.fromisoformat(row["valid_from"]), self.levels[row["level"]], parent

    def _problem(self, row: dict[str, str], code: str, parent: str) -> str:
        return self._misnamed(row, code) or self._misplaced(row, parent)

    def _misnamed(self, row: dict[str, str], code: str) -> str:
        if not code or not row.get("name"):
            return _("A code and a name are needed.")
        if row.get("level") not in self.levels:
            return _("There is no level “%(level)s”.") % {"level": row.get("level", "")}
        try:
            date.fromisoformat(row.get("valid_from", ""))
        except ValueError:
            return _("“%(day)s” is not a day (write 2026-01-31).") % {
                "day": row.get("valid_from", "")
            }
        return ""

    def _misplaced(self, row: dict[str, str], parent: str) -> str:
        if not parent and self.has_root:
            return _("A parent is needed: the tree has a root already.")
        if parent and parent not in self.standings:
            return _("The parent %(parent)s is not known (parents come first).") % {
                "parent": parent
            }
        if parent and self.levels[row["level"]].rank <= self.standings[parent].place.level.rank:
            return _("A place must be of a lower level than its parent.")
        return ""


@transaction.atomic
def import_places(rows: Sequence[dict[str, str]], *, by: Actor) -> ImportReport:
    """Create what is not there yet; raises ``ImportRefused`` with every problem, changing nothing.

    A row whose code exists is left alone: running a file twice changes nothing.
    """
    queries.lock_tree()
    policies.require_manage(by, "/")
    report = ImportReport()
    sheet = _Sheet(report)
    events = []
    for number, row in enumerate(rows, start=2):
        if (checked := sheet.check(number, row)) and not report.problems:
            events.append(_create(sheet, row, *checked))
            report.created += 1
        elif checked:
            _remember(sheet, row, *checked[:2])
    if report.problems:
        raise ImportRefused(list(report.problems))
    if events:
        tree_changed()
        record_all(events, by=by)
    return report


def _remember(sheet: _Sheet, row: dict[str, str], on: date, level: Level) -> None:
    """A good row after a bad one is only checked, so that its children can be."""
    place = Place(code=row["code"], level=level, created_on=on)
    sheet.standings[row["code"]] = Standing(place=place, name=row["name"], path="/", depth=1)
    sheet.has_root = True


def _create(
    sheet: _Sheet, row: dict[str, str], on: date, level: Level, parent: str
) -> PlaceCreated:
    above = sheet.standings.get(parent)
    place = Place.objects.create(code=row["code"], level=level, created_on=on)
    sheet.standings[row["code"]] = Standing.objects.create(
        place=place,
        parent=above.place if above else None,
        name=row["name"],
        path=f"{above.path if above else '/'}{place.pk}/",
        depth=above.depth + 1 if above else 1,
        valid=DateRange(on, None),
    )
    sheet.has_root = True
    return PlaceCreated(
        of_place=place.pk,
        on=on.isoformat(),
        called=row["name"],
        level=level.code,
        parent_id=above.place_id if above else None,
    )
