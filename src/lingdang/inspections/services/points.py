"""The points of a round: chosen one by one, or drawn by a seed; in walking order, by group."""

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.inspections.enums import PLAN, STEPS, State, Step
from lingdang.inspections.facts import PointsChosen
from lingdang.inspections.models import Finding, Group, Point, Round
from lingdang.inspections.models.round import LONGEST_SEED
from lingdang.inspections.policies import require
from lingdang.inspections.queries.lists import area_of
from lingdang.inspections.queries.points import Candidate, candidates
from lingdang.inspections.queries.rounds import lock_round, round_for
from lingdang.inspections.route import walked
from lingdang.inspections.sampling import RULE, Stratum, drawn_of_all, frame_of
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import tree

MOST_POINTS = 2000
_SEED = re.compile(rf"[\w.-]{{1,{LONGEST_SEED}}}")


@dataclass(frozen=True, slots=True)
class Quota:
    """How many points of a type in a town; empty: of every type, in every town."""

    count: int
    kind: str = ""
    town_id: int | None = None


@transaction.atomic
def draw_points(
    *, round_id: int, register: str, quotas: Sequence[Quota], by: Actor, seed: str = ""
) -> Round:
    """Draw by quotas; without a seed one is thrown, kept and shown."""
    found = _locked(round_id, by)
    if seed and not _SEED.fullmatch(seed):
        raise Incomplete({"seed": _("Letters, figures, points and dashes, at most 64.")})
    if not quotas or any(not 0 < it.count <= MOST_POINTS for it in quotas):
        raise Incomplete({"quotas": _("Say how many points to draw.")})
    known = {it.key: it for it in candidates(by, register, found.place_id)}
    strata = strata_of(quotas, known.values())
    found.seed = seed or secrets.token_hex(8)
    keys = dict.fromkeys(drawn_of_all(found.seed, strata))
    found.draw = {
        "rule": RULE,
        "strata": [stratum.stored() for stratum in strata],
        "frame": frame_of(strata),
        "drawn": list(keys),
    }
    found.save(update_fields=["seed", "draw"])
    _put(found, [known[key] for key in keys], by)
    return found


def strata_of(quotas: Iterable[Quota], known: Iterable[Candidate]) -> list[Stratum]:
    """A quota for every type, or every town, holds in each of them."""
    cells: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for it in known:
        if it.town_id:
            cells[it.kind, it.town_id].append(it.key)
    wanted: dict[tuple[str, int], int] = {}
    for quota in quotas:
        for kind, town in cells:
            if quota.kind in {"", kind} and quota.town_id in {None, town}:
                wanted[kind, town] = max(quota.count, wanted.get((kind, town), 0))
    places = tree()
    return [
        Stratum(kind, places.node(town).code, wanted[kind, town], tuple(sorted(cells[kind, town])))
        for kind, town in sorted(wanted, key=lambda cell: (cell[0], places.node(cell[1]).code))
    ]


def check_draw(round_: Round) -> list[str]:
    """Draw again from what was kept; says what does not agree."""
    strata = [Stratum.read(told) for told in round_.draw.get("strata", [])]
    wrong = []
    if round_.draw.get("rule") != RULE or not strata:
        return [_("Nothing was drawn.")]
    if frame_of(strata) != round_.draw["frame"]:
        wrong.append(_("What might have been drawn was changed afterwards."))
    keys = list(dict.fromkeys(drawn_of_all(round_.seed, strata)))
    if keys != round_.draw["drawn"]:
        wrong.append(_("The seed draws other points."))
    held = set(
        Point.objects.filter(round=round_, entry__isnull=False).values_list("entry", flat=True)
    )
    if missing := {int(key.rpartition(":")[2]) for key in keys} - held:
        told = {"count": len(missing)}
        wrong.append(_("%(count)s drawn points are not among the points of the round.") % told)
    return wrong


