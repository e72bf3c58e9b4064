"""Keep a list under a name, share it, let it go."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import optional_text, required_text
from lingdang.places.public import tree
from lingdang.worklists import policies
from lingdang.worklists.errors import NameTaken, TooManyLists
from lingdang.worklists.facts import ListRemoved, ListSaved
from lingdang.worklists.models import LONGEST_NAME, LONGEST_QUERY, SavedList

MOST = 30


def save_list(*, name: str, query: str, shared_at_id: int | None = None, by: Actor) -> SavedList:
    """Keep the filters that a list's address holds; ``shared_at_id``: for who serves there too."""
    owner = policies.require_staff(by)
    saved = SavedList(
        owner_id=owner,
        name=required_text("name", name, LONGEST_NAME),
        query=optional_text("query", query, LONGEST_QUERY),
        shared_at_id=_shareable(shared_at_id, by),
    )
    try:
        with transaction.atomic():
            if SavedList.objects.filter(owner=owner).count() >= MOST:
                raise TooManyLists
            saved.save(force_insert=True)
            record(_told(saved), by=by)
    except IntegrityError:
        raise NameTaken from None
    return saved


def _told(saved: SavedList) -> ListSaved:
    return ListSaved(
        list_id=saved.pk,
        called=saved.name,
        query=saved.query,
        shared_at_id=saved.shared_at_id,
    )


def _shareable(place_id: int | None, by: Actor) -> int | None:
    if place_id is None:
        return None
    if place_id not in tree() or not policies.may_share_at(by, tree().node(place_id).path):
        raise Incomplete({"shared_at_id": _("There is no such place.")})
    return place_id


@transaction.atomic
def remove_list(*, list_id: int, by: Actor) -> None:
    saved = SavedList.objects.select_for_update().filter(pk=list_id).first()
    if saved is None:
        raise NotFound
    policies.require_own_list(by, saved)
    saved.delete()
    record(ListRemoved(list_id=list_id), by=by)
