"""What a case has to do with another: said by people, or found by one query."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lingdang.cases.enums import LinkKind, Spot
from lingdang.cases.errors import AlreadyLinked
from lingdang.cases.facts import CaseLinked, CaseUnlinked
from lingdang.cases.models import Case, CaseLink
from lingdang.cases.policies import require_link, require_see
from lingdang.cases.queries.kin import link_between
from lingdang.cases.queries.lists import lock_cases
from lingdang.cases.queries.repeats import earlier_same
from lingdang.cases.services.transitions import carried
from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound


@transaction.atomic
def link_cases(*, case_id: int, kind: str, other_id: int, by: Actor) -> CaseLink:
    """Say what a case has to do with another that one sees: ``case`` *kind* ``other``."""
    case, other = _two(case_id, other_id, by)
    if kind not in LinkKind.values:
        raise Incomplete({"kind": _("There is no such link.")})
    return _linked(case, other, LinkKind(kind), by=by, found=False)


@transaction.atomic
def unlink_cases(*, case_id: int, other_id: int, by: Actor) -> None:
    case, other = _two(case_id, other_id, by)
    link = link_between(case_id, other_id)
    if link is None:
        raise NotFound
    forth = link.first_id == case.pk
    link.delete()
    told = [
        CaseUnlinked(**carried(one), other_id=two.pk, kind=link.kind, first=first)
        for one, two, first in ((case, other, forth), (other, case, not forth))
    ]
    record_all(told, by=by)


@transaction.atomic
def mark_repeat(*, case_id: int, by: Actor) -> CaseLink | None:
    """Link a case to the one that it repeats, if the query finds one and nobody has linked them.

    The same grid alone is no sure sign of the same place.
    """
    case = Case.objects.filter(pk=case_id).first()
    earlier = earlier_same(case) if case else None
    if case is None or earlier is None or earlier.spot is Spot.GRID:
        return None
    if link_between(case.pk, earlier.case.pk):
        return None
    return _linked(case, earlier.case, LinkKind.REPEATS, by=by, found=True)


def _two(case_id: int, other_id: int, by: Actor) -> tuple[Case, Case]:
    """Lock both: the one that may be worked on, the other that may be seen."""
    if case_id == other_id:
        raise Incomplete({"other_id": _("Choose another case.")})
    cases = lock_cases(Q(pk__in=[case_id, other_id]))
    if not {case_id, other_id} <= cases.keys():
        raise NotFound
    require_link(by, cases[case_id])
    require_see(by, cases[other_id])
    return cases[case_id], cases[other_id]


def _linked(case: Case, other: Case, kind: LinkKind, *, by: Actor, found: bool) -> CaseLink:
    try:
        with transaction.atomic():
            link = CaseLink.objects.create(first=case, second=other, kind=kind, found=found)
    except IntegrityError:
        raise AlreadyLinked from None
    told = [
        CaseLinked(**carried(one), other_id=two.pk, kind=kind.value, first=one is case)
        for one, two in ((case, other), (other, case))
    ]
    record_all(told, by=by)
    return link
