"""The door to the standards: what a case may be about, and how long each stage of it may take."""

from lingdang.standards.enums import LISTS, Datatype, Kind, LimitUnit, Stage
from lingdang.standards.imports import import_categories, import_questions
from lingdang.standards.models import Category, Question
from lingdang.standards.queries import (
    asking_categories,
    category_by_code,
    questions_of,
    resident_categories,
)

__all__ = [
    "LISTS",
    "Category",
    "Datatype",
    "Kind",
    "LimitUnit",
    "Question",
    "Stage",
    "asking_categories",
    "category_by_code",
    "import_categories",
    "import_questions",
    "questions_of",
    "resident_categories",
]
