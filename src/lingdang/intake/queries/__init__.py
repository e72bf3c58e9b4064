"""Every read of imports, and what a clerk is shown while somebody talks."""

from lingdang.intake.queries.callers import Caller, earlier_cases, known_addresses
from lingdang.intake.queries.imports import (
    import_for,
    imports_for,
    lock_import,
    troubles_of,
)
from lingdang.intake.queries.maps import fitting_map, saved_map, saved_maps_for
from lingdang.intake.queries.rows import Sample, Unknown, sample_of, unknown_words

__all__ = [
    "Caller",
    "Sample",
    "Unknown",
    "earlier_cases",
    "fitting_map",
    "import_for",
    "imports_for",
    "known_addresses",
    "lock_import",
    "sample_of",
    "saved_map",
    "saved_maps_for",
    "troubles_of",
    "unknown_words",
]
