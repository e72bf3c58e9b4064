"""The door to intake: tables of any shape become cases; who calls is known while they talk."""

from lingdang.intake.enums import CONSTANT, RUNNING, Replied, Target
from lingdang.intake.enums import State as ImportState
from lingdang.intake.errors import BeingWritten
from lingdang.intake.maps import ColumnMap
from lingdang.intake.models import Import, SavedMap
from lingdang.intake.queries import (
    Caller,
    Sample,
    Unknown,
    earlier_cases,
    import_for,
    imports_for,
    known_addresses,
    sample_of,
    saved_map,
    saved_maps_for,
    troubles_of,
    unknown_words,
)
from lingdang.intake.services import (
    cancel_import,
    choose_map,
    save_map,
    upload_sheet,
    work_on,
    write_import,
)

__all__ = [
    "CONSTANT",
    "RUNNING",
    "BeingWritten",
    "Caller",
    "ColumnMap",
    "Import",
    "ImportState",
    "Replied",
    "Sample",
    "SavedMap",
    "Target",
    "Unknown",
    "cancel_import",
    "choose_map",
    "earlier_cases",
    "import_for",
    "imports_for",
    "known_addresses",
    "sample_of",
    "save_map",
    "saved_map",
    "saved_maps_for",
    "troubles_of",
    "unknown_words",
    "upload_sheet",
    "work_on",
    "write_import",
]
