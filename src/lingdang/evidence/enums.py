from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a file is, by its content."""

    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"
    WEBP = "webp", "WebP"
    HEIC = "heic", "HEIC"


class Moment(models.TextChoices):
    """What a photograph shows of its subject."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    OTHER = "other", _("Other")


class Size(models.TextChoices):
    """Which copy is shown; the original leaves the store by other ways only."""

    DISPLAY = "display", _("Display")
    THUMB = "thumb", _("Thumbnail")


PHOTOS_AT_ONCE = 9
LOOSE_OF_A_STRANGER = 27  # a day: three reports' worth
UPLOADS_AT_ONCE = 200  # unfinished, of one person: a day without a network
SQUEEZED_FROM = 0.2  # share of gaps that tells of a second JPEG compression: docs/adr/0011
EDITORS = (  # as they write themselves into a photograph
    *("photoshop", "lightroom", "gimp", "snapseed", "picsart", "meitu", "美图", "xingtu", "醒图"),
    *("faceu", "vsco", "affinity", "paint.net", "pixelmator", "camera360", "canva", "picsay"),
)
