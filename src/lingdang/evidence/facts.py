"""What the evidence room states."""

from dataclasses import dataclass
from typing import ClassVar

from lingdang.journal.public import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoStored(Event):
    name: ClassVar[str] = "evidence.photo_stored.v1"
    photo_id: int
    sha256: str
    kind: str

    @property
    def subject(self) -> str:
        return f"photo:{self.photo_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosMoved(Event):
    name: ClassVar[str] = "evidence.photos_moved.v1"
    photo_ids: list[int]
    before: str
    after: str

    @property
    def subject(self) -> str:
        return self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesSwept(Event):
    """Files were removed that no photograph had come to own."""

    name: ClassVar[str] = "evidence.files_swept.v1"
    folders: list[str]

    @property
    def subject(self) -> str:
        return "files:evidence"
