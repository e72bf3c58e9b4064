"""Notices at the desk."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.evidence.testing import jpeg_bytes
from lingdang.notices.public import Notice
from lingdang.notices.testing import a_notice


@pytest.fixture
def filled(district):
    today = timezone.localdate()
    return {
        "key": "7b6a1f8e-5a0e-4b3e-9d7c-0d5f3a1b2c3d",
        "version": 0,
        "place_id": district.village.pk,
        "title": "停水通知",
        "text": "明天 9 时至 17 时。",
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=3)).isoformat(),
    }


def test_it_is_written_previewed_published_corrected_and_withdrawn(enter, staff, filled):
    client = enter(staff.dispatcher)
    photo = SimpleUploadedFile("a.jpg", jpeg_bytes(), "image/jpeg")
    there = client.post("/desk/notices/new/", {**filled, "photos": photo}).url
    assert client.post("/desk/notices/new/", filled).url == there
    notice = Notice.objects.get()
    page = client.get(there).text
    assert "居民看到的样子" in page
    assert "/photo/" in page
    assert "已发布" in client.post(f"{there}publish/", follow=True).text
    assert "不能" in client.post(f"{there}publish/", follow=True).text
    assert "更正" in client.get(there).text
    changed = {**filled, "version": 1, "text": "改到后天。", "urgent": "on"}
    assert client.post(f"{there}edit/", changed).url == there
    stale = client.post(f"{there}edit/", changed)
    assert (stale.status_code, "刚被别人改过" in stale.text) == (409, True)
    assert client.post(f"{there}withdraw/", {"reason": ""}).status_code == 422
    client.post(f"{there}withdraw/", {"reason": "不停水了"})
    notice.refresh_from_db()
    assert (notice.state, notice.reason) == ("withdrawn", "不停水了")
    assert "不停水了" in client.get(there).text
    assert client.get(f"/notices/{notice.pk}/").status_code == 404


def test_what_is_missing_is_named_at_its_field(enter, staff, filled):
    client = enter(staff.dispatcher)
    wrong = {**filled, "title": "", "until_on": "2020-01-01"}
    assert client.post("/desk/notices/new/", wrong).status_code == 422
    answer = client.post("/desk/notices/new/", {**filled, "until_on": "2020-01-01"})
    assert "until_on" in answer.context["form"].errors
    other = {**filled, "place_id": 999}
    assert client.post("/desk/notices/new/", other).status_code == 422
    assert not Notice.objects.exists()


def test_the_list_is_searched_filtered_sorted_and_exported(enter, staff, district):
    village = district.village
    one = a_notice(village, title="停水")
    two = a_notice(village, title="体检", text="请预约。", published=False)
    client = enter(staff.dispatcher)

    def found(asked=""):
        return [row.notice for row in client.get(f"/desk/notices/{asked}").context["rows"]]

    assert found() == [two, one]
    assert found("?q=停水") == found("?state=published") == [one]
    assert found(f"?place={village.pk}") == [two, one]
    assert found("?q=nothing") == []
    assert "没有符合条件的通知" in client.get("/desk/notices/?q=nothing").text
    assert client.get("/desk/notices/?state=gone").status_code == 422
    answer = client.get("/desk/notices/export.xlsx")
    assert load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.max_row == 3


def test_others_learn_nothing(enter, staff, district):
    draft = a_notice(district.village, published=False)
    client = enter(staff.grid_worker)
    for page in ("", "new/", "export.xlsx", f"{draft.pk}/", f"{draft.pk}/edit/"):
        assert client.get(f"/desk/notices/{page}").status_code == 403
    for act in ("publish/", "withdraw/"):
        assert client.post(f"/desk/notices/{draft.pk}/{act}").status_code == 403
    client = enter(staff.dispatcher)
    elsewhere = a_notice(district.other_grid, published=False)
    for act in ("publish/", "withdraw/"):
        there = f"/desk/notices/{elsewhere.pk}/{act}"
        assert client.post(there, {"reason": "?"}).status_code == 404
