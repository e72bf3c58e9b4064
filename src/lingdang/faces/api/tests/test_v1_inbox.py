"""What a caller was told, read by program."""

import pytest

from lingdang.faces.api.tests.conftest import Caller, a_key
from lingdang.messaging.testing import a_message
from lingdang.people.public import Person, actor_for


@pytest.fixture
def reader(district):
    key = a_key("dispatcher", place=district.town)
    person = Person.objects.latest("pk")
    return Caller(key), actor_for(person)


def test_an_inbox_is_read_page_by_page_and_marked(reader, foreigner):
    caller, actor = reader
    sent = [a_message(actor, number) for number in range(3)]
    page = caller.get("/inbox", {"size": 2}).json()
    assert [row["id"] for row in page["messages"]] == [sent[2].pk, sent[1].pk]
    assert (page["unread"], page["next"]) == (3, sent[1].pk)
    first = page["messages"][0]
    assert (first["number"], first["about"], first["read"]) == (
        "20261125-000002",
        "case:2",
        False,
    )
    rest = caller.get("/inbox", {"before": page["next"]}).json()
    assert [row["id"] for row in rest["messages"]] == [sent[0].pk]
    assert caller.post("/inbox/read", {"ids": [sent[0].pk]}).json() == {"marked": 1}
    assert len(caller.get("/inbox", {"unread": True}).json()["messages"]) == 2
    assert foreigner.post("/inbox/read", {"ids": [sent[1].pk]}).json() == {"marked": 0}
    assert foreigner.get("/inbox").json() == {"messages": [], "unread": 0, "next": None}
    assert caller.post("/inbox/read", {}).json() == {"marked": 2}


def test_what_an_inbox_cannot_be_asked_is_named(reader):
    caller, _actor = reader
    assert caller.get("/inbox", {"size": 101}).status_code == 422
    assert caller.get("/inbox", {"colour": "red"}).status_code == 422
    assert caller.post("/inbox/read", {"all": True}).status_code == 422
