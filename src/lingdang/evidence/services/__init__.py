"""Every write of this room."""

from lingdang.evidence.services.photos import attach_photos, store_photo, sweep_files
from lingdang.evidence.services.uploads import (
    UploadPart,
    begin_upload,
    drop_upload,
    finish_upload,
    forget_uploads,
    receive,
)

__all__ = [
    "UploadPart",
    "attach_photos",
    "begin_upload",
    "drop_upload",
    "finish_upload",
    "forget_uploads",
    "receive",
    "store_photo",
    "sweep_files",
]
