"""Which cases belong together: those merged into one, the parts of one, those that are linked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import cos, radians

from django.db.models import Q, QuerySet

from lingdang.cases import policies
from lingdang.cases.enums import STEPS, State, Step
from lingdang.cases.errors import JustChanged
from lingdang.cases.models import Answer, Case, CaseLink, CaseQuerySet
from lingdang.cases.queries.lists import Unnested, lock_cases
from lingdang.evidence.public import PhotoCard, photos_of_many
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

METRE = 1 / 111_320  # of latitude, in degrees; enough for a doorstep
_OFFERED, _OFFERED_METRES, _OFFERED_DAYS = 6, 300, 30


@dataclass(frozen=True, slots=True)
class Family:
    """A report, the case that it goes on in, and every report that goes on there."""

    report: Case
    leading: Case
    reports: list[Case]  # the leading one first

    @property
    def joint(self) -> bool:
        return len(self.reports) > 1

    def awaited(self) -> list[Case]:
        """Reports whose reporter could still say in this round whether it is settled."""
        said = set(answers_of(self.leading, self.reports).values_list("report_id", flat=True))
        return [case for case in self.reports if case.is_heard and case.pk not in said]


@dataclass(frozen=True, slots=True)
class Kin:
    """Another case as this one sees it; ``forth``: the link is read from this one to it."""

    link: CaseLink
    other: Case
    forth: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the parts of a case are."""

    total: int
    ended: int


def reports_of(case: Case) -> list[Case]:
    """Everything that was reported of this matter: the case itself, then what it took in."""
    merged = Case.objects.filter(merged_into=case.pk).select_related("procedure")
    return [case, *merged.order_by("pk")]


def parts_of(case: Case) -> list[Case]:
    return list(Case.objects.filter(parent=case.pk).select_related("procedure").order_by("pk"))


def progress_of(parts: Iterable[Case]) -> Progress | None:
    states = [part.is_open for part in parts]
    return Progress(len(states), states.count(False)) if states else None


def kin_subjects(actor: Actor, case: Case) -> list[str]:
    """Whose photographs and notes are read with this case: its own, by staff those of its kin."""
    if not policies.sees_inside(actor, case):
        return [case.subject]
    kin = Case.objects.filter(Q(merged_into=case.pk) | Q(parent=case.pk)).values_list(
        "pk", flat=True
    )
    above = [case.parent_id] if case.parent_id else []
    return [f"case:{pk}" for pk in [case.pk, *above, *kin]]


def photos_read_with(actor: Actor, case: Case) -> list[PhotoCard]:
    shown = photos_of_many(kin_subjects(actor, case))
    return [photo for photos in shown.values() for photo in photos]


def may_read(actor: Actor, case_id: int) -> bool:
    """Whether this actor sees a case, or one that it is merged into, a part of, or the whole of."""
    if Case.objects.visible_to(actor).filter(pk=case_id).exists():
        return True
    above = Case.objects.filter(pk=case_id).values(kin=Unnested("merged_into", "parent"))
    kin = [*Case.objects.filter(pk__in=above), *Case.objects.filter(parent=case_id)]
    return any(policies.sees_inside(actor, case) for case in kin)


def answers_of(leading: Case, reports: Iterable[Case]) -> QuerySet[Answer]:
    """What several reporters said in the present round: since it was last verified."""
    if leading.verified_at is None:
        return Answer.objects.none()
    ids = [case.pk for case in reports]
    return Answer.objects.filter(report__in=ids, at__gte=leading.verified_at)


def reporter_steps(actor: Actor, report: Case) -> set[Step]:
    """What a reporter may say of their matter now, whichever case it goes on in."""
    if not policies.is_reporter(actor, report):
        return set()
    leading = report.leading
    steps = {Step.REOPEN} & set(STEPS.open_to(State(leading.state)))
    family = Family(report, leading, reports_of(leading))
    if not family.joint:
        steps |= {Step.WITHDRAW} & set(STEPS.open_to(State(leading.state)))
    asked = {State.VERIFIED} | ({State.CALLED_BACK} if leading.settled else set())
    may = leading.state in asked and not policies.has_put_right(actor, leading)
    if may and (leading.state == State.VERIFIED or family.joint):
        waiting = {case.pk for case in family.awaited()}
        steps |= {Step.CALL_BACK} if report.pk in waiting else set()
    return steps


def lock_family(case_id: int) -> Family:
    """Lock a report together with all that goes on in the same case, in the order of their ids."""
    near = Case.objects.filter(pk=case_id).values_list("merged_into", "parent").first()
    if near is None:
        raise NotFound
    leading_id, whole_id = near[0] or case_id, near[1]
    cases = lock_cases(Q(pk__in=[leading_id, whole_id or 0]) | Q(merged_into=leading_id))
    if not {case_id, leading_id} <= cases.keys():
        raise JustChanged
    leading = cases[leading_id]
    leading.parent = cases[whole_id] if whole_id else None
    merged = [case for case in cases.values() if case.merged_into_id == leading_id]
    for case in merged:
        case.merged_into = leading
    return Family(cases[case_id], leading, [leading, *merged])


def links_of(actor: Actor, case: Case) -> list[Kin]:
    """What a case is linked to, as far as this actor may see the other end."""
    links = list(CaseLink.objects.filter(Q(first=case.pk) | Q(second=case.pk)).order_by("pk"))
    others = {link.second_id if link.first_id == case.pk else link.first_id for link in links}
    seen = Case.objects.visible_to(actor).in_bulk(others) if others else {}
    return [
        Kin(link, seen[other], forth=link.first_id == case.pk)
        for link in links
        if (other := link.second_id if link.first_id == case.pk else link.first_id) in seen
    ]


def link_between(one_id: int, other_id: int) -> CaseLink | None:
    pair = Q(first=one_id, second=other_id) | Q(first=other_id, second=one_id)
    return CaseLink.objects.filter(pair).first()


def near_in_place(case: Case, metres: float) -> Q | None:
    """The same spot: by position, else by the same words of address in the same place."""
    if case.lng is not None and case.lat is not None:
        north = metres * METRE
        east = north / max(cos(radians(case.lat)), 0.01)
        across = Q(lng__range=(case.lng - east, case.lng + east))
        return across & Q(lat__range=(case.lat - north, case.lat + north))
    return Q(path=case.path, address=case.address, lng=None) if case.address else None


def may_lead(actor: Actor, case: Case) -> CaseQuerySet:
    """Open cases near this one that it might be merged with, the nearest in time first."""
    spot = near_in_place(case, _OFFERED_METRES)
    if spot is None:
        return Case.objects.none()
    since = case.received_at - timedelta(days=_OFFERED_DAYS)
    near = Case.objects.visible_to(actor).open().filter(spot, parent=None, received_at__gte=since)
    near = near.unrestricted().select_related("procedure")
    return near.exclude(pk=case.pk).order_by("-received_at")[:_OFFERED]
