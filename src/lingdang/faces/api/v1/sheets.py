"""What an import is told, and what it answers."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.schemas import Strict
from lingdang.intake.public import ImportState, Replied, Target

_COLUMNS_AT_MOST, _WORDS_AT_MOST = 200, 5000

# Headers and words of a sheet are as long as a cell may be.
Word = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]


class MapIn(Strict):
    """``columns``: header → what it means; ``constants``: what holds for rows that say nothing.

    ``values``: for a named thing, their word → our code. ``origin`` goes before every number of
    theirs. ``save_as`` keeps the map under a name, to be proposed for the next file of its kind.
    """

    columns: Annotated[dict[Word, Target], Field(max_length=_COLUMNS_AT_MOST)]
    constants: Annotated[dict[Target, Word], Field(max_length=len(Target))] = {}
    values: dict[Target, Annotated[dict[Word, Word], Field(max_length=_WORDS_AT_MOST)]] = {}
    replied: Replied = Replied.HANDLED
    origin: Annotated[str, Field(max_length=20, pattern=r"^[^\x00]*$")] = ""
    save_as: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")] = ""


class WriteIn(Strict):
    """``partial``: the rows without a problem; otherwise all rows or none."""

    partial: bool = False


class ImportFilters(Strict):
    """``search``: in the names of files; ``before``: the next page begins below this id."""

    search: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = ""
    state: list[ImportState] = []
    before: Id | None = None
    size: Annotated[int, Field(ge=1, le=100)] = 50


class TroubleFilters(Strict):
    """``after``: the next page begins below this row."""

    after: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    size: Annotated[int, Field(ge=1, le=1000)] = 200


class MapOut(Schema):
    columns: dict[str, str]
    constants: dict[str, str]
    values: dict[str, dict[str, str]]
    replied: str
    origin: str


class SavedMapOut(Schema):
    name: str
    saved_at: datetime
    map: MapOut


class ImportOut(Schema):
    """``done`` of ``rows`` are looked at; while ``running`` the worker goes on by itself."""

    id: int
    state: str
    running: bool
    file_name: str
    sha256: str
    rows: int
    done: int
    created: int
    unchanged: int
    refused: int
    partial: bool
    uploaded_at: datetime
    ended_at: datetime | None


class ImportPage(Schema):
    imports: list[ImportOut]
    before: int | None


class OneImport(ImportOut):
    head: list[str]
    map: MapOut


class SampleOut(Schema):
    """A row as it came and as it is understood, or what speaks against it."""

    row: int
    cells: list[str]
    understood: dict[str, str]
    problem: str


class UnknownOut(Schema):
    """A word that says nothing here yet, and how many rows say it."""

    target: str
    word: str
    rows: int


class Preview(Schema):
    samples: list[SampleOut]
    unknown: list[UnknownOut]


class TroubleOut(Schema):
    row: int
    code: str
    sentence: str


class TroublePage(Schema):
    troubles: list[TroubleOut]
    after: int | None
