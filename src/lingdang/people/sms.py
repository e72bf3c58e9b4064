"""Text messages: on the console, through a gateway of one's own, or by a provider's templates.

*Gateway* (``http``): ``POST SMS_URL`` with ``{"id", "phone", "code"}`` or ``{"id", "phone",
"text"}`` as JSON, the time in ``X-Timestamp`` and, in ``X-Signature``, the hexadecimal HMAC-SHA256
of ``timestamp + "." + body`` under ``SMS_SECRET``. Any 2xx is success. A message carries its own
id, so that a gateway can drop doubles.

*Provider* (``aliyun``): what large Chinese providers want, a template they have approved and the
values that fill it, under a signed request; see ``sms_provider``.
"""

import hmac
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import uuid4

from django.conf import settings

from lingdang.kernel.sending import NotSent, ask
from lingdang.people.errors import MessageNotSent
from lingdang.people.sms_provider import send_template


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """``words`` as they are read; ``template`` and ``params`` are what a provider has of them."""

    id: str
    phone: str
    words: str
    code: str = ""  # a one-time code, when it is one
    template: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


def send_code(phone: str, code: str) -> None:
    """Send a one-time code now, or raise ``MessageNotSent``."""
    text = Text(
        id=str(uuid4()),
        phone=phone,
        words=code,
        code=code,
        template=settings.SMS_CODE_TEMPLATE,
        params={"code": code},
    )
    try:
        send_text(text)
    except NotSent as reason:
        raise MessageNotSent from reason


def send_text(text: Text) -> str:
    """Hand one over; returns the provider's own number for it. Raises ``NotSent``."""
    return {"console": _to_console, "http": _to_gateway, "aliyun": _to_provider}[
        settings.SMS_BACKEND
    ](text)


def _to_console(text: Text) -> str:
    sys.stdout.write(f"SMS to {text.phone}: {text.words}\n")
    sys.stdout.flush()
    return ""


def _to_gateway(text: Text) -> str:
    said = {"code": text.code} if text.code else {"text": text.words}
    body = json.dumps({"id": text.id, "phone": text.phone, **said}).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "X-Timestamp": stamp,
        "X-Signature": signature(stamp, body),
    }
    ask("POST", settings.SMS_URL, content=body, headers=headers, timeout=_patience())
    return ""


def signature(stamp: str, body: bytes) -> str:
    message = stamp.encode() + b"." + body
    return hmac.new(settings.SMS_SECRET.encode(), message, sha256).hexdigest()


def _to_provider(text: Text) -> str:
    if not text.template:
        raise NotSent("no_template", "the provider has no template for it", permanent=True)
    return send_template(
        phone=text.phone,
        template=text.template,
        params=text.params,
        own_id=text.id,
        timeout=_patience(),
    )


def _patience() -> float:
    return float(settings.SMS_TIMEOUT_SECONDS)
