"""What an import says of itself."""

import csv
import io
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` counts as the office sees it: the heading is row 1."""

    row: int
    code: str
    sentence: str

    def __str__(self) -> str:
        return _("Row %(row)s (%(code)s): %(sentence)s") % {
            "row": self.row,
            "code": self.code or "—",
            "sentence": self.sentence,
        }


@dataclass(slots=True)
class ImportReport:
    created: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, row: int, code: str, sentence: object) -> None:
        self.problems.append(Problem(row, code, str(sentence)))


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Rows of a CSV in UTF-8 or GBK, as offices' spreadsheets save it; cells are stripped."""
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        rows = csv.DictReader(io.StringIO(text))
        return [
            {key.strip(): (value or "").strip() for key, value in row.items() if key}
            for row in rows
        ]
    raise ValueError("neither UTF-8 nor GB 18030")
