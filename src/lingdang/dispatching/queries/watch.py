"""Which cases are under supervision, which were urged: for lists, for a case, for change."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from lingdang.cases.public import OPEN, Case, cases_for, is_reporter
from lingdang.dispatching import policies
from lingdang.dispatching.models import Supervision, Urge
from lingdang.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Mark:
    """What a list says of a case besides its state."""

    until: date | None = None  # under supervision until
    urges: int = 0


def marks_of(case_ids: Iterable[int]) -> dict[int, Mark]:
    """The marks of a list's cases in two statements; a case without any is absent."""
    wanted = list(case_ids)
    watched = Supervision.objects.filter(lifted_at=None, case__in=wanted)
    until = dict(watched.values_list("case_id", "until"))
    urges = Counter(Urge.objects.filter(case__in=wanted).values_list("case_id", flat=True))
    return {pk: Mark(until.get(pk), urges[pk]) for pk in {*until, *urges}}


def under_supervision() -> Q:
    """For filtering cases."""
    running = Supervision.objects.filter(lifted_at=None)
    return Q(pk__in=running.values("case_id"))


def urged() -> Q:
    return Q(pk__in=Urge.objects.values("case_id"), state__in=sorted(OPEN))


def supervisions_for(actor: Actor) -> QuerySet[Supervision]:
    """Of cases that the actor may see, running ones and those that were lifted."""
    seen = cases_for(actor).values("pk")
    found = Supervision.objects.filter(case__in=seen)
    return found.select_related("case", "by").order_by("until", "id")


def supervision_of(case: Case) -> Supervision | None:
    return Supervision.objects.filter(case=case.pk, lifted_at=None).select_related("by").first()


def lock_supervision(case_id: int) -> Supervision | None:
    running = Supervision.objects.filter(case=case_id, lifted_at=None)
    return running.select_for_update(no_key=True).first()


def urges_of(case: Case) -> int:
    return Urge.objects.filter(case=case.pk).count()


def may_supervise(actor: Actor, case: Case) -> bool:
    return case.is_open and policies.may_supervise(actor, case)


def may_urge(actor: Actor, case: Case) -> bool:
    return case.is_open and policies.may_urge(actor, case)


def may_urge_today(actor: Actor, case: Case) -> bool:
    """Whether the reporter of a case that somebody should be at has not urged today."""
    today = timezone.localdate()
    done = Urge.objects.filter(case=case.pk, by_reporter=True, day=today)
    running = case.is_open and case.handled_at is None
    return running and is_reporter(actor, case) and not done.exists()
