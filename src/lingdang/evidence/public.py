"""The door to evidence: keep photographs, say what they show, show them, recognise them.

More than 20 names: photographs come whole or in pieces.
"""

from lingdang.evidence.enums import PHOTOS_AT_ONCE, Moment, Size
from lingdang.evidence.errors import PhotoNotYours, PhotoTooLarge, PhotoUnreadable, TooManyPhotos
from lingdang.evidence.models import Imprint, Photo
from lingdang.evidence.pieces import Piece
from lingdang.evidence.queries import (
    Arrived,
    PhotoCard,
    arrived,
    open_display,
    photo_by_public_id,
    photo_subject,
    photos_of,
    photos_of_many,
)
from lingdang.evidence.services import (
    Progress,
    attach_photos,
    begin_upload,
    continue_upload,
    drop_upload,
    move_photos,
    release_photo,
    remove_photos,
    store_photo,
    take_imprint,
    upload_progress,
)
from lingdang.evidence.twins import Twin, scene_matches, twins_of

__all__ = [
    "PHOTOS_AT_ONCE",
    "Arrived",
    "Imprint",
    "Moment",
    "Photo",
    "PhotoCard",
    "PhotoNotYours",
    "PhotoTooLarge",
    "PhotoUnreadable",
    "Piece",
    "Progress",
    "Size",
    "TooManyPhotos",
    "Twin",
    "arrived",
    "attach_photos",
    "begin_upload",
    "continue_upload",
    "drop_upload",
    "move_photos",
    "open_display",
    "photo_by_public_id",
    "photo_subject",
    "photos_of",
    "photos_of_many",
    "release_photo",
    "remove_photos",
    "scene_matches",
    "store_photo",
    "take_imprint",
    "twins_of",
    "upload_progress",
]
