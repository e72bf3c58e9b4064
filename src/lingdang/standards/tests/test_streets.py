from datetime import date

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.kernel.sheets import read_sheet
from lingdang.places.public import tree
from lingdang.places.testing import a_district
from lingdang.standards.errors import ClassChangedLater
from lingdang.standards.imports.schemes import SCHEME_COLUMNS, SHIPPED
from lingdang.standards.models import PlaceClass, StreetClass
from lingdang.standards.public import (
    classes_of,
    classify_place,
    handbook,
    import_classes,
    import_schemes,
)
from lingdang.standards.testing import LIBRARIAN, a_category, an_edition, some_schemes

pytestmark = pytest.mark.django_db

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def ground(db):
    some_schemes()
    return a_district()


def classify(place, key, on=MAY, **more):
    return classify_place(place_id=place.pk, street_class=key, on=on, by=LIBRARIAN, **more)


def code_at(place, day=MAY, scheme="streets"):
    found = handbook().class_of(tree().node(place.pk).path, scheme, day)
    return found and found.code


def test_a_place_has_the_class_of_the_nearest_above(ground):
    classify(ground.town, "streets:standard")
    classify(ground.grid, "streets:strict")
    assert code_at(ground.grid) == "strict"
    assert code_at(ground.next_grid) == "standard"
    assert code_at(ground.other_grid) is None
    assert code_at(ground.grid, scheme="abc") is None


def test_a_class_holds_from_a_day_until_the_next(ground):
    classify(ground.grid, "streets:strict")
    classify(ground.grid, "streets:model", JULY)
    assert [code_at(ground.grid, day) for day in (MAY, JUNE, JULY)] == ["strict", "strict", "model"]
    assert [(one.since, one.until) for one in classes_of(ground.grid.pk)] == [
        (JULY, None),
        (MAY, JULY),
    ]
    with pytest.raises(ClassChangedLater):
        classify(ground.grid, "streets:strict", JUNE)


def test_the_last_word_on_a_day_holds_and_again_is_nothing(ground):
    assert classify(ground.grid, "streets:strict")
    assert classify(ground.grid, "streets:model")
    assert not classify(ground.grid, "streets:model")
    assert PlaceClass.objects.count() == 1
    assert Fact.objects.filter(name="standards.place_classed.v1").count() == 2


def test_a_class_may_end(ground):
    classify(ground.grid, "streets:strict", until=JUNE)
    assert (code_at(ground.grid), code_at(ground.grid, JUNE)) == ("strict", None)
    with pytest.raises(Incomplete):
        classify(ground.grid, "streets:strict", JULY, until=JULY)


def test_two_schemes_stand_beside_each_other(ground):
    classify(ground.grid, "streets:strict")
    classify(ground.grid, "abc:A")
    assert (code_at(ground.grid), code_at(ground.grid, scheme="abc")) == ("strict", "A")


def test_only_known_classes_and_only_by_who_may(ground):
    for key in ("streets:Z", "\0"):
        with pytest.raises(Incomplete):
            classify(ground.grid, key)
    with pytest.raises(NotAllowed):
        classify_place(place_id=ground.grid.pk, street_class="abc:A", on=MAY, by=ANYONE)


def test_limits_follow_the_class(ground):
    a_category("06010")
    limits = {"limit": "4小时", "严管街": "1紧急工作时", "管控街": "2天"}
    an_edition([{"code": "06010"} | limits])
    classify(ground.grid, "streets:strict")
    classify(ground.next_grid, "streets:model")
    (standard,) = handbook().standards("06010", MAY)

    def written(place):
        path = tree().node(place.pk).path
        return [limit.written for limit in handbook().limits(standard, path, MAY)]

    assert written(ground.grid) == ["1紧急工作时"]
    assert written(ground.next_grid) == ["4小时"]
    assert written(ground.other_grid) == ["4小时"]


def test_without_a_class_the_least_strict_holds(ground):
    a_category("06010")
    an_edition([{"code": "06010", "limit": "", "A类": "1天", "B类": "2天", "C类": "3天"}])
    (standard,) = handbook().standards("06010", MAY)
    path = tree().node(ground.grid.pk).path
    assert [limit.written for limit in handbook().limits(standard, path, MAY)] == ["3天"]


def test_schemes_come_from_a_sheet():
    some_schemes()
    rows = read_sheet(SHIPPED.read_bytes(), SCHEME_COLUMNS)
    again = import_schemes(rows, by=LIBRARIAN)
    assert (again.created, again.unchanged) == (0, 7)
    report = import_schemes([rows[0] | {"name": "甲类"}], by=LIBRARIAN)
    assert (report.created, report.changed) == (0, 1)
    assert StreetClass.objects.get(pk="abc:A").name == "甲类"
    twice = import_schemes([rows[0], rows[0]], by=LIBRARIAN)
    assert [problem.row for problem in twice.problems] == [3]


def test_classes_come_from_a_sheet_all_or_none(ground):
    row = {"place_code": "d", "class": "规范街", "from": "2026-05-01", "to": ""}
    assert import_classes([row], by=LIBRARIAN).created == 1
    assert import_classes([row], by=LIBRARIAN).unchanged == 1
    bad = [{"place_code": "x"}, {"class": "大街"}, {"from": ""}, {"from": "soon"}]
    later = row | {"from": "2026-06-01", "class": "streets:model"}
    report = import_classes([later, *(later | one for one in bad)], by=LIBRARIAN)
    assert [problem.row for problem in report.problems] == [3, 4, 5, 6]
    assert report.created == 0
    assert code_at(ground.district, JUNE) == "standard"
