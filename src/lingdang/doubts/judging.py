"""What speaks against a photograph, by what is known of it and of its case. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lingdang.doubts.enums import Kind
from lingdang.evidence.public import Imprint, Moment, Photo, Twin


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far off a photograph may be before it is doubted."""

    outside: float  # metres from the boundary of the place
    apart: float  # metres from the spot that was reported
    slack: timedelta
    fewest_matches: int = 12  # features shared by two photographs of one scene: docs/adr/0011


@dataclass(frozen=True, slots=True)
class Context:
    """What its case says: ``metres_…`` none where the place has no boundary, the case no spot."""

    ordered_at: datetime | None
    done_at: datetime | None
    metres_outside: float | None = None
    metres_apart: float | None = None
    twin: Twin | None = None
    scene: tuple[int, int] | None = (
        None  # a photograph from before, and the features shared with it
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A doubt that is not kept yet, with its proof."""

    kind: Kind
    metres: float | None = None
    at: datetime | None = None
    bound: datetime | None = None
    tag: str = ""
    twin_id: int | None = None
    similarity: float | None = None
    mirrored: bool = False


def doubts_about(
    photo: Photo, imprint: Imprint, known: Context, bounds: Bounds
) -> Iterator[Finding]:
    yield from _about_where(photo, known, bounds)
    yield from _about_when(photo, known, bounds)
    if imprint.editor:
        yield Finding(kind=Kind.EDITED, tag=imprint.editor)
    if imprint.is_squeezed_twice:
        yield Finding(kind=Kind.SQUEEZED)
    if twin := known.twin:
        yield Finding(
            kind=Kind.COPY,
            twin_id=twin.photo_id,
            similarity=twin.similarity,
            mirrored=twin.mirrored,
            at=photo.taken_at,
            bound=twin.taken_at or twin.created_at,
        )
    elif known.scene and known.scene[1] < bounds.fewest_matches:
        yield Finding(kind=Kind.OTHER_SCENE, twin_id=known.scene[0])


def _about_where(photo: Photo, known: Context, bounds: Bounds) -> Iterator[Finding]:
    if photo.lng is None:
        yield Finding(kind=Kind.NO_POSITION)
    elif known.metres_outside is not None and known.metres_outside > bounds.outside:
        yield Finding(kind=Kind.OUTSIDE, metres=round(known.metres_outside), tag="boundary")
    elif known.metres_apart is not None and known.metres_apart > bounds.apart:
        yield Finding(kind=Kind.OUTSIDE, metres=round(known.metres_apart), tag="spot")


def _about_when(photo: Photo, known: Context, bounds: Bounds) -> Iterator[Finding]:
    at = photo.taken_at
    if at is None:
        yield Finding(kind=Kind.NO_TIME)
        return
    if at > photo.created_at + bounds.slack:
        yield Finding(kind=Kind.FUTURE, at=at, bound=photo.created_at)
    if photo.moment != Moment.AFTER:
        return
    if known.ordered_at and at < known.ordered_at - bounds.slack:
        yield Finding(kind=Kind.EARLY, at=at, bound=known.ordered_at)
    if known.done_at and at > known.done_at + bounds.slack:
        yield Finding(kind=Kind.LATE, at=at, bound=known.done_at)
