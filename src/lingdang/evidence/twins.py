"""Which earlier photographs are the same picture, however it was cut, turned or squeezed since."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.core.cache import caches
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import QuerySet
from PIL import Image

from lingdang.evidence.imprints import ASKED, SIDE, Grey, features, grey, keys
from lingdang.evidence.likeness import Likeness, likeness, matches_in_scene
from lingdang.evidence.models import Imprint, Photo

_SHARED = 2  # keys, at least
_COMPARED, _READ = 8, 4000  # candidates that are looked at closely; that are read at all
_COMMON = 500  # a key of more photographs tells nothing: it is a watermark, a telephone's bar
_REMEMBERED = 600  # seconds
_SCENE_SIDE = 640
_NOW_COMMON = """
SELECT most_common_elems::text::int[], most_common_elem_freqs, reltuples
FROM pg_stats JOIN pg_class ON pg_class.oid = to_regclass(tablename)
WHERE schemaname = current_schema() AND tablename = %s AND attname = 'keys'
"""


@dataclass(frozen=True, slots=True)
class Twin:
    """An earlier photograph that is the same picture; ``similarity`` 1 is the very same file."""

    photo_id: int
    public_id: UUID
    subject: str
    taken_at: datetime | None
    created_at: datetime
    similarity: float
    mirrored: bool


def twins_of(photo: Photo, *, apart_from: Collection[str] = ()) -> list[Twin]:
    """The most similar first; of photographs that show something, and not the same moment of it."""
    known = _known_before(photo).exclude(subject__in=apart_from)
    exact = {one.pk: Likeness(1.0) for one in known.filter(sha256=photo.sha256)[:_COMPARED]}
    picture = thumb_of(photo)
    near = known.filter(pk__in=_candidates(picture, photo.pk)).exclude(pk__in=exact)
    found = [(one, likeness(thumb_of(one), picture)) for one in near]
    alike = [(one, how) for one, how in found if how.is_copy]
    alike += [(one, exact[one.pk]) for one in known.filter(pk__in=exact)]
    return [
        _twin(*pair) for pair in sorted(alike, key=lambda pair: (-pair[1].similarity, pair[0].pk))
    ]


def scene_matches(one: Photo, other: Photo) -> int:
    """How many features of two photographs can be one scene."""
    mine, theirs = (_read(photo.display_key, _SCENE_SIDE) for photo in (one, other))
    return matches_in_scene(mine, theirs)


def thumb_of(photo: Photo) -> Grey:
    return _read(photo.thumb_key, SIDE)


def _read(key: str, side: int) -> Grey:
    with storages["evidence"].open(key) as file, Image.open(file) as image:
        return grey(image, side)


def _known_before(photo: Photo) -> QuerySet[Photo]:
    earlier = Photo.objects.filter(pk__lt=photo.pk).exclude(subject="")
    return earlier.exclude(subject=photo.subject, moment=photo.moment)


def _candidates(picture: Grey, before: int) -> list[int]:
    return voted(_asked_keys(picture), before=before)


def voted(asked: set[int], *, before: int) -> list[int]:
    """Of the photographs kept before one those that share most keys."""
    if not asked:
        return []
    rows = Imprint.objects.filter(keys__overlap=list(asked), photo__lt=before)
    with _by_the_index():
        kept = dict(rows.values_list("photo_id", "keys")[:_READ])
    shared = {pk: len(asked.intersection(each)) for pk, each in kept.items()}
    likely = (pk for pk, votes in shared.items() if votes >= _SHARED)
    return sorted(likely, key=lambda pk: -shared[pk])[:_COMPARED]


@contextmanager
def _by_the_index() -> Iterator[None]:
    """Of hundreds of rare keys the planner expects far too much, and would read the whole table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_indexscan TO DEFAULT")


def _asked_keys(picture: Grey) -> set[int]:
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    found = {key for each in (picture, mirrored) for key in keys(features(each), ASKED)}
    return found - common_keys()


def common_keys() -> set[int]:
    """What the database has counted to be common, of itself."""
    found: set[int] | None = caches["process"].get("evidence.common_keys")
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute(_NOW_COMMON, [Imprint._meta.db_table])  # noqa: SLF001 -- Django's own documented door
            common, shares, count = cursor.fetchone() or ([], [], 0)
        pairs = zip(common or [], shares or [], strict=False)  # three shares more are of the whole
        found = {key for key, share in pairs if share * count > _COMMON}
        caches["process"].set("evidence.common_keys", found, _REMEMBERED)
    return found


def _twin(photo: Photo, how: Likeness) -> Twin:
    return Twin(
        photo_id=photo.pk,
        public_id=photo.public_id,
        subject=photo.subject,
        taken_at=photo.taken_at,
        created_at=photo.created_at,
        similarity=round(how.similarity, 3),
        mirrored=how.mirrored,
    )
