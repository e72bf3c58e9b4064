"""Answers with ``errcode``, as WeCom, WeChat and DingTalk give them, and their access tokens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import caches

from lingdang.kernel.sending import NotSent, ask_for_json
from lingdang.people.public import decrypt, encrypt

type Answer = Mapping[str, Any]
_EARLY_SECONDS = 300  # before its end, from which a token is fetched anew
_SHORTEST = 60


@dataclass(frozen=True, slots=True)
class Codes:
    """What a provider's numbers mean: in vain, or to be tried later after so many seconds."""

    in_vain: frozenset[int]
    later: Mapping[int, float]

    def require_success(self, answer: Answer) -> None:
        """What is not known passes by itself, or is given up after the last try."""
        code = answer.get("errcode", 0)
        if code:
            raise NotSent(
                str(code),
                str(answer.get("errmsg", "")),
                permanent=code in self.in_vain,
                rest=self.later.get(code, 0.0),
            )


def asked(method: str, url: str, **options: Any) -> Answer:
    return ask_for_json(method, url, timeout=float(settings.MESSAGE_TIMEOUT_SECONDS), **options)


@dataclass(frozen=True, slots=True)
class TokenBox:
    """An access token, kept sealed for all processes until shortly before it ends.

    ``owner`` tells one account and secret from another; ``fetch(anew)`` asks the provider.
    """

    name: str
    owner: str
    fetch: Callable[[bool], Answer]
    codes: Codes
    stale: frozenset[int]  # answers that mean: this token is no longer good
    given_as: str = "access_token"  # how the provider calls it

    @property
    def key(self) -> str:
        return f"messaging.token.{self.name}.{sha256(self.owner.encode()).hexdigest()[:16]}"

    def call(self, ask: Callable[[str], Answer]) -> Answer:
        """Ask with the token; once more with a new one when the old is no longer good."""
        token = self._kept() or self._fetched(anew=False)
        answer = ask(token)
        if answer.get("errcode") in self.stale:
            other = self._kept()  # somebody else may have fetched it already
            answer = ask(other if other and other != token else self._fetched(anew=True))
        self.codes.require_success(answer)
        return answer

    def good(self) -> str:
        """The token itself, where it is not sent back but signed with."""
        return self._kept() or self._fetched(anew=False)

    def _kept(self) -> str:
        sealed: str = caches["default"].get(self.key, "")
        return decrypt(sealed)

    def _fetched(self, *, anew: bool) -> str:
        answer = self.fetch(anew)
        self.codes.require_success(answer)
        token = str(answer[self.given_as])
        lasts = int(answer.get("expires_in", 0)) - _EARLY_SECONDS
        caches["default"].set(self.key, encrypt(token), max(lasts, _SHORTEST))
        return token
