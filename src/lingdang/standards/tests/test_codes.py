"""The directory of the standard, codes of our own, and codes of the edition before."""

import pytest

from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.kernel.sheets import read_sheet
from lingdang.standards.errors import CodesUsedUp
from lingdang.standards.imports.mapping import MAPPING_COLUMNS, SHIPPED
from lingdang.standards.models import Category
from lingdang.standards.public import (
    add_category,
    free_code,
    import_mapping,
    majors,
    old_codes,
    old_codes_of,
)
from lingdang.standards.testing import LIBRARIAN, a_category, some_categories

pytestmark = pytest.mark.django_db


def test_the_whole_directory_is_shipped():
    some_categories()
    of_standard = Category.objects.filter(code__regex=r"^B?[0-9]{5}$")
    assert of_standard.filter(kind="component").count() == 153
    assert of_standard.filter(kind="matter").count() == 250
    assert Category.objects.get(pk="B01001").name == "供水井盖"
    assert Category.objects.get(pk="01001").name == "供水井盖异常"
    assert Category.objects.get(pk="B01001").major == "B01"
    assert Category.objects.get(pk="06010").parent_id == "environment"
    assert [major.code for major in majors()] == [
        *(f"B0{n}" for n in range(1, 6)),
        *(f"{n:02}" for n in range(1, 11)),
    ]


def test_our_own_are_numbered_from_999_downward():
    a_category("06", "市容环境")
    assert free_code("06") == "06999"
    first = add_category(major="06", name="飞线充电", by=LIBRARIAN)
    second = add_category(major="06", name="楼道堆物", by=LIBRARIAN)
    assert [(one.code, one.major, one.is_own) for one in (first, second)] == [
        ("06999", "06", True),
        ("06998", "06", True),
    ]
    assert not a_category("06010").is_own
    with pytest.raises(Incomplete):
        add_category(major="06", name="飞线充电", by=LIBRARIAN)
    with pytest.raises(Incomplete):
        add_category(major="0\0", name="x", by=LIBRARIAN)
    with pytest.raises(NotAllowed):
        add_category(major="06", name="x", by=ANYONE)


def test_a_major_may_be_full():
    a_category("06", "市容环境")
    Category.objects.bulk_create(Category(code=f"06{n}", name=str(n)) for n in range(100, 1000))
    Category.objects.bulk_create(Category(code=f"06{n:03}", name=str(n)) for n in range(80, 100))
    with pytest.raises(CodesUsedUp):
        free_code("06")


def test_what_was_is_mapped_to_what_is_and_the_rest_is_listed():
    some_categories()
    rows = read_sheet(SHIPPED.read_bytes(), MAPPING_COLUMNS)
    assert import_mapping(rows, by=LIBRARIAN).created == len(rows)
    assert import_mapping(rows, by=LIBRARIAN).unchanged == len(rows)
    (was,) = old_codes_of(Category.objects.get(pk="06010"))
    assert (was.code, was.name) == ("0110", "暴露生活垃圾")
    assert "道路积水" in {old.name for old in old_codes().filter(category=None)}


@pytest.mark.parametrize(
    "change",
    [{"kind": "thing"}, {"old_code": ""}, {"old_name": ""}, {"code": "nobody"}, {"code": "B01001"}],
)
def test_a_bad_pair_stops_them_all(change):
    some_categories()
    good = {"kind": "事件", "old_code": "0110", "old_name": "暴露生活垃圾", "code": "06010"}
    report = import_mapping([good, good | {"old_code": "0111"} | change], by=LIBRARIAN)
    assert [problem.row for problem in report.problems] == [3]
    assert not old_codes().exists()
    twice = import_mapping([good, good], by=LIBRARIAN)
    assert [problem.row for problem in twice.problems] == [3]
