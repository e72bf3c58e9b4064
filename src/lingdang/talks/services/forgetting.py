"""Whoever asked for something of their own is erased: what they said of it goes too."""

from django.db import transaction

from lingdang.cases.public import Case, is_private
from lingdang.evidence.public import photos_of_many, remove_photos
from lingdang.talks.enums import SPOKEN
from lingdang.talks.models import Remark

_NOTHING = "—"  # that they said something stays, for the clock stood still until then


@transaction.atomic
def forget_said(*, case_id: int) -> None:
    """Forget words and pictures of who reported; what everybody may know stays as it is."""
    case = Case.objects.select_related("procedure").filter(pk=case_id).first()
    if case is None or not is_private(case):
        return
    said = Remark.objects.select_for_update(no_key=True).filter(case=case_id, kind__in=SPOKEN)
    for subject, photos in photos_of_many([remark.subject for remark in said]).items():
        remove_photos([photo.public_id for photo in photos], subject=subject)
    said.update(text=_NOTHING, photographs=0)
