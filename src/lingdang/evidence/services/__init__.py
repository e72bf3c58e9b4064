"""Every write of this room."""

from lingdang.evidence.services.imprints import take_imprint
from lingdang.evidence.services.photos import (
    attach_photos,
    move_photos,
    store_photo,
    sweep_files,
)
from lingdang.evidence.services.showing import release_photo, remove_photos
from lingdang.evidence.services.uploads import (
    Progress,
    begin_upload,
    continue_upload,
    drop_upload,
    forget_uploads,
    upload_progress,
)

__all__ = [
    "Progress",
    "attach_photos",
    "begin_upload",
    "continue_upload",
    "drop_upload",
    "forget_uploads",
    "move_photos",
    "release_photo",
    "remove_photos",
    "store_photo",
    "sweep_files",
    "take_imprint",
    "upload_progress",
]
