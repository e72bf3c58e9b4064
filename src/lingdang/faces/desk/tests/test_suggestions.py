import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lingdang.cases.testing import a_case
from lingdang.standards.public import Category
from lingdang.standards.testing import some_categories
from lingdang.suggestions.public import joined_counts
from lingdang.suggestions.testing import a_version, traced

LIFT = "惠民小区3号楼电梯停在半路，老人困在里面"
SPOT = {"lng": 113.3051, "lat": 33.7651, "raw_lng": 113.3051, "raw_lat": 33.7651}


@pytest.fixture
def lift(district):
    case = a_case(place=district.grid, description=LIFT, raw_system="wgs84", **SPOT)
    traced(case)
    return case


def suggested(client, text, **more):
    return client.post("/desk/cases/suggestions/", {"description": text, **more})


def test_kind_place_and_what_is_on_record(enter, staff, lift):
    some_categories()
    a_version()
    page = suggested(
        enter(staff.dispatcher), "3号楼电梯停了，困住老人", lng="113.3051", lat="33.7651"
    ).content.decode()
    assert "电梯故障" in page
    assert "3号楼" in page
    assert lift.number in page


def test_only_cases_that_the_clerk_may_see_are_shown(enter, staff, lift):
    assert lift.number not in suggested(enter(staff.stranger), LIFT).content.decode()


def test_nothing_typed_nothing_said(enter, staff):
    assert suggested(enter(staff.dispatcher), "").content.decode().strip() == ""
    assert suggested(enter(staff.dispatcher), "x", lng="400").content.decode().strip() == ""


def test_the_caller_is_counted_in_by_their_number(enter, staff, lift):
    client = enter(staff.dispatcher)
    for phone in ("13800001111", "13800001111", ""):
        answer = client.post(f"/desk/cases/{lift.pk}/join/", {"contact_phone": phone})
        assert answer.status_code == 302
    assert joined_counts([lift.pk]) == {lift.pk: 1}
    assert "电话" in client.get(f"/desk/cases/{lift.pk}/").content.decode()


def test_looking_costs_the_same_for_one_and_for_three(enter, staff, lift, district):
    client = enter(staff.dispatcher)
    suggested(client, LIFT)
    with CaptureQueriesContext(connection) as one:
        suggested(client, LIFT)
    for _ in range(2):
        traced(a_case(place=district.grid, description=LIFT, raw_system="wgs84", **SPOT))
    with CaptureQueriesContext(connection) as three:
        suggested(client, LIFT)
    assert len(one) == len(three)


def test_the_filing_form_has_the_suggested_category_and_why(enter, staff, district):
    some_categories()
    for number in range(30):
        a_case(
            "closed",
            description=f"喜鹊广场{number}号电梯停运",
            category=_lift(),
            place=district.grid,
        )
    a_version()
    case = a_case(place=district.grid, description="喜鹊广场8号电梯停运了")
    page = enter(staff.dispatcher).get(f"/desk/cases/{case.pk}/")
    form = next(offer.form for offer in page.context["offers"] if offer.name == "file")
    assert form.initial["category_code"] == "property-lift"
    assert "电梯" in form.fields["category_code"].help_text


def test_what_the_reporter_chose_stays_when_it_says_more(enter, staff, district):
    some_categories()
    a_version()
    case = a_case(place=district.grid, description="嗯嗯", category=_lift())
    page = enter(staff.dispatcher).get(f"/desk/cases/{case.pk}/")
    form = next(offer.form for offer in page.context["offers"] if offer.name == "file")
    assert form.initial["category_code"] == "property-lift"


def _lift():
    return Category.objects.get(code="property-lift")


def test_the_page_of_what_was_learned(enter, staff, district):
    client = enter(staff.dispatcher)
    assert client.get("/desk/suggestions/").status_code == 200
    some_categories()
    for number in range(6):
        a_case(
            "closed",
            description=f"喜鹊广场{number}号电梯停运",
            category=_lift(),
            place=district.grid,
        )
    version = a_version()
    page = client.get("/desk/suggestions/").content.decode()
    assert f"{version.judged['accuracy']:.1%}" in page
    assert enter(staff.verifier).get("/desk/suggestions/").status_code == 403
