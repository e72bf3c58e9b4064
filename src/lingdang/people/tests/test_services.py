from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE, Actor
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.people import errors
from lingdang.people import public as people
from lingdang.people.enums import Duty, Role, UnitKind
from lingdang.people.models import ApiToken, Person, Post, Unit
from lingdang.people.services.keys import reseal_people
from lingdang.people.testing import REGISTRAR, a_person, a_post, a_unit, actor
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


# Units


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


# Persons


def test_a_person_is_stored_sealed():
    person = people.create_person(
        name="张三", phone="138 0000 1234", login="ZhangSan", key="P1", by=REGISTRAR
    )
    stored = Person.objects.filter(pk=person.pk).values().get()
    assert stored["login"] == "zhangsan"
    assert not any("13800001234" in str(value) or "张三" in str(value) for value in stored.values())
    assert (person.name, person.phone) == ("张三", "13800001234")
    assert not person.has_usable_password()
    assert facts("person_created") == [{"person_id": person.pk}]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, errors.NameMissing),
        ({"phone": "1"}, errors.PhoneNotValid),
        ({"phone": "13800001234"}, errors.PhoneTaken),
        ({"login": "ZHANG"}, errors.LoginTaken),
    ],
)
def test_refused_persons_change_nothing(fields, refusal):
    a_person(phone="13800001234", login="zhang")
    with pytest.raises(refusal):
        people.create_person(**{"name": "李四", **fields}, by=REGISTRAR)
    assert Person.objects.count() == 1


def test_anyone_enters_nobody():
    with pytest.raises(NotAllowed):
        people.create_person(name="张三", by=ANYONE)


def test_a_resident_is_one_person_per_number():
    one = people.resident_by_phone("138 0000 1234")
    assert people.resident_by_phone("+8613800001234") == one
    assert one.phone == "13800001234"
    assert one.name == ""
    with pytest.raises(errors.PhoneNotValid):
        people.resident_by_phone("0375-2345678")


def test_a_resident_who_becomes_staff_stays_the_same_person():
    resident = people.resident_by_phone("13800001234")
    person = people.create_person(name="张三", phone="13800001234", login="zhang", by=REGISTRAR)
    assert person.pk == resident.pk
    assert (person.name, person.login) == ("张三", "zhang")


def test_a_weak_password_is_refused():
    person = a_person(login="zhangsan")
    for weak in ["short", "12345678901", "zhangsan12", "password123"]:
        with pytest.raises(errors.PasswordTooWeak) as refusal:
            people.set_password(person_id=person.pk, password=weak, by=REGISTRAR)
        assert refusal.value.problems["password"]
    people.set_password(person_id=person.pk, password="good horse 9", by=REGISTRAR)
    assert Person.objects.get(pk=person.pk).check_password("good horse 9")
    assert len(facts("password_set")) == 1


def test_administrators_do_not_rule_over_those_who_watch_them(town):
    system = actor(Role.SYSTEM_ADMIN, place=town["district"])
    worker, auditor = a_person(), a_person()
    a_post(worker, Role.GRID_WORKER, place=town["town"])
    a_post(auditor, Role.AUDIT_ADMIN, place=town["district"])
    people.set_password(person_id=worker.pk, password="good horse 9", by=system)
    for rule in [
        lambda: people.set_password(person_id=auditor.pk, password="good horse 9", by=system),
        lambda: people.close_person(person_id=auditor.pk, by=system),
        lambda: people.erase_person(person_id=auditor.pk, by=system),
    ]:
        with pytest.raises(errors.RolesExclude):
            rule()


def test_accounts_are_ruled_within_reach(town):
    admin = actor(Role.SYSTEM_ADMIN, place=town["town"])
    person = a_person()
    a_post(person, Role.GRID_WORKER, place=town["other"])
    with pytest.raises(NotAllowed):
        people.close_person(person_id=person.pk, by=admin)


def test_erasing_leaves_nothing_personal():
    person = a_person(login="zhang")
    people.erase_person(person_id=person.pk, by=Actor(name="self", person_id=person.pk))
    stored = Person.objects.get(pk=person.pk)
    assert (stored.name, stored.phone, stored.login, stored.phone_index) == ("", "", None, None)
    assert not stored.is_active
    assert facts("person_erased") == [{"person_id": person.pk}]
    with pytest.raises(NotAllowed):
        people.erase_person(person_id=a_person().pk, by=ANYONE)


