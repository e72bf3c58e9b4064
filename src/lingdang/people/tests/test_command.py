import io

import pytest
from django.core.management import CommandError, call_command

from lingdang.people.models import Person, Post, Unit
from lingdang.people.testing import a_person
from lingdang.places.testing import a_place

pytestmark = pytest.mark.django_db
UNITS = "code,name,kind,parent_code,place_code,from\nA,城管局,bureau,,,2026-01-01\n{}"
POSTS = """person_key,name,phone,login,role,place_code,unit_code,remark,from,to
P1,张三,13800001234,zhang,网格员,G1,,,2026-01-01,
"""


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("people", *args, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def sheet(tmp_path):
    def write(text):
        path = tmp_path / "sheet.csv"
        path.write_bytes(text.encode("gbk"))
        return str(path)

    return write


@pytest.fixture(autouse=True)
def _grid(db):
    a_place("网格", code="G1", parent=a_place("区", level="district"))


def test_units_and_posts_are_imported(sheet):
    assert run("units", sheet(UNITS.format("")))[0] == 0
    assert run("posts", sheet(POSTS))[0] == 0
    assert Unit.objects.get().name == "城管局"
    assert Post.objects.get().person.name == "张三"


def test_the_bad_row_is_said_and_nothing_is_imported(sheet):
    code, _out, err = run("units", sheet(UNITS.format("B,队,castle,,,\n")))
    assert code == 1
    assert "3" in err
    assert "castle" in err
    assert not Unit.objects.exists()
    assert run("units", sheet(UNITS.format("B,队,castle,,,\n")), "--partial")[0] == 1
    assert Unit.objects.count() == 1


def test_a_file_that_is_no_sheet_is_refused(sheet):
    with pytest.raises(CommandError):
        run("units", sheet("code\nA\n"))


def test_a_password_is_set_from_standard_input(monkeypatch):
    a_person(login="zhang")
    monkeypatch.setattr("sys.stdin", io.StringIO("good horse 9\n"))
    assert run("password", "ZHANG")[0] == 0
    assert Person.objects.get(login="zhang").check_password("good horse 9")
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    with pytest.raises(CommandError):
        run("password", "zhang")
    with pytest.raises(CommandError):
        run("password", "nobody")


def test_personal_data_are_sealed_anew(settings):
    a_person()
    settings.PERSONAL_DATA_KEYS = ["new", *settings.PERSONAL_DATA_KEYS]
    assert run("reseal")[1] == "1\n"
