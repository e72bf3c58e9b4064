"""Which rebounds this actor may know of; one at a time, and for change."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from lingdang.cases.public import Case, CaseQuerySet, cases_for, that_may_repeat
from lingdang.cases.public import State as CaseState
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.lookbacks.public import moment, whole_of
from lingdang.rebounds import policies
from lingdang.rebounds.enums import NO_MATTER, SEE, STEPS, State, Step
from lingdang.rebounds.models import Rebound

_STANDS = (
    ~Q(case__state__in=sorted(NO_MATTER))
    & Q(case__category=F("category"))
    & Q(earlier__state=CaseState.CLOSED, earlier__closed_at=F("closed_at"))
)


def rebounds_for(actor: Actor) -> QuerySet[Rebound]:
    """Of which they see one of the two cases as staff; of what is restricted nobody is told."""
    if not actor.has(SEE):
        return Rebound.objects.none()
    seen, open_ = cases_for(actor), Case.objects.unrestricted()
    return Rebound.objects.filter(
        _in(seen, "case") | _in(seen, "earlier"), _in(open_, "case"), _in(open_, "earlier")
    ).select_related("case__procedure", "earlier__procedure")


def _in(cases: CaseQuerySet, which: str) -> Q:
    """Asked by the id of each row: cases are many, rebounds are few."""
    return Q(Exists(cases.filter(pk=OuterRef(which))))


def standing(found: QuerySet[Rebound]) -> QuerySet[Rebound]:
    """Say in SQL what ``Rebound.stands`` says in Python."""
    return found.filter(_STANDS)


def lapsed(found: QuerySet[Rebound]) -> QuerySet[Rebound]:
    return found.exclude(_STANDS)


def rebound_for(actor: Actor, rebound_id: int) -> Rebound:
    return _one(rebounds_for(actor).filter(pk=rebound_id))


def lock_rebound(actor: Actor, rebound_id: int) -> Rebound:
    locked = rebounds_for(actor).select_for_update(no_key=True, of=("self",))
    return _one(locked.filter(pk=rebound_id))


def _one(found: QuerySet[Rebound]) -> Rebound:
    it = found.first()
    if it is None:
        raise NotFound
    return it


def of_case(actor: Actor, case: Case) -> QuerySet[Rebound]:
    """What it came back on, and what came back on it."""
    return rebounds_for(actor).filter(Q(case=case.pk) | Q(earlier=case.pk)).order_by("pk")


def steps_for(actor: Actor, it: Rebound) -> list[Step]:
    """What this actor may say of it now."""
    if not it.stands or not policies.may_decide(actor, whole_of(actor), it):
        return []
    return STEPS.open_to(State(it.state))


def known_of(case: Case) -> Rebound | None:
    return Rebound.objects.filter(case=case.pk, category=case.category_id).first()


def unfollowed(since: date) -> CaseQuerySet:
    """Cases received since a day that may be one, and of which none is kept."""
    known = Rebound.objects.filter(case=OuterRef("pk"), category=OuterRef("category"))
    filed = Case.objects.unrestricted().whole().exclude(state__in=sorted(NO_MATTER))
    filed = filed.filter(~Exists(known), received_at__gte=moment(since))
    return that_may_repeat(filed).order_by("pk")
