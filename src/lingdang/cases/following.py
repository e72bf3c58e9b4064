"""Whoever holds a report's secret token follows it without an account. Only its hash is kept."""

import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.utils.crypto import salted_hmac

from lingdang.kernel.actor import Actor

_BYTES = 24


@dataclass(frozen=True, slots=True)
class Follower(Actor):
    """Acts as the reporter of one case, and as nobody else."""

    case_id: int = 0


def follower_of(case_id: int) -> Follower:
    return Follower(name="reporter", case_id=case_id)


def new_token(scope: str, key: str | None) -> str:
    """Make up a token; the same key of the same sender gives the same one, so a retry learns it."""
    if key is None:
        return secrets.token_urlsafe(_BYTES)
    return salted_hmac("cases.follow", f"{scope}\n{key}", algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
