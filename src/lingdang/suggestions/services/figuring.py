"""What is said of a hot matter, reckoned from the cases that are in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone

from lingdang.places.public import tree
from lingdang.suggestions.heat import heat_of, place_named, words_said
from lingdang.suggestions.learning.words import words_of
from lingdang.suggestions.models import HotCase, HotDay, HotMatter
from lingdang.suggestions.queries.hot import Told, tellable, told_of
from lingdang.suggestions.titling import LONGEST_TITLE, nameless, title_of

HOT_WINDOW = timedelta(days=90)  # what was told within it is hot
_FIGURES = (
    *("title", "said_in", "place", "path", "place_word", "words", "category", "lng", "lat"),
    *("heat", "peak", "reports", "joined", "first_at", "last_at"),
)
_WORDS, _LONGEST_WORD = 5, 40


def begun(now: datetime) -> HotMatter:
    """A matter of which nothing is reckoned yet."""
    root = tree().root()
    return HotMatter.objects.create(
        place_id=root.id, path=root.path, reports=0, first_at=now, last_at=now, made_at=now
    )


def forget_untellable(case_ids: Sequence[int] | None = None) -> set[int]:
    """Take out what was taken back, refused or restricted since; returns the matters it was in."""
    gone = HotCase.objects.exclude(case__in=tellable().values("pk"))
    if case_ids is not None:
        gone = gone.filter(case__in=case_ids)
    matters = set(gone.values_list("matter_id", flat=True))
    gone.delete()
    return matters


def figure_matters(
    ids: Iterable[int], now: datetime, titled: Mapping[int, Sequence[int]] | None = None
) -> None:
    """Reckon these anew; one in which nothing is left is no matter any more.

    ``titled`` names the cases of each that say best what all say.
    """
    matters = HotMatter.objects.filter(fused=None).in_bulk(list(ids))
    members: defaultdict[int, list[Told]] = defaultdict(list)
    for pk, one in told_of(matters):
        members[pk].append(one)
    HotMatter.objects.filter(pk__in=matters.keys() - members.keys()).delete()
    kept = [matters[pk] for pk in members]
    for matter in kept:
        _figure(matter, members[matter.pk], (titled or {}).get(matter.pk, ()), now)
    HotMatter.objects.bulk_update(kept, _FIGURES)
    _remember(kept, timezone.localdate(now))


def _remember(matters: Sequence[HotMatter], day: date) -> None:
    days = [HotDay(matter=one, on=day, heat=one.heat, reports=one.reports) for one in matters]
    HotDay.objects.bulk_create(
        days,
        update_conflicts=True,
        unique_fields=["matter", "on"],
        update_fields=["heat", "reports"],
    )


def _figure(matter: HotMatter, told: Sequence[Told], titled: Sequence[int], now: datetime) -> None:
    times = sorted(one.at for one in told)
    recent = [at for at in times if at >= now - HOT_WINDOW]
    matter.reports, matter.joined = len(told), sum(one.joined for one in told)
    matter.first_at, matter.last_at = times[0], times[-1]
    matter.heat = heat_of(recent, matter.joined) if recent else 0.0
    matter.peak = max(matter.peak, matter.heat)
    _place(matter, told)
    _call(matter, told, titled)


def _place(matter: HotMatter, told: Sequence[Told]) -> None:
    """The lowest place that holds all of them, and the middle of where they lie."""
    places = tree()
    ways = [one.path.strip("/").split("/") for one in told]
    shared = [steps[0] for steps in zip(*ways, strict=False) if len(set(steps)) == 1]
    held = next((int(pk) for pk in reversed(shared) if int(pk) in places), places.root().id)
    matter.place_id, matter.path = held, places.node(held).path
    spots = [one.spot for one in told if one.spot]
    matter.lng = round(median(spot.lng for spot in spots), 6) if spots else None
    matter.lat = round(median(spot.lat for spot in spots), 6) if spots else None
    known = Counter(one.category for one in told if one.category)
    matter.category_id = known.most_common(1)[0][0] if known else None


def _call(matter: HotMatter, told: Sequence[Told], titled: Sequence[int]) -> None:
    """Its words and its name; it keeps the name while the case that gave it is in it."""
    texts = {one.id: one.text for one in told}
    matter.place_word = place_named([f"{one.text} {one.address}" for one in told])[:_LONGEST_WORD]
    said = nameless(words_said([words_of(text) for text in texts.values()]))
    matter.words = [word[:_LONGEST_WORD] for word in said[:_WORDS]]
    if matter.said_in_id in texts and matter.title:
        return
    for case in [*(case for case in titled if case in texts), *texts]:
        if title := title_of(texts[case]):
            matter.said_in_id, matter.title = case, title
            return
    matter.said_in_id = None
    matter.title = " ".join([*nameless([matter.place_word]), *matter.words])[:LONGEST_TITLE]
