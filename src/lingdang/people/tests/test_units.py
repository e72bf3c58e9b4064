from datetime import date, timedelta

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people import errors
from lingdang.people import public as people
from lingdang.people.enums import Role, UnitKind
from lingdang.people.models import Unit
from lingdang.people.testing import REGISTRAR, a_person, a_post, actor
from lingdang.places.testing import a_place

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def facts(name):
    return [fact.data for fact in Fact.objects.filter(name=f"people.{name}.v1").order_by("id")]


@pytest.fixture
def town():
    district = a_place("区", level="district")
    return {
        "district": district,
        "town": a_place("镇", level="town", parent=district),
        "other": a_place("别处", level="town", parent=district),
    }


def create(by=REGISTRAR, **more):
    fields = {"code": "CG", "name": "城管局", "kind": UnitKind.BUREAU, "from_": DAY}
    return people.create_unit(**{**fields, **more}, by=by)


def test_units_grow_into_a_tree(town):
    bureau = create(place_id=town["town"].pk)
    brigade = create(code="CG1", parent_id=bureau.pk)
    assert bureau.path == f"/{bureau.pk}/"
    assert brigade.path == f"/{bureau.pk}/{brigade.pk}/"
    assert brigade.place_id == town["town"].pk
    assert facts("unit_created")[-1]["parent_id"] == bureau.pk


def test_a_unit_without_a_place_belongs_to_the_root(town):
    assert create().place_id == town["district"].pk


def test_a_unit_moves_with_all_below_it(town):
    one, two = create(code="1"), create(code="2")
    below = create(code="3", parent_id=one.pk)
    people.move_unit(unit_id=one.pk, parent_id=two.pk, by=REGISTRAR)
    assert Unit.objects.get(pk=below.pk).path == f"/{two.pk}/{one.pk}/{below.pk}/"
    assert facts("unit_moved") == [{"unit_id": one.pk, "from_id": None, "to_id": two.pk}]
    with pytest.raises(errors.UnitInsideItself):
        people.move_unit(unit_id=two.pk, parent_id=below.pk, by=REGISTRAR)
    people.move_unit(unit_id=one.pk, parent_id=None, by=REGISTRAR)
    assert Unit.objects.get(pk=below.pk).path == f"/{one.pk}/{below.pk}/"


def test_a_unit_is_renamed(town):
    unit = create()
    people.rename_unit(unit_id=unit.pk, name=" 综合执法局 ", by=REGISTRAR)
    assert facts("unit_renamed") == [
        {"unit_id": unit.pk, "before": "城管局", "after": "综合执法局"}
    ]
    with pytest.raises(errors.NameMissing):
        people.rename_unit(unit_id=unit.pk, name=" ", by=REGISTRAR)


def test_refused_units_change_nothing(town):
    unit = create()
    with pytest.raises(errors.UnitCodeTaken):
        create()
    with pytest.raises(errors.NameMissing):
        create(code="X", name=" ")
    with pytest.raises(NotFound):
        create(code="X", parent_id=-1)
    assert list(Unit.objects.all()) == [unit]
    assert len(facts("unit_created")) == 1


def test_a_unit_in_use_is_not_dissolved(town):
    unit = create()
    child = create(code="1", parent_id=unit.pk)
    with pytest.raises(errors.UnitInUse):
        people.dissolve_unit(unit_id=unit.pk, on=DAY + timedelta(1), by=REGISTRAR)
    people.dissolve_unit(unit_id=child.pk, on=DAY + timedelta(1), by=REGISTRAR)
    post = a_post(a_person(), Role.UNIT_HANDLER, unit=unit)
    with pytest.raises(errors.UnitInUse):
        people.dissolve_unit(unit_id=unit.pk, on=DAY + timedelta(1), by=REGISTRAR)
    people.end_post(post_id=post.pk, on=DAY, by=REGISTRAR)
    people.dissolve_unit(unit_id=unit.pk, on=DAY + timedelta(1), by=REGISTRAR)
    assert len(facts("unit_dissolved")) == 2


def test_a_unit_ends_after_it_began(town):
    unit = create()
    with pytest.raises(errors.UnitDatesWrong):
        people.dissolve_unit(unit_id=unit.pk, on=DAY, by=REGISTRAR)


def test_units_are_administered_within_reach(town):
    admin = actor(Role.SYSTEM_ADMIN, place=town["town"])
    mine = create(by=admin, place_id=town["town"].pk)
    theirs = create(code="B", place_id=town["other"].pk)
    for refused in [
        lambda: create(by=admin, code="C", place_id=town["other"].pk),
        lambda: create(by=ANYONE, code="C", place_id=town["town"].pk),
        lambda: people.rename_unit(unit_id=theirs.pk, name="X", by=admin),
        lambda: people.move_unit(unit_id=mine.pk, parent_id=theirs.pk, by=admin),
        lambda: people.dissolve_unit(unit_id=theirs.pk, on=date(2027, 1, 1), by=admin),
    ]:
        with pytest.raises(NotAllowed):
            refused()
    assert Unit.objects.count() == 2
