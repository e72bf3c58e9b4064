"""Judge a photograph of a case. Judged again it is the same, or what is known now."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lingdang.cases.public import Case, kin_subjects, lock_case, sealed
from lingdang.doubts import facts
from lingdang.doubts.enums import State
from lingdang.doubts.judging import Bounds, Context, Finding, doubts_about
from lingdang.doubts.models import Doubt
from lingdang.doubts.policies import require_judge
from lingdang.doubts.queries import case_known, photo_known, photos_before
from lingdang.evidence.public import Moment, Photo, scene_matches, take_imprint, twins_of
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.places.public import metres_between, metres_outside

_PROOF = ("metres", "at", "bound", "tag", "twin_id", "similarity", "mirrored")


def judge_photo(*, photo_id: int, by: Actor) -> list[Doubt]:
    """Say what is doubted of it; what others answered or decided stays. Looks before it locks."""
    require_judge(by)
    photo = photo_known(photo_id)
    case = case_known(photo)
    if case is None:
        return []
    imprint, known = take_imprint(photo_id=photo.pk), _context(photo, case, by)
    return _kept(photo, case.pk, list(doubts_about(photo, imprint, known, _bounds())), by)


def _bounds() -> Bounds:
    return Bounds(
        outside=settings.DOUBT_METRES,
        apart=settings.DOUBT_SPOT_METRES,
        slack=timedelta(minutes=settings.DOUBT_MINUTES),
    )


def _context(photo: Photo, case: Case, by: Actor) -> Context:
    kin = {*kin_subjects(by, case), case.leading.subject} - {case.subject}
    twin = next(iter(twins_of(photo, apart_from=kin)), None)
    outside = apart = None
    if photo.lng is not None and photo.lat is not None:
        outside = metres_outside(case.place_id, photo.lng, photo.lat)
        if case.lng is not None and case.lat is not None:
            spot = float(case.lng), float(case.lat)
            apart = metres_between(spot, (photo.lng, photo.lat))
    return Context(
        ordered_at=case.dispatched_at or case.filed_at or case.received_at,
        done_at=case.handled_at,
        metres_outside=outside,
        metres_apart=apart,
        twin=twin,
        scene=_scene(photo) if photo.moment == Moment.AFTER and not twin else None,
    )


def _scene(photo: Photo) -> tuple[int, int] | None:
    """The photograph from before that is most like it; one that shows a spot is enough."""
    seen = [(before.pk, scene_matches(photo, before)) for before in photos_before(photo)]
    return max(seen, key=lambda pair: pair[1], default=None)


@transaction.atomic
def _kept(photo: Photo, case_id: int, found: Iterable[Finding], by: Actor) -> list[Doubt]:
    case = lock_case(case_id)
    there = {doubt.kind: doubt for doubt in Doubt.objects.filter(photo=photo)}
    at, kept = timezone.now(), []
    for finding in found:
        doubt = there.pop(finding.kind, None)
        proof = {name: value for name, value in asdict(finding).items() if name in _PROOF}
        if doubt is None:
            doubt = Doubt(case=case, photo=photo, kind=finding.kind, found_at=at, **proof)
            doubt.save(force_insert=True)
            record(sealed(case, facts.DoubtFound(**carried(doubt))), by=by, at=at)
        elif doubt.state == State.OPEN:
            for name, value in proof.items():
                setattr(doubt, name, value)
            doubt.save(update_fields=_PROOF)
        kept.append(doubt)
    for doubt in there.values():
        if doubt.state == State.OPEN:
            record(sealed(case, facts.DoubtLapsed(**carried(doubt))), by=by, at=at)
            doubt.delete()
        else:
            kept.append(doubt)
    return kept


def carried(doubt: Doubt, words: str = "") -> dict[str, Any]:
    """What every fact of this room says."""
    return {
        "case_id": doubt.case_id,
        "held_at_id": doubt.case.place_id,
        "doubt_id": doubt.pk,
        "photo_id": doubt.photo_id,
        "kind": doubt.kind,
        "words": words,
    }
