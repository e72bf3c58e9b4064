"""Which doubts, and one at a time; how far a case's photographs are trusted."""

from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from lingdang.cases.public import Case, case_for, cases_for
from lingdang.doubts import policies
from lingdang.doubts.enums import FAIR_FROM, STEPS, STRONG_FROM, WEIGHTS, WHOLE, Level, State, Step
from lingdang.doubts.models import Doubt, Weight
from lingdang.evidence.public import Moment, Photo, photo_by_public_id, photos_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound

_SEE = "cases.see_case"
_CASE = "case:"
_TRUSTED = {
    Level.STRONG: {"points__gte": STRONG_FROM},
    Level.FAIR: {"points__gte": FAIR_FROM, "points__lt": STRONG_FROM},
    Level.WEAK: {"points__lt": FAIR_FROM},
}


def doubts_for(actor: Actor) -> QuerySet[Doubt]:
    """In the cases that they see as staff: who reported one is not told."""
    found = Doubt.objects.filter(case__in=cases_for(actor).values("pk"))
    return (found if actor.has(_SEE) else found.none()).select_related(
        "case__procedure", "photo", "twin"
    )


def doubt_for(actor: Actor, doubt_id: int) -> Doubt:
    return _one(doubts_for(actor).filter(pk=doubt_id))


def lock_doubt(actor: Actor, doubt_id: int) -> Doubt:
    locked = doubts_for(actor).select_for_update(no_key=True, of=("self",))
    return _one(locked.filter(pk=doubt_id))


def _one(found: QuerySet[Doubt]) -> Doubt:
    doubt = found.first()
    if doubt is None:
        raise NotFound
    return doubt


def steps_for(actor: Actor, doubt: Doubt) -> list[Step]:
    """The steps that this actor may take now, in the order of the table."""
    open_ = STEPS.open_to(State(doubt.state))
    return [step for step in open_ if policies.may_take(actor, step, doubt)]


def weights() -> dict[str, int]:
    """What each kind takes from trust: the district's word before everybody's."""
    said = dict(Weight.objects.values_list("kind", "points"))
    return {kind.value: said.get(kind.value, points) for kind, points in WEIGHTS.items()}


def with_points(found: QuerySet[Doubt]) -> QuerySet[Doubt]:
    """Beside each doubt what of a hundred points its photograph has left."""
    each = [When(kind=kind, then=Value(points)) for kind, points in weights().items()]
    same = Doubt.objects.filter(photo=OuterRef("photo")).exclude(state=State.DISMISSED)
    taken = same.order_by().values("photo").annotate(taken=Sum(Choice(*each))).values("taken")
    return found.annotate(points=Greatest(0, WHOLE - Coalesce(Subquery(taken), 0)))


def trusted(found: QuerySet[Doubt], level: Level | str) -> QuerySet[Doubt]:
    """Those of ``with_points`` whose photograph is trusted so far."""
    return found.filter(**_TRUSTED[Level(level)])


def trust_of(subject: str) -> policies.Trust:
    """How far the photographs of a subject (``case:12``) are trusted; a dismissed doubt is none."""
    doubted: dict[int, list[str]] = {photo.id: [] for photo in photos_of(subject)}
    counting = Doubt.objects.filter(photo__in=list(doubted)).exclude(state=State.DISMISSED)
    for photo_id, kind in counting.values_list("photo_id", "kind"):
        doubted[photo_id].append(kind)
    return policies.trust_in(list(doubted.values()), weights())


def photo_known(photo_id: int) -> Photo:
    found = Photo.objects.filter(pk=photo_id).first()
    if found is None:
        raise NotFound
    return found


def case_known(photo: Photo) -> Case | None:
    """The case that a photograph shows, if it shows one."""
    if not photo.subject.startswith(_CASE):
        return None
    number = int(photo.subject.removeprefix(_CASE))
    return Case.objects.select_related("procedure", "merged_into").filter(pk=number).first()


def photos_before(photo: Photo) -> list[Photo]:
    found = Photo.objects.filter(subject=photo.subject, moment=Moment.BEFORE, pk__lt=photo.pk)
    return list(found.order_by("pk"))


def unjudged(*, everything: bool) -> QuerySet[Photo]:
    """Photographs of cases; without ``everything`` those that nothing is known of yet."""
    found = Photo.objects.filter(subject__startswith=_CASE).order_by("pk")
    return found if everything else found.filter(imprint=None)


def photo_seen(actor: Actor, public_id: UUID) -> tuple[Photo, Case]:
    """A photograph of a case that this actor sees as staff, with it."""
    photo = photo_by_public_id(public_id)
    case = case_known(photo)
    if case is None or not actor.has(_SEE):
        raise NotFound
    return photo, case_for(actor, case.pk)


def may_read_answer(actor: Actor, doubt_id: int) -> bool:
    """Whether photographs that came with an answer are for this actor."""
    return doubts_for(actor).filter(pk=doubt_id).exists()
