from lingdang.cases.models.case import Case, CaseQuerySet
from lingdang.cases.models.category import Category

__all__ = ["Case", "CaseQuerySet", "Category"]
