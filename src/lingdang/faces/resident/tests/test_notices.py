"""Notices: read by everybody, without signing in."""

import pytest

from lingdang.notices.public import withdraw_notice
from lingdang.notices.testing import WRITER, a_notice
from lingdang.people.public import follow_place


@pytest.fixture
def village(people):
    return people.ground.village


def test_anybody_reads_them_at_home_in_their_community_and_whole(client, village):
    notice = a_notice(village, title="明天停水", text="9 时至 17 时。\n请储水。")
    for page in ("/", f"/community/{village.pk}/", "/notices/", f"/notices/?place={village.pk}"):
        assert f"/notices/{notice.pk}/" in client.get(page).text
    page = client.get(f"/notices/{notice.pk}/")
    assert page.status_code == 200
    assert "请储水。" in page.text


def test_who_follows_a_community_finds_its_notices_at_home(people, sign_in, village):
    here = a_notice(village, title="这里的")
    elsewhere = a_notice(people.ground.other_grid, title="别处的")
    follow_place(place_id=village.pk, by=people.resident)
    page = sign_in(people.resident).get("/").text
    assert f"/notices/{here.pk}/" in page
    assert f"/notices/{elsewhere.pk}/" not in page


def test_drafts_and_what_was_withdrawn_are_gone(client, village):
    draft = a_notice(village, published=False)
    gone = a_notice(village)
    withdraw_notice(notice_id=gone.pk, reason="有误", by=WRITER)
    for notice in (draft, gone):
        assert client.get(f"/notices/{notice.pk}/").status_code == 404
    for page in ("/", f"/community/{village.pk}/", "/notices/feed/"):
        assert "停水通知" not in client.get(page).text
    assert "目前没有通知" in client.get("/notices/").text


def test_a_long_list_is_searched_and_comes_page_by_page(client, village):
    for number in range(21):
        a_notice(village, title=f"第{number:02}号")
    first = client.get("/notices/")
    assert len(first.context["rows"]) == 20
    rest = client.get("/notices/", {"page": 1}, headers={"hx-request": "true"})
    assert [row.title for row in rest.context["rows"]] == ["第00号"]
    assert "<html" not in rest.text
    assert [row.title for row in client.get("/notices/?q=第07").context["rows"]] == ["第07号"]
    assert "没有符合条件的通知" in client.get("/notices/?q=无").text
    assert client.get("/notices/?page=²&place=x").status_code == 200


def test_what_is_written_is_never_markup(client, village):
    notice = a_notice(village, title="<b>停水</b>", text="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"/notices/{notice.pk}/").text
    assert "<b>停水" not in client.get("/notices/").text


def test_a_feed_tells_of_a_place(client, people, village):
    a_notice(village, title="这里的")
    a_notice(people.ground.other_grid, title="别处的")
    answer = client.get(f"/notices/feed/?place={village.pk}")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert ("这里的" in answer.text, "别处的" in answer.text) == (True, False)


def test_three_notices_cost_no_more_than_one(client, village, django_assert_max_num_queries):
    client.get("/notices/")
    for _ in range(3):
        a_notice(village)
        with django_assert_max_num_queries(2):
            client.get("/notices/")
