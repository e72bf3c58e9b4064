"""Every way to change the standards beside importing them."""

from lingdang.standards.services.categories import add_category, free_code
from lingdang.standards.services.editions import drop_edition, put_in_force
from lingdang.standards.services.procedures import import_procedures, set_procedure
from lingdang.standards.services.streets import classify_place

__all__ = [
    "add_category",
    "classify_place",
    "drop_edition",
    "free_code",
    "import_procedures",
    "put_in_force",
    "set_procedure",
]
