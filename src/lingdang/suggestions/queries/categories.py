"""Which category a text speaks of, with the words that spoke; unsure, it says so."""

from dataclasses import dataclass

from lingdang.standards.public import Category
from lingdang.suggestions.learning.classifier import Guess
from lingdang.suggestions.queries.versions import current_classifier

SURE = 0.6  # below it the product asks instead of guessing
_WORTH_SAYING = 0.05
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class CategorySuggestion:
    code: str
    name: str
    parent: str | None  # the code of the one above
    probability: float
    words: tuple[str, ...]

    @property
    def sure(self) -> bool:
        return self.probability >= SURE

    @property
    def percent(self) -> int:
        return round(self.probability * 100)


def suggest_categories(text: str, most: int = 3) -> list[CategorySuggestion]:
    """The likeliest categories, the likeliest first; none of a text that says nothing."""
    classifier = current_classifier() if text.strip() else None
    if classifier is None:
        return []
    guesses = [
        guess
        for guess in classifier.guesses(text, _LOOKED_AT)
        if guess.words and guess.probability >= _WORTH_SAYING
    ]
    named = Category.objects.in_bulk([guess.label for guess in guesses])
    found = [_suggested(named[guess.label], guess) for guess in guesses if guess.label in named]
    return found[:most]


def _suggested(category: Category, guess: Guess) -> CategorySuggestion:
    return CategorySuggestion(
        category.code, category.name, category.parent_id, guess.probability, guess.words
    )
