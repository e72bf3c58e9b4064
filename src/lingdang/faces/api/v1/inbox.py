"""What the caller was told: to read, and to mark as read."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import InboxPage, MarkedRead, refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import message_written, written
from lingdang.messaging.public import inbox_for, mark_read, shown, unread

router = Router()
_MOST = 100


class InboxFilters(Strict):
    """``before`` is the ``next`` of the page in front."""

    unread: bool = False
    before: Id | None = None
    size: Annotated[int, Field(ge=1, le=_MOST)] = 50


class Read(Strict):
    """Those named, or all when none is."""

    ids: Annotated[list[Id], Field(max_length=_MOST)] | None = None


@router.get("", response={200: InboxPage, **refusals()}, summary="What you were told, newest first")
def list_inbox(request: HttpRequest, filters: Query[InboxFilters]) -> HttpResponse:
    require_known(request, InboxFilters)
    actor = actor_of(request)
    found = inbox_for(actor)
    if filters.unread:
        found = found.unread()
    if filters.before:
        found = found.filter(pk__lt=filters.before)
    rows = list(found[: filters.size + 1])
    more = rows[filters.size - 1].pk if len(rows) > filters.size else None
    told = [message_written(message) for message in shown(rows[: filters.size])]
    return written({"messages": told, "unread": unread(actor), "next": more})


@router.post("/read", response={200: MarkedRead, **refusals()}, summary="Mark as read")
def mark_inbox_read(request: HttpRequest, read: Read) -> HttpResponse:
    return written({"marked": mark_read(by=actor_of(request), ids=read.ids)})
