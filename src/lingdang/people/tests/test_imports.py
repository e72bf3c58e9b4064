from datetime import date, time

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.people.enums import Role
from lingdang.people.imports import import_people_posts, import_units
from lingdang.people.imports.posts import POST_COLUMNS
from lingdang.people.imports.units import UNIT_COLUMNS
from lingdang.people.models import Person, Post, Unit
from lingdang.people.public import resident_by_phone
from lingdang.people.testing import REGISTRAR, a_person, a_unit, actor
from lingdang.places.public import tree
from lingdang.places.testing import a_place


def said(report):
    return [(problem.row, problem.code) for problem in report.problems]


def unit(code, parent="", **more):
    return {
        **dict.fromkeys(UNIT_COLUMNS, ""),
        "code": code,
        "name": f"局{code}",
        "kind": "bureau",
        "parent_code": parent,
        **more,
    }


@pytest.fixture
def district(db):
    return a_place("区", level="district")


@pytest.mark.usefixtures("district")
def test_units_are_imported_in_any_order():
    report = import_units([unit("B", "A"), unit("C", "B"), unit("A")], by=REGISTRAR)
    assert (report.created, report.problems) == (3, [])
    a, b, c = (Unit.objects.get(code=code) for code in "ABC")
    assert c.path == f"/{a.pk}/{b.pk}/{c.pk}/"
    assert c.place_id == tree().root().id
    assert Fact.objects.filter(name="people.unit_created.v1").count() == 3


@pytest.mark.usefixtures("district")
def test_units_hang_below_those_there_already():
    above = a_unit()
    import_units([unit("B", above.code)], by=REGISTRAR)
    assert Unit.objects.get(code="B").path.startswith(above.path)


@pytest.mark.usefixtures("district")
def test_a_second_import_of_units_changes_nothing():
    rows = [unit("A"), unit("B", "A")]
    import_units(rows, by=REGISTRAR)
    report = import_units(rows, by=REGISTRAR)
    assert (report.created, report.unchanged, report.problems) == (0, 2, [])


BAD_UNITS = [
    (unit(""), "cell_empty"),
    (unit("X", name=""), "cell_empty"),
    (unit("A"), "row_twice"),
    (unit("K", kind="castle"), "choice_unknown"),
    (unit("P", "nowhere"), "unit_unknown"),
    (unit("S", "S"), "unit_inside_itself"),
    (unit("Q", place_code="nowhere"), "place_unknown"),
    (unit("D", **{"from": "yesterday"}), "not_a_date"),
    (unit("E", **{"from": "2026-01-02", "to": "2026-01-01"}), "unit_dates_wrong"),
]


@pytest.mark.usefixtures("district")
@pytest.mark.parametrize(("bad", "code"), BAD_UNITS)
def test_one_bad_unit_stops_all_and_is_named(bad, code):
    report = import_units([unit("A"), bad], by=REGISTRAR)
    assert said(report) == [(3, code)]
    assert report.created == 0
    assert not Unit.objects.exists()
    assert import_units([unit("A"), bad], by=REGISTRAR, partial=True).created == 1


@pytest.mark.usefixtures("district")
def test_a_unit_there_with_another_name_is_named():
    import_units([unit("A")], by=REGISTRAR)
    report = import_units([unit("A", name="新名")], by=REGISTRAR)
    assert said(report) == [(2, "unit_differs")]


@pytest.mark.usefixtures("district")
def test_units_below_a_bad_one_are_not_imported():
    report = import_units([unit("A", kind="x"), unit("B", "A")], by=REGISTRAR, partial=True)
    assert said(report) == [(2, "choice_unknown"), (3, "unit_unknown")]
    assert report.created == 0


@pytest.mark.usefixtures("district")
def test_anyone_imports_nothing():
    assert said(import_units([unit("A")], by=ANYONE)) == [(2, "not_allowed")]


def post(key="P1", **more):
    row = {"name": "张三", "phone": "13800001234", "login": "zhang", "role": "grid_worker"}
    return {
        **dict.fromkeys(POST_COLUMNS, ""),
        "person_key": key,
        "from": "2026-01-01",
        **row,
        **more,
    }


def another(key="P2", **more):
    return post(key, **{"name": "李四", "phone": "", "login": "", **more})


@pytest.fixture
def codes(district):
    a_place("网格", parent=district, code="G1")
    return {"place": "G1", "unit": a_unit(place=district).code}


