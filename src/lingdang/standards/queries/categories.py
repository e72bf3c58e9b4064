from lingdang.standards.enums import Kind
from lingdang.standards.models import Category
from lingdang.standards.queries.book import remembered_categories


def category_by_code(code: str) -> Category | None:
    """Look it up in what is remembered, to be read only; one that is too new in the table."""
    known = remembered_categories().get(code)
    return known or Category.objects.filter(code=code).first()


def resident_categories() -> list[Category]:
    """What a resident may choose from: few, in the printed order."""
    return list(Category.objects.filter(for_residents=True).order_by("code"))


def category_groups() -> list[tuple[Category, list[Category]]]:
    """Matters by what they are below: each group with its own, in the printed order."""
    known = [each for each in remembered_categories().values() if each.kind == Kind.MATTER]
    known.sort(key=lambda category: category.code)
    below: dict[str, list[Category]] = {}
    for category in known:
        if category.parent_id:
            below.setdefault(category.parent_id, []).append(category)
    return [(group, below[group.code]) for group in known if group.code in below]
