"""The round that finds hot matters anew, and knows those again that were there before."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.suggestions.facts import HotMatterFound, HotMatterFused
from lingdang.suggestions.heat import Message, matters_of
from lingdang.suggestions.models import HotCase, HotMatter
from lingdang.suggestions.policies import require_learn
from lingdang.suggestions.queries.hot import Told, told_cases
from lingdang.suggestions.services.figuring import (
    HOT_WINDOW,
    begun,
    figure_matters,
    forget_untellable,
)

MOST_CASES = 20_000  # the newest
_PEOPLE = 4  # who reported or joined: from here a new matter is a hot one
_LOCK = 47678_02


@dataclass(slots=True)
class Cluster:
    """Cases that tell of one thing now, and how many people that is."""

    cases: set[int]
    people: int
    titled: Sequence[int] = field(default=())  # who says best what all say, first


@transaction.atomic
def find_hot_matters(*, by: Actor, now: datetime | None = None) -> int:
    """Find what many tell of; returns how many matters are hot. One round at a time."""
    require_learn(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    now = now or timezone.now()
    told = told_cases(now - HOT_WINDOW, now, MOST_CASES)
    touched = forget_untellable()
    clusters = clusters_of(told)
    known = dict(HotCase.objects.values_list("case_id", "matter_id"))
    recognised_as = recognised(clusters, known)
    matters = _begun(clusters, recognised_as, now)
    titled = {
        matter: cluster.titled
        for cluster, matter in zip(clusters, matters, strict=True)
        if matter is not None
    }
    _keep(clusters, matters, known, {one.id for one in told}, by)
    hot = HotMatter.objects.filter(heat__gt=0)
    figure_matters({*titled, *touched, *hot.values_list("pk", flat=True)}, now, titled)
    _tell(set(titled) - set(recognised_as), by, now)
    return hot.count()


@transaction.atomic
def forget_cases(case_ids: Sequence[int], now: datetime | None = None) -> None:
    """Take these out of their matters at once, if they may not be told of any more."""
    figure_matters(forget_untellable(case_ids), now or timezone.now())


def clusters_of(told: Sequence[Told]) -> list[Cluster]:
    """Group what leads; what was merged into it tells of the same by itself."""
    ids = {one.id for one in told}
    reports: defaultdict[int, list[Told]] = defaultdict(list)
    for one in told:
        if one.leads_to in ids:
            reports[one.leads_to].append(one)
    leading = [one for one in told if one.id in reports and one.leads_to == one.id]
    return [
        _cluster([leading[row] for row in matter.ranked], reports)
        for matter in matters_of([_message(one, reports[one.id]) for one in leading])
    ]


def _message(one: Told, reports: Sequence[Told]) -> Message:
    also = tuple(other.at for other in reports if other.id != one.id)
    return Message(f"{one.text} {one.address}", one.at, one.joined, one.spot, also)


def _cluster(ranked: Sequence[Told], reports: dict[int, list[Told]]) -> Cluster:
    cases = {report.id for one in ranked for report in reports[one.id]}
    joined = sum(one.joined for one in ranked)
    return Cluster(cases, len(cases) + joined, [one.id for one in ranked])


def recognised(clusters: Sequence[Cluster], known: dict[int, int]) -> list[int | None]:
    """Which matter each cluster is: the one that shares most cases with it, each only once."""
    shared = [Counter(known[case] for case in one.cases if case in known) for one in clusters]
    claims = sorted(
        (-count, matter, number)
        for number, counted in enumerate(shared)
        for matter, count in counted.items()
    )
    found: list[int | None] = [None] * len(clusters)
    taken: set[int] = set()
    for _count, matter, number in claims:
        if found[number] is None and matter not in taken:
            found[number] = matter
            taken.add(matter)
    return found


def _begun(
    clusters: Sequence[Cluster], known: Sequence[int | None], now: datetime
) -> list[int | None]:
    """The matter of each cluster: a new one where enough people tell of something new."""
    return [
        begun(now).pk if matter is None and cluster.people >= _PEOPLE else matter
        for cluster, matter in zip(clusters, known, strict=True)
    ]


def _tell(new: set[int], by: Actor, now: datetime) -> None:
    for one in HotMatter.objects.filter(pk__in=new):
        told = HotMatterFound(matter=one.pk, place=one.place_id, reports=one.reports, heat=one.heat)
        record(told, by=by, at=now)


def _keep(
    clusters: Sequence[Cluster],
    matters: Sequence[int | None],
    known: Mapping[int, int],
    seen: set[int],
    by: Actor,
) -> None:
    """Write which case is of which matter now; what all went elsewhere went on there."""
    pairs = zip(clusters, matters, strict=True)
    wanted = {case: matter for cluster, matter in pairs if matter for case in cluster.cases}
    left = [case for case in seen if case in known and wanted.get(case) != known[case]]
    HotCase.objects.filter(case__in=left).delete()
    HotCase.objects.bulk_create(
        HotCase(case_id=case, matter_id=matter)
        for case, matter in wanted.items()
        if known.get(case) != matter
    )
    went: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for case in left:
        if case in wanted:
            went[known[case]][wanted[case]] += 1
    for matter, into in went.items():
        if matter not in matters:
            _fuse(matter, into.most_common(1)[0][0], by)


def _fuse(matter: int, into: int, by: Actor) -> None:
    """Its older cases and its address lead to the other from now on."""
    HotCase.objects.filter(matter=matter).update(matter=into)
    HotMatter.objects.filter(fused=matter).update(fused=into)
    HotMatter.objects.filter(pk=matter).update(fused=into, heat=0)
    record(HotMatterFused(matter=matter, into=into), by=by)
