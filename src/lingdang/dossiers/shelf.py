"""What lies beside cases, in memory: each kind read when first asked for, put back all at once.

One case at a desk or a sheet of thousands are entered by the same code, in as many statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.db.models import Model
from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.dossiers.models import (
    Agreement,
    Document,
    Errand,
    Paper,
    Party,
    Reply,
    Service,
    Session,
    Transfer,
)
from lingdang.dossiers.queries.mediators import mediator_posts
from lingdang.dossiers.queries.services import services_in_use
from lingdang.people.public import Post, Unit

_AT_ONCE = 500

# What may change of a thing that lies there; what stands first is written first.
_CHANGING: dict[type[Model], tuple[str, ...]] = {
    Errand: ("consent", "consent_at", "consent_noted_by", "delivered_at"),
    Paper: ("state", "moved_at"),
    Party: (),
    Session: (),
    Agreement: ("outcome", "cipher", "follow_up_on", "followed_up_at", "kept"),
    Document: (),
    Transfer: ("received_at", "receipt"),
    Reply: (),
}


class Shelf:
    """The dossiers of some cases, and what may be chosen while entering into them."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._ids = {case.pk for case in cases}
        self._new: dict[int, Model] = {}
        self._changed: dict[int, Model] = {}

    def add(self, thing: Model) -> None:
        self._new[id(thing)] = thing

    def change(self, thing: Model) -> None:
        if id(thing) not in self._new:
            self._changed[id(thing)] = thing

    def put_back(self) -> None:
        for model, changing in _CHANGING.items():
            rows = model._default_manager  # noqa: SLF001 -- Django's own name for it, of any model
            new, changed = _of(model, self._new), _of(model, self._changed)
            rows.bulk_create(new, batch_size=_AT_ONCE)
            if changed:
                rows.bulk_update(changed, changing, batch_size=_AT_ONCE)
        self._new.clear()
        self._changed.clear()

    @cached_property
    def errands(self) -> dict[int, Errand]:
        found = Errand.objects.select_related("service").filter(pk__in=self._ids)
        return {errand.pk: errand for errand in found}

    @cached_property
    def papers(self) -> dict[int, list[Paper]]:
        found: dict[int, list[Paper]] = defaultdict(list)
        for paper in Paper.objects.filter(errand__in=self._ids):
            found[paper.errand_id].append(paper)
        return found

    @cached_property
    def documents(self) -> dict[int, list[Document]]:
        found: dict[int, list[Document]] = defaultdict(list)
        for document in Document.objects.filter(case__in=self._ids):
            found[document.case_id].append(document)
        return found

    @cached_property
    def transfers(self) -> dict[int, list[Transfer]]:
        found: dict[int, list[Transfer]] = defaultdict(list)
        for transfer in Transfer.objects.filter(case__in=self._ids).select_related("unit"):
            found[transfer.case_id].append(transfer)
        return found

    @cached_property
    def agreements(self) -> dict[int, Agreement]:
        return Agreement.objects.in_bulk(self._ids)

    @cached_property
    def services(self) -> dict[str, Service]:
        return {service.code: service for service in services_in_use()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        units = Unit.objects.on(timezone.localdate()).order_by("path")
        return {unit.code: unit for unit in units}

    @cached_property
    def mediators(self) -> list[Post]:
        return mediator_posts()


def _of(model: type[Model], things: Mapping[int, Model]) -> list[Model]:
    return [thing for thing in things.values() if isinstance(thing, model)]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What lies beside one case of a shelf."""

    case: Case
    shelf: Shelf

    @classmethod
    def of(cls, case: Case) -> Self:
        return cls(case, Shelf([case]))

    @property
    def errand(self) -> Errand | None:
        return self.shelf.errands.get(self.case.pk)

    @property
    def papers(self) -> list[Paper]:
        return self.shelf.papers[self.case.pk]

    @property
    def documents(self) -> list[Document]:
        return self.shelf.documents[self.case.pk]

    @property
    def transfers(self) -> list[Transfer]:
        return self.shelf.transfers[self.case.pk]

    @property
    def waiting(self) -> dict[str, Transfer]:
        """What another body was handed and has given no receipt for."""
        known = [each for each in self.transfers if each.pk]
        return {str(each.pk): each for each in known if each.received_at is None}

    @property
    def agreement(self) -> Agreement | None:
        return self.shelf.agreements.get(self.case.pk)

    @property
    def missing_documents(self) -> dict[str, str]:
        """The legal steps that are still to come, in their order."""
        there = {document.step for document in self.documents}
        wanted = self.case.procedure.documents if self.case.procedure else []
        return {one["name"]: one["title"] for one in wanted if one["name"] not in there}
