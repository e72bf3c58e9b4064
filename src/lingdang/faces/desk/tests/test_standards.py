"""Standards, categories, editions, streets: read by all in office, changed by the librarian."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.cases.public import Case
from lingdang.cases.testing import a_case
from lingdang.standards.public import Category, Edition, OldCode, PlaceClass, Standard
from lingdang.standards.testing import a_category, an_edition, some_schemes

YEAR = date(2026, 1, 1)


@pytest.fixture
def book(staff):
    """Two categories with standards in force, and a draft."""
    a_category("06", "市容环境")
    a_category("06010", "暴露垃圾", parent_id="06")
    a_category("06011", "积存渣土", parent_id="06")
    rows = [
        {"code": "06010", "condition": "散落", "limit": "4小时", "evidence": "前后照片"},
        {"code": "06010", "condition": "成堆", "limit": "停工1天/拆除3天", "closing": "运走"},
        {"code": "06011", "condition": "渣土", "limit": "5天"},
    ]
    an_edition(rows, name="现行版", on=YEAR)
    an_edition(rows[:1], name="草案", on=None)
    return list(Standard.objects.filter(edition__name="现行版").order_by("pk"))


def page(client, url, **query):
    return client.get(f"/desk/standards/{url}", query).content.decode()


def sheet(response):
    found = load_workbook(io.BytesIO(b"".join(response.streaming_content)), read_only=True)
    return [list(row) for row in found.active.iter_rows(values_only=True)]


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("dispatcher", "", 200),
        ("audit_admin", "categories/", 200),
        ("dispatcher", "categories/new/", 403),
        ("dispatcher", "editions/", 200),
        ("dispatcher", "editions/import/", 403),
        ("dispatcher", "streets/", 200),
        ("dispatcher", "codes/", 200),
        ("dispatcher", "standards/999999/", 404),
        ("dispatcher", "?major=nothing", 422),
        ("system_admin", "categories/new/", 200),
        ("system_admin", "editions/import/", 200),
    ],
)
def test_doors(enter, staff, who, url, status):
    assert enter(getattr(staff, who)).get(f"/desk/standards/{url}").status_code == status


def test_standards_of_today_are_found_by_words_kind_and_major(enter, staff, book):
    client = enter(staff.dispatcher)
    everything = page(client, "")
    assert all(words in everything for words in ("散落", "停工1天/拆除3天", "渣土", "现行版"))
    assert "渣土" not in page(client, "", q="散落")
    assert "渣土" in page(client, "", q="06011")
    assert "散落" in page(client, "", major="06", kind="matter", sort="newest")
    assert "没有符合条件的标准" in page(client, "", kind="component")


def test_a_draft_is_seen_by_the_librarian_alone(enter, staff, book):
    draft = Edition.objects.get(name="草案")
    standard = draft.standards.get()
    assert "散落" in page(enter(staff.system_admin), "", edition=draft.pk)
    assert enter(staff.dispatcher).get("/desk/standards/", {"edition": draft.pk}).status_code == 422
    url = f"/desk/standards/{standard.pk}/"
    assert [enter(who).get(url).status_code for who in (staff.system_admin, staff.dispatcher)] == [
        200,
        404,
    ]
    assert "草案" not in page(enter(staff.dispatcher), "editions/")


def test_a_standard_shows_all_of_itself_and_its_neighbours(enter, staff, book):
    body = page(enter(staff.dispatcher), f"{book[0].pk}/")
    assert all(words in body for words in ("散落", "4小时", "清除", "前后照片", "成堆"))


def test_lists_cost_the_same_however_long(enter, staff, book, django_assert_max_num_queries):
    client = enter(staff.dispatcher)
    for url in ("", "categories/"):
        page(client, url)
        with django_assert_max_num_queries(14):
            page(client, url)


def test_lists_go_out_as_sheets(enter, staff, book):
    client = enter(staff.dispatcher)
    standards = sheet(client.get("/desk/standards/export.xlsx"))
    assert [row[3] for row in standards[1:]] == ["散落", "成堆", "渣土"]
    categories = sheet(client.get("/desk/standards/categories/export.xlsx?major=06"))
    assert [(row[0], row[5]) for row in categories[1:]] == [("06", 0), ("06010", 2), ("06011", 1)]
    assert [row[0] for row in sheet(client.get("/desk/standards/editions/export.xlsx"))[1:]] == [
        "现行版"
    ]


def test_a_category_of_our_own_gets_the_next_code(enter, staff, book):
    client = enter(staff.system_admin)
    url = "/desk/standards/categories/new/"
    assert client.post(url, {"major": "06", "name": "飞线充电"}).status_code == 302
    assert Category.objects.get(name="飞线充电").code == "06999"
    assert "06999" in page(client, "categories/", own="1")
    assert client.post(url, {"major": "06", "name": "飞线充电"}).status_code == 422


def test_codes_of_2013_are_listed_and_those_without_a_category(enter, staff, book):
    OldCode.objects.create(kind="matter", code="0110", name="暴露生活垃圾", category_id="06010")
    OldCode.objects.create(kind="matter", code="0406", name="道路积水")
    client = enter(staff.dispatcher)
    assert "暴露生活垃圾" in page(client, "codes/")
    body = page(client, "codes/", open="1")
    assert ("道路积水" in body, "暴露生活垃圾" in body) == (True, False)
    assert "0110 暴露生活垃圾" in page(client, "categories/", q="06010")
    assert len(sheet(client.get("/desk/standards/codes/export.xlsx?q=0110"))) == 2


def draft(client, content, **more):
    file = SimpleUploadedFile("standards.csv", content.encode("gbk"), content_type="text/csv")
    data = {"edition": "新版", "file": file} | more
    return client.post("/desk/standards/editions/import/", data)


def test_a_sheet_is_checked_then_drafted_then_put_in_force(enter, staff, book):
    client = enter(staff.system_admin)
    good = "小类代码,立案条件,结案条件,处置时限\n06010,散落,清走,2小时\n"
    checked = draft(client, good, check="1")
    assert (checked.status_code, Edition.objects.count()) == (200, 2)
    assert "表格没有问题" in checked.content.decode()
    assert draft(client, good).status_code == 302
    edition = Edition.objects.get(name="新版")
    force = f"/desk/standards/editions/{edition.pk}/force/"
    assert client.post(force, {"on": "2025-01-01"}).status_code == 409
    assert client.post(force, {"on": "soon"}).status_code == 422
    assert client.post(force, {"on": timezone.localdate().isoformat()}).status_code == 302
    assert "2小时" in page(client, "")
    assert enter(staff.dispatcher).post(force, {"on": "2026-07-01"}).status_code == 403


def test_problems_of_a_sheet_are_named_by_row(enter, staff, book):
    bad = "code,condition,closing,limit\n06010,散落,清走,2小时\nnobody,散落,清走,尽快\n"
    answer = draft(enter(staff.system_admin), bad)
    assert answer.status_code == 422
    assert '<td class="number">3</td>' in answer.content.decode()
    assert not Edition.objects.filter(name="新版").exists()
    assert draft(enter(staff.system_admin), "a,b\n1,2\n").status_code == 422


def test_a_draft_is_thrown_away(enter, staff, book):
    edition = Edition.objects.get(name="草案")
    url = f"/desk/standards/editions/{edition.pk}/drop/"
    assert enter(staff.dispatcher).post(url).status_code == 403
    assert enter(staff.system_admin).post(url).status_code == 302
    assert not Edition.objects.filter(name="草案").exists()


def test_a_place_is_given_a_class_and_shows_it(enter, staff, district):
    some_schemes()
    client, url = enter(staff.system_admin), f"/desk/places/{district.town.pk}/streets/"
    data = {"street_class": "streets:strict", "on": "2026-01-01"}
    assert client.get(url).status_code == 200
    assert client.post(url, data).status_code == 302
    assert client.post(url, data | {"street_class": "streets:Z"}).status_code == 422
    assert client.post(url, data | {"on": "2025-01-01"}).status_code == 409
    assert PlaceClass.objects.get().street_class_id == "streets:strict"
    assert "严管街" in client.get(f"/desk/places/{district.grid.pk}/").content.decode()
    assert "应滨街道" in page(client, "streets/", street_class="streets:strict")
    assert "没有地点定为此等级" in page(client, "streets/", q="nowhere")
    assert sheet(client.get("/desk/standards/streets/export.xlsx"))[1][2] == "严管街"
    assert enter(staff.dispatcher).post(url, data).status_code == 403


def test_filing_offers_the_standards_of_the_category_chosen(enter, staff, district, book):
    case = a_case(place=district.grid, category=Category.objects.get(pk="06010"))
    client, url = enter(staff.dispatcher), f"/desk/cases/{case.pk}/"
    body = client.get(url).content.decode()
    assert "散落 (4小时)" in body
    assert "渣土 (5天)" not in body
    part = client.get(f"{url}standards/", {"category_code": "06011"}).content.decode()
    assert ("渣土 (5天)" in part, 'id="id_file_standard_id"' in part) == (True, True)
    assert (
        "按类别自身时限" in client.get(f"{url}standards/", {"category_code": "x"}).content.decode()
    )
    assert enter(staff.stranger).get(f"{url}standards/").status_code == 404

    wrong = client.post(f"{url}file/", {"category_code": "06011", "standard_id": book[0].pk})
    assert wrong.status_code == 422
    assert "请选择该类别的标准" in wrong.content.decode()
    filed = client.post(f"{url}file/", {"category_code": "06010", "standard_id": book[1].pk})
    assert filed.status_code == 302
    assert Case.objects.get().standard == book[1]


def test_filing_offers_the_limit_of_the_streets_where_it_lies(enter, staff, district):
    some_schemes()
    a_category("09005", "店外经营")
    an_edition([{"code": "09005", "condition": "门外", "limit": "4小时", "严管街": "1紧急工作时"}])
    classes = {"street_class": "streets:strict", "on": "2026-01-01"}
    enter(staff.system_admin).post(f"/desk/places/{district.grid.pk}/streets/", classes)
    client, code = enter(staff.dispatcher), {"category_code": "09005"}
    for place, limit in ((district.grid, "1紧急工作时"), (district.next_grid, "4小时")):
        case = a_case(place=place)
        part = client.get(f"/desk/cases/{case.pk}/standards/", code).content.decode()
        assert f"门外 ({limit})" in part


def test_the_page_of_a_case_shows_its_standard_and_every_date(enter, staff, district, book):
    case = a_case("dispatched", place=district.grid, category=Category.objects.get(pk="06010"))
    Case.objects.update(standard=book[1])
    body = enter(staff.dispatcher).get(f"/desk/cases/{case.pk}/").content.decode()
    assert all(words in body for words in ("成堆", "运走", "停工1天", "拆除3天", "现行版"))
    assert body.count("至 ") >= 2
