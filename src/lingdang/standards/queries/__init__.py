from lingdang.standards.queries.categories import category_by_code, resident_categories

__all__ = ["category_by_code", "resident_categories"]
