"""Persons: entered, closed, erased; their passwords; a look at their plain data."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.people.enums import Duty, Role
from lingdang.people.errors import (
    LoginTaken,
    NameMissing,
    PasswordTooWeak,
    PersonDiffers,
    PhoneTaken,
    ReasonMissing,
    StillServes,
)
from lingdang.people.facts import (
    PasswordSet,
    PersonClosed,
    PersonCreated,
    PersonErased,
    PersonUnmasked,
)
from lingdang.people.models import ApiToken, Follow, Household, Person, Post
from lingdang.people.policies import require, require_watched
from lingdang.people.privacy import encrypt, normal_phone, phone_index
from lingdang.people.queries.people import lock_person
from lingdang.people.queries.units import anchors_of_person


@dataclass(frozen=True, slots=True)
class Plain:
    """What a person is really called, and where they really answer."""

    name: str
    phone: str


@transaction.atomic
def create_person(
    *, name: str, by: Actor, phone: str = "", login: str = "", key: str = ""
) -> Person:
    """Enter a member of staff; a password is set apart, posts too."""
    require(by, Duty.MANAGE_PERSON)
    if not name.strip():
        raise NameMissing
    person = adopted(unsaved_person(name=name, phone=phone, login=login, key=key))
    require_free(person)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # somebody entered the same one a moment ago
        require_free(person)
        raise
    record(PersonCreated(person_id=person.pk), by=by)
    return person


def unsaved_person(*, name: str, phone: str = "", login: str = "", key: str = "") -> Person:
    """Seal what is personal, and spell the rest as it is stored."""
    number = normal_phone(phone) if phone.strip() else ""
    person = Person(
        login=login.strip().lower() or None,
        key=key.strip() or None,
        name_cipher=encrypt(name.strip()),
        phone_cipher=encrypt(number),
        phone_index=phone_index(number) if number else None,
    )
    person.set_unusable_password()
    return person


def adopted(wanted: Person) -> Person:
    """Take in a resident who signed in by phone before becoming staff."""
    resident = (
        Person.objects.select_for_update(no_key=True)
        .filter(phone_index=wanted.phone_index or "", name_cipher="", login=None, key=None)
        .first()
    )
    if resident is None:
        return wanted
    resident.login, resident.key = wanted.login, wanted.key
    resident.name_cipher = wanted.name_cipher
    return resident


def require_free(person: Person) -> None:
    """Refuse a key, sign-in name or telephone number that somebody else has."""
    others = Person.objects.exclude(pk=person.pk)
    if person.key and others.filter(key=person.key).exists():
        raise PersonDiffers(key=person.key)
    if person.login and others.filter(login=person.login).exists():
        raise LoginTaken(login=person.login)
    if person.phone_index and others.filter(phone_index=person.phone_index).exists():
        raise PhoneTaken


def require_over(by: Actor, person: Person) -> None:
    """Rule over an account: over all its posts, and over no administrator who watches you."""
    require(by, Duty.MANAGE_PERSON, *anchors_of_person(person.pk))
    roles = Post.objects.filter(person=person).values_list("role", flat=True)
    if by.person_id is not None and by.person_id != person.pk:
        require_watched(roles, Role.SYSTEM_ADMIN)


@transaction.atomic
def set_password(*, person_id: int, password: str, by: Actor) -> Person:
    person = lock_person(person_id)
    require_over(by, person)
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise PasswordTooWeak({"password": " ".join(weak.messages)}) from None
    person.set_password(password)
    person.save(update_fields=["password"])
    record(PasswordSet(person_id=person.pk), by=by)
    return person


@transaction.atomic
def close_person(*, person_id: int, by: Actor) -> Person:
    """Shut someone out: no session, no token, no code works any more."""
    person = lock_person(person_id)
    require_over(by, person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(PersonClosed(person_id=person.pk), by=by)
    return person


@transaction.atomic
def erase_person(*, person_id: int, by: Actor) -> Person:
    """Forget name, number and sign-in; the row stays, for what it did is part of other records."""
    person = lock_person(person_id)
    if by.person_id != person.pk:
        require_over(by, person)
    elif person.is_staff_member:  # what is in hand must not be left without anybody
        raise StillServes
    person.name_cipher = person.phone_cipher = ""
    person.phone_index = person.phone_verified_at = person.login = person.key = None
    person.is_active = False
    person.set_unusable_password()
    person.save()
    ApiToken.objects.filter(person=person).delete()
    Follow.objects.filter(person=person).delete()
    Household.objects.filter(person=person).delete()
    record(PersonErased(person_id=person.pk), by=by)
    return person


@transaction.atomic
def unmask(*, person_id: int, reason: str, by: Actor) -> Plain:
    """Show the plain data of a person, once, for a reason that is kept."""
    person = lock_person(person_id)
    require(by, Duty.UNMASK, *anchors_of_person(person_id))
    if not reason.strip():
        raise ReasonMissing
    record(PersonUnmasked(person_id=person.pk, reason=reason.strip()), by=by)
    return Plain(name=person.name, phone=person.phone)
