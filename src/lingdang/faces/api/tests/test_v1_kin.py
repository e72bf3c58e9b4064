from lingdang.cases.public import Case, State
from lingdang.faces.api.tests.conftest import a_case
from lingdang.people.testing import a_unit


def merged(dispatcher, district):
    case, leading = (a_case(description=words) for words in ("甲", "乙"))
    answer = dispatcher.post(f"/cases/{case.pk}/steps/merge", {"into_id": leading.pk})
    assert (answer.status_code, answer.json()["state"]) == (200, "merged")
    return case, leading


def test_a_merged_case_answers_with_the_one_that_it_goes_on_in(dispatcher, district):
    case, leading = merged(dispatcher, district)
    answer = dispatcher.get(f"/cases/{case.pk}")
    told = answer.json()
    assert (told["id"], told["merged"][0]["id"], told["leading"]) == (leading.pk, case.pk, None)
    assert answer["Content-Location"] == f"/api/v1/cases/{leading.pk}"
    story = dispatcher.get(f"/cases/{case.pk}/timeline").json()
    assert story[-1]["event"] == "case_took_in"
    listed = dispatcher.get("/cases").json()["cases"]
    assert {row["id"]: row["merged_into_id"] for row in listed} == {
        case.pk: leading.pk,
        leading.pk: None,
    }
    assert dispatcher.post(f"/cases/{case.pk}/steps/unmerge").json()["state"] == "filed"


def test_a_case_is_split_by_one_step(dispatcher, district, bureau):
    case = a_case()
    parts = [{"unit_id": a_unit("水务局").pk, "task": "清淤"}]
    said = {"lead_unit_id": bureau.pk, "parts": parts}
    assert dispatcher.post(f"/cases/{case.pk}/steps/split", said).status_code == 200
    told = dispatcher.get(f"/cases/{case.pk}").json()
    assert [part["description"] for part in told["parts"]] == ["清淤"]
    part = dispatcher.get(f"/cases/{told['parts'][0]['id']}").json()
    assert (part["parent_id"], part["parent"]["number"]) == (case.pk, case.number)
    refusal = dispatcher.post(f"/cases/{part['id']}/steps/close")
    assert refusal.json()["type"].endswith("part_of_another")


def test_links_are_made_and_removed(dispatcher, district, foreigner):
    one, two = (a_case() for _ in range(2))
    said = {"kind": "repeats", "other_id": two.pk}
    assert foreigner.post(f"/cases/{one.pk}/links", said).status_code == 404
    answer = dispatcher.post(f"/cases/{one.pk}/links", said)
    assert (answer.status_code, answer.json()[0]["other"]["id"]) == (201, two.pk)
    assert dispatcher.post(f"/cases/{two.pk}/links", said | {"other_id": one.pk}).status_code == 409
    assert dispatcher.post(f"/cases/{one.pk}/links", {"kind": "cousin"}).status_code == 422
    there = dispatcher.get(f"/cases/{two.pk}").json()["links"][0]
    assert (there["forth"], there["found"]) == (False, False)
    gone = dispatcher.client.delete(f"/api/v1/cases/{two.pk}/links/{one.pk}")
    assert (gone.status_code, gone.json()) == (200, [])


def test_outsiders_keep_their_number_and_see_the_progress_of_the_whole(
    client, dispatcher, district
):
    case, leading = (a_case() for _ in range(2))
    dispatcher.post(f"/cases/{case.pk}/steps/merge", {"into_id": leading.pk})

    def told():
        address = f"/open311/v2/requests/{case.number}.json"
        (request,) = client.get(address, {"extensions": "true"}).json()
        return request

    assert (told()["service_request_id"], told()["status"]) == (case.number, "open")
    assert leading.number in told()["status_notes"]
    assert told()["extended_status"] == "DUPLICATE"
    dispatcher.post(f"/cases/{leading.pk}/steps/refuse", {"reason": "不归"})
    assert told()["status"] == "closed"
    for status, count in (("closed", 2), ("open", 0)):
        listed = client.get("/open311/v2/requests.json", {"status": status}).json()
        assert len(listed) == count
    assert Case.objects.get(pk=case.pk).state == State.MERGED
