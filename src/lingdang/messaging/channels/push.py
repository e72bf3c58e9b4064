"""By web push to a browser: sealed for this one device, signed as this server.

RFC 8030, 8291, 8292. The push service that lies between can read nothing of it.
"""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from email.utils import parseaddr
from typing import cast
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02

from lingdang.kernel.sending import NotSent, ask
from lingdang.messaging.channels.letters import Letter, shortened
from lingdang.messaging.subscriptions import Subscription, is_known_service
from lingdang.people.public import mask_numbers

_TITLE_BYTES, _TEXT_BYTES = 120, 480  # what a locked screen shows of it
_URGENT_SECONDS, _USUAL_SECONDS = 60 * 60, 24 * 60 * 60  # for which the service keeps it
_KEY_BYTES = 32
_SIGNED_FOR = 12 * 60 * 60  # seconds; a service refuses more than a day


def send(letter: Letter) -> str:
    """Hand it to the push service of the device; ``Topic`` lets a second copy replace the first."""
    try:
        to = Subscription.read(letter.address)
    except ValueError:
        raise NotSent("address", "this is no subscription of a browser", permanent=True) from None
    if not is_known_service(to.endpoint):
        raise NotSent("service_unknown", to.house, permanent=True)
    kept = _URGENT_SECONDS if letter.urgent else _USUAL_SECONDS
    headers = {
        **_signature(to.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(kept),
        "Urgency": "high" if letter.urgent else "normal",
        "Topic": letter.id.replace("-", "")[:32],
    }
    timeout = float(settings.MESSAGE_TIMEOUT_SECONDS)
    answer = ask("POST", to.endpoint, timeout=timeout, headers=headers, content=_sealed(letter, to))
    return str(answer.headers.get("Location", "")).rpartition("/")[2]


def _sealed(letter: Letter, to: Subscription) -> bytes:
    told = {
        "id": letter.id,
        "title": shortened(mask_numbers(letter.title), _TITLE_BYTES),
        "text": shortened(mask_numbers(letter.text), _TEXT_BYTES),
        "url": letter.url,
        "urgent": letter.urgent,
    }
    sealed = http_ece.encrypt(
        json.dumps(told, ensure_ascii=False).encode(),
        private_key=generate_private_key(SECP256R1()),
        dh=to.p256dh,
        auth_secret=to.auth,
        version="aes128gcm",
    )
    return cast("bytes", sealed)


def _signature(endpoint: str) -> dict[str, str]:
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + _SIGNED_FOR,
        "sub": settings.PUBLIC_URL or f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    return cast("dict[str, str]", _vapid(settings.PUSH_KEY).sign(claims))


def public_key() -> str:
    """What a browser is told when it subscribes; nothing while notifications are off."""
    if "push" not in settings.MESSAGE_CHANNELS:
        return ""
    return _written(_vapid(settings.PUSH_KEY).public_key)


def new_key() -> str:
    """Make a private key, as ``LINGDANG_PUSH_KEY`` takes it. A new one ends every subscription."""
    number = generate_private_key(SECP256R1()).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(_KEY_BYTES, "big")).rstrip(b"=").decode()


def is_key(text: str) -> bool:
    try:
        return len(urlsafe_b64decode(f"{text}==")) == _KEY_BYTES
    except ValueError:
        return False


def _vapid(key: str) -> Vapid02:
    return Vapid02.from_raw(key.encode())


def _written(key: EllipticCurvePublicKey) -> str:
    raw = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
