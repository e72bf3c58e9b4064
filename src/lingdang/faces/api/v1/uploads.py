"""Photographs in pieces, by tus 1.0 (https://tus.io): creation, expiration, termination, checksum.

What a phone has sent of a photograph need not be sent again when its network fails.
"""

import binascii
from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

from lingdang.evidence.public import (
    Piece,
    Progress,
    begin_upload,
    continue_upload,
    drop_upload,
    upload_progress,
)
from lingdang.faces.api.v1.auth import Page, Token, actor_of
from lingdang.faces.api.v1.outputs import refusals
from lingdang.kernel.errors import DomainError, Incomplete
from lingdang.kernel.web import problem

router = Router(auth=[Token(), Page()])
VERSION = "1.0.0"
PHOTO = "Lingdang-Photo"  # the id of the photograph, once it has arrived
_PIECES = "application/offset+octet-stream"
_ALGORITHMS = ("sha1", "sha256")
_LONGEST_KEY = 80

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


class OtherVersion(DomainError):
    code = "other_version"
    status = 412
    text = gettext_lazy("Uploads are spoken here as tus 1.0.0 has them.")


class NoPiece(DomainError):
    code = "no_piece"
    status = 415
    text = gettext_lazy("A piece is sent as application/offset+octet-stream.")


def _spoken[**A](view: View[A]) -> View[A]:
    """Every answer of the protocol names its version, refusals too."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: A.args, **kwargs: A.kwargs) -> HttpResponse:
        try:
            if request.headers.get("Tus-Resumable") != VERSION:
                raise OtherVersion
            response = view(request, *args, **kwargs)
        except DomainError as refusal:
            response = problem(refusal)
        response["Tus-Resumable"] = response["Tus-Version"] = VERSION
        return response

    return answer


@router.api_operation(
    ["OPTIONS"], "/", auth=None, response={204: None, **refusals()}, summary="What is spoken"
)
def options(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Tus-Resumable": VERSION,
            "Tus-Version": VERSION,
            "Tus-Extension": "creation,expiration,termination,checksum",
            "Tus-Max-Size": str(settings.PHOTO_MAX_BYTES),
            "Tus-Checksum-Algorithm": ",".join(_ALGORITHMS),
        },
    )


@router.post(
    "/",
    response={201: None, **refusals(403, 409, 412, 413, 429, 507)},
    summary="Begin a photograph; its `key` in Upload-Metadata makes it the same one again",
)
@_spoken
def create_upload(request: HttpRequest) -> HttpResponse:
    length = _number(request, "Upload-Length")
    progress = begin_upload(key=_key(request), length=length, by=actor_of(request))
    there = reverse("api:v1:show_upload", args=[progress.id])
    return _told(progress, 201, Location=request.build_absolute_uri(there))


@router.api_operation(
    ["HEAD"],
    "/{upload_id}",
    response={200: None, **refusals(403, 404, 412)},
    summary="How far it has come",
)
@_spoken
def show_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    progress = upload_progress(upload_id=upload_id, by=actor_of(request))
    more = {"Upload-Length": str(progress.length), "Cache-Control": "no-store"}
    return _told(progress, 200, **more)


@router.patch(
    "/{upload_id}",
    response={204: None, **refusals(403, 404, 409, 412, 413, 415, 423, 460)},
    summary="Send a piece from Upload-Offset on",
)
@_spoken
def send_piece(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    if request.content_type != _PIECES:
        raise NoPiece
    algorithm, digest = _checksum(request)
    piece = Piece(_number(request, "Upload-Offset"), _reader(request), algorithm, digest)
    progress = continue_upload(upload_id=upload_id, piece=piece, by=actor_of(request))
    return _told(progress, 204)


@router.delete(
    "/{upload_id}", response={204: None, **refusals(403, 404, 412)}, summary="Give it up"
)
@_spoken
def end_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    drop_upload(upload_id=upload_id, by=actor_of(request))
    return HttpResponse(status=204)


def _told(progress: Progress, status: int, **headers: str) -> HttpResponse:
    told = {"Upload-Offset": str(progress.offset)} | headers
    if progress.photo_id is None:
        told["Upload-Expires"] = http_date(progress.expires_at.timestamp())
    else:
        told[PHOTO] = str(progress.photo_id)
    return HttpResponse(status=status, headers=told)


def _number(request: HttpRequest, header: str) -> int:
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdigit() and len(told) < 20):  # noqa: PLR2004 -- digits
        raise Incomplete({header: _("This must be a whole number.")})
    return int(told)


def _key(request: HttpRequest) -> str:
    """The client's own name for it, by which actions name it too."""
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(","))
    told = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}  # noqa: PLR2004 -- name, value
    try:
        key = b64decode(told.get("key", ""), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        key = ""
    if not 0 < len(key) <= _LONGEST_KEY or not key.isprintable():
        raise Incomplete({"Upload-Metadata": _("A key is missing, as “key” and its base64.")})
    return key


def _checksum(request: HttpRequest) -> tuple[str, bytes | None]:
    told = request.headers.get("Upload-Checksum", "")
    if not told:
        return _ALGORITHMS[0], None
    algorithm, _space, digest = told.partition(" ")
    try:
        wanted = b64decode(digest, validate=True)
    except binascii.Error:
        wanted = b""
    if algorithm not in _ALGORITHMS or not wanted:
        raise Incomplete({"Upload-Checksum": _("This must be sha1 or sha256, and its base64.")})
    return algorithm, wanted


def _reader(request: HttpRequest) -> Callable[[int], bytes]:
    """A network that fails ends the piece; what came before is kept."""

    def read(size: int) -> bytes:
        try:
            some: bytes = request.read(size)
        except UnreadablePostError:
            return b""
        return some

    return read
