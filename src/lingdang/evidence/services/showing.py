"""What is shown of a subject afterwards: to everybody, or no more to anybody."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from lingdang.evidence.models import Photo, Upload
from lingdang.kernel.errors import NotFound


def release_photo(public_id: UUID, *, subject: str, released: bool) -> Photo | None:
    """Let everybody see a photograph of a subject, or hold it back; none when it stands so already.

    Part of the caller's transaction, who has locked the subject and whose fact tells of it.
    """
    photo = Photo.objects.filter(public_id=public_id, subject=subject).first()
    if photo is None:
        raise NotFound
    if (photo.released_at is not None) == released:
        return None
    photo.released_at = timezone.now() if released else None
    photo.save(update_fields=["released_at"])
    return photo


def remove_photos(public_ids: Sequence[UUID], *, subject: str) -> list[int]:
    """Take photographs away from a subject for good; the sweep takes their files. Returns ids.

    Part of the caller's transaction. What is not there any more is none.
    """
    gone = Photo.objects.filter(public_id__in=list(public_ids), subject=subject)
    ids = sorted(gone.values_list("pk", flat=True))
    Upload.objects.filter(photo__in=ids).delete()
    Photo.objects.filter(pk__in=ids).delete()
    return ids