def test_plain_data_are_shown_for_a_reason_that_is_kept(town):
    dispatcher = actor(Role.DISPATCHER, place=town["town"])
    resident = people.resident_by_phone("13800001234")
    plain = people.unmask(person_id=resident.pk, reason=" 回访 ", by=dispatcher)
    assert plain == people.Plain(name="", phone="13800001234")
    fact = Fact.objects.get(name="people.person_unmasked.v1")
    assert fact.data == {"person_id": resident.pk, "reason": "回访"}
    assert fact.person_id == dispatcher.person_id


def test_plain_data_are_not_shown_otherwise(town):
    dispatcher = actor(Role.DISPATCHER, place=town["town"])
    far = a_person()
    a_post(far, Role.GRID_WORKER, place=town["other"])
    resident = people.resident_by_phone("13800001234")
    for person_id, reason, by, refusal in [
        (far.pk, "x", dispatcher, NotAllowed),
        (resident.pk, "x", actor(Role.LEADER, place=town["town"]), NotAllowed),
        (resident.pk, " ", dispatcher, errors.ReasonMissing),
        (-1, "x", dispatcher, NotFound),
    ]:
        with pytest.raises(refusal):
            people.unmask(person_id=person_id, reason=reason, by=by)
    assert facts("person_unmasked") == []


def test_new_keys_take_over(settings):
    person = a_person("张三", phone="13800001234")
    settings.PERSONAL_DATA_KEYS = ["new", *settings.PERSONAL_DATA_KEYS]
    assert reseal_people() == 1
    assert reseal_people() == 0
    settings.PERSONAL_DATA_KEYS = ["new"]
    assert Person.objects.get(pk=person.pk).name == "张三"
    assert people.resident_by_phone("13800001234") == person


# Posts


def appoint(person, role, by=REGISTRAR, **more):
    return people.appoint(person_id=person.pk, role=role, from_=DAY, by=by, **more)


def test_a_post_is_taken_and_ended(town):
    person = a_person()
    shift = people.Shift(begins=time(20), ends=time(8))
    post = appoint(person, Role.GRID_WORKER, place_id=town["town"].pk, shift=shift, remark=" x ")
    assert (post.remark, post.duty_to) == ("x", time(8))
    people.end_post(post_id=post.pk, on=date(2026, 6, 1), by=REGISTRAR)
    post = Post.objects.get(pk=post.pk)
    assert (post.since, post.until) == (DAY, date(2026, 6, 1))
    (taken,) = facts("post_taken")
    assert taken["since"] == "2026-03-01"
    assert taken["until"] is None
    (ended,) = facts("post_ended")
    assert ended["on"] == "2026-06-01"
    assert Fact.objects.get(name="people.post_ended.v1").place_id == town["town"].pk


def test_refused_posts_change_nothing(town):
    person, unit, place_id = a_person(), a_unit(place=town["town"]), town["town"].pk
    admin = actor(Role.SECURITY_ADMIN, place=town["town"])
    appoint(person, Role.GRID_WORKER, place_id=place_id)
    before = Post.objects.count()
    for fields, refusal in [
        ({"role": Role.GRID_WORKER, "place_id": place_id}, errors.PostOverlaps),
        ({"role": Role.GRID_WORKER}, errors.PostNeedsPlace),
        ({"role": Role.LEADER}, errors.PostNeedsPlace),
        ({"role": Role.UNIT_HANDLER}, errors.PostNeedsUnit),
        ({"role": Role.UNIT_HANDLER, "unit_id": unit.pk, "place_id": 1}, errors.PostNeedsUnit),
        ({"role": Role.LEADER, "place_id": place_id, "until": DAY}, errors.PostDatesWrong),
        ({"role": Role.LEADER, "place_id": town["other"].pk, "by": admin}, NotAllowed),
        ({"role": Role.LEADER, "place_id": place_id, "by": ANYONE}, NotAllowed),
        ({"role": Role.LEADER, "place_id": -1}, NotFound),
    ]:
        with pytest.raises(refusal):
            appoint(person, **fields)
    assert Post.objects.count() == before
    assert len(facts("post_taken")) == before


