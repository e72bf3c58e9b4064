import pytest

from lingdang.people.public import Role
from lingdang.people.testing import a_person, a_post


@pytest.fixture
def grid_worker(district):
    person = a_person("张建国")
    a_post(person, Role.GRID_WORKER, place=district.grid)
    return person


def test_every_role_is_one_press_away(client, grid_worker):
    page = client.get("/demo/").text
    assert "张建国" in page
    answer = client.post("/demo/enter/", {"person": grid_worker.pk}, follow=True)
    assert answer.redirect_chain[-1][0] == "/patrol/"
    assert client.session["_auth_user_id"] == str(grid_worker.pk)


def test_a_resident_is_one_press_away(client, district):
    answer = client.post("/demo/enter/", {"person": "resident"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/mine/"


def test_only_who_is_offered_can_be_entered(client, district):
    hidden = a_person("李四")
    assert client.post("/demo/enter/", {"person": hidden.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_outside_the_demonstration_there_is_no_such_page(client, grid_worker, settings):
    settings.DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/enter/", {"person": grid_worker.pk}).status_code == 404
    assert "_auth_user_id" not in client.session
