from lingdang.standards.imports.categories import import_categories

__all__ = ["import_categories"]
