"""What a browser gives so that it can be reached, and which push services it may name."""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.conf import settings

LONGEST_ENDPOINT = 2000
_SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """``p256dh`` and ``auth`` are the browser's own: what is sealed by them only it opens."""

    endpoint: str
    p256dh: bytes
    auth: bytes

    @classmethod
    def read(cls, text: str) -> Self:
        """From the JSON that browsers write; ``ValueError`` when it is not whole."""
        told = json.loads(text)
        try:
            keys = told["keys"]
            endpoint, p256dh, auth = str(told["endpoint"]), _raw(keys["p256dh"]), _raw(keys["auth"])
        except (TypeError, KeyError, AttributeError):
            raise ValueError(text) from None
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), p256dh)
        if len(auth) != _SECRET_BYTES or len(endpoint) > LONGEST_ENDPOINT:
            raise ValueError(text)
        return cls(endpoint, p256dh, auth)

    @property
    def house(self) -> str:
        return urlsplit(self.endpoint).hostname or ""


def _raw(text: str) -> bytes:
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))


def is_known_service(endpoint: str) -> bool:
    """Whether we send there at all: what a browser names must not lead into a network of ours.

    ``.example`` stands for every host below it, by https; ``http://host:port`` for that one alone.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in settings.PUSH_SERVICES:
        return True
    if parts.scheme != "https" or port not in {None, 443} or "@" in parts.netloc:
        return False
    return any(
        host.endswith(name) if name.startswith(".") else host == name
        for name in settings.PUSH_SERVICES
    )
