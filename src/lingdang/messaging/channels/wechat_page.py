"""Pages inside WeChat: by a signature it lets a page of ours ask the phone for things (JS-SDK)."""

import secrets
import time
from dataclasses import dataclass
from hashlib import sha1

from django.conf import settings

from lingdang.messaging.channels.answers import Answer, TokenBox, asked
from lingdang.messaging.channels.wechat import CODES, STALE, token


@dataclass(frozen=True, slots=True)
class PageSignature:
    app_id: str
    timestamp: int
    nonce: str
    signature: str


def wechat_pages() -> bool:
    """Whether an official account is named for pages."""
    return bool(settings.WECHAT_PAGES and settings.WECHAT_APP and settings.WECHAT_SECRET)


def sign_page(url: str) -> PageSignature:
    """Sign one address of ours as WeChat wants it, without what follows a ``#``.

    Raises ``NotSent`` when WeChat gives no ticket.
    """
    nonce, now = secrets.token_hex(8), int(time.time())
    signed = {
        "jsapi_ticket": ticket().good(),
        "noncestr": nonce,
        "timestamp": str(now),
        "url": url.partition("#")[0],
    }
    text = "&".join(f"{name}={value}" for name, value in signed.items())
    signature = sha1(text.encode()).hexdigest()  # noqa: S324 -- WeChat's own protocol
    return PageSignature(settings.WECHAT_APP, now, nonce, signature)


def ticket() -> TokenBox:
    """The ticket is asked for with the account's token, and lasts as long."""
    owner = f"{settings.WECHAT_APP} {settings.WECHAT_SECRET}"
    url = f"{settings.WECHAT_URL}/cgi-bin/ticket/getticket"

    def fetch(anew: bool) -> Answer:  # noqa: FBT001, ARG001 -- WeChat gives a new one by itself
        return token().call(
            lambda key: asked("GET", url, params={"access_token": key, "type": "jsapi"})
        )

    return TokenBox("wechat.ticket", owner, fetch, CODES, STALE, given_as="ticket")
