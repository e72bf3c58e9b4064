"""By DingTalk 钉钉: a work notification to a member, or a robot's signed message to its group."""

import hmac
import time
from base64 import b64encode
from hashlib import sha256

from django.conf import settings

from lingdang.messaging.channels.answers import Answer, Codes, TokenBox, asked
from lingdang.messaging.channels.letters import Letter, plain

MOST_BYTES = 2048
_CODES = Codes(
    in_vain=frozenset({33012, 40003, 40089, 300001, 310000, 400013}),
    later={-1: 0.0, 90018: 60.0, 130101: 600.0},  # busy; too many; a robot then rests ten minutes
)
_STALE = frozenset({40014, 42001})


def send(letter: Letter) -> str:
    """Send to one member; DingTalk takes it and delivers it by itself."""
    told = {
        "agent_id": settings.DINGTALK_AGENT,
        "userid_list": letter.address,
        "msg": {"msgtype": "text", "text": {"content": plain(letter, MOST_BYTES)}},
    }
    url = f"{settings.DINGTALK_URL}/topapi/message/corpconversation/asyncsend_v2"
    answer = _token().call(
        lambda token: asked("POST", url, params={"access_token": token}, json=told)
    )
    return str(answer.get("task_id", ""))


def send_to_group(letter: Letter) -> str:
    """Send through a group's robot; ``address`` is the token in its webhook."""
    told = {"msgtype": "text", "text": {"content": plain(letter, MOST_BYTES)}}
    params = {"access_token": letter.address}
    if letter.secret:
        stamp = str(round(time.time() * 1000))
        params |= {"timestamp": stamp, "sign": signature(stamp, letter.secret)}
    url = f"{settings.DINGTALK_URL}/robot/send"
    _CODES.require_success(asked("POST", url, params=params, json=told))
    return ""


def signature(stamp: str, secret: str) -> str:
    """Sign the time by the secret, which is itself part of what is signed."""
    made = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), sha256)
    return b64encode(made.digest()).decode()


def _token() -> TokenBox:
    key, secret = settings.DINGTALK_KEY, settings.DINGTALK_SECRET
    url = f"{settings.DINGTALK_URL}/gettoken"

    def fetch(anew: bool) -> Answer:  # noqa: FBT001, ARG001 -- DingTalk gives a new one by itself
        return asked("GET", url, params={"appkey": key, "appsecret": secret})

    return TokenBox("dingtalk", f"{key} {secret}", fetch, _CODES, _STALE)
