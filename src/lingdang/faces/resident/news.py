"""Notices as residents read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from lingdang.evidence.public import photos_of
from lingdang.faces.entrance.photos import signed_url
from lingdang.kernel.actor import Actor
from lingdang.notices.public import Notice, NoticeQuerySet, matching, shown, shown_in
from lingdang.people.public import followed_by
from lingdang.places.public import tree

_AT_HOME, _OF_PLACE, _PAGE = 2, 3, 20
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    title: str
    text: str
    place: str
    urgent: bool
    at: datetime | None
    until: date


class Photo(NamedTuple):
    thumb: str
    large: str


def newest(actor: Actor) -> list[Row]:
    """Of the communities that one follows; of the whole district for who follows none."""
    own = followed_by(actor)
    return _rows((shown_in(own) if own else shown())[:_AT_HOME])


def of_place(place_id: int) -> list[Row]:
    return _rows(shown_in([place_id])[:_OF_PLACE])


def page(words: str, place_id: int | None, number: int) -> tuple[list[Row], int | None]:
    """One page, and the number of the next."""
    found = asked(words, place_id)[number * _PAGE : (number + 1) * _PAGE + 1]
    rows = _rows(found)
    return rows[:_PAGE], number + 1 if len(rows) > _PAGE else None


def asked(words: str, place_id: int | None) -> NoticeQuerySet:
    found = shown() if place_id is None else shown_in([place_id])
    return found.filter(matching(words[:_LONGEST])) if words else found


def _rows(found: Iterable[Notice]) -> list[Row]:
    return [row_of(notice) for notice in found]


def row_of(notice: Notice) -> Row:
    places = tree()
    place = places.node(notice.place_id).name if notice.place_id in places else ""
    return Row(
        id=notice.pk,
        title=notice.title,
        text=notice.text,
        place=place,
        urgent=notice.urgent,
        at=notice.published_at,
        until=notice.until_on,
    )


def photos(notice: Notice) -> list[Photo]:
    return [
        Photo(signed_url(one.public_id, "thumb"), signed_url(one.public_id, "display"))
        for one in islice(photos_of(notice.subject), 30)
    ]