def test_persons_and_posts_are_imported(codes):
    rows = [
        post(
            place_code=codes["place"], remark="x", to="2026/7/1", duty_from="8:00", duty_to="20:00"
        ),
        post(role="处置人员", unit_code=codes["unit"]),
        another(role="Verifier", place_code=codes["place"]),
    ]
    report = import_people_posts(rows, by=REGISTRAR)
    assert (report.created, report.problems) == (3, [])
    person = Person.objects.get(key="P1")
    assert (person.name, person.phone, person.login) == ("张三", "13800001234", "zhang")
    first, second = person.posts.order_by("pk")
    assert (first.since, first.until) == (date(2026, 1, 1), date(2026, 7, 1))
    assert (first.duty_from, first.duty_to, first.remark) == (time(8), time(20), "x")
    assert (second.role, second.unit.code) == (Role.UNIT_HANDLER, codes["unit"])
    assert Fact.objects.filter(name="people.person_created.v1").count() == 2
    assert Fact.objects.filter(name="people.post_taken.v1").count() == 3


def test_a_second_import_of_posts_changes_nothing(codes):
    rows = [post(place_code=codes["place"]), another(place_code=codes["place"])]
    import_people_posts(rows, by=REGISTRAR)
    report = import_people_posts(rows, by=REGISTRAR)
    assert (report.created, report.unchanged, report.problems) == (0, 2, [])
    more = post(place_code=codes["place"], role="verifier", phone="", login="")
    assert import_people_posts([more], by=REGISTRAR).created == 1
    assert Person.objects.filter(key="P1").count() == 1


def test_a_resident_becomes_staff_by_import(codes):
    resident = resident_by_phone("13800001234")
    import_people_posts([post(place_code=codes["place"])], by=REGISTRAR)
    person = Person.objects.get(key="P1")
    assert person.pk == resident.pk
    assert (person.name, person.login) == ("张三", "zhang")


BAD_POSTS = [
    ({"person_key": ""}, "cell_empty"),
    ({"name": ""}, "cell_empty"),
    ({"from": ""}, "cell_empty"),
    ({"role": "king"}, "choice_unknown"),
    ({"phone": "1"}, "phone_not_valid"),
    ({"phone": "138 0000 1234"}, "phone_taken"),
    ({"login": "ZHANG"}, "login_taken"),
    ({"person_key": "P1"}, "person_differs"),
    ({"place_code": "nowhere"}, "place_unknown"),
    ({"place_code": ""}, "post_needs_place"),
    ({"role": "unit_handler"}, "post_needs_unit"),
    ({"role": "leader", "place_code": "", "unit_code": "nowhere"}, "unit_unknown"),
    ({"from": "2026-02-30"}, "not_a_date"),
    ({"to": "2026-01-01"}, "post_dates_wrong"),
    ({"duty_from": "noon", "duty_to": "20:00"}, "not_a_time"),
    ({"duty_from": "08:00"}, "post_shift_half"),
]


@pytest.mark.parametrize(("fields", "code"), BAD_POSTS)
def test_one_bad_post_stops_all_and_is_named(codes, fields, code):
    rows = [post(place_code=codes["place"]), another(**{"place_code": codes["place"], **fields})]
    report = import_people_posts(rows, by=REGISTRAR)
    assert said(report) == [(3, code)]
    assert not Post.objects.exists()
    assert not Person.objects.exists()
    assert import_people_posts(rows, by=REGISTRAR, partial=True).created == 1


def test_overlaps_and_two_administrators_are_named(codes):
    here = {"place_code": codes["place"]}
    rows = [
        post(**here),
        post(**here, **{"from": "2026-05-01"}),
        another(role="system_admin", **here),
        another(role="audit_admin", **here),
    ]
    report = import_people_posts(rows, by=REGISTRAR)
    assert said(report) == [(3, "post_overlaps"), (5, "roles_exclude")]


def test_posts_are_imported_within_reach(codes, district):
    far = a_place("别处", level="town", parent=district)
    admin = actor(Role.SECURITY_ADMIN, place=far)
    assert said(import_people_posts([post(place_code=codes["place"])], by=admin)) == [
        (2, "not_allowed")
    ]


def test_a_long_sheet_costs_no_more_statements(codes, django_assert_max_num_queries):
    a_person()
    rows = [
        another(f"K{number}", phone=f"137{number:08d}", place_code=codes["place"])
        for number in range(300)
    ]
    tree()
    with django_assert_max_num_queries(12):
        assert import_people_posts(rows, by=REGISTRAR).created == 300
