"""Builders for the tests of other rooms."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import read_sheet
from lingdang.standards.imports import (
    import_categories,
    import_mapping,
    import_schemes,
    import_standards,
)
from lingdang.standards.imports.categories import COLUMNS, SHIPPED
from lingdang.standards.imports.mapping import MAPPING_COLUMNS
from lingdang.standards.imports.mapping import SHIPPED as SHIPPED_MAPPING
from lingdang.standards.imports.schemes import SCHEME_COLUMNS
from lingdang.standards.imports.schemes import SHIPPED as SHIPPED_SCHEMES
from lingdang.standards.models import Category, Edition, Procedure
from lingdang.standards.policies import MANAGE
from lingdang.standards.services.procedures import (
    SHIPPED_PROCEDURES,
    import_procedures,
    read_procedures,
)
from lingdang.standards.services.versions import book_changed

LIBRARIAN = Actor.process("standards", MANAGE)
LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def some_categories() -> None:
    """The categories that the product ships."""
    import_categories(read_sheet(SHIPPED.read_bytes(), COLUMNS), by=LIBRARIAN)


def some_old_codes() -> None:
    """What the codes of 2013 are today, as shipped."""
    import_mapping(read_sheet(SHIPPED_MAPPING.read_bytes(), MAPPING_COLUMNS), by=LIBRARIAN)


def some_procedures() -> None:
    """The procedures that the product ships."""
    import_procedures(read_procedures(SHIPPED_PROCEDURES.read_bytes()), by=LIBRARIAN)


def a_procedure(code: str = "", name: str = "专项", **more: Any) -> Procedure:
    return Procedure.objects.create(code=code or f"p{next(_numbers)}", name=name, **more)


def a_category(code: str = "", name: str = "暴露垃圾", **more: Any) -> Category:
    made = Category.objects.create(code=code or f"t{next(_numbers)}", name=name, **more)
    book_changed()
    return made


def an_edition(
    standards: Iterable[dict[str, str]], *, name: str = "", on: date | None = LONG_AGO
) -> Edition:
    """An edition with these standards (rows of a sheet); in force from a day, unless it is None."""
    called = name or f"标准{next(_numbers)}"
    rows = [{"condition": "有", "closing": "清除", "limit": "4小时"} | row for row in standards]
    report = import_standards(rows, edition=called, on=on, by=LIBRARIAN)
    if report.problems:
        raise ValueError(report.problems)
    return Edition.objects.get(name=called)


def some_schemes() -> None:
    """The schemes of street classes that the product ships."""
    import_schemes(read_sheet(SHIPPED_SCHEMES.read_bytes(), SCHEME_COLUMNS), by=LIBRARIAN)
