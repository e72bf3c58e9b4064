"""The door to evidence: keep photographs, say what they show, show them."""

from lingdang.evidence.enums import PHOTOS_AT_ONCE, Moment, Size
from lingdang.evidence.errors import PhotoNotYours, PhotoTooLarge, PhotoUnreadable, TooManyPhotos
from lingdang.evidence.models import Photo
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
from lingdang.evidence.services import attach_photos, store_photo

__all__ = [
    "PHOTOS_AT_ONCE",
    "Arrived",
    "Moment",
    "Photo",
    "PhotoCard",
    "PhotoNotYours",
    "PhotoTooLarge",
    "PhotoUnreadable",
    "Size",
    "TooManyPhotos",
    "arrived",
    "attach_photos",
    "open_display",
    "photo_by_public_id",
    "photo_subject",
    "photos_of",
    "photos_of_many",
    "store_photo",
]
