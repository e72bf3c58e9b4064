"""A spreadsheet goes in by program as it does by page: said, checked, let in, told row by row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lingdang.cases.public import Case
from lingdang.intake.public import work_on
from lingdang.intake.testing import HEAD, a_message
from lingdang.kernel.testing import a_csv

REPLY = {"答复意见": "已修好。", "答复时间": "2019/3/9 9:49:10"}
BAD = a_message("9", 留言时间="昨天")


@pytest.fixture
def bring(dispatcher):
    """Bring rows by a program; what it is answered."""

    def brought(*rows, by=dispatcher):
        file = SimpleUploadedFile("留言.csv", a_csv([HEAD, *rows], "gb18030"))
        return by.client.post("/api/v1/imports", {"file": file})

    return brought


@pytest.fixture
def checked(bring, dispatcher, bureau):
    """The same, mapped as proposed and looked at by the worker."""

    def brought(*rows):
        run = bring(*rows).json()
        told = run["map"] | {"constants": {"reply_unit": bureau.code}}
        answer = dispatcher.post(f"/imports/{run['id']}/map", told)
        assert answer.status_code == 200, answer.json()
        return worked(dispatcher, run["id"])

    return brought


def worked(caller, import_id):
    while work_on(import_id):
        pass
    return caller.get(f"/imports/{import_id}").json()


def test_a_sheet_is_brought_explained_checked_and_let_in(bring, dispatcher, bureau, district):
    answer = bring(a_message("1"), a_message("2", **REPLY))
    run = answer.json()
    assert (answer.status_code, run["state"], run["rows"]) == (201, "uploaded", 2)
    assert run["map"]["columns"]["留言详情"] == "description"

    preview = dispatcher.get(f"/imports/{run['id']}/preview").json()
    assert [sample["row"] for sample in preview["samples"]] == [2, 3]
    assert preview["samples"][0]["understood"]["external_key"] == "1"
    assert preview["samples"][1]["problem"]
    assert preview["unknown"] == []

    told = run["map"] | {"constants": {"reply_unit": bureau.code}, "save_as": "市长信箱"}
    run = dispatcher.post(f"/imports/{run['id']}/map", told).json()
    assert (run["state"], run["running"]) == ("checking", True)
    run = worked(dispatcher, run["id"])
    assert (run["state"], run["running"], run["created"], run["refused"]) == (
        "checked",
        False,
        2,
        0,
    )
    assert not Case.objects.exists()

    run = dispatcher.post(f"/imports/{run['id']}/write").json()
    assert run["state"] == "writing"
    run = worked(dispatcher, run["id"])
    assert (run["state"], run["created"], run["done"]) == ("done", 2, 2)
    assert Case.objects.count() == 2
    assert [kept["name"] for kept in dispatcher.get("/imports/maps").json()] == ["市长信箱"]


def test_brought_again_it_adds_none(checked, dispatcher):
    for created, unchanged in ((1, 0), (0, 1)):
        run = checked(a_message("1"))
        dispatcher.post(f"/imports/{run['id']}/write")
        run = worked(dispatcher, run["id"])
        assert (run["created"], run["unchanged"]) == (created, unchanged)


def test_every_row_with_a_problem_is_told_page_by_page(checked, dispatcher):
    run = checked(BAD, a_message("1"), a_message("2", 留言时间=""))
    assert (run["created"], run["refused"]) == (1, 2)
    where = f"/imports/{run['id']}/troubles"
    first = dispatcher.get(where, {"size": 1}).json()
    assert [one["row"] for one in first["troubles"]] == [2]
    assert "昨天" in first["troubles"][0]["sentence"]
    last = dispatcher.get(where, {"size": 1, "after": first["after"]}).json()
    assert ([one["row"] for one in last["troubles"]], last["after"]) == ([4], None)

    dispatcher.post(f"/imports/{run['id']}/write", {"partial": True})
    assert worked(dispatcher, run["id"])["created"] == 1


def test_what_cannot_be_is_refused_and_changes_nothing(checked, bring, dispatcher):
    run = bring(a_message("1")).json()
    where = f"/imports/{run['id']}"
    for column_map, field in (
        ({"columns": {}}, "map"),
        ({"columns": {"没有": "description"}}, "map"),
        ({"columns": {"留言详情": "weather"}}, "columns.留言详情"),
        ({"columns": {}, "colour": "red"}, "colour"),
        ({"columns": {}, "constants": {"title": "x"}}, "map"),
    ):
        answer = dispatcher.post(f"{where}/map", column_map)
        assert (answer.status_code, list(answer.json()["problems"])) == (422, [field])
    assert dispatcher.post(f"{where}/write").status_code == 409  # not checked yet
    assert dispatcher.get(where).json()["state"] == "uploaded"
    assert dispatcher.post(f"{where}/cancel").json()["state"] == "cancelled"
    assert dispatcher.post(f"{where}/cancel").status_code == 409
    empty = SimpleUploadedFile("x.csv", a_csv([HEAD]))
    assert dispatcher.client.post("/api/v1/imports", {"file": empty}).status_code == 422
    assert dispatcher.get("/imports", {"colour": "red"}).status_code == 422


def test_imports_are_seen_by_who_oversees_them_alone(bring, dispatcher, foreigner, onlooker):
    run = bring(a_message("1")).json()
    assert [one["id"] for one in dispatcher.get("/imports").json()["imports"]] == [run["id"]]
    for other in (foreigner, onlooker):
        assert other.get("/imports").json()["imports"] == []
        for path in ("", "/preview", "/troubles"):
            assert other.get(f"/imports/{run['id']}{path}").status_code == 404
        for path in ("write", "cancel"):
            assert other.post(f"/imports/{run['id']}/{path}").status_code == 404
        assert other.post(f"/imports/{run['id']}/map", {"columns": {}}).status_code == 404
    assert onlooker.get("/imports/maps").json() == []
    assert bring(a_message("1"), by=onlooker).status_code == 403


def test_the_list_is_narrowed_and_goes_on_below(bring, dispatcher):
    ids = [bring(a_message(str(number))).json()["id"] for number in range(3)]
    first = dispatcher.get("/imports", {"size": 2, "search": "留言", "state": "uploaded"}).json()
    assert [one["id"] for one in first["imports"]] == [ids[2], ids[1]]
    last = dispatcher.get("/imports", {"size": 2, "before": first["before"]}).json()
    assert ([one["id"] for one in last["imports"]], last["before"]) == ([ids[0]], None)
    assert dispatcher.get("/imports", {"search": "信访"}).json()["imports"] == []
    assert dispatcher.get("/imports", {"state": "done"}).json()["imports"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long(bring, dispatcher, rows, django_assert_num_queries):
    for number in range(rows):
        bring(a_message(str(number)))
    dispatcher.get("/imports")
    with django_assert_num_queries(1):
        assert len(dispatcher.get("/imports").json()["imports"]) == rows
