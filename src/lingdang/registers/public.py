"""The door to registers: ledgers that a district defines, their entries, sheets in and out.

More than 20 names: it serves those who define, those who fill in, and those who bring sheets.
"""

from lingdang.registers.cells import value_of
from lingdang.registers.changes import consequences
from lingdang.registers.enums import (
    DEFINE,
    EDIT,
    RUNNING,
    SEE,
    FieldType,
    Mark,
    Target,
)
from lingdang.registers.enums import State as ImportState
from lingdang.registers.fields import Field, read_fields
from lingdang.registers.figures import Figure
from lingdang.registers.models import Entry, Import, Register, Version
from lingdang.registers.policies import may_define, may_edit_at
from lingdang.registers.queries.entries import (
    below,
    entries_for,
    entry_for,
    may_read_photo,
    narrowed,
    path_of,
    searched,
    sort_key,
)
from lingdang.registers.queries.history import Change, Happened, history_of
from lingdang.registers.queries.imports import (
    first_lines,
    import_for,
    imports_for,
    troubles_of,
)
from lingdang.registers.queries.known import Known
from lingdang.registers.queries.maps import Spot, spots_in
from lingdang.registers.queries.registers import (
    Sight,
    register_for,
    registers_for,
    sight_in,
    sight_of,
    versions_of,
)
from lingdang.registers.queries.totals import Total, folded, totals_of, whole
from lingdang.registers.services.define import Definition, define_register, publish_version
from lingdang.registers.services.entries import Words, change_entry, create_entry, retire_entry
from lingdang.registers.services.install import shipped, shipped_one
from lingdang.registers.services.upload import (
    cancel_import,
    choose_columns,
    upload_sheet,
    write_import,
)
from lingdang.registers.services.whereabouts import Where
from lingdang.registers.sheets import sheet_head, sheet_rows
from lingdang.registers.showing import Names, content_for, shown

__all__ = [
    "DEFINE",
    "EDIT",
    "RUNNING",
    "SEE",
    "Change",
    "Definition",
    "Entry",
    "Field",
    "FieldType",
    "Figure",
    "Happened",
    "Import",
    "ImportState",
    "Known",
    "Mark",
    "Names",
    "Register",
    "Sight",
    "Spot",
    "Target",
    "Total",
    "Version",
    "Where",
    "Words",
    "below",
    "cancel_import",
    "change_entry",
    "choose_columns",
    "consequences",
    "content_for",
    "create_entry",
    "define_register",
    "entries_for",
    "entry_for",
    "first_lines",
    "folded",
    "history_of",
    "import_for",
    "imports_for",
    "may_define",
    "may_edit_at",
    "may_read_photo",
    "narrowed",
    "path_of",
    "publish_version",
    "read_fields",
    "register_for",
    "registers_for",
    "retire_entry",
    "searched",
    "sheet_head",
    "sheet_rows",
    "shipped",
    "shipped_one",
    "shown",
    "sight_in",
    "sight_of",
    "sort_key",
    "spots_in",
    "totals_of",
    "troubles_of",
    "upload_sheet",
    "value_of",
    "versions_of",
    "whole",
    "write_import",
]
