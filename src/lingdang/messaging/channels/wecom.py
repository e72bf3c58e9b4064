"""By WeCom 企业微信: a message of an application to a member, or of a robot to its group."""

from django.conf import settings

from lingdang.kernel.sending import NotSent
from lingdang.messaging.channels.answers import Answer, Codes, TokenBox, asked
from lingdang.messaging.channels.letters import Letter, plain

MOST_BYTES = 2048
_SAME_SECONDS = 1800  # for which WeCom drops a second copy of the same words
_CODES = Codes(
    in_vain=frozenset({40001, 40003, 40013, 40056, 40058, 40031, 60111, 81013, 82001, 93000}),
    later={-1: 0.0, 45009: 60.0, 45033: 60.0},  # busy; asked too often
)
_STALE = frozenset({40014, 42001})


def send(letter: Letter) -> str:
    """Send to one member of the company."""
    told = {
        "touser": letter.address,
        "msgtype": "text",
        "agentid": settings.WECOM_AGENT,
        "text": {"content": plain(letter, MOST_BYTES)},
        "enable_duplicate_check": 1,
        "duplicate_check_interval": _SAME_SECONDS,
    }
    url = f"{settings.WECOM_URL}/cgi-bin/message/send"
    answer = _token().call(
        lambda token: asked("POST", url, params={"access_token": token}, json=told)
    )
    if answer.get("invaliduser") or answer.get("unlicenseduser"):
        raise NotSent(
            "invaliduser",
            "no such member, or not one this application may write to",
            permanent=True,
        )
    return str(answer.get("msgid", ""))


def send_to_group(letter: Letter) -> str:
    """Send through a group's robot; ``address`` is the key in its webhook."""
    told = {"msgtype": "text", "text": {"content": plain(letter, MOST_BYTES)}}
    url = f"{settings.WECOM_URL}/cgi-bin/webhook/send"
    _CODES.require_success(asked("POST", url, params={"key": letter.address}, json=told))
    return ""


def _token() -> TokenBox:
    corp, secret = settings.WECOM_CORP, settings.WECOM_SECRET
    url = f"{settings.WECOM_URL}/cgi-bin/gettoken"

    def fetch(anew: bool) -> Answer:  # noqa: FBT001, ARG001 -- WeCom gives a new one by itself
        return asked("GET", url, params={"corpid": corp, "corpsecret": secret})

    return TokenBox("wecom", f"{corp} {secret}", fetch, _CODES, _STALE)
