"""What a person sees and may do about the clock of a case: what stops it, what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise

from lingdang.approvals.public import (
    Application,
    Kind,
    State,
    Step,
    applicable,
    applications_of,
    steps_for,
)
from lingdang.cases.public import Case, Suspension, may_refile, may_resume, suspension_of
from lingdang.faces.desk import names
from lingdang.faces.desk.forms.approvals import ApplyForm, DecideForm, RefileForm, form_for
from lingdang.faces.entrance import times
from lingdang.kernel.actor import Actor
from lingdang.people.public import cards

_COLOURS = {
    State.APPLIED: "amber",
    State.AGREED: "blue",
    State.GRANTED: "green",
    State.REFUSED: "red",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An application in plain words."""

    id: int
    case_id: int
    number: str
    kind: str | Promise
    state: str | Promise
    colour: str
    unit: str
    place: str
    reason: str
    until: str
    asked_by: str
    asked_at: str
    decided_by: str
    words: str
    form: DecideForm | None


@dataclass(frozen=True, slots=True)
class Clockwork:
    suspension: Suspension | None
    applications: list[Row]
    offers: list[tuple[Kind, ApplyForm]]
    may_resume: bool
    refile: RefileForm | None

    @property
    def is_shown(self) -> bool:
        return bool(self.suspension or self.applications or self.offers or self.refile)


def clockwork(actor: Actor, case: Case) -> Clockwork:
    asked = applications_of(actor, case)
    waits = any(application.is_open for application in asked)
    return Clockwork(
        suspension=suspension_of(case),
        applications=rows_of(asked, actor, timezone.now()),
        offers=[] if waits else [(kind, form_for(kind)) for kind in applicable(actor, case)],
        may_resume=may_resume(actor, case),
        refile=RefileForm(case) if may_refile(actor, case) else None,
    )


def rows_of(applications: Iterable[Application], actor: Actor, now: datetime) -> list[Row]:
    found = list(applications)
    people = cards(
        {who for one in found for who in (one.asked_by_id, one.agreed_by_id, one.decided_by_id)}
    )

    def shown(*ids: int | None) -> str:
        return " · ".join(people[who].display for who in ids if who in people)

    return [
        Row(
            id=one.pk,
            case_id=one.case_id,
            number=one.case.number,
            kind=Kind(one.kind).label,
            state=State(one.state).label,
            colour=_COLOURS.get(State(one.state), "grey"),
            unit=names.unit_name(one.unit_id),
            place=names.place_name(one.case.place_id),
            reason=one.reason,
            until=timezone.localtime(one.until).strftime("%Y-%m-%d") if one.until else "",
            asked_by=shown(one.asked_by_id),
            asked_at=times.when(one.asked_at, now),
            decided_by=shown(one.agreed_by_id, one.decided_by_id),
            words=one.words,
            form=_form(one, actor),
        )
        for one in found
    ]


def _form(application: Application, actor: Actor) -> DecideForm | None:
    steps = [step for step in steps_for(actor, application) if step is not Step.LAPSE]
    return DecideForm(steps, application.pk) if steps else None
