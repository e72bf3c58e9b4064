from lingdang.standards.queries.categories import category_by_code, resident_categories
from lingdang.standards.queries.questions import asking_categories, questions_of

__all__ = ["asking_categories", "category_by_code", "questions_of", "resident_categories"]
