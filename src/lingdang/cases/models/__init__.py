from lingdang.cases.models.case import Case, number_of
from lingdang.cases.models.kin import Answer, CaseLink
from lingdang.cases.models.lists import CaseQuerySet
from lingdang.cases.models.suspension import Suspension

__all__ = ["Answer", "Case", "CaseLink", "CaseQuerySet", "Suspension", "number_of"]
