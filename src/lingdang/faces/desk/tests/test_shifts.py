"""The plan of shifts at the desk: read, filled in, copied, exported; with htmx and without."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post
from lingdang.places.public import Place
from lingdang.shifts.public import Kind, Shift, day_of, monday_of
from lingdang.shifts.testing import a_shift

PLAN = "/desk/shifts/"
HTMX = {"HX-Request": "true"}
MONDAY = monday_of(timezone.localdate()) + timedelta(days=7)


@pytest.fixture
def client(enter, staff):
    return enter(staff.dispatcher)


@pytest.fixture
def at(district):
    return f"place-{district.village.pk}"


@pytest.fixture
def post(staff, district):
    return f"{staff.grid_worker.person.pk}~grid_worker~place-{district.grid.pk}"


def week(at, day=MONDAY, **more):
    return {"at": at, "week": day.isoformat(), **more}


def test_a_shift_is_planned_changed_and_removed_without_htmx(client, at, post):
    asked = f"{PLAN}new/?at={at}&week={MONDAY}&post={post}&day={MONDAY}"
    assert f'value="{MONDAY}"' in client.get(asked).content.decode()
    told = {"at": at, "post": post, "day": MONDAY, "kind": "night"}
    answer = client.post(f"{PLAN}new/?week={MONDAY}", told)
    assert (answer.status_code, answer["Location"]) == (302, f"{PLAN}?at={at}&week={MONDAY}")
    shift = Shift.objects.get()
    assert shift.kind == Kind.NIGHT
    shown = client.get(PLAN, week(at)).content.decode()
    assert "20:00–08:00" in shown
    assert "00:00–20:00" in shown  # nobody
    there = f"{PLAN}{shift.pk}/"
    assert client.get(there).status_code == 200
    changed = {"at": at, "day": MONDAY, "kind": "day", "begins": "09:00", "ends": "18:00"}
    assert client.post(there, changed).status_code == 302
    shift.refresh_from_db()
    assert shift.ends_at - shift.starts_at == timedelta(hours=9)
    assert client.post(f"{there}remove/", {"at": at}).status_code == 302
    assert client.post(f"{there}remove/", {"at": at}).status_code == 404
    assert not Shift.objects.exists()


def test_in_place_the_plan_comes_back_and_a_refusal_stays_in_the_form(client, at, post):
    form = client.get(f"{PLAN}new/?at={at}&week={MONDAY}&post={post}&day={MONDAY}", headers=HTMX)
    assert "<html" not in form.content.decode()
    told = {"at": at, "post": post, "day": MONDAY, "kind": "day"}
    there = f"{PLAN}new/?week={MONDAY}"
    done = client.post(there, told, headers=HTMX, follow=True)
    assert done.content.decode().lstrip().startswith('<section id="results"')
    refused = client.post(there, told | {"kind": "staggered"}, headers=HTMX)
    assert (refused.status_code, refused["HX-Retarget"]) == (409, "#edit")
    assert client.post(there, told | {"day": "someday"}, headers=HTMX).status_code == 422
    assert client.post(there, told | {"post": "1~leader~place-1"}).status_code == 422
    assert Shift.objects.count() == 1


def test_a_week_is_copied_and_what_is_left_out_is_said(client, staff, district, at):
    person = staff.grid_worker.person
    a_shift(person, district.grid, MONDAY)
    following = MONDAY + timedelta(days=7)
    first = client.post(f"{PLAN}copy/", week(at, following)).context
    assert (len(first["copied"].made), first["copied"].skipped) == (1, [])
    again = client.post(f"{PLAN}copy/", week(at, following))
    assert [one.why for one in again.context["copied"].skipped] == ["there"]
    assert Shift.objects.count() == 2
    starts = Shift.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [day_of(at) for at in starts] == [MONDAY, following]


def test_the_plan_is_searched_and_exported(client, staff, district, at):
    a_shift(staff.grid_worker.person, district.grid, MONDAY)
    crews = client.get(PLAN, week(at)).context["page"].rows
    assert [len(crew.lines) for crew in crews] == [1]
    assert crews[0].gaps[0] == ["00:00–08:00", "20:00–24:00"]
    assert client.get(PLAN, week(at, q="没有")).context["page"].rows == []
    assert client.get(PLAN, week(at, role="dispatcher")).context["page"].rows == []
    assert client.get(f"{PLAN}export.xlsx", week(at)).getvalue()[:2] == b"PK"
    sheet = client.get(f"{PLAN}export.csv", week(at)).getvalue().decode("utf-8-sig")
    assert "08:00–20:00" in sheet
    assert client.get(PLAN, {"week": "someday"}).status_code == 422


def test_gaps_are_listed_sorted_and_exported(client, staff, district, at):
    a_shift(staff.grid_worker.person, district.grid, MONDAY)
    there = f"{PLAN}gaps/"
    rows = client.get(there, week(at)).context["page"].rows
    assert [(row.day, row.hours, row.length) for row in rows] == [
        (MONDAY, "00:00–08:00", 8),
        (MONDAY, "20:00–24:00", 4),
    ]
    longest = client.get(there, week(at, sort="long")).context["page"].rows
    assert [row.length for row in longest] == [8, 4]
    assert client.get(there, week(at, q="没有")).context["page"].total == 0
    assert client.get(f"{there}export.xlsx", week(at)).getvalue()[:2] == b"PK"


def test_who_is_on_duty_now_is_listed_and_may_hand_over(client, staff, district):
    town = f"place-{district.town.pk}"
    there = f"{PLAN}now/"
    shown = client.get(there, {"at": town})
    assert [row.role for row in shown.context["page"].rows] == [
        Role.DISPATCHER.label,
        Role.GRID_WORKER.label,
    ]
    assert f"at=place-{district.grid.pk}&amp;giver=" in shown.content.decode()
    assert client.get(there, {"at": town, "role": "liaison"}).context["page"].total == 0
    assert client.get(f"{there}export.xlsx", {"at": town}).getvalue()[:2] == b"PK"


def test_a_long_list_is_paged(client, district):
    for number in range(3):
        a_post(a_person(f"员{number}"), Role.GRID_WORKER, place=district.grid)
    town = f"place-{district.town.pk}"
    page = client.get(f"{PLAN}now/", {"at": town, "after": "2"}).context["page"]
    assert (len(page.rows), page.before, page.after) == (page.total - 2, "2", "")
    assert client.get(f"{PLAN}now/", {"at": town, "after": "x" * 20}).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("grid_worker", 403), ("stranger", 404), ("system_admin", 403)]
)
def test_others_plan_nothing(enter, staff, post, who, status):
    _person, _role, at = post.split("~")
    shift = a_shift(staff.grid_worker.person, Place.objects.get(pk=at[6:]), MONDAY)
    client = enter(getattr(staff, who))
    told = {"at": at, "post": post, "day": MONDAY, "kind": "night"}
    for address in ("new/", f"{shift.pk}/", f"{shift.pk}/remove/", "copy/"):
        answer = client.post(f"{PLAN}{address}", told | week(at))
        assert answer.status_code == status, address
    assert Shift.objects.get().kind == Kind.DAY


def test_a_stranger_with_the_address_finds_nothing(enter, staff, at):
    client = enter(staff.stranger)
    for address in ("", "gaps/", "now/", "export.csv", "gaps/export.xlsx", "now/export.xlsx"):
        assert client.get(f"{PLAN}{address}", {"at": at}).status_code == 404, address
        assert client.get(f"{PLAN}{address}", {"at": "place-x"}).status_code == 404, address


def test_a_grid_worker_reads_the_plan_of_the_grid_and_their_own_shifts(enter, staff, district):
    a_shift(staff.grid_worker.person, district.grid, MONDAY, Kind.NIGHT)
    client = enter(staff.grid_worker)
    shown = client.get(PLAN, {"week": MONDAY.isoformat()})
    assert not shown.context["may_plan"]
    assert "20:00–08:00" in shown.content.decode()
    home = client.get("/desk/").content.decode()
    assert f"giver={staff.grid_worker.person.pk}" in home


def test_three_people_cost_what_one_does(
    client, staff, district, at, django_assert_max_num_queries
):
    client.get(PLAN, week(at))  # what is kept for a minute
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(40) as captured:
            client.get(PLAN, week(at))
        counts.append(len(captured))
        for number in range(3):
            person = a_person(f"员{number}")
            a_post(person, Role.GRID_WORKER, place=district.next_grid)
            a_shift(person, district.next_grid, MONDAY)
    assert counts[0] == counts[1]
