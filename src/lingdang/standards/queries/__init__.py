from lingdang.standards.queries.categories import category_by_code, resident_categories
from lingdang.standards.queries.procedures import (
    procedure_by_code,
    procedure_for,
    procedures_for,
    procedures_in_use,
)
from lingdang.standards.queries.questions import asking_categories, questions_of

__all__ = [
    "asking_categories",
    "category_by_code",
    "procedure_by_code",
    "procedure_for",
    "procedures_for",
    "procedures_in_use",
    "questions_of",
    "resident_categories",
]
