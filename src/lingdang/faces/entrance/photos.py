"""Signed addresses of photographs: a page that may show a matter vouches for its pictures."""

from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

_SIGNER = TimestampSigner(salt="entrance.photo")
GOOD_FOR = 6 * 60 * 60  # seconds; an open page keeps its pictures that long


def signed_url(public_id: UUID, size: str) -> str:
    """Address that whoever holds the page may open, without a second look at the matter."""
    path = reverse("entrance:photo", args=(public_id, size))
    return f"{path}?key={_SIGNER.sign(str(public_id)).split(':', 1)[1]}"


def is_signed(public_id: UUID, key: str) -> bool:
    try:
        _SIGNER.unsign(f"{public_id}:{key}", max_age=GOOD_FOR)
    except BadSignature:
        return False
    return True
