from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from lingdang.places.public import Day

PAGE = "/desk/calendar/"
SHEET = "date,worked,name\n2027-01-01,0,元旦\n2027-01-09,1,调休\n"


def send(client, text=SHEET):
    sheet = SimpleUploadedFile("days.csv", text.encode())
    return client.post(f"{PAGE}enter/", {"year": "", "sheet": sheet})


def test_administrators_are_told_which_years_are_missing(enter, staff, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a: date(2026, 11, 2))
    client = enter(staff.system_admin)
    assert client.get("/desk/").context["unknown"] == [2026, 2027]
    assert client.post(f"{PAGE}enter/", {"year": "2026"}).url == PAGE
    assert client.get(PAGE).context["unknown"] == [2027]
    answer = client.post(f"{PAGE}enter/", {"year": "2027"})
    assert (answer.status_code, Day.objects.filter(date__year=2027).count()) == (409, 0)
    assert send(client).url == PAGE
    assert client.get("/desk/").context["unknown"] == []
    assert enter(staff.dispatcher).get("/desk/").context["unknown"] == []


def test_days_are_found_and_exported(enter, staff):
    client = enter(staff.system_admin)
    send(client)

    def found(**query):
        return [day.date.isoformat() for day in client.get(PAGE, query).context["page"].rows]

    assert found() == ["2027-01-09", "2027-01-01"]
    assert found(sort="oldest", year="2027") == ["2027-01-01", "2027-01-09"]
    assert found(worked="1") == ["2027-01-09"]
    assert found(q="元旦") == ["2027-01-01"]
    assert found(year="2026") == []
    sheet = client.get(f"{PAGE}export.xlsx", {"worked": "0"})
    rows = list(load_workbook(BytesIO(sheet.getvalue())).active.values)
    assert [row[0] for row in rows[1:]] == ["2027-01-01"]


def test_a_bad_sheet_changes_nothing(enter, staff):
    client = enter(staff.system_admin)
    for text in ("date,worked\n10/10,1\n", "day\n1\n", ""):
        assert send(client, text).status_code == 422
    assert client.post(f"{PAGE}enter/", {}).status_code == 422
    assert not Day.objects.exists()


def test_only_administrators_enter_days(enter, staff):
    assert send(enter(staff.dispatcher)).status_code == 403
    assert enter(staff.dispatcher).get(PAGE).status_code == 403
