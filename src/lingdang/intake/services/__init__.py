"""Every way to change an import. One function, one transaction."""

from lingdang.intake.services.decide import cancel_import, choose_map, write_import
from lingdang.intake.services.maps import save_map
from lingdang.intake.services.upload import upload_sheet
from lingdang.intake.services.work import tidy_imports, work_on

__all__ = [
    "cancel_import",
    "choose_map",
    "save_map",
    "tidy_imports",
    "upload_sheet",
    "work_on",
    "write_import",
]
