"""Every way to read the standards. Changes nothing but what this process remembers."""

from lingdang.standards.queries.book import handbook
from lingdang.standards.queries.categories import (
    category_by_code,
    category_groups,
    resident_categories,
)
from lingdang.standards.queries.procedures import (
    procedure_by_code,
    procedure_for,
    procedures_for,
    procedures_in_use,
)
from lingdang.standards.queries.questions import asking_categories, questions_of
from lingdang.standards.queries.standards import (
    classes_of,
    edition_for,
    edition_named,
    editions_for,
    majors,
    old_codes,
    old_codes_of,
    place_classes,
    search_standards,
    standard_for,
    standards_for,
    street_classes,
)

__all__ = [
    "asking_categories",
    "category_by_code",
    "category_groups",
    "classes_of",
    "edition_for",
    "edition_named",
    "editions_for",
    "handbook",
    "majors",
    "old_codes",
    "old_codes_of",
    "place_classes",
    "procedure_by_code",
    "procedure_for",
    "procedures_for",
    "procedures_in_use",
    "questions_of",
    "resident_categories",
    "search_standards",
    "standard_for",
    "standards_for",
    "street_classes",
]