@transaction.atomic
def choose_points(
    *, round_id: int, by: Actor, register: str = "", entry_ids: Sequence[int] = (),
    place_ids: Sequence[int] = (), group_id: int | None = None,
) -> Round:  # fmt: skip
    """Add entries of a register, or places, to what is there already."""
    found = _locked(round_id, by)
    if not entry_ids and not place_ids:
        raise Incomplete({"points": _("Choose points.")})
    known = candidates(by, register, found.place_id) if register else []
    chosen = [it for it in known if it.entry_id in set(entry_ids)]
    if len(chosen) != len(set(entry_ids)):
        raise Incomplete({"entry_ids": _("Not all of them are points there.")})
    below = {node.id for node in tree().subtree(found.place_id)}
    if set(place_ids) - below:
        raise Incomplete({"place_ids": _("Choose places that lie there.")})
    named = [Candidate.place(tree().node(pk)) for pk in dict.fromkeys(place_ids)]
    _put(found, [*chosen, *named], by, group_id=group_id, keep=True)
    return found


@transaction.atomic
def assign_point(*, point_id: int, group_id: int, by: Actor) -> Point:
    """Cross-assign: give a point to a group whose area it does not lie in."""
    held = Point.objects.filter(pk=point_id).values_list("round_id", flat=True).first()
    found = _open(held or 0, by)
    if not found.groups.filter(pk=group_id).exists():
        raise Incomplete({"group_id": _("This group is not of the round.")})
    point = Point.objects.select_for_update(no_key=True).get(pk=point_id)
    point.group_id = group_id
    point.save(update_fields=["group"])
    return point


def _locked(round_id: int, by: Actor) -> Round:
    found = _open(round_id, by)
    STEPS.after(State(found.state), Step.CHANGE)
    return found


def _open(round_id: int, by: Actor) -> Round:
    round_for(by, round_id)
    found = lock_round(round_id)
    require(by, PLAN, found.place_id)
    return found


def _put(
    found: Round,
    chosen: Sequence[Candidate],
    by: Actor,
    *,
    group_id: int | None = None,
    keep: bool = False,
) -> None:
    held = list(Point.objects.filter(round=found)) if keep else []
    known = {(it.entry_id, None if it.entry_id else it.place_id) for it in held}
    groups = list(found.groups.select_related("area").order_by("pk"))
    fresh = [
        it.point(found, group_id or group_of(it.place_id, groups, at))
        for at, it in enumerate(chosen)
        if it.identity not in known
    ]
    every = [*held, *fresh]
    if len(every) > MOST_POINTS:
        raise Incomplete({"points": _("At most %(most)s points.") % {"most": MOST_POINTS}})
    if not keep:
        Finding.objects.filter(round=found).delete()
        Point.objects.filter(round=found).delete()
    _number(every)
    Point.objects.bulk_update(held, ["number"])
    Point.objects.bulk_create(fresh)
    record(PointsChosen(round_id=found.pk, points=len(every), seed=found.seed), by=by)


def group_of(place_id: int, groups: Sequence[Group], turn: int) -> int | None:
    """Of the groups whose area it is, or who go everywhere, one after the other."""
    area = area_of(place_id)
    fitting = [it.pk for it in groups if it.area_id is None or (area and it.area_id == area.pk)]
    return fitting[turn % len(fitting)] if fitting else None


def _number(points: Sequence[Point]) -> None:
    """Each group walks its own way; what has no position comes last."""
    at = 0
    by_group: defaultdict[int, list[Point]] = defaultdict(list)
    for point in points:
        by_group[point.group_id or 0].append(point)
    for group in sorted(by_group):
        for point in _in_turn(by_group[group]):
            at += 1
            point.number = at


def _in_turn(points: Sequence[Point]) -> list[Point]:
    placed = [it for it in points if it.lng is not None and it.lat is not None]
    spots = [(it.lng or 0.0, it.lat or 0.0) for it in placed]
    return [*(placed[at] for at in walked(spots)), *(it for it in points if it.lng is None)]
