"""Every read: what was learned, what it says of a text, and what is on record already."""

from lingdang.suggestions.queries.categories import SURE, CategorySuggestion, suggest_categories
from lingdang.suggestions.queries.duplicates import Duplicate, find_duplicates
from lingdang.suggestions.queries.joined import joined_by, joined_counts
from lingdang.suggestions.queries.places import NamedPlace, named_places
from lingdang.suggestions.queries.versions import current_version, versions

__all__ = [
    "SURE",
    "CategorySuggestion",
    "Duplicate",
    "NamedPlace",
    "current_version",
    "find_duplicates",
    "joined_by",
    "joined_counts",
    "named_places",
    "suggest_categories",
    "versions",
]
