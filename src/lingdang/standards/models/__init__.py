from lingdang.standards.models.category import Category
from lingdang.standards.models.edition import Edition, EditionQuerySet
from lingdang.standards.models.old_code import OldCode
from lingdang.standards.models.procedure import Procedure
from lingdang.standards.models.question import Question
from lingdang.standards.models.standard import Limit, Standard
from lingdang.standards.models.streets import PlaceClass, Scheme, StreetClass
from lingdang.standards.models.version import BookVersion

__all__ = [
    "BookVersion",
    "Category",
    "Edition",
    "EditionQuerySet",
    "Limit",
    "OldCode",
    "PlaceClass",
    "Procedure",
    "Question",
    "Scheme",
    "Standard",
    "StreetClass",
]
