from lingdang.standards.models import Question


def questions_of(code: str) -> list[Question]:
    """What a category asks besides, in order."""
    return list(Question.objects.filter(category=code).order_by("position"))


def asking_categories() -> frozenset[str]:
    """Codes of the categories that ask anything."""
    return frozenset(Question.objects.values_list("category", flat=True).distinct())