def test_nobody_appoints_or_dismisses_themselves(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    me = Person.objects.get(pk=admin.person_id)
    with pytest.raises(errors.NotByYourself):
        appoint(me, Role.LEADER, place_id=town["district"].pk, by=admin)
    with pytest.raises(errors.NotByYourself):
        people.end_post(post_id=me.posts.get().pk, on=DAY, by=admin)


def test_nobody_is_two_administrators(town):
    person = a_person()
    a_post(person, Role.SYSTEM_ADMIN, place=town["district"])
    with pytest.raises(errors.RolesExclude):
        a_post(person, Role.AUDIT_ADMIN, place=town["district"])


def test_a_unit_post_is_administered_through_the_units_place(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["town"])
    mine, theirs = a_unit(place=town["town"]), a_unit(place=town["other"])
    appoint(a_person(), Role.UNIT_HANDLER, unit_id=mine.pk, by=admin)
    with pytest.raises(NotAllowed):
        appoint(a_person(), Role.UNIT_HANDLER, unit_id=theirs.pk, by=admin)
    with pytest.raises(NotFound):
        people.end_post(post_id=-1, on=DAY, by=admin)


# Tokens

LATER = timezone.now() + timedelta(days=30)


def test_a_token_acts_for_some_duties_of_its_person(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    person = a_person()
    post = a_post(person, Role.DISPATCHER, place=town["town"])
    token, key = people.issue_token(
        person_id=person.pk, name="热线", duties=[Duty.SEE_CASE], expires_at=LATER, by=admin
    )
    assert key not in str(ApiToken.objects.values().get())
    program = people.actor_for_token(key)
    assert set(program.duties) == {Duty.SEE_CASE}
    assert (program.person_id, program.name) == (person.pk, f"person:{person.pk}/token:{token.pk}")
    people.end_post(post_id=post.pk, on=DAY, by=REGISTRAR)
    assert people.actor_for_token(key).duties == {}


def test_a_dead_token_opens_nothing(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    person = a_person()
    a_post(person, Role.DISPATCHER, place=town["town"])

    def issue():
        return people.issue_token(
            person_id=person.pk, name="x", duties=["cases.see_case"], expires_at=LATER, by=admin
        )

    (one, first), (two, second), (_three, third) = issue(), issue(), issue()
    assert people.actor_for_token("ld_nothing") is None
    people.revoke_token(token_id=one.pk, by=admin)
    assert people.actor_for_token(first) is None
    past = timezone.now() - timedelta(1)
    ApiToken.objects.filter(pk=two.pk).update(created_at=past - timedelta(1), expires_at=past)
    assert people.actor_for_token(second) is None
    assert people.actor_for_token(third) is not None
    people.close_person(person_id=person.pk, by=REGISTRAR)
    assert people.actor_for_token(third) is None
    assert len(facts("token_issued")) == 3
    assert len(facts("token_revoked")) == 1


def test_refused_tokens_change_nothing(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["town"])
    person, far = a_person(), a_person()
    a_post(person, Role.DISPATCHER, place=town["town"])
    a_post(far, Role.DISPATCHER, place=town["other"])
    for person_id, fields, by, refusal in [
        (person.pk, {"duties": [Duty.MANAGE_POST]}, admin, errors.DutiesTooWide),
        (person.pk, {"duties": []}, admin, errors.DutiesTooWide),
        (person.pk, {"name": " "}, admin, errors.NameMissing),
        (person.pk, {"expires_at": timezone.now()}, admin, errors.TokenDatesWrong),
        (far.pk, {}, admin, NotAllowed),
        (person.pk, {}, ANYONE, NotAllowed),
        (-1, {}, admin, NotFound),
    ]:
        token = {"name": "x", "duties": [Duty.SEE_CASE], "expires_at": LATER, **fields}
        with pytest.raises(refusal):
            people.issue_token(person_id=person_id, by=by, **token)
    with pytest.raises(NotFound):
        people.revoke_token(token_id=-1, by=admin)
    assert ApiToken.objects.count() == 0
    assert facts("token_issued") == []


def test_ones_own_key_one_may_give_back(town):
    admin = actor(Role.SECURITY_ADMIN, place=town["district"])
    owner = actor(Role.DISPATCHER, place=town["town"])
    token, _key = people.issue_token(
        person_id=owner.person_id, name="x", duties=[Duty.SEE_CASE], expires_at=LATER, by=admin
    )
    with pytest.raises(NotAllowed):
        people.revoke_token(token_id=token.pk, by=actor(Role.LEADER, place=town["district"]))
    people.revoke_token(token_id=token.pk, by=owner)
    assert ApiToken.objects.get().revoked_at
