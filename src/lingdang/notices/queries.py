"""Notices: for those who write them, and for everybody."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from lingdang.journal.public import Fact, facts_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.notices.enums import PUBLISH
from lingdang.notices.models import Notice, NoticeQuerySet
from lingdang.places.public import tree

_INSIDE_COMMUNITY = frozenset({"grid", "building"})


def notices_for(actor: Actor) -> NoticeQuerySet:
    """Every state of them, for places in one's reach."""
    paths = actor.reach(PUBLISH).paths
    if "" in paths:
        return Notice.objects.all()
    own = [node.id for node in tree() if any(node.path.startswith(path) for path in paths)]
    return Notice.objects.filter(place__in=own)


def notice_for(actor: Actor, notice_id: int) -> Notice:
    found = notices_for(actor).filter(pk=notice_id).first()
    if found is None:
        raise NotFound
    return found


def versions_of(notice: Notice) -> list[Fact]:
    """What it said before and says now, the newest first."""
    return facts_of(notice.subject)[::-1]


def shown_in(place_ids: Iterable[int]) -> NoticeQuerySet:
    """What residents of these read today: of the places, what lies in them and around them."""
    places, wanted = tree(), set[int]()
    for place_id in place_ids:
        if place_id in places:
            around = [*places.ancestors(place_id), *places.subtree(place_id)]
            wanted |= {node.id for node in around} | {place_id}
    return shown().filter(place__in=wanted)


def shown() -> NoticeQuerySet:
    """What everybody reads today, anywhere; what is urgent first, then the newest."""
    today = timezone.localdate()
    return Notice.objects.shown_on(today).order_by("-urgent", "-published_at", "-pk")


def shown_notice(notice_id: int) -> Notice:
    found = shown().filter(pk=notice_id).first()
    if found is None:
        raise NotFound
    return found


def may_read_photo(actor: Actor, notice_id: int) -> bool:
    """Everybody while it is shown, and always those who write here."""
    return shown().filter(pk=notice_id).exists() or notices_for(actor).filter(pk=notice_id).exists()


def audience_of(notice: Notice) -> list[int]:
    """The places whose followers it concerns: all in its own; of a grid, its community's too."""
    places = tree()
    found, node = places.subtree(notice.place_id), places.node(notice.place_id)
    while node.level in _INSIDE_COMMUNITY and node.parent_id is not None:
        node = places.node(node.parent_id)
        found.append(node)
    return [place.id for place in found]


def matching(words: str) -> Q:
    return Q(title__icontains=words) | Q(text__icontains=words)
