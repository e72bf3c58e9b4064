"""The door to the standards: what a case may be, by which procedure it goes, how long it takes.

More than 20 names: categories and what each asks, procedures and what a case of these carries.
"""

from lingdang.standards.enums import LISTS, Datatype, Kind, LimitUnit, Stage
from lingdang.standards.imports import import_categories, import_questions
from lingdang.standards.models import Category, Procedure, Question
from lingdang.standards.particulars import FieldType, Particular, cleaned, schema_of
from lingdang.standards.queries import (
    asking_categories,
    category_by_code,
    procedure_by_code,
    procedure_for,
    procedures_for,
    procedures_in_use,
    questions_of,
    resident_categories,
)
from lingdang.standards.services import import_procedures, set_procedure

__all__ = [
    "LISTS",
    "Category",
    "Datatype",
    "FieldType",
    "Kind",
    "LimitUnit",
    "Particular",
    "Procedure",
    "Question",
    "Stage",
    "asking_categories",
    "category_by_code",
    "cleaned",
    "import_categories",
    "import_procedures",
    "import_questions",
    "procedure_by_code",
    "procedure_for",
    "procedures_for",
    "procedures_in_use",
    "questions_of",
    "resident_categories",
    "schema_of",
    "set_procedure",
]
