"""Photographs kept before their report: the browser holds a signed word for each of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from lingdang.evidence.public import store_photo
from lingdang.faces.entrance.photos import signed_url
from lingdang.kernel.actor import Actor

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_SIGNER = TimestampSigner(salt="resident.upload")
_GOOD_FOR = 24 * 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Upload:
    photo_id: int
    public_id: UUID

    @property
    def token(self) -> str:
        return _SIGNER.sign_object([self.photo_id, str(self.public_id)])

    @property
    def url(self) -> str:
        return signed_url(self.public_id, "thumb")


def keep(file: "UploadedFile[bytes]", *, key: str, by: Actor) -> Upload:
    photo = store_photo(file, by=by, upload_key=key)
    return Upload(photo.pk, photo.public_id)


def kept(tokens: Sequence[str]) -> list[Upload]:
    """What the words stand for; a forged or stale one stands for nothing."""
    found = {}
    for token in tokens:
        try:
            number, public_id = _SIGNER.unsign_object(token, max_age=_GOOD_FOR)
        except BadSignature:
            continue
        found[number] = Upload(number, UUID(public_id))
    return list(found.values())
