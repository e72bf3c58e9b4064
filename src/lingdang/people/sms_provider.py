"""Text messages by a provider's approved template: Alibaba Cloud's ``SendSms`` (2017-05-25).

The request is signed by ACS3-HMAC-SHA256: what is signed is the method, the path, the query, the
headers named and the hash of the body, which is empty here.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote, urlsplit
from uuid import uuid4

from django.conf import settings

from lingdang.kernel.sending import NotSent, ask_for_json

_ALGORITHM = "ACS3-HMAC-SHA256"
_VERSION = "2017-05-25"
_NOTHING = sha256(b"").hexdigest()
_PASSES = {  # what passes by itself, and for how long nothing more is to be sent
    "isv.BUSINESS_LIMIT_CONTROL": 0.0,  # too many to one number
    "isv.DAY_LIMIT_CONTROL": 0.0,
    "isp.SYSTEM_ERROR": 0.0,
    "Throttling": 60.0,
    "Throttling.User": 60.0,
    "isv.OUT_OF_SERVICE": 600.0,  # not paid
    "isv.AMOUNT_NOT_ENOUGH": 600.0,
}


def send_template(
    *, phone: str, template: str, params: Mapping[str, str], own_id: str, timeout: float
) -> str:
    """Send one; returns the provider's receipt. ``own_id`` comes back in its reports."""
    query = canonical_query(
        {
            "PhoneNumbers": phone,
            "SignName": settings.SMS_SIGN,
            "TemplateCode": template,
            "TemplateParam": json.dumps(dict(params), ensure_ascii=False),
            "OutId": own_id,
        }
    )
    parts = urlsplit(settings.SMS_URL)
    headers = {
        "host": parts.netloc,
        "x-acs-action": "SendSms",
        "x-acs-content-sha256": _NOTHING,
        "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid4().hex,
        "x-acs-version": _VERSION,
    }
    headers["Authorization"] = authorization(headers, query)
    url = f"{parts.scheme}://{parts.netloc}/?{query}"
    return _receipt(ask_for_json("POST", url, headers=headers, timeout=timeout))


def _receipt(answer: Mapping[str, object]) -> str:
    code = str(answer.get("Code", ""))
    if code == "OK":
        return str(answer.get("BizId", ""))
    rest = _PASSES.get(code)
    raise NotSent(code, str(answer.get("Message", "")), permanent=rest is None, rest=rest or 0.0)


def canonical_query(values: Mapping[str, str]) -> str:
    pairs = sorted(
        (quote(name, safe="~"), quote(value, safe="~")) for name, value in values.items()
    )
    return "&".join(f"{name}={value}" for name, value in pairs)


def authorization(headers: Mapping[str, str], query: str) -> str:
    """Name the key, the headers that are signed, and the signature."""
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    request = "\n".join(("POST", "/", query, lines, signed, headers["x-acs-content-sha256"]))
    to_sign = f"{_ALGORITHM}\n{sha256(request.encode()).hexdigest()}"
    made = hmac.new(settings.SMS_SECRET.encode(), to_sign.encode(), sha256).hexdigest()
    return f"{_ALGORITHM} Credential={settings.SMS_KEY},SignedHeaders={signed},Signature={made}"
