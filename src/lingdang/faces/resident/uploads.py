"""Photographs kept before their report: the browser holds a signed word for each of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from lingdang.evidence.public import store_photo
from lingdang.faces.entrance.limits import count_photo
from lingdang.faces.entrance.photos import signed_url
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident.strangers import sender
from lingdang.kernel.actor import Actor

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_GOOD_FOR = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Upload:
    photo_id: int
    public_id: UUID
    by: Actor

    @property
    def token(self) -> str:
        return _signer(self.by).sign_object([self.photo_id, str(self.public_id)])

    @property
    def url(self) -> str:
        return signed_url(self.public_id, "thumb")


def keep(request: ActorRequest, file: "UploadedFile[bytes]", *, key: str) -> Upload:
    by = sender(request)
    if by.is_stranger:
        count_photo(request)
    photo = store_photo(file, by=by, upload_key=key)
    return Upload(photo.pk, photo.public_id, by)


def kept(request: ActorRequest, tokens: Sequence[str]) -> list[Upload]:
    """What the words stand for; one that is forged, stale or another's stands for nothing."""
    by, found = sender(request), {}
    for token in tokens:
        try:
            number, public_id = _signer(by).unsign_object(token, max_age=_GOOD_FOR)
        except BadSignature:
            continue
        found[number] = Upload(number, UUID(public_id), by)
    return list(found.values())


def _signer(by: Actor) -> TimestampSigner:
    return TimestampSigner(salt=f"resident.upload:{by.name}")
