"""Builders for the tests of other rooms."""

from datetime import date
from itertools import count

from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.kernel.actor import Actor
from lingdang.people.public import Unit
from lingdang.places.public import Place
from lingdang.suggestions.enums import KEEP_TEN
from lingdang.suggestions.models import TEN, HotCase, HotMatter, TenItem, TenList, Version
from lingdang.suggestions.policies import LEARN
from lingdang.suggestions.services import (
    ItemData,
    confirm_ten,
    find_hot_matters,
    learn_categories,
    save_item,
    trace_cases,
)

LEARNER = Actor.process("test", LEARN, KEEP_TEN)
DUE = date(2030, 12, 31)
_years = count(2000)


def a_version() -> Version:
    """Learned from our own sentences and whatever cases there are."""
    return learn_categories(by=LEARNER)


def traced(*cases: Case) -> None:
    """Have cases found as the worker would."""
    trace_cases([case.pk for case in cases])


def found_hot() -> None:
    """Have hot matters found as the worker would."""
    find_hot_matters(by=LEARNER)


def a_hot_matter(*cases: Case, title: str = "路灯不亮") -> HotMatter:
    """A matter of these cases, at the place of the first."""
    now, place = timezone.now(), cases[0].place_id
    matter = HotMatter.objects.create(
        title=title,
        place_id=place,
        path=cases[0].path,
        reports=len(cases),
        heat=len(cases),
        peak=len(cases),
        first_at=now,
        last_at=now,
        made_at=now,
    )
    HotCase.objects.bulk_create(HotCase(case=case, matter=matter) for case in cases)
    return matter


def a_ten(place: Place, unit: Unit | None = None, *, confirmed: bool = False) -> TenList:
    """A draft with one item; confirmed, a whole list led by ``unit``."""
    ten = TenList.objects.create(place=place, year=next(_years), made_at=timezone.now())
    for number in range(1, (TEN if confirmed else 1) + 1):
        an_item(ten, unit, f"第{number}件")
    return confirm_ten(ten_id=ten.pk, by=LEARNER) if confirmed else ten


def an_item(ten: TenList, unit: Unit | None, title: str) -> TenItem:
    item = ItemData(
        title=title,
        unit_id=unit.pk if unit else None,
        promise="全部整改到位",
        due_on=DUE,
        nodes=((DUE, "全部完成"),),
    )
    return save_item(ten_id=ten.pk, item=item, by=LEARNER)
