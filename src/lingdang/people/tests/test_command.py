import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed
from lingdang.people.models import Follow, Person, Post, Unit
from lingdang.people.public import (
    actor_for,
    actor_for_token,
    follow_place,
    followed_by,
    follower_counts,
    unfollow_place,
)
from lingdang.people.testing import a_person
from lingdang.places.public import tree
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


FOLLOWS = "person_key,place_code,since\nF1,G1,2026-03-01\nF2,G1,\n"


def test_followers_are_imported_once(sheet):
    place = tree().by_code("G1").id
    assert run("follows", sheet(FOLLOWS))[0] == 0
    assert follower_counts([place]) == {place: 2}
    assert "2" in run("follows", sheet(FOLLOWS))[1]
    assert follower_counts([place]) == {place: 2}
    assert run("follows", sheet(FOLLOWS + "F3,nowhere,\n,G1,\n"))[0] == 1
    assert follower_counts([place]) == {place: 2}


def test_one_follows_for_oneself_and_once():
    place, rita = tree().by_code("G1").id, actor_for(a_person("rita"))
    for _ in range(2):
        follow_place(place_id=place, by=rita)
    assert (followed_by(rita), followed_by(ANYONE)) == ([place], [])
    assert Fact.objects.filter(name="people.place_followed.v1").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(person_id=rita.person_id, place_id=place)
    unfollow_place(place_id=place, by=rita)
    assert followed_by(rita) == []
    for attempt in (follow_place, unfollow_place):
        with pytest.raises(NotAllowed):
            attempt(place_id=place, by=ANYONE)


def test_a_program_gets_a_key_to_a_persons_duties(sheet):
    run("posts", sheet(POSTS))
    key = run("token", "zhang", "--name", "地图")[1].strip()
    person = Person.objects.get(login="zhang")
    assert actor_for_token(key).duties.keys() == actor_for(person).duties.keys()
    with pytest.raises(CommandError):
        run("token", "nobody", "--name", "x")


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
