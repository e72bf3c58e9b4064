"""Photographs are stored first, and belong to a case once its report or a step names them."""

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, UploadedFile

from lingdang.evidence.public import store_photo
from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import IdempotencyKey
from lingdang.faces.api.v1.outputs import Stored, refusals
from lingdang.faces.api.v1.wire import written

router = Router()


@router.post("", response={201: Stored, **refusals(403, 413, 415)}, summary="Store a photograph")
def create_photo(
    request: HttpRequest,
    file: File[UploadedFile],
    key: IdempotencyKey = None,
) -> HttpResponse:
    photo = store_photo(file, by=actor_of(request), upload_key=key)
    return written(
        {
            "id": photo.pk,
            "public_id": photo.public_id,
            "sha256": photo.sha256,
            "kind": photo.kind,
            "bytes": photo.size,
            "width": photo.width,
            "height": photo.height,
            "taken_at": photo.taken_at,
        },
        201,
    )
