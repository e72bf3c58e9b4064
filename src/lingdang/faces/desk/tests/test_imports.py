import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from lingdang.cases.public import Case
from lingdang.intake.public import Import, SavedMap, work_on
from lingdang.intake.testing import HEAD, a_message
from lingdang.kernel.testing import a_csv

LIST = "/desk/imports/"


@pytest.fixture
def dispatcher(enter, staff):
    return enter(staff.dispatcher)


@pytest.fixture
def bring(dispatcher):
    """Bring a file; give the address of its page."""

    def brought(*rows, head=HEAD, client=dispatcher):
        file = SimpleUploadedFile("留言.csv", a_csv([head, *rows], "gbk"))
        return client.post(f"{LIST}new/", {"file": file})

    return brought


def sent(page):
    """Send the map's form as it is shown."""
    form = page.context["form"]
    return {field.html_name: field.value() or "" for field in form}


def worked(address):
    while work_on(int(address.strip("/").split("/")[-1])):
        pass


def test_from_a_file_to_cases(dispatcher, bring):
    address = bring(a_message("1"), a_message("2")).url
    page = dispatcher.get(address)
    assert "路灯坏了 1" in page.content.decode()
    told = sent(page) | {"save_as": "信箱"}
    assert dispatcher.post(f"{address}map/", told).url == address
    assert 'hx-trigger="every 1s"' in dispatcher.get(address).content.decode()
    worked(address)
    assert "全部导入（2 件）" in dispatcher.get(address).content.decode().replace("\n", "")
    dispatcher.post(f"{address}write/")
    worked(address)
    assert (Case.objects.count(), SavedMap.objects.get().name) == (2, "信箱")
    assert "every 1s" not in dispatcher.get(address).content.decode()


def test_rows_with_problems_are_shown_and_downloaded(dispatcher, bring):
    address = bring(a_message("1"), a_message("2", 留言时间="昨天")).url
    dispatcher.post(f"{address}map/", sent(dispatcher.get(address)))
    worked(address)
    page = dispatcher.get(address).content.decode()
    assert "昨天" in page
    assert "只导入没有问题的 1 行" in page
    answer = dispatcher.get(f"{address}troubles.xlsx")
    rows = load_workbook(io.BytesIO(answer.getvalue())).active.iter_rows(values_only=True)
    assert [row[0] for row in rows] == ["行", 3]
    dispatcher.post(f"{address}write/", {"partial": "1"})
    worked(address)
    assert Case.objects.count() == 1


def test_words_are_asked_for_and_given_a_meaning(dispatcher, bring, staff):
    head = ["内容", "时间", "类型"]
    address = bring(["灯", "2019-01-01", "市容"], head=head).url
    page = dispatcher.get(address)
    assert [field.label for field in page.context["form"].word_fields()] == ["市容"]
    dispatcher.post(f"{address}map/", sent(page) | {"word_0": "R1"})
    worked(address)
    dispatcher.post(f"{address}write/")
    worked(address)
    assert Case.objects.get().category_id == "R1"


def test_a_map_without_a_moment_is_refused_on_the_page(dispatcher, bring):
    address = bring(a_message()).url
    told = sent(dispatcher.get(address)) | {"column_3": ""}
    refused = dispatcher.post(f"{address}map/", told)
    assert (refused.status_code, "受理时间" in refused.content.decode()) == (422, True)


def test_a_kept_map_is_used(dispatcher, bring):
    address = bring(a_message()).url
    told = sent(dispatcher.get(address)) | {"save_as": "信箱", "origin": "信箱"}
    dispatcher.post(f"{address}map/", told)
    other = bring(a_message()).url
    page = dispatcher.get(other, {"map": "信箱"})
    assert page.context["form"]["origin"].value() == "信箱"
    assert dispatcher.get(other, {"map": "没有"}).status_code == 422


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff", b"PK\x03\x04"])
def test_what_is_no_sheet_is_refused(dispatcher, content):
    refused = dispatcher.post(f"{LIST}new/", {"file": SimpleUploadedFile("x.xlsx", content)})
    assert (refused.status_code, Import.objects.count()) == (422, 0)


def test_an_import_is_cancelled(dispatcher, bring):
    address = bring(a_message()).url
    assert dispatcher.post(f"{address}cancel/").url == address
    assert "已取消" in dispatcher.get(address).content.decode()
    assert dispatcher.post(f"{address}write/").status_code == 409


def test_the_history_is_searched_filtered_and_exported(dispatcher, bring, enter, staff):
    bring(a_message())
    shown = [
        len(dispatcher.get(LIST, asked).context["page"].rows)
        for asked in ({}, {"q": "留言"}, {"q": "别的"}, {"state": "done"}, {"state": "uploaded"})
    ]
    assert shown == [1, 1, 0, 0, 1]
    answer = dispatcher.get(f"{LIST}export.xlsx")
    rows = load_workbook(io.BytesIO(answer.getvalue())).active.iter_rows(values_only=True)
    assert [row[1] for row in rows][1:] == ["留言.csv"]
    assert enter(staff.stranger).get(LIST).context["page"].rows == []
    assert enter(staff.verifier).get(LIST).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_imports_takes_as_many_statements_however_long(
    dispatcher, bring, count, django_assert_max_num_queries
):
    for _n in range(count):
        bring(a_message())
    dispatcher.get(LIST)
    with django_assert_max_num_queries(6):
        assert len(dispatcher.get(LIST).context["page"].rows) == count
