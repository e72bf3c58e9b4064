"""What this room says happened. No names and no numbers: facts are for ever."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutUnit(Event):
    unit_id: int

    @property
    def subject(self) -> str:
        return f"unit:{self.unit_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCreated(_AboutUnit):
    name: ClassVar[str] = "people.unit_created.v1"
    code: str
    parent_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMoved(_AboutUnit):
    name: ClassVar[str] = "people.unit_moved.v1"
    from_id: int | None
    to_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRenamed(_AboutUnit):
    name: ClassVar[str] = "people.unit_renamed.v1"
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDissolved(_AboutUnit):
    name: ClassVar[str] = "people.unit_dissolved.v1"
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutPerson(Event):
    person_id: int

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCreated(_AboutPerson):
    name: ClassVar[str] = "people.person_created.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonClosed(_AboutPerson):
    name: ClassVar[str] = "people.person_closed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(_AboutPerson):
    name: ClassVar[str] = "people.person_erased.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdSet(_AboutPerson):
    """Where they live was told or changed; never where that is."""

    name: ClassVar[str] = "people.household_set.v1"
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdForgotten(_AboutPerson):
    name: ClassVar[str] = "people.household_forgotten.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdUnmasked(_AboutPerson):
    name: ClassVar[str] = "people.household_unmasked.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet(_AboutPerson):
    name: ClassVar[str] = "people.password_set.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonUnmasked(_AboutPerson):
    name: ClassVar[str] = "people.person_unmasked.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutPost(Event):
    post_id: int
    person_id: int
    role: str
    held_at_id: int | None  # the place, if the post has one
    unit_id: int | None

    @property
    def subject(self) -> str:
        return f"person:{self.person_id}"

    @property
    def place_id(self) -> int | None:
        return self.held_at_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTaken(_AboutPost):
    name: ClassVar[str] = "people.post_taken.v1"
    since: str
    until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEnded(_AboutPost):
    name: ClassVar[str] = "people.post_ended.v1"
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(_AboutPerson):
    name: ClassVar[str] = "people.token_issued.v1"
    token_id: int
    duties: list[str]
    expires_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(_AboutPerson):
    name: ClassVar[str] = "people.token_revoked.v1"
    token_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutPlace(Event):
    of_place: int

    @property
    def subject(self) -> str:
        return f"place:{self.of_place}"

    @property
    def place_id(self) -> int | None:
        return self.of_place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFollowed(_AboutPlace):
    name: ClassVar[str] = "people.place_followed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceUnfollowed(_AboutPlace):
    name: ClassVar[str] = "people.place_unfollowed.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowersImported(_AboutPlace):
    """Once per place of a sheet: how many began to follow it."""

    name: ClassVar[str] = "people.followers_imported.v1"
    count: int
