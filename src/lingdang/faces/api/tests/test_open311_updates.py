"""Updates of requests, and the history inside them: told of what is public, without names."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lingdang.cases.public import Step, take_step
from lingdang.evidence.public import attach_photos
from lingdang.evidence.testing import a_photo
from lingdang.faces.api.tests import open311_schemas as schemas
from lingdang.faces.api.tests.conftest import a_case
from lingdang.faces.api.tests.open311 import as_xml, get, valid
from lingdang.kernel.actor import ANYONE
from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post
from lingdang.talks.public import reply_to_reporter

SECRET = "王师傅13812345678已清走"


@pytest.fixture
def office(district):
    def somebody(role):
        person = a_person()
        a_post(person, role, place=district.town)
        return actor_for(person)

    return {role: somebody(role) for role in (Role.DISPATCHER, Role.GRID_WORKER, Role.VERIFIER)}


@pytest.fixture
def take(case, office):
    def taken(step, role=Role.DISPATCHER, **data):
        return take_step(case_id=case.pk, step=step, data=data, by=office[role])

    return taken


def told(**query):
    return valid(schemas.UPDATES, get("servicerequestupdates.json", **query))


def test_every_step_is_an_update(case, take):
    take(Step.FILE)
    take(Step.KEEP, Role.GRID_WORKER)
    take(Step.HANDLE, Role.GRID_WORKER, outcome=SECRET)
    updates = told()
    assert [one["status"] for one in updates] == [
        *("OPEN", "INVESTIGATING", "ACTION_SCHEDULED", "IN_PROGRESS"),
    ]
    assert {one["service_request_id"] for one in updates} == {case.number}
    assert not any("王师傅" in one["description"] for one in updates)

    take(Step.VERIFY, Role.VERIFIER)
    take(Step.CALL_BACK, settled=True)
    take(Step.CLOSE)
    last = told()[-1]
    assert last["status"] == "FIXED"
    assert last["description"].endswith("王师傅138****5678已清走")
    element = as_xml(get("servicerequestupdates.xml"), "service_request_updates")
    assert [one.findtext("status") for one in element.findall("request_update")][-1] == "FIXED"


def test_a_window_ids_and_pages_narrow_them(case, take):
    take(Step.FILE)
    other = a_case(received_at=timezone.now() - timedelta(days=100))
    assert {one["service_request_id"] for one in told()} == {case.number}
    assert len(told(service_request_id=f"{other.number},{case.number}")) == 3
    assert [one["status"] for one in told(page_size=1, page=2)] == ["INVESTIGATING"]
    assert told(end_date=(timezone.now() - timedelta(days=120)).isoformat()) == []
    valid(schemas.ERRORS, get("servicerequestupdates.json", start_date="soon"), 400)


def test_what_is_not_public_has_no_updates(case, take):
    a_case(category_code=None)
    take(Step.WITHDRAW, reason="不用了")
    assert told() == []


def test_they_cost_the_same_however_many(case, take, django_assert_max_num_queries):
    for _number in range(3):
        a_case()
    take(Step.FILE)
    with django_assert_max_num_queries(4):
        assert len(told()) == 5


def test_an_extended_request_tells_its_history(case, take):
    take(Step.FILE)
    plain = get(f"requests/{case.number}.json").json()[0]
    extended = get(f"requests/{case.number}.json", extensions="true").json()[0]
    assert extended["extended_status"] == "INVESTIGATING"
    assert [note["type"] for note in extended["notes"]] == ["open", "investigating"]
    assert plain == {name: extended[name] for name in plain}
    element = as_xml(get("requests.xml", extensions="true"), "service_requests")
    assert len(element.findall("request/notes/note/datetime")) == 2


def test_photographs_have_addresses_where_the_district_gives_any(case, take, settings, client):
    photo = a_photo()
    attach_photos([photo.pk], subject=case.subject, moment="before", by=ANYONE)
    assert get("requests.json").json()[0]["media_url"] is None
    settings.OPEN311_PHOTOS = True
    address = valid(schemas.REQUESTS, get("requests.json"))[0]["media_url"]
    picture = client.get(address)
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert picture.getvalue()
    assert told()[0]["media_url"] is None


def test_why_something_was_refused_is_for_its_reporter(case, take):
    take(Step.REFUSE, reason="不归本区管")
    assert told()[-1]["status"] == "NO_FURTHER_ACTION"
    assert "不归本区管" not in told()[-1]["description"]


def test_public_replies_are_updates_and_private_ones_are_not(case, office):
    said = {"case_id": case.pk, "by": office[Role.DISPATCHER]}
    reply_to_reporter(**said, text="周一清运", public=True)
    reply_to_reporter(**said, text="只给您", public=False)
    updates = told()
    assert [one["status"] for one in updates] == ["OPEN", "OPEN"]
    assert updates[-1]["description"].endswith("周一清运")
    extended = get(f"requests/{case.number}.json", extensions="true").json()[0]
    assert extended["notes"][-1]["description"].endswith("周一清运")
    assert "只给您" not in str(updates) + str(extended)
