"""Notices: what everybody reads, and what those write whose duty it is."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from lingdang.evidence.public import photos_of
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.case_outputs import Photo
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import photo_written, written
from lingdang.notices.public import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    Notice,
    State,
    Words,
    matching,
    notice_for,
    notices_for,
    publish_notice,
    rewrite_notice,
    shown,
    shown_in,
    withdraw_notice,
    write_notice,
)

router = Router()
_NEW, _MOST = 201, 100
_ALL = refusals(403, 404, 409)
_OUT = (
    *("id", "place_id", "title", "text", "urgent", "from_on", "until_on", "state", "version"),
    *("published_at", "withdrawn_at", "reason"),
)
Photos = Annotated[list[Id], Field(max_length=9)]


class NoticeFilters(Strict):
    """``place_id``: what its residents read; ``mine``: every state, of places in one's reach."""

    search: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""
    place_id: Id | None = None
    mine: bool = False
    state: State | None = None  # with ``mine``
    size: Annotated[int, Field(ge=1, le=_MOST)] = 50
    skip: Annotated[int, Field(ge=0, le=100_000)] = 0


class NoticeIn(Strict):
    place_id: Id
    title: Annotated[str, Field(max_length=LONGEST_TITLE, pattern=r"^[^\x00]*$")]
    text: Annotated[str, Field(max_length=LONGEST_TEXT, pattern=r"^[^\x00]*$")]
    urgent: bool = False
    from_on: date
    until_on: date

    def words(self) -> Words:
        return Words(
            place_id=self.place_id,
            title=self.title,
            text=self.text,
            urgent=self.urgent,
            from_on=self.from_on,
            until_on=self.until_on,
        )


class NewNotice(NoticeIn):
    """The same ``key`` is the same notice, however often it is sent."""

    key: UUID | None = None
    photo_ids: Photos = []


class ChangedNotice(NoticeIn):
    """``version`` is the one that was read."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    photo_ids: Photos = []
    without_photos: Annotated[list[UUID], Field(max_length=100)] = []


class Withdrawal(Strict):
    reason: Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]


class NoticeOut(Schema):
    id: int
    place_id: int
    title: str
    text: str
    urgent: bool
    from_on: date
    until_on: date
    state: str
    version: int
    published_at: datetime | None
    withdrawn_at: datetime | None
    reason: str
    photos: list[Photo]


class NoticePage(Schema):
    notices: list[NoticeOut]
    more: bool


@router.get("", response={200: NoticePage, **refusals()}, summary="What residents are told")
def list_notices(request: HttpRequest, filters: Query[NoticeFilters]) -> HttpResponse:
    require_known(request, NoticeFilters)
    if filters.mine:
        found = notices_for(actor_of(request)).order_by("-id")
        found = found.filter(state=filters.state) if filters.state else found
    else:
        found = shown() if filters.place_id is None else shown_in([filters.place_id])
    if filters.search:
        found = found.filter(matching(filters.search))
    rows = list(found[filters.skip : filters.skip + filters.size + 1])
    told = [_written(row) for row in rows[: filters.size]]
    return written({"notices": told, "more": len(rows) > filters.size})


@router.post("", response={_NEW: NoticeOut, **_ALL}, summary="Write a notice")
def create_notice(request: HttpRequest, notice: NewNotice) -> HttpResponse:
    made = write_notice(
        words=notice.words(),
        photo_ids=notice.photo_ids,
        key=notice.key,
        by=actor_of(request),
    )
    return written(_written(made), _NEW)


@router.get("/{notice_id}", response={200: NoticeOut, **_ALL}, summary="One that you may write")
def read_notice(request: HttpRequest, notice_id: Id) -> HttpResponse:
    return written(_written(notice_for(actor_of(request), notice_id)))


@router.put("/{notice_id}", response={200: NoticeOut, **_ALL}, summary="Rewrite or correct it")
def change_notice(request: HttpRequest, notice_id: Id, notice: ChangedNotice) -> HttpResponse:
    changed = rewrite_notice(
        notice_id=notice_id,
        version=notice.version,
        words=notice.words(),
        photo_ids=notice.photo_ids,
        without=notice.without_photos,
        by=actor_of(request),
    )
    return written(_written(changed))


@router.post("/{notice_id}/publish", response={200: NoticeOut, **_ALL}, summary="Publish it")
def publish(request: HttpRequest, notice_id: Id) -> HttpResponse:
    return written(_written(publish_notice(notice_id=notice_id, by=actor_of(request))))


@router.post("/{notice_id}/withdraw", response={200: NoticeOut, **_ALL}, summary="Withdraw it")
def withdraw(request: HttpRequest, notice_id: Id, withdrawal: Withdrawal) -> HttpResponse:
    gone = withdraw_notice(notice_id=notice_id, reason=withdrawal.reason, by=actor_of(request))
    return written(_written(gone))


def _written(notice: Notice) -> dict[str, object]:
    photos = [photo_written(photo) for photo in photos_of(notice.subject)]
    return {name: getattr(notice, name) for name in _OUT} | {"photos": photos}
