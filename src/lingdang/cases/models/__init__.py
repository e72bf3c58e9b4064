from lingdang.cases.models.case import Case, number_of
from lingdang.cases.models.lists import CaseQuerySet

__all__ = ["Case", "CaseQuerySet", "number_of"]
