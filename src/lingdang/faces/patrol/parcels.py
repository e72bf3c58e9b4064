"""A form sent without script becomes the action that a phone would have queued."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.http import QueryDict
from django.utils import timezone

from lingdang.evidence.public import Piece, begin_upload, continue_upload
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.patrol.web import person_of
from lingdang.fieldwork.public import Action, Sent, action_for, sync
from lingdang.kernel.actor import Actor
from lingdang.standards.public import category_by_code

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_OURS = {"csrfmiddlewaretoken", "key", "kind", "next"}
_WHOLE = {"case_id", "place_id", "handler_id", "entry_id", "taker_id", "point_id", "item_id"}
_NUMBERS = {"lng", "lat"}


def send(request: ActorRequest, *, key: str, kind: str) -> Action:
    """Note and do it; pressed twice it is one."""
    by, now = request.actor, timezone.now()
    data = read(request.POST) | _photographs(request, by)
    sync(
        device=person_of(by),  # whoever has no script has one phone
        phone_time=now,
        sent=[Sent(key, int(now.timestamp()), kind, now, data)],
        by=by,
    )
    return action_for(by, key)


def read(posted: QueryDict) -> dict[str, Any]:
    """Words as they are, numbers as numbers; what is neither is refused by the room."""
    given = {name: str(value).strip() for name, value in posted.items() if name not in _OURS}
    read = {name: _value(name, text) for name, text in given.items() if text and text != "here"}
    category = category_by_code(given.get("category", ""))
    return {"description": category.name} | read if category else read


def _value(name: str, text: str) -> object:
    try:
        if name in _WHOLE:
            return int(text)
        return float(text) if name in _NUMBERS else text
    except ValueError:
        return text


def _photographs(request: ActorRequest, by: Actor) -> dict[str, list[str]]:
    return {
        field: [_kept(file, by) for file in request.FILES.getlist(field)] for field in request.FILES
    }


def _kept(file: "UploadedFile[bytes]", by: Actor) -> str:
    key = uuid4().hex
    upload = begin_upload(key=key, length=file.size or 0, by=by)
    continue_upload(upload_id=upload.id, piece=Piece(0, file.read), by=by)
    return key
