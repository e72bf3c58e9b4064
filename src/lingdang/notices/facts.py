"""What this room says happened. What a notice said is kept here, version by version."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutNotice(Event):
    notice_id: int
    place: int

    @property
    def subject(self) -> str:
        return f"notice:{self.notice_id}"

    @property
    def place_id(self) -> int | None:
        return self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said(_AboutNotice):
    version: int
    title: str
    text: str
    urgent: bool
    from_on: str
    until_on: str
    photo_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWritten(_Said):
    name: ClassVar[str] = "notices.written.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePublished(_Said):
    name: ClassVar[str] = "notices.published.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeCorrected(_Said):
    name: ClassVar[str] = "notices.corrected.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWithdrawn(_AboutNotice):
    name: ClassVar[str] = "notices.withdrawn.v1"
    reason: str
