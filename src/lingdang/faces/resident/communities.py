"""A community as its residents meet it: four modules in one place."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lingdang.cases.public import Tally, tally
from lingdang.dossiers.public import care_counts
from lingdang.faces.resident.neighbourhoods import around, community_at
from lingdang.kernel.errors import NotFound
from lingdang.people.public import UnitKind, follower_counts, units_at
from lingdang.places.public import PlaceNode, tree

# As they are called on the page that printed them: 四大功能性模块.
PARTY = gettext_lazy("Smart party building")
GOVERNANCE = gettext_lazy("Community governance")
GRIDS = gettext_lazy("Grid management")
LEARNING = gettext_lazy("Smart learning")


@dataclass(frozen=True, slots=True)
class Module:
    """One of the four: a way on, or what there is to know where no page of its own is needed."""

    name: str | Promise
    icon: str
    says: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Community:
    place: PlaceNode
    around: str
    followers: int
    month: Tally
    ever: Tally
    modules: list[Module]
    cared: int  # people who are looked after there, and visits to them this month: counts alone
    visits: int


def community(place_id: int) -> Community:
    """Tell a community by its place's id; other places have no page of their own."""
    place = tree().node(place_id)
    if community_at(place_id) != place:
        raise NotFound
    month = tally(place.path, _first_of_month())
    inside = [node.id for node in tree().subtree(place.id)]
    counts = care_counts(inside, _first_of_month().date())
    return Community(
        place=place,
        around=around(place),
        followers=follower_counts([place.id]).get(place.id, 0),
        month=month,
        ever=tally(place.path),
        modules=modules(place, month),
        cared=sum(count.entries for count in counts),
        visits=sum(count.visits for count in counts),
    )


def modules(place: PlaceNode, month: Tally) -> list[Module]:
    inside = tree().subtree(place.id)
    grids = sum(node.level == "grid" for node in inside)
    branches = units_at((node.id for node in inside), UnitKind.PARTY_BRANCH).order_by("path")
    named = "、".join(branches.values_list("name", flat=True)[:3])
    settled = _("%(received)s received this month, %(settled)s settled") % {
        "received": month.received,
        "settled": month.settled,
    }
    workers = ngettext("%(n)s grid: who serves it", "%(n)s grids: who serves them", grids)
    return [
        Module(PARTY, "star", named or _("No party branch is entered yet")),
        Module(GOVERNANCE, "camera", settled, reverse("resident:report")),
        Module(GRIDS, "pin", workers % {"n": grids}, f"{reverse('resident:who')}?place={place.id}"),
        Module(LEARNING, "book", _("No class is announced at present")),
    ]


def _first_of_month() -> datetime:
    now = timezone.localtime()
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def named(place_ids: list[int]) -> list[PlaceNode]:
    """The communities of these ids that still stand."""
    places = tree()
    return [places.node(place_id) for place_id in place_ids if place_id in places]
