from lingdang.standards.models.category import Category
from lingdang.standards.models.procedure import Procedure
from lingdang.standards.models.question import Question

__all__ = ["Category", "Procedure", "Question"]
