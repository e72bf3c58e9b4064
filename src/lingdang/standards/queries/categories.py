from lingdang.standards.models import Category


def category_by_code(code: str) -> Category | None:
    return Category.objects.filter(code=code).first()


def resident_categories() -> list[Category]:
    """What a resident may choose from: few, in the printed order."""
    return list(Category.objects.filter(for_residents=True).order_by("code"))
