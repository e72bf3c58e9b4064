"""The door to the standards: what a case may be about, and how long each stage of it may take."""

from lingdang.standards.enums import Kind, LimitUnit, Stage
from lingdang.standards.imports import import_categories
from lingdang.standards.models import Category
from lingdang.standards.queries import category_by_code, resident_categories

__all__ = [
    "Category",
    "Kind",
    "LimitUnit",
    "Stage",
    "category_by_code",
    "import_categories",
    "resident_categories",
]
