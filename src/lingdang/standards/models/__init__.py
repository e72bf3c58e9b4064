from lingdang.standards.models.category import Category

__all__ = ["Category"]
