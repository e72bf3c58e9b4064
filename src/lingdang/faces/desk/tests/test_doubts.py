from django.urls import reverse

from lingdang.cases.public import State
from lingdang.cases.testing import a_case, cast
from lingdang.doubts.public import Doubt
from lingdang.doubts.testing import a_doubt
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.kernel.actor import ANYONE
from lingdang.people.public import Person
from lingdang.people.testing import actor


def shown(case, moment="after", colour="teal"):
    photo = a_photo(colour=colour)
    attach_photos([photo.pk], subject=case.subject, moment=moment, by=ANYONE)
    return photo


def world():
    people = cast()
    case = a_case(
        State.HANDLED, place=people.ground.grid, unit=people.unit, handled_by=people.unit_handler
    )
    hidden = a_case(State.DISPATCHED, place=people.ground.other_grid)
    seen = a_case(State.DISPATCHED, place=people.ground.grid)
    photo = shown(case)
    doubt = a_doubt(case, photo, "copy", twin=shown(hidden, "before"), similarity=0.91)
    return people, case, hidden, seen, photo, doubt


def sign_in(client, who):
    client.force_login(Person.objects.get(pk=who.person_id))
    return client


def test_a_case_shows_its_doubts_with_their_proof_and_nothing_of_a_hidden_case(db, client):
    people, case, hidden, _seen, _photo, doubt = world()
    page = sign_in(client, people.verifier).get(reverse("desk:case", args=[case.pk]))
    text = page.content.decode()
    assert "与另一案件的照片有 91% 相同" in text
    assert "hidden-twin" in text
    assert hidden.number not in text
    assert str(doubt.twin.public_id) not in text
    assert "可信度：存疑" in text


def test_the_list_is_narrowed_and_exported(db, client):
    people, case, _hidden, seen, _photo, _doubt = world()
    a_doubt(seen, shown(seen), "no_time")
    sign_in(client, people.verifier)
    for asked, found in (
        ({}, {case.number, seen.number}),
        ({"kind": "copy"}, {case.number}),
        ({"trust": "weak"}, {case.number}),
        ({"trust": "strong"}, {seen.number}),
        ({"trust": "fair"}, set()),
        ({"unit": people.unit.pk}, {case.number}),
        ({"q": seen.number}, {seen.number}),
        ({"place": people.ground.grid.pk, "state": "open"}, {case.number, seen.number}),
        ({"state": "upheld"}, set()),
    ):
        text = client.get(reverse("desk:doubts"), asked).content.decode()
        assert {number for number in (case.number, seen.number) if number in text} == found, asked
    answer = client.get(reverse("desk:doubt_export"))
    assert answer.status_code == 200
    assert len(answer.getvalue()) > 1000


def test_the_unit_answers_and_somebody_else_decides(db, client):
    people, _case, _hidden, _seen, _photo, doubt = world()
    there = reverse("desk:answer_doubt", args=[doubt.pk])
    sign_in(client, people.unit_handler)
    assert client.post(there, {"text": " "}).status_code == 422
    assert client.post(there, {"text": "同一角度"}).status_code == 302
    assert client.post(there, {"text": "再说"}).status_code == 409
    there = reverse("desk:decide_doubt", args=[doubt.pk])
    word = {"reason": "现场看过", "step": "dismiss"}
    assert client.post(there, word).status_code == 403
    sign_in(client, people.verifier)
    page = client.get(reverse("desk:doubt", args=[doubt.pk])).content.decode()
    assert "同一角度" in page
    assert 'value="uphold"' in page
    assert client.post(there, word).status_code == 302
    assert Doubt.objects.get().state == "dismissed"


def test_two_photographs_are_compared_by_who_may_see_both(db, client):
    people, _case, _hidden, seen, photo, doubt = world()
    sign_in(client, people.verifier)
    beside, there = shown(seen, "before"), reverse("desk:compare")
    page = client.get(there, {"a": photo.public_id, "b": beside.public_id})
    assert page.status_code == 200
    assert b'type="range"' in page.content
    for other in (doubt.twin.public_id, a_photo().public_id, "x", ""):
        assert client.get(there, {"a": photo.public_id, "b": other}).status_code == 404
    stranger = actor("verifier", place=people.ground.other_town)
    sign_in(client, stranger)
    assert client.get(there, {"a": photo.public_id, "b": photo.public_id}).status_code == 404
