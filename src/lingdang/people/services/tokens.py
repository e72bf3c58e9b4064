"""Tokens: a program's key to some of a person's duties."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.enums import Duty
from lingdang.people.errors import DutiesMissing, DutiesTooWide, NameMissing, TokenDatesWrong
from lingdang.people.facts import TokenIssued, TokenRevoked
from lingdang.people.models import ApiToken
from lingdang.people.policies import require
from lingdang.people.queries.actors import actor_for, hash_of_key
from lingdang.people.queries.people import lock_person
from lingdang.people.queries.units import anchors_of_person

_PREFIX = "ld_"  # so that a key found somewhere is known for what it is


@transaction.atomic
def issue_token(
    *, person_id: int, name: str, duties: Iterable[str], expires_at: datetime, by: Actor
) -> tuple[ApiToken, str]:
    """Make a token and say its key, which is never to be had again."""
    person = lock_person(person_id)
    require(by, Duty.MANAGE_TOKEN, *anchors_of_person(person_id))
    if not name.strip():
        raise NameMissing
    if expires_at <= timezone.now():
        raise TokenDatesWrong
    wanted = sorted({str(duty) for duty in duties})
    if not wanted:
        raise DutiesMissing
    held = actor_for(person)
    missing = [duty for duty in wanted if not held.has(duty)]
    if missing:
        raise DutiesTooWide(duties=", ".join(missing))
    key = _PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(person=person, name=name.strip(), duties=wanted, expires_at=expires_at)
    token.key_hash = hash_of_key(key)
    token.save(force_insert=True)
    issued = TokenIssued(
        person_id=person.pk, token_id=token.pk, duties=wanted, expires_at=expires_at.isoformat()
    )
    record(issued, by=by)
    return token, key


@transaction.atomic
def revoke_token(*, token_id: int, by: Actor) -> ApiToken:
    token = ApiToken.objects.select_for_update(no_key=True).filter(pk=token_id).first()
    if token is None:
        raise NotFound
    if by.person_id != token.person_id:  # one's own key one may always give back
        require(by, Duty.MANAGE_TOKEN, *anchors_of_person(token.person_id))
    token.revoked_at = token.revoked_at or timezone.now()
    token.save(update_fields=["revoked_at"])
    record(TokenRevoked(person_id=token.person_id, token_id=token.pk), by=by)
    return token
