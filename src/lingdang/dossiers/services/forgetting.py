"""Whoever asked for an errand had their data erased: what was done stays, without them."""

from django.db import transaction

from lingdang.dossiers.facts import DossierForgotten
from lingdang.dossiers.models import Errand, Reply
from lingdang.evidence.public import photos_of, remove_photos
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.people.public import encrypt

_NOTHING = "—"  # a reply that was given stays one: that, when and by which way


@transaction.atomic
def forget_errand(*, case_id: int, place_id: int, by: Actor) -> None:
    """Forget pictures of papers and words of replies; service, consent and papers stay."""
    errand = Errand.objects.select_for_update(no_key=True).filter(case=case_id).first()
    if errand is None:
        return
    subject = f"case:{case_id}"
    remove_photos([photo.public_id for photo in photos_of(subject)], subject=subject)
    Reply.objects.filter(case=case_id).update(cipher=encrypt(_NOTHING))
    record(DossierForgotten(case_id=case_id, held_at_id=place_id), by=by)
