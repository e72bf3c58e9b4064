"""Case standards from a sheet: what comes in, what comes back, what is refused and where."""

from datetime import date

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.kernel.sheets import ColumnsMissing
from lingdang.people.testing import a_unit
from lingdang.standards.errors import EditionInForce, SheetEmpty
from lingdang.standards.imports.standards import SHIPPED
from lingdang.standards.models import Edition, Limit, OldCode, Standard
from lingdang.standards.public import import_standards, read_standards
from lingdang.standards.testing import (
    LIBRARIAN,
    a_category,
    an_edition,
    some_categories,
    some_schemes,
)

pytestmark = pytest.mark.django_db

ROW = {"code": "06001", "condition": "正在搭建", "closing": "拆除", "limit": "3天"}


@pytest.fixture(autouse=True)
def _category(db):
    a_category("06001", "私搭乱建")


def imported(*rows, **more):
    return import_standards(rows, edition="试行", by=LIBRARIAN, **more)


def counts(report):
    return report.created, report.changed, report.unchanged


def test_a_standard_comes_in_with_every_field():
    unit = a_unit()
    texts = {"responsible": "执法队", "basis": "条例", "supervisors": "城管局", "evidence": "照片"}
    limits = {"limit": "停工4工作时/处罚7工作日/拆除20工作日"}
    report = imported(ROW | texts | limits | {"unit_code": unit.code})
    assert counts(report) == (1, 0, 0)
    standard = Standard.objects.get()
    assert (standard.category_id, standard.number, standard.unit) == ("06001", 1, unit)
    assert {name: getattr(standard, name) for name in texts} == texts
    assert [str(limit) for limit in standard.limits.order_by("pk")] == limits["limit"].split("/")
    assert Fact.objects.filter(name="standards.edition_drafted.v1").count() == 1


def test_the_shipped_set_comes_in_whole():
    some_categories()
    some_schemes()
    rows = read_standards(SHIPPED.read_bytes())
    report = imported(*rows, on=date(2026, 1, 1))
    assert not report.problems
    assert report.created == len(rows) >= 60
    assert Edition.objects.get().scheme_id == "streets"
    strict = Limit.objects.get(
        standard__category="09005", standard__number=1, street_class__code="strict"
    )
    assert (strict.amount, strict.unit) == (1, "urgent_hours")


def test_the_sheet_is_the_draft():
    second = ROW | {"condition": "已经建成"}
    imported(ROW, second)
    assert counts(imported(ROW, second)) == (0, 0, 2)
    assert Fact.objects.filter(name="standards.edition_drafted.v1").count() == 1
    assert counts(imported(ROW | {"limit": "2天"}, second)) == (0, 1, 1)
    assert Limit.objects.filter(standard__number=1).get().amount == 2
    imported(second | {"number": "2"})
    assert [standard.condition for standard in Standard.objects.all()] == ["已经建成"]


def test_a_dry_run_says_what_would_be_and_leaves_nothing():
    assert counts(imported(ROW, dry_run=True, on=date(2026, 1, 1))) == (1, 0, 0)
    assert not Edition.objects.exists()
    assert not Fact.objects.filter(name__startswith="standards.").exists()


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"code": "nobody"}, "code"),
        ({"code": ""}, "kind"),
        ({"code": "", "kind": "事件", "old_code": "0199"}, "old_code"),
        ({"condition": ""}, "condition"),
        ({"condition": "好"}, "condition"),
        ({"closing": ""}, "closing"),
        ({"limit": ""}, "limit"),
        ({"limit": "尽快"}, "limit"),
        ({"number": "x"}, "number"),
        ({"number": "1"}, "number"),
        ({"unit_code": "nobody"}, "unit_code"),
    ],
)
def test_a_bad_row_is_named_and_stops_them_all(change, column):
    report = imported(ROW | {"condition": "好"}, ROW | {"condition": "坏"} | change)
    assert [problem.row for problem in report.problems] == [3]
    assert f"{column}" in report.problems[0].sentence or column in {"condition", "closing"}
    assert not Edition.objects.exists()


def test_offices_name_columns_their_way_and_write_gbk():
    sheet = "小类代码,立案条件,结案条件,处置时限,责任单位\n06001,正在搭建,拆除,2天,执法队\n"
    assert counts(imported(*read_standards(sheet.encode("gbk")))) == (1, 0, 0)
    assert Standard.objects.get().responsible == "执法队"
    with pytest.raises(ColumnsMissing):
        read_standards("立案条件\n正在搭建\n".encode())
    with pytest.raises(SheetEmpty):
        read_standards(b"code,condition,closing\n")


def test_codes_of_2013_are_understood_as_mapped():
    OldCode.objects.create(kind="matter", code="0101", name="私搭乱建", category_id="06001")
    old = {"code": "", "kind": "事件", "old_code": "0101"}
    assert counts(imported(ROW | old)) == (1, 0, 0)


def test_limits_by_class_need_every_class_or_one_for_the_rest():
    some_schemes()
    classes = {"limit": "", "limit:A": "1天", "B类": "2天", "C类": ""}
    assert imported(ROW | classes).problems[0].row == 2
    assert counts(imported(ROW | classes | {"limit": "5天"})) == (1, 0, 0)
    assert counts(imported(ROW | classes | {"C类": "3天"})) == (0, 1, 0)
    assert Edition.objects.get().scheme_id == "abc"


def test_classes_of_two_schemes_do_not_mix():
    some_schemes()
    for columns in ({"limit:A": "1天", "严管街": "1天"}, {"limit:Z": "1天"}):
        with pytest.raises(Incomplete):
            imported(ROW | columns)


def test_what_is_in_force_no_longer_changes():
    an_edition([ROW], name="试行")
    with pytest.raises(EditionInForce):
        imported(ROW | {"limit": "2天"})


def test_not_for_everybody():
    with pytest.raises(NotAllowed):
        import_standards([ROW], edition="试行", by=ANYONE)
