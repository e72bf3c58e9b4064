import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.errors import NotAllowed
from lingdang.kernel.sheets import read_sheet
from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post
from lingdang.places.testing import a_district
from lingdang.standards.enums import Stage
from lingdang.standards.imports.categories import COLUMNS, SHIPPED
from lingdang.standards.models import Category
from lingdang.standards.public import import_categories, resident_categories
from lingdang.standards.testing import LIBRARIAN, some_categories

pytestmark = pytest.mark.django_db


def test_the_shipped_categories_begin_with_the_printed_four():
    some_categories()
    assert {category.name for category in resident_categories()} == {
        *("物业矛盾", "环境维护", "突发问题", "其他诉求")
    }
    wanted = ["06010", "06011", "06012", "06017", "06036", "06042", "07003", "09005", "09006"]
    assert Category.objects.filter(code__in=wanted).count() == len(wanted)
    assert Category.objects.filter(parent__isnull=False).count() >= 20


def test_again_changes_nothing_and_a_new_limit_is_a_change():
    some_categories()
    rows = read_sheet(SHIPPED.read_bytes(), COLUMNS)
    again = import_categories(rows, by=LIBRARIAN)
    assert (again.created, again.changed, again.unchanged) == (0, 0, len(rows))

    row = next(row for row in rows if row["code"] == "06010") | {"handle": "2 紧急工作日"}
    report = import_categories([row], by=LIBRARIAN)
    assert (report.created, report.changed) == (0, 1)
    assert Category.objects.get(pk="06010").limit(Stage.HANDLE) == (2, "urgent_days")
    assert Fact.objects.filter(subject="category:06010").count() == 2


def test_urgent_matters_run_round_the_clock():
    some_categories()
    assert Category.objects.get(pk="sudden").limit(Stage.FILE) == (1, "urgent_hours")
    assert Category.objects.get(pk="06012").limit(Stage.HANDLE) == (2, "working_hours")
    assert Category.objects.get(pk="06012").limit(Stage.FILE) == (4, "working_hours")
    assert Category.objects.get(pk="06012").limit(Stage.CLOSE) == (1, "working_days")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"code": ""}, "code"),
        ({"name": ""}, "name"),
        ({"kind": "thing"}, "kind"),
        ({"kind": "component"}, "code"),
        ({"parent_code": "nobody"}, "parent_code"),
        ({"parent_code": "x"}, "parent_code"),
        ({"urgent": "yes"}, "urgent"),
        ({"default_unit_code": "nobody"}, "default_unit_code"),
        ({"handle": "soon"}, "handle"),
        ({"handle": "400 天"}, "handle"),
        ({"handle": "3 moons"}, "handle"),
    ],
)
def test_a_bad_row_stops_them_all(change, column):
    good = {"code": "y", "name": "好"}
    report = import_categories([good, {"code": "x", "name": "坏"} | change], by=LIBRARIAN)
    assert [problem.row for problem in report.problems] == [3]
    assert report.problems[0].code == "incomplete"
    assert not Category.objects.exists()


def test_not_for_everybody():
    town = a_district().town
    dispatcher, librarian = a_person(), a_person()
    a_post(dispatcher, Role.DISPATCHER, place=town)
    a_post(librarian, Role.SYSTEM_ADMIN, place=town)
    with pytest.raises(NotAllowed):
        import_categories([], by=actor_for(dispatcher))
    import_categories([], by=actor_for(librarian))
