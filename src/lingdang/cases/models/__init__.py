from lingdang.cases.models.case import Case
from lingdang.cases.models.category import Category
from lingdang.cases.models.lists import CaseQuerySet

__all__ = ["Case", "CaseQuerySet", "Category"]
