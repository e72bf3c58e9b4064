"""Read of a photograph what it is recognised by. Read again it is the same."""

from django.core.files.storage import storages

from lingdang.evidence.imprints import features, keys
from lingdang.evidence.models import Imprint, Photo
from lingdang.evidence.traces import traces_of
from lingdang.evidence.twins import thumb_of
from lingdang.kernel.errors import NotFound


def take_imprint(*, photo_id: int) -> Imprint:
    """Make it, unless it is there; two at once make one."""
    if known := Imprint.objects.filter(photo=photo_id).first():
        return known
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        raise NotFound
    with storages["evidence"].open(photo.original_key) as file:
        traces = traces_of(file.read())
    made = Imprint(
        photo=photo,
        keys=keys(features(thumb_of(photo))),
        software=traces.software,
        camera=traces.camera,
        has_exif=traces.has_exif,
        holes=traces.holes,
    )
    Imprint.objects.bulk_create([made], ignore_conflicts=True)
    return made
