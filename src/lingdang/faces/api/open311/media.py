"""Addresses of photographs, where the district gives any."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from lingdang.evidence.public import Moment, PhotoCard, Size, photos_of_many
from lingdang.faces.entrance.photos import signed_url


@dataclass(frozen=True, slots=True)
class Photos:
    """Of several subjects, read in one statement."""

    request: HttpRequest
    shown: Mapping[str, list[PhotoCard]]

    def before(self, subject: str) -> str | None:
        found = self.shown.get(subject, [])
        return self._address([photo for photo in found if photo.moment == Moment.BEFORE])

    def among(self, subject: str, ids: Collection[int]) -> str | None:
        return self._address([photo for photo in self.shown.get(subject, []) if photo.id in ids])

    def _address(self, photos: list[PhotoCard]) -> str | None:
        """Write the first of them: the specification knows one."""
        if not photos:
            return None
        return self.request.build_absolute_uri(signed_url(photos[0].public_id, Size.DISPLAY))


def photos_for(subjects: Iterable[str], request: HttpRequest) -> Photos:
    return Photos(request, photos_of_many(subjects) if settings.OPEN311_PHOTOS else {})
