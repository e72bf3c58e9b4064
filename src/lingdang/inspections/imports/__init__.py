"""Groups, rounds and findings from sheets: what an office kept before, all rows or none."""

from lingdang.inspections.imports.findings import FINDING_COLUMNS, import_findings
from lingdang.inspections.imports.groups import GROUP_COLUMNS, import_groups
from lingdang.inspections.imports.rounds import ROUND_COLUMNS, import_rounds

__all__ = [
    "FINDING_COLUMNS",
    "GROUP_COLUMNS",
    "ROUND_COLUMNS",
    "import_findings",
    "import_groups",
    "import_rounds",
]
