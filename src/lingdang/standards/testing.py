"""Builders for the tests of other rooms."""

from itertools import count
from typing import Any

from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import read_sheet
from lingdang.standards.imports import import_categories
from lingdang.standards.imports.categories import COLUMNS, SHIPPED
from lingdang.standards.models import Category, Procedure
from lingdang.standards.policies import MANAGE
from lingdang.standards.services.procedures import (
    SHIPPED_PROCEDURES,
    import_procedures,
    read_procedures,
)

LIBRARIAN = Actor.process("standards", MANAGE)
_numbers = count(1)


def some_categories() -> None:
    """The categories that the product ships."""
    import_categories(read_sheet(SHIPPED.read_bytes(), COLUMNS), by=LIBRARIAN)


def some_procedures() -> None:
    """The procedures that the product ships."""
    import_procedures(read_procedures(SHIPPED_PROCEDURES.read_bytes()), by=LIBRARIAN)


def a_procedure(code: str = "", name: str = "专项", **more: Any) -> Procedure:
    return Procedure.objects.create(code=code or f"p{next(_numbers)}", name=name, **more)


def a_category(code: str = "", name: str = "暴露垃圾", **more: Any) -> Category:
    return Category.objects.create(code=code or f"t{next(_numbers)}", name=name, **more)
