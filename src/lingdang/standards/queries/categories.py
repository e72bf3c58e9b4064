from lingdang.standards.models import Category
from lingdang.standards.queries.book import remembered_categories


def category_by_code(code: str) -> Category | None:
    """Look it up in what is remembered, to be read only; one that is too new in the table."""
    known = remembered_categories().get(code)
    return known or Category.objects.filter(code=code).first()


def resident_categories() -> list[Category]:
    """What a resident may choose from: few, in the printed order."""
    return list(Category.objects.filter(for_residents=True).order_by("code"))
