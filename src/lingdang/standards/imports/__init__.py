from lingdang.standards.imports.categories import import_categories
from lingdang.standards.imports.questions import import_questions

__all__ = ["import_categories", "import_questions"]
