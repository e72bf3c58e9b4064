"""Doubts with their proof as this reader may see it: of a hidden case only that there is one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lingdang.cases.public import Case, cases_for
from lingdang.doubts.enums import Kind, Step
from lingdang.doubts.models import Doubt
from lingdang.doubts.queries.doubts import steps_for
from lingdang.evidence.public import Photo, PhotoCard, photos_of_many
from lingdang.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class TwinCard:
    """The other photograph; without ``public_id`` it is of a case hidden from the reader."""

    public_id: UUID | None
    case: Case | None
    taken_at: datetime | None
    same_case: bool


@dataclass(frozen=True, slots=True)
class DoubtCard:
    doubt: Doubt
    twin: TwinCard | None
    photos: list[PhotoCard]  # that came with the answer
    steps: list[Step]

    @property
    def kind(self) -> Kind:
        return Kind(self.doubt.kind)


def cards_of(actor: Actor, doubts: Iterable[Doubt]) -> list[DoubtCard]:
    """Three statements, however many."""
    found = list(doubts)
    ids = {case_id for doubt in found if doubt.twin and (case_id := _case_id(doubt.twin))}
    seen = {case.pk: case for case in cases_for(actor).filter(pk__in=ids)} if ids else {}
    photos = photos_of_many(doubt.subject for doubt in found if doubt.answer)
    return [
        DoubtCard(
            doubt=doubt,
            twin=_twin(doubt, doubt.twin, seen) if doubt.twin else None,
            photos=photos.get(doubt.subject, []),
            steps=steps_for(actor, doubt),
        )
        for doubt in found
    ]


def _case_id(photo: Photo) -> int:
    kind, _, number = photo.subject.partition(":")
    return int(number) if kind == "case" else 0


def _twin(doubt: Doubt, twin: Photo, seen: dict[int, Case]) -> TwinCard:
    case = seen.get(_case_id(twin))
    if case is None:
        return TwinCard(None, None, None, same_case=False)
    return TwinCard(twin.public_id, case, twin.taken_at, same_case=case.pk == doubt.case_id)
