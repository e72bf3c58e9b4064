import re
from uuid import uuid4

import pytest

from lingdang.cases.public import (
    Case,
    Report,
    State,
    case_for_follow,
    handle_case,
    keep_case,
    report_case,
    verify_case,
)
from lingdang.cases.testing import a_case
from lingdang.evidence.testing import a_photo
from lingdang.kernel.actor import ANYONE


@pytest.fixture
def followed(people):
    """A stranger's matter with a photograph, and the token to follow it."""
    photo = a_photo(by=ANYONE)
    report = Report(
        description="垃圾没人收",
        place_id=people.ground.grid.pk,
        photo_ids=(photo.pk,),
        request_key=str(uuid4()),
    )
    return report_case(report=report, by=ANYONE)


def settle(case, people):
    keep_case(case_id=case.pk, by=people.grid_worker)
    handle_case(case_id=case.pk, outcome="已清运", by=people.grid_worker)
    return verify_case(case_id=case.pk, by=people.verifier)


def test_the_holder_of_the_token_reads_the_matter(client, followed):
    page = client.get(f"/c/{followed.follow_token}/")
    assert page.status_code == 200
    for shown in (followed.case.number, "垃圾没人收", "已收到", "预计", "处理前"):
        assert shown in page.text
    assert "解决了吗" not in page.text


def test_a_wrong_token_looks_like_nothing_at_all(client, followed):
    wrong = client.get("/c/no-such-token/")
    number = client.get(f"/c/{followed.case.number}/")
    absent = client.get("/c/20200101-999999/")
    assert [wrong.status_code, number.status_code, absent.status_code] == [404, 404, 404]
    assert bare(wrong.text, "no-such-token") == bare(number.text, followed.case.number)
    assert bare(wrong.text, "no-such-token") == bare(absent.text, "20200101-999999")


def bare(text, key):
    """Take away what differs on every page: the key in it, and the token of its forms."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", text.replace(key, ""))


def test_a_photograph_opens_from_the_page_and_not_without_it(client, followed):
    page = client.get(f"/c/{followed.follow_token}/").text
    address = page.split('<a href="/photo/')[1].split('"')[0].replace("&amp;", "&")
    answer = client.get(f"/photo/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    path = address.split("?")[0]
    assert client.get(f"/photo/{path}").status_code == 404
    assert client.get(f"/photo/{path}?key=1:forged").status_code == 404


def test_a_photograph_is_shown_to_those_who_may_see_the_matter(followed, people, sign_in):
    page = sign_in(people.grid_worker).get(f"/c/{followed.follow_token}/").text
    path = page.split('<a href="/photo/')[1].split("?")[0]
    answer = sign_in(people.grid_worker).get(f"/photo/{path}")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert answer.status_code == 200
    etag = {"if-none-match": answer["ETag"]}
    assert sign_in(people.grid_worker).get(f"/photo/{path}", headers=etag).status_code == 304
    assert sign_in(people.neighbour).get(f"/photo/{path}", headers=etag).status_code == 404


@pytest.mark.parametrize(("said", "state"), [("1", State.CLOSED), ("0", State.DISPATCHED)])
def test_the_reporter_has_the_last_word(client, followed, people, said, state):
    settle(followed.case, people)
    assert "解决了吗" in client.get(f"/c/{followed.follow_token}/").text
    answer = client.post(
        f"/c/{followed.follow_token}/answer/", {"settled": said, "stars": "4", "comment": "谢谢"}
    )
    assert answer.status_code == 302
    case = case_for_follow(followed.follow_token)
    assert case.state == state
    assert client.get(f"/c/{followed.follow_token}/").status_code == 200


def test_an_answer_without_a_word_is_asked_again(client, followed, people):
    settle(followed.case, people)
    answer = client.post(f"/c/{followed.follow_token}/answer/", {"stars": "9"})
    assert answer.status_code == 422
    assert case_for_follow(followed.follow_token).state == State.VERIFIED


def test_an_answer_too_early_changes_nothing(client, followed):
    answer = client.post(f"/c/{followed.follow_token}/answer/", {"settled": "1"})
    assert answer.status_code == 409
    assert case_for_follow(followed.follow_token).state == State.RECEIVED


def test_a_closed_matter_is_taken_up_again(client, followed, people):
    settle(followed.case, people)
    client.post(f"/c/{followed.follow_token}/answer/", {"settled": "1"})
    assert client.post(f"/c/{followed.follow_token}/reopen/", {"reason": ""}).status_code == 422
    client.post(f"/c/{followed.follow_token}/reopen/", {"reason": "又堆上了"})
    case = case_for_follow(followed.follow_token)
    assert (case.state, case.reopened) == (State.DISPATCHED, 1)


def test_a_matter_is_withdrawn_with_a_reason(client, followed):
    client.post(f"/c/{followed.follow_token}/withdraw/", {"reason": "已经有人收了"})
    assert case_for_follow(followed.follow_token).state == State.WITHDRAWN


@pytest.mark.parametrize("step", ["answer", "withdraw", "reopen"])
def test_nobody_acts_on_what_is_not_theirs(client, followed, people, sign_in, step):
    words = {"settled": "1", "reason": "x"}
    assert client.post(f"/c/guess/{step}/", words).status_code == 404
    sign_in(people.other_resident)
    assert client.post(f"/c/{followed.case.number}/{step}/", words).status_code == 404
    assert Case.objects.get(pk=followed.case.pk).state == State.RECEIVED


def test_every_state_has_its_words(people, sign_in):
    client = sign_in(people.resident)
    reporter = people.resident.person_id
    for state in State:
        case = a_case(state, place=people.ground.grid, reporter_id=reporter)
        page = client.get(f"/c/{case.number}/")
        assert page.status_code == 200
        shown = State.RECEIVED if state == State.MERGED else state  # of the one that it goes on in
        assert f"state_{shown.value}" in page.text
