from lingdang.standards.imports.categories import import_categories
from lingdang.standards.imports.classes import import_classes
from lingdang.standards.imports.mapping import import_mapping
from lingdang.standards.imports.questions import import_questions
from lingdang.standards.imports.schemes import import_schemes
from lingdang.standards.imports.standards import import_standards, read_standards
from lingdang.standards.imports.words import KINDS

__all__ = [
    "KINDS",
    "import_categories",
    "import_classes",
    "import_mapping",
    "import_questions",
    "import_schemes",
    "import_standards",
    "read_standards",
]
