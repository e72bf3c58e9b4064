"""Persons and their posts from one sheet: a row per post, so a person in as many as they hold."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone, translation

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row, cell_date, cell_time, checked
from lingdang.people.enums import Duty, Role
from lingdang.people.errors import (
    CellEmpty,
    ChoiceUnknown,
    LoginTaken,
    PersonDiffers,
    PhoneNotValid,
    PhoneTaken,
    PlaceUnknown,
    PostOverlaps,
    PostShiftHalf,
    UnitUnknown,
)
from lingdang.people.facts import PersonCreated
from lingdang.people.models import Person, Post, Unit
from lingdang.people.policies import require, require_other, require_watched
from lingdang.people.privacy import phone_index
from lingdang.people.queries.units import anchor_of
from lingdang.people.services.persons import unsaved_person
from lingdang.people.services.posts import dates, require_anchor, taken
from lingdang.places.public import tree

POST_COLUMNS = (
    *("person_key", "name", "phone", "login", "role"),
    *("place_code", "unit_code", "remark", "from", "to"),
)


def _roles() -> dict[str, Role]:
    """Roles by their code and by their name in either language."""
    found = {role.value: role for role in Role}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found |= {str(role.label): role for role in Role}
    return found


@dataclass(slots=True)
class _People:
    """What rows are checked against, and the persons that grow out of them."""

    by: Actor
    units: dict[str, Unit]
    roles: dict[str, Role] = field(default_factory=_roles)
    keys: dict[str, Person] = field(default_factory=dict)
    logins: dict[str, Person] = field(default_factory=dict)
    phones: dict[str, Person] = field(default_factory=dict)
    posts: defaultdict[str, list[Post]] = field(default_factory=lambda: defaultdict(list))
    fresh: list[Person] = field(default_factory=list)  # new, or adopted

    def learn(self, person: Person) -> None:
        if person.key:
            self.keys[person.key] = person
        if person.login:
            self.logins[person.login] = person
        if person.phone_index:
            self.phones[person.phone_index] = person

    def check(self, row: Row) -> Post | None:
        for column in ("person_key", "name", "role", "from"):
            if not row[column]:
                raise CellEmpty(column=column)
        if row["role"] not in self.roles:
            raise ChoiceUnknown(column="role", value=row["role"])
        person, wanted = self._person(row)
        post = self._post(row, person)
        mine = self.posts[row["person_key"]]
        if any(other.pk and _same(other, post) for other in mine):
            return None
        held = [other for other in mine if _overlap(other.valid, post.valid)]
        require_watched([other.role for other in held], post.role)
        if any(_anchor(other) == _anchor(post) for other in held):
            raise PostOverlaps
        if row["person_key"] not in self.keys:
            self._take_in(person, wanted)
        mine.append(post)
        return post

    def _take_in(self, person: Person, wanted: Person) -> None:
        """Enter someone new, or a resident who signed in by phone before becoming staff."""
        person.key, person.login = wanted.key, wanted.login
        person.name_cipher = wanted.name_cipher
        self.learn(person)
        self.fresh.append(person)

    def _person(self, row: Row) -> tuple[Person, Person]:
        """Find whom a row means, and what it says of them."""
        wanted = unsaved_person(
            name=row["name"], phone=row["phone"], login=row["login"], key=row["person_key"]
        )
        known = self.keys.get(row["person_key"])
        resident = self.phones.get(wanted.phone_index or "")
        for other, refusal in (
            (resident, PhoneTaken),
            (self.logins.get(wanted.login or ""), LoginTaken),
        ):
            if other is not None and other is not known and _is_somebody(other):
                raise refusal(login=wanted.login)
        if known:
            self._require_same(known, wanted)
            return known, wanted
        require(self.by, Duty.MANAGE_PERSON)
        return resident or wanted, wanted

    def _require_same(self, known: Person, wanted: Person) -> None:
        """Compare what the sheet says; a cell left empty says nothing."""
        differs = known.name != wanted.name
        differs |= bool(wanted.phone_index) and wanted.phone_index != known.phone_index
        differs |= bool(wanted.login) and wanted.login != known.login
        if differs:
            raise PersonDiffers(key=known.key)

    def _post(self, row: Row, person: Person) -> Post:
        role, place_id, unit = self.roles[row["role"]], self._place_id(row), self._unit(row)
        require_anchor(role, place_id, unit.pk if unit else None)
        if person.pk:
            require_other(self.by, person.pk)
        require(self.by, Duty.MANAGE_POST, anchor_of(place_id, unit))
        post = Post(person=person, role=role, place_id=place_id, unit=unit, remark=row["remark"])
        post.valid = dates(cell_date(row, "from") or timezone.localdate(), cell_date(row, "to"))
        post.duty_from, post.duty_to = cell_time(row, "duty_from"), cell_time(row, "duty_to")
        if (post.duty_from is None) != (post.duty_to is None):
            raise PostShiftHalf
        return post

    def _place_id(self, row: Row) -> int | None:
        if not row["place_code"]:
            return None
        try:
            return tree().by_code(row["place_code"]).id
        except NotFound:
            raise PlaceUnknown(code=row["place_code"]) from None

    def _unit(self, row: Row) -> Unit | None:
        if not row["unit_code"]:
            return None
        if row["unit_code"] not in self.units:
            raise UnitUnknown(code=row["unit_code"])
        return self.units[row["unit_code"]]


def _is_somebody(person: Person) -> bool:
    """More than the number of a resident who once asked for a code."""
    return bool(person.key or person.login or person.name_cipher)


def _anchor(post: Post) -> tuple[str, int | None, int | None]:
    return post.role, post.place_id, post.unit_id


def _same(one: Post, other: Post) -> bool:
    return _anchor(one) == _anchor(other) and bool(one.valid == other.valid)


def _overlap(one: DateRange, other: DateRange) -> bool:
    """Whether two stretches ``[from, to)`` share a day."""
    return (other.upper is None or one.lower < other.upper) and (
        one.upper is None or other.lower < one.upper
    )


def _known(rows: Sequence[Row], by: Actor) -> _People:
    """Load whom the sheet may mean: four statements, however long it is."""
    people = _People(by, {unit.code: unit for unit in Unit.objects.all()})
    numbers = {index for row in rows if (index := _index(row["phone"]))}
    mentioned = (
        Q(key__in={row["person_key"] for row in rows})
        | Q(login__in={row["login"].lower() for row in rows})
        | Q(phone_index__in=numbers)
    )
    for person in Person.objects.filter(mentioned):
        people.learn(person)
    for post in Post.objects.filter(person__in=people.keys.values()).select_related("person"):
        people.posts[post.person.key or ""].append(post)
    return people


def _index(phone: str) -> str | None:
    try:
        return phone_index(phone)
    except PhoneNotValid:
        return None  # its row will be told


@transaction.atomic
def import_people_posts(rows: Sequence[Row], *, by: Actor, partial: bool = False) -> ImportReport:
    """Create the persons and posts of a sheet: all, or with ``partial`` those without a problem."""
    people, report = _known(rows, by), ImportReport()
    drafts = checked(rows, people.check, report)
    if report.problems and not partial:
        return report
    _write(drafts, people.fresh, by)
    report.created = len(drafts)
    return report


def _write(posts: list[Post], persons: list[Person], by: Actor) -> None:
    new = [person for person in persons if person.pk is None]
    adopted = [person for person in persons if person.pk is not None]
    Person.objects.bulk_create(new)
    Person.objects.bulk_update(adopted, ["key", "login", "name_cipher"])
    for post in posts:
        post.person_id = post.person.pk
    Post.objects.bulk_create(posts)
    record_all([PersonCreated(person_id=person.pk) for person in new], by=by)
    record_all([taken(post) for post in posts], by=by)
