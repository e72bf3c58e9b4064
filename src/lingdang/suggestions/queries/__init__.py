"""Every read: what was learned, what it says of a text, and what is on record already."""

from lingdang.suggestions.queries.categories import SURE, CategorySuggestion, suggest_categories
from lingdang.suggestions.queries.duplicates import Duplicate, find_duplicates
from lingdang.suggestions.queries.hot import (
    Week,
    cases_of_matter,
    days_of,
    hot_matter_for,
    hot_matters_for,
    weeks_of,
)
from lingdang.suggestions.queries.joined import joined_by, joined_counts
from lingdang.suggestions.queries.places import NamedPlace, named_places
from lingdang.suggestions.queries.ten import (
    Contentment,
    confirmed_tens,
    contentment_of,
    items_of,
    ten_for,
    tens_for,
)
from lingdang.suggestions.queries.versions import current_version, versions

__all__ = [
    "SURE",
    "CategorySuggestion",
    "Contentment",
    "Duplicate",
    "NamedPlace",
    "Week",
    "cases_of_matter",
    "confirmed_tens",
    "contentment_of",
    "current_version",
    "days_of",
    "find_duplicates",
    "hot_matter_for",
    "hot_matters_for",
    "items_of",
    "joined_by",
    "joined_counts",
    "named_places",
    "suggest_categories",
    "ten_for",
    "tens_for",
    "versions",
    "weeks_of",
]
