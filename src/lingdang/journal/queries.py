"""Every way to read the journal."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from lingdang.journal import policies
from lingdang.journal.models import Delivery, Fact, FactQuerySet, Seal
from lingdang.kernel.actor import Actor


def facts_of(subject: str) -> list[Fact]:
    """What happened to one subject, in the order in which it happened."""
    return list(Fact.objects.filter(subject=subject).order_by("at", "id"))


def facts_about(subjects: Iterable[str]) -> FactQuerySet:
    return Fact.objects.filter(subject__in=list(subjects)).order_by("at", "id")


def facts_for(actor: Actor) -> FactQuerySet:
    """The whole journal, newest first, for those whose duty it is to read it."""
    return Fact.objects.order_by("-id") if policies.may_read(actor) else Fact.objects.none()


def dead_letters(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries given up on, oldest first, with their facts."""
    dead = Delivery.objects.filter(state=Delivery.State.DEAD).select_related("fact")
    return dead.order_by("due_at", "fact_id") if policies.may_retry(actor) else dead.none()


def due_delivery() -> Delivery | None:
    """The next due delivery that nobody else is at, locked: what is urgent first."""
    return (
        Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("fact")
        .filter(state=Delivery.State.DUE, due_at__lte=timezone.now())
        .order_by("-urgent", "due_at", "fact_id")
        .first()
    )


def lock_delivery(fact_id: int, handler: str) -> Delivery | None:
    return Delivery.objects.select_for_update().filter(fact_id=fact_id, handler=handler).first()


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-id").first()


def facts_between(after: int, until: int) -> FactQuerySet:
    return Fact.objects.filter(id__gt=after, id__lte=until).order_by("id")
