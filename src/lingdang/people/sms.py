"""Codes by text message: on the console, or through a gateway over HTTP.

The gateway gets ``POST SMS_URL`` with ``{"id", "phone", "code"}`` as JSON, the time in
``X-Timestamp`` and, in ``X-Signature``, the hexadecimal HMAC-SHA256 of ``timestamp + "." + body``
under ``SMS_SECRET``. Any 2xx is success. A message carries its own id, so that a gateway can drop
doubles.
"""

import hmac
import json
import sys
import time
from hashlib import sha256
from uuid import uuid4

import httpx
from django.conf import settings

from lingdang.people.errors import MessageNotSent


def send_code(phone: str, code: str) -> None:
    """Send a one-time code now, or raise ``MessageNotSent``."""
    {"console": _to_console, "http": _to_gateway}[settings.SMS_BACKEND](phone, code)


def _to_console(phone: str, code: str) -> None:
    sys.stdout.write(f"SMS to {phone}: {code}\n")
    sys.stdout.flush()


def _to_gateway(phone: str, code: str) -> None:
    body = json.dumps({"id": str(uuid4()), "phone": phone, "code": code}).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "X-Timestamp": stamp,
        "X-Signature": signature(stamp, body),
    }
    try:
        answer = httpx.post(
            settings.SMS_URL, content=body, headers=headers, timeout=settings.SMS_TIMEOUT_SECONDS
        )
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as reason:
        raise MessageNotSent from reason


def signature(stamp: str, body: bytes) -> str:
    message = stamp.encode() + b"." + body
    return hmac.new(settings.SMS_SECRET.encode(), message, sha256).hexdigest()
