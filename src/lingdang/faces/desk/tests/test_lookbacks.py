"""Look-backs at the desk: the list and its map, one of them, figures, draws."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lingdang.cases.public import State
from lingdang.cases.testing import a_case
from lingdang.evidence.public import photos_of
from lingdang.evidence.testing import jpeg_bytes
from lingdang.kernel.actor import Actor
from lingdang.lookbacks.public import LookBack, draw_day, look
from lingdang.lookbacks.testing import a_look_back
from lingdang.people.testing import a_person

PIN = {"lng": 113.305, "lat": 33.765, "raw_lng": 113.305, "raw_lat": 33.765, "raw_system": "wgs84"}
TEN_DAYS = timedelta(days=10)


def closed(staff, district, **more):
    known = {"place": district.grid, "unit": staff.unit, "handled_by": staff.handler.actor}
    at = timezone.now() - TEN_DAYS
    return a_case(State.CLOSED, at=at, **known | PIN | more)


@pytest.fixture
def world(staff, district):
    case, other = closed(staff, district), closed(staff, district)
    tomorrow = timezone.localdate() + timedelta(days=1)
    later = a_look_back(other, due_on=tomorrow, why="weak")
    return SimpleNamespace(case=case, it=a_look_back(case), other=other, later=later)


def numbers(client, world, query):
    page = client.get("/desk/look-backs/", query).text
    return {it.number for it in (world.case, world.other) if it.number in page}


def test_who_looks_begins_with_what_is_due(enter, staff, world, district):
    client, both = enter(staff.verifier), {world.case.number, world.other.number}
    for query, found in (
        ({}, {world.case.number}),
        ({"when": ""}, both),
        ({"when": "coming"}, {world.other.number}),
        ({"when": "overdue"}, set()),
        ({"why": "weak"}, {world.other.number}),
        ({"state": "held"}, set()),
        ({"unit": staff.unit.pk, "sort": "oldest"}, both),
        ({"unit": 0}, set()),
        ({"place": district.next_grid.pk}, set()),
        ({"q": world.other.number}, {world.other.number}),
        ({"draw": world.it.draw_id, "sort": "due"}, {world.case.number}),
        ({"category": world.case.category_id}, both),
    ):
        assert numbers(client, world, query) == found, query
    assert client.get("/desk/look-backs/", {"when": "x"}).status_code == 422
    assert client.get("/desk/look-backs/export.xlsx").status_code == 200
    box = {"bbox": "113.2,33.7,113.5,33.9", "when": ""}
    points = client.get("/desk/look-backs/points.json", box).json()["features"]
    assert {point["properties"]["colour"] for point in points} == {"amber", "blue"}


def test_nobody_else_knows_before(enter, staff, world):
    for who in (staff.handler, staff.dispatcher, staff.stranger):
        client = enter(who)
        assert numbers(client, world, {}) == set()
        assert client.get(f"/desk/look-backs/{world.it.pk}/").status_code == 404
        assert client.get(f"/desk/draws/{world.it.draw_id}/").status_code == 404
        assert world.it.draw.seed not in client.get("/desk/draws/").text
    page = enter(staff.handler).get(f"/desk/cases/{world.case.pk}/").text
    assert f"/desk/look-backs/{world.it.pk}/" not in page


def test_it_held_with_a_photograph(enter, staff, world):
    client, there = enter(staff.verifier), f"/desk/look-backs/{world.it.pk}/"
    page = client.get(there).text
    assert "整改有效</button>" in page
    assert "没有真正整改</button>" in page
    sent = {"step": "hold", "note": "干净", "photos": jpeg()}
    answered = client.post(f"{there}look/", sent, follow=True).text
    assert "已记入案件" in answered
    assert "没有真正整改</button>" not in answered
    [photo] = photos_of(world.it.subject)
    assert str(photo.public_id) in answered
    assert LookBack.objects.get(pk=world.it.pk).state == "held"
    for who, status in ((staff.handler, 200), (staff.stranger, 404)):
        assert enter(who).get(there).status_code == status
        shown = enter(who).get(f"/photo/{photo.public_id}/thumb/")
        shown.getvalue()  # a stream is closed when it was read
        assert shown.status_code == status


def jpeg():
    return SimpleUploadedFile("a.jpg", jpeg_bytes(colour="teal"), "image/jpeg")


def test_what_came_back_needs_words_and_reopens(enter, staff, world):
    client, there = enter(staff.verifier), f"/desk/look-backs/{world.it.pk}/"
    assert client.post(f"{there}look/", {"step": "come_back"}).status_code == 422
    assert client.post(f"{there}look/", {"step": "x"}).status_code == 422
    word = {"step": "come_back", "note": "垃圾还在"}
    assert client.post(f"{there}look/", word).status_code == 302
    again = client.post(f"{there}look/", word)
    assert (again.status_code, "已经回头看过了" in again.text) == (409, True)
    world.case.refresh_from_db()
    assert world.case.state == State.DISPATCHED
    page = client.get(f"/desk/cases/{world.case.pk}/").text
    assert "垃圾还在" in page
    assert there in page


def test_who_may_not_look_has_no_buttons(enter, staff, world):
    LookBack.objects.update(handled_by=staff.verifier.person)
    there = f"/desk/look-backs/{world.it.pk}/"
    assert "整改有效</button>" not in enter(staff.verifier).get(there).text
    word = {"step": "hold"}
    assert enter(staff.verifier).post(f"{there}look/", word).status_code == 403
    assert enter(staff.handler).post(f"{there}look/", word).status_code == 403


def test_each_figure_opens_its_rows(enter, staff, world):
    look(look_back_id=world.it.pk, step="come_back", note="还在", by=staff.verifier.actor)
    client = enter(staff.verifier)
    for by in ("unit", "place", "category"):
        page = client.get("/desk/look-backs/figures/", {"by": by}).text
        assert "100.0%" in page
        [link] = {part.split('"')[0] for part in page.split('href="') if "came_back" in part[:200]
                  and part.startswith("/desk/look-backs/?")}  # fmt: skip
        rows = client.get(link.replace("&amp;", "&")).text
        assert world.case.number in rows
        assert world.other.number not in rows
    export = client.get("/desk/look-backs/figures/export.xlsx", {"by": "place"})
    assert export.status_code == 200


def test_a_draw_is_taken_again_on_its_page(enter, staff, district):
    case = closed(staff, district)
    drawing = Actor.process("test", "lookbacks.draw")
    draw = draw_day(day=timezone.localtime(case.closed_at).date(), by=drawing)
    client, there = enter(staff.verifier), f"/desk/draws/{draw.pk}/"
    assert draw.seed in client.get("/desk/draws/", {"kind": "daily", "sort": "oldest"}).text
    assert "没有抽取记录" in client.get("/desk/draws/", {"kind": "closing"}).text
    page = client.get(there).text
    assert case.number in page
    assert draw.digest in page
    assert "结果一致" in client.get(there, {"again": "1"}).text
    assert client.get(f"{there}draw.json").json() == draw.told
    assert client.get("/desk/draws/export.xlsx").status_code == 200
    draw.frame["cases"][0]["chosen"] ^= True
    draw.save(update_fields=["frame"])
    assert "抽取结果不一致" in client.get(there, {"again": "1"}).text


@pytest.mark.parametrize("count", [1, 3])
def test_rows_cost_as_many_statements_as_one(
    enter, staff, district, count, django_assert_num_queries
):
    for _ in range(count):
        a_look_back(closed(staff, district))
    client = enter(staff.verifier)
    client.get("/desk/look-backs/")
    with django_assert_num_queries(4):
        client.get("/desk/look-backs/")


def test_a_signed_in_resident_finds_nothing(enter, world):
    assert enter(a_person()).get("/desk/look-backs/").status_code == 403
