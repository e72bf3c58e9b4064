import pytest

from lingdang.cases.public import Case, State, case_by_number, link_cases, links_of, merge_case
from lingdang.people.testing import a_unit


def page(case):
    return f"/desk/cases/{case.pk}/"


def step(case, name):
    return f"/desk/cases/{case.pk}/{name}/"


@pytest.fixture
def two(a_case):
    return a_case("filed"), a_case("filed", description="井盖响")


def test_a_merged_case_leads_to_the_one_that_it_goes_on_in(enter, staff, two):
    case, leading = two
    client = enter(staff.dispatcher)
    answer = client.post(step(case, "merge"), {"into": leading.number}, follow=True)
    assert answer.redirect_chain[-1] == (page(leading), 302)
    assert leading.number in answer.content.decode()
    assert "井盖松动" in answer.content.decode()  # the words of the one that was merged


def test_it_is_merged_from_the_list_of_what_is_near(enter, staff, two):
    case, leading = two
    client = enter(staff.dispatcher)
    shown = client.get(page(leading))
    assert [near.id for near in shown.context["kin"].near] == [case.pk]
    assert step(case, "merge") in shown.content.decode()
    assert enter(staff.verifier).get(page(leading)).context["kin"].near == []


def test_it_is_taken_out_again_from_the_same_page(enter, staff, two):
    case, leading = two
    merge_case(case_id=case.pk, into_id=leading.pk, by=staff.dispatcher.actor)
    client = enter(staff.dispatcher)
    assert step(case, "unmerge") in client.get(page(leading)).content.decode()
    assert client.post(step(case, "unmerge")).status_code == 302
    assert Case.objects.get(pk=case.pk).state == State.FILED


@pytest.mark.parametrize("number", ["20260101-000001", "x", ""])
def test_a_number_that_one_does_not_see_is_refused_in_place(enter, staff, two, number):
    answer = enter(staff.dispatcher).post(step(two[0], "merge"), {"into": number})
    opened = [offer.name for offer in answer.context["offers"] if offer.open]
    assert (answer.status_code, opened) == (422, ["merge"])


def test_a_case_is_split_and_its_page_counts_the_parts(enter, staff, two):
    case, _other = two
    client = enter(staff.dispatcher)
    told = {"lead_unit_id": staff.unit.pk, "unit_1": a_unit("水务局").pk, "task_1": "清淤"}
    assert client.post(step(case, "split"), told).status_code == 302
    shown = client.get(page(case))
    kin = shown.context["kin"]
    assert (kin.progress.total, kin.progress.ended, kin.parts[0].words) == (1, 0, "清淤")
    part = client.get(kin.parts[0].url)
    assert part.context["kin"].parent.number == case.number
    assert "call_back" not in [offer.name for offer in part.context["offers"]]


def test_a_split_that_does_not_fit_is_refused_in_place(enter, staff, two):
    told = {"lead_unit_id": staff.unit.pk, "unit_1": staff.unit.pk, "task_1": "清淤"}
    assert enter(staff.dispatcher).post(step(two[0], "split"), told).status_code == 422


def test_links_are_made_shown_and_removed(enter, staff, two):
    case, other = two
    client = enter(staff.dispatcher)
    told = {"kind": "caused_by", "other": other.number}
    assert client.post(step(case, "link"), told).status_code == 302
    assert other.number in client.get(page(case)).content.decode()
    assert client.post(step(case, "link"), told).status_code == 409
    assert client.post(step(case, "link"), {"kind": "caused_by"}).status_code == 422
    assert client.post(f"/desk/cases/{case.pk}/unlink/{other.pk}/").status_code == 302
    assert links_of(staff.dispatcher.actor, case) == []


def test_who_only_reads_links_nothing(enter, staff, two):
    client = enter(staff.stranger)
    assert client.post(step(two[0], "link"), {}).status_code == 404
    assert client.post(f"/desk/cases/{two[0].pk}/unlink/{two[1].pk}/").status_code == 404


def test_the_page_costs_the_same_however_many_relatives(
    enter, staff, two, a_case, django_assert_max_num_queries
):
    case, other = two
    client = enter(staff.dispatcher)

    def cost():
        with django_assert_max_num_queries(100) as captured:
            assert client.get(page(case)).status_code == 200
        return sum('"cases_' in one["sql"] for one in captured.captured_queries)  # names are kept

    by = staff.dispatcher.actor
    link_cases(case_id=case.pk, kind="related", other_id=other.pk, by=by)
    merge_case(case_id=a_case("filed").pk, into_id=case.pk, by=by)
    few = cost()
    for _ in range(2):
        link_cases(case_id=case.pk, kind="related", other_id=a_case().pk, by=by)
        merge_case(case_id=a_case("filed").pk, into_id=case.pk, by=by)
    assert cost() == few
    assert case_by_number(by, case.number) == case
