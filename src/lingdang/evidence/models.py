import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.evidence.enums import EDITORS, SQUEEZED_FROM, Kind, Moment


class Photo(models.Model):
    """A photograph: the bytes as they came, what they say of themselves, and two copies to show.

    Position is WGS-84 degrees as the camera claims it; ``phash`` is a 64-bit perceptual hash
    in hex.
    """

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=4, choices=Kind)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes of the original
    width = models.PositiveIntegerField()  # pixels, upright
    height = models.PositiveIntegerField()
    phash = models.CharField(max_length=16)
    taken_at = models.DateTimeField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    original_key = models.CharField(max_length=200)
    display_key = models.CharField(max_length=200)
    thumb_key = models.CharField(max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    upload_scope = models.CharField(max_length=80, blank=True, db_default="")
    upload_key = models.CharField(  # noqa: DJ001 -- absent is not the same as empty
        max_length=80, null=True, blank=True
    )
    subject = models.CharField(max_length=100, blank=True, db_default="")
    moment = models.CharField(max_length=8, choices=Moment, db_default=Moment.OTHER)
    released_at = models.DateTimeField(null=True, blank=True)  # since when everybody sees it
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="photo_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="photo_moment_known", condition=Q(moment__in=Moment.values)
            ),
            models.CheckConstraint(
                name="photo_has_extent", condition=Q(size__gt=0, width__gt=0, height__gt=0)
            ),
            models.CheckConstraint(
                name="photo_position_whole",
                condition=Q(lng__isnull=True, lat__isnull=True)
                | Q(lng__isnull=False, lat__isnull=False)
                & Q(lng__range=(-180, 180), lat__range=(-90, 90)),
            ),
            models.CheckConstraint(
                name="photo_hash_whole", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="photo_released_shows_something",
                condition=Q(released_at__isnull=True) | ~Q(subject=""),
            ),
            models.UniqueConstraint(
                fields=["upload_scope", "upload_key"],
                name="photo_uploaded_once",
                condition=Q(upload_key__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["subject", "id"], name="photo_by_subject", condition=~Q(subject="")
            ),
            models.Index(fields=["sha256"], name="photo_by_hash"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Imprint(models.Model):
    """What a photograph is recognised by, and what its file tells of how it was made.

    ``keys`` are of its strongest features; ``holes`` is the share of gaps that a second JPEG
    compression leaves, none where there is no JPEG.
    """

    photo = models.OneToOneField(Photo, models.CASCADE, primary_key=True, related_name="imprint")
    keys = ArrayField(models.IntegerField())
    software = models.CharField(max_length=80, blank=True)
    camera = models.CharField(max_length=80, blank=True)
    has_exif = models.BooleanField()
    holes = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="imprint_holes_are_a_share", condition=Q(holes=None) | Q(holes__range=(0, 1))
            )
        ]
        indexes = [GinIndex(name="imprint_by_key", fields=["keys"], fastupdate=False)]

    @property
    def editor(self) -> str:
        """The program that changed it, if it is known as one that does."""
        known = any(name in self.software.lower() for name in EDITORS)
        return self.software if known else ""

    @property
    def is_squeezed_twice(self) -> bool:
        return self.holes is not None and self.holes >= SQUEEZED_FROM


class Upload(models.Model):
    """A photograph on its way in, piece by piece. How far it has come is the length of its file.

    ``photo`` when it has arrived; ``refusal`` when it is all here and cannot be used.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upload_scope = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    length = models.PositiveIntegerField()
    photo = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    refusal = models.TextField(blank=True, db_default="")
    begun_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="upload_once", fields=["upload_scope", "key"]),
            models.CheckConstraint(name="upload_has_length", condition=Q(length__gt=0)),
            models.CheckConstraint(name="upload_has_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="upload_used_or_refused", condition=Q(photo__isnull=True) | Q(refusal="")
            ),
        ]
        indexes = [
            models.Index(
                name="upload_unfinished",
                fields=["begun_at"],
                condition=Q(photo__isnull=True),
            ),
        ]

    @property
    def is_judged(self) -> bool:
        """Whether it is all here and is a photograph, or known to be none."""
        return self.photo_id is not None or bool(self.refusal)
