"""What each page says, to whom, and what a form sends without script."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lingdang.cases.public import Case, State
from lingdang.cases.testing import a_case
from lingdang.dossiers.testing import a_care_entry
from lingdang.evidence.testing import jpeg_bytes
from lingdang.fieldwork.public import Action
from lingdang.inspections.public import Finding, Point
from lingdang.inspections.testing import a_round
from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post
from lingdang.standards.testing import some_categories

HERE = {"lng": 113.3, "lat": 33.76, "raw_lng": 113.3, "raw_lat": 33.76, "raw_system": "wgs84"}
PAGES = (
    *("today", "report", "settle", "categories", "visits", "shift", "grids"),
    *("boundaries", "numbers", "queue", "waiting"),
)


def act(client, kind, **data):
    sent = {"key": uuid4().hex, "kind": kind} | data
    return client.post("/patrol/act/", sent, follow=True)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_whose_it_is_and_is_kept_by_nobody_between(phone, page):
    answer = phone.get(reverse(f"patrol:{page}"))
    assert answer.status_code == 200
    assert len(answer["Lingdang-Person"]) == 32
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_and_residents_get_nothing(client, db, page):
    assert client.get(reverse(f"patrol:{page}")).url.startswith("/accounts/login/")
    client.force_login(a_person())
    assert client.get(reverse(f"patrol:{page}")).status_code == 403


def test_today_shows_what_is_mine_before_what_others_do(phone, district, worker):
    mine = a_case(State.RECEIVED, place=district.grid, description="门前积水")
    others = a_case(State.HANDLED, place=district.grid, description="路灯不亮", **HERE)
    foreign = a_case(State.RECEIVED, place=district.other_grid, description="别处的事")
    page = phone.get("/patrol/").content.decode()
    assert page.index(mine.number) < page.index(others.number)
    assert foreign.number not in page
    assert f"/patrol/c/{mine.pk}/#step-keep" in page


def test_what_is_elsewhere_is_not_there(phone, district):
    foreign = a_case(State.RECEIVED, place=district.other_grid)
    assert phone.get(f"/patrol/c/{foreign.pk}/").status_code == 404


def test_a_case_offers_the_steps_that_i_may_take(phone, district):
    case = a_case(State.RECEIVED, place=district.grid)
    page = phone.get(f"/patrol/c/{case.pk}/").content.decode()
    steps = set(re.findall(r'id="step-(\w+)"', page))
    assert steps == {"keep", "pass_up"}


def test_a_report_without_script_is_a_case_once(phone, worker, district):
    some_categories()
    key, given = uuid4().hex, {"category": "06001", "place_id": district.grid.pk}
    for _press in range(2):
        act(phone, "report", key=key, description="楼下", source="grid_worker", **given)
    case = Case.objects.get()
    assert (case.category_id, case.place_id, case.reporter_id) == (
        "06001",
        district.grid.pk,
        worker.pk,
    )


def test_photographs_go_with_a_form_without_script(phone, district):
    case = a_case(State.DISPATCHED, place=district.grid)
    act(phone, "keep", case_id=case.pk)
    case = a_case(State.RECEIVED, place=district.grid)
    act(phone, "keep", case_id=case.pk)
    act(
        phone,
        "handle",
        case_id=case.pk,
        outcome="已清理",
        photos=[SimpleUploadedFile("1.jpg", jpeg_bytes())],
    )
    case.refresh_from_db()
    assert case.state == State.HANDLED
    assert b"thumb" in phone.get(f"/patrol/c/{case.pk}/").content


def test_what_came_in_between_is_said_and_decided(phone, district):
    case = a_case(State.HANDLED, place=district.grid)
    page = act(phone, "handle", case_id=case.pk, outcome="已清理")
    action = Action.objects.get()
    assert action.sentence in page.content.decode()
    phone.post(f"/patrol/choose/{action.key}/", {"choice": "note"})
    action.refresh_from_db()
    assert action.chosen == "note"


def test_a_broken_form_is_refused_in_words(phone):
    assert phone.post("/patrol/act/", {"key": "x", "kind": "report"}).status_code == 422
    assert phone.post(f"/patrol/choose/{uuid4().hex}/", {"choice": "x"}).status_code == 422


def test_a_care_visit_is_noted_and_the_name_stays_masked(phone, worker, district):
    entry = a_care_entry(actor_for(worker), district.grid.pk)
    page = phone.get("/patrol/visits/").content.decode()
    assert f"/patrol/visits/{entry.pk}/" in page
    act(phone, "visit", entry_id=entry.pk, note="都好")
    assert entry.visits.count() == 1
    assert "都好" in phone.get(f"/patrol/visits/{entry.pk}/").content.decode()


def test_who_does_not_visit_sees_no_register(client, district):
    person = a_person()
    a_post(person, Role.BUILDING_HEAD, place=district.grid)
    client.force_login(person)
    assert client.get("/patrol/").status_code == 200
    assert client.get("/patrol/visits/").status_code == 403


def test_each_figure_opens_the_list_that_it_counts(phone, district):
    past = timezone.now() - timedelta(days=2)
    a_case(State.RECEIVED, place=district.grid)
    late = a_case(State.RECEIVED, place=district.grid)
    Case.objects.filter(pk=late.pk).update(due_at=past)
    a_case(State.CLOSED, place=district.grid)
    page = phone.get("/patrol/numbers/")
    [(_place, figures)] = page.context["places"]
    assert [figure.value for figure in figures] == [2, 1, 3, 1]
    for figure in figures:
        listed = phone.get(figure.address)
        assert listed.status_code == 200
        assert len(listed.context["rows"]) == figure.value, figure.sentence


def test_a_page_holds_a_few_categories_and_the_phone_all(phone, district):
    some_categories()
    few = phone.get("/patrol/report/").content.decode()
    whole = phone.get("/patrol/report/?all=1").content.decode()
    listed = phone.get("/patrol/categories.json").json()
    assert few.count('name="category"') < whole.count('name="category"')
    assert {one["code"] for one in listed} <= set(re.findall(r'value="([\w-]+)" data-say', whole))


def test_a_shift_is_handed_over_with_a_note_that_the_next_reads(phone, district):
    taker = a_person()
    a_post(taker, Role.GRID_WORKER, place=district.grid)
    page = phone.get("/patrol/shift/")
    [watch] = page.context["watches"]
    assert [pk for pk, _name in watch.takers] == [taker.pk]
    assert len(watch.now) == 2
    given = {"place_id": district.grid.pk, "taker_id": taker.pk, "note": "钥匙在门卫"}
    act(phone, "hand_over", **given)
    assert Action.objects.get().state == "done"
    other = Client()
    other.force_login(taker)
    assert "钥匙在门卫" in other.get("/patrol/shift/").content.decode()


def test_who_settles_nothing_hands_nothing_over(client, district):
    person = a_person()
    a_post(person, Role.BUILDING_HEAD, place=district.grid)
    client.force_login(person)
    [watch] = client.get("/patrol/shift/").context["watches"]
    assert watch.takers == []
    steps = client.get("/patrol/waiting/").context["steps"]
    assert [step for step, *_more in steps] == ["note"]


def test_the_phone_is_told_who_is_signed_in_and_by_no_name(phone, worker):
    told = phone.get("/patrol/me.json").json()
    assert told["person"] == phone.get("/patrol/")["Lingdang-Person"]
    assert told["csrf"]
    assert str(worker.pk) != told["person"]
    assert Client().get("/patrol/me.json").json() == {"person": "", "csrf": ""}


@pytest.fixture
def inspector(district):
    person = a_person()
    a_post(person, Role.SUPERVISOR, place=district.town)
    return person


@pytest.fixture
def walk(district, inspector):
    round_ = a_round(district.town, actor_for(inspector), at=district.grid)
    return round_, Point.objects.get(round=round_)


@pytest.fixture
def group(inspector):
    client = Client()
    client.force_login(inspector)
    return client


def test_a_round_leads_to_its_points_and_a_point_to_its_items(group, walk):
    round_, point = walk
    assert (
        f'data-keep="way" href="/patrol/rounds/{round_.pk}/"'
        in group.get("/patrol/").content.decode()
    )
    assert (
        f'href="/patrol/points/{point.pk}/"'
        in group.get(f"/patrol/rounds/{round_.pk}/").content.decode()
    )
    page = group.get(f"/patrol/points/{point.pk}/").content.decode()
    items = re.findall(r'name="item_id" value="(\d+)"', page)
    keys = re.findall(r'name="key" value="([0-9a-f]{32})"', page)
    assert len(items) == 3
    assert len(set(keys)) == 4  # three items, and all that are left


def test_a_finding_without_script_and_then_the_rest(group, walk):
    _round, point = walk
    page = group.get(f"/patrol/points/{point.pk}/").content.decode()
    item = re.findall(r'name="item_id" value="(\d+)"', page)[0]
    said = {"point_id": point.pk, "item_id": item, "result": "unmet", "note": "墙根有垃圾"}
    photo = SimpleUploadedFile("a.jpg", jpeg_bytes(), "image/jpeg")
    act(group, "finding", **said, photos=photo, lng="", lat="", system="")
    act(group, "rest", point_id=point.pk)
    found = Finding.objects.filter(point=point).order_by("item__number")
    assert [one.result for one in found] == ["unmet", "met", "met"]
    assert Case.objects.get().description.endswith("墙根有垃圾")
    page = group.get(f"/patrol/points/{point.pk}/").content.decode()
    assert 'name="kind" value="rest"' not in page
    assert "墙根有垃圾" in page


def test_a_round_is_not_for_those_who_do_not_walk_it(phone, group, walk, district):
    round_, point = walk
    for page in (f"/patrol/rounds/{round_.pk}/", f"/patrol/points/{point.pk}/"):
        assert phone.get(page).status_code == 403
    colleague = a_person()
    a_post(colleague, Role.SUPERVISOR, place=district.town)
    group.force_login(colleague)
    page = group.get(f"/patrol/points/{point.pk}/").content.decode()
    assert 'name="kind"' not in page
    assert round_.name not in group.get("/patrol/").content.decode()
    stranger = a_person()
    a_post(stranger, Role.SUPERVISOR, place=district.other_town)
    group.force_login(stranger)
    assert group.get(f"/patrol/points/{point.pk}/").status_code == 404
