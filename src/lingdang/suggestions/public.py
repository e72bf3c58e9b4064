"""The door to suggestions: what it is, where it is, have we got it already."""

from lingdang.suggestions.facts import CaseJoined
from lingdang.suggestions.models import Version
from lingdang.suggestions.queries import (
    SURE,
    CategorySuggestion,
    Duplicate,
    NamedPlace,
    current_version,
    find_duplicates,
    joined_by,
    joined_counts,
    named_places,
    suggest_categories,
    versions,
)
from lingdang.suggestions.services import join_case
from lingdang.suggestions.sketch import Spot

__all__ = [
    "SURE",
    "CaseJoined",
    "CategorySuggestion",
    "Duplicate",
    "NamedPlace",
    "Spot",
    "Version",
    "current_version",
    "find_duplicates",
    "join_case",
    "joined_by",
    "joined_counts",
    "named_places",
    "suggest_categories",
    "versions",
]
