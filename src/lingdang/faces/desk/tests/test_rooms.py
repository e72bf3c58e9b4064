"""Places, posts, deliveries and journal: may, may not, may not know."""

import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from lingdang.journal.public import Delivery, Fact
from lingdang.people.public import Post, Role, actor_for, follow_place
from lingdang.people.testing import a_person
from lingdang.places.public import import_figures, tree
from lingdang.places.testing import SURVEYOR, a_place, believe_nothing


@pytest.mark.parametrize(
    ("who", "url", "status"),
    [
        ("security_admin", "/desk/posts/", 200),
        ("security_admin", "/desk/posts/new/", 200),
        ("security_admin", "/desk/units/", 200),
        ("security_admin", "/desk/units/?q=nothing", 200),
        ("security_admin", "/desk/units/export.xlsx", 200),
        ("dispatcher", "/desk/units/export.xlsx", 403),
        ("dispatcher", "/desk/posts/", 403),
        ("dispatcher", "/desk/posts/new/", 403),
        ("dispatcher", "/desk/posts/export.xlsx", 403),
        ("dispatcher", "/desk/units/", 403),
        ("system_admin", "/desk/deliveries/", 200),
        ("system_admin", "/desk/deliveries/export.xlsx", 200),
        ("dispatcher", "/desk/deliveries/", 403),
        ("dispatcher", "/desk/deliveries/export.xlsx", 403),
        ("audit_admin", "/desk/journal/", 200),
        ("audit_admin", "/desk/journal/export.xlsx", 200),
        ("system_admin", "/desk/journal/", 403),
        ("system_admin", "/desk/journal/export.xlsx", 403),
        ("dispatcher", "/desk/places/", 200),
        ("dispatcher", "/desk/places/9999/", 404),
        ("security_admin", "/desk/posts/9999/end/", 404),
        ("audit_admin", "/desk/", 200),
        ("audit_admin", "/desk/cases/", 403),
        ("audit_admin", "/desk/cases/export.xlsx", 403),
        ("audit_admin", "/desk/cases/points.json", 403),
    ],
)
def test_doors(enter, staff, who, url, status):
    assert enter(getattr(staff, who)).get(url).status_code == status


@pytest.mark.parametrize("url", ["/desk/", "/desk/places/", "/desk/places/boundaries.json"])
def test_residents_stay_outside(enter, resident, url):
    assert enter(resident).get(url).status_code == 403


def test_a_place_shows_path_children_and_change_forms_to_its_administrator(enter, staff, district):
    url = f"/desk/places/{district.village.pk}/"
    body = enter(staff.system_admin).get(url).content.decode()
    assert ("第一网格" in body, "新增下级" in body) == (True, True)
    assert "新增下级" not in enter(staff.dispatcher).get(url).content.decode()


def test_a_place_tells_who_follows_it_and_what_is_known_of_it(enter, staff, district):
    village = a_place("建业社区", level="village", parent=district.other_town, code="990100003001")
    row = {"place_code": village.code, "what": "户籍人口", "value": "3.9", "unit": "万人"}
    import_figures([row | {"precision": "exact", "as_of": "2026-01-01"}], by=SURVEYOR)
    follow_place(place_id=village.pk, by=actor_for(a_person("李四")))
    page = enter(staff.dispatcher).get(f"/desk/places/{village.pk}/").content.decode()
    assert "3.9 万人" in page
    assert "<dt>关注人数</dt><dd>1</dd>" in page


def test_the_tree_is_changed_from_a_day_on(enter, staff, district):
    client = enter(staff.system_admin)
    today = timezone.localdate().isoformat()
    url = f"/desk/places/{district.village.pk}"
    assert client.post(f"{url}/rename/", {"name": "新社区", "on": today}).status_code == 302
    made = {"name": "第三网格", "level": "grid", "code": "", "on": today}
    assert client.post(f"{url}/create/", made).status_code == 302
    moved = {"to_parent_id": district.other_village.pk, "on": today}
    grid = f"/desk/places/{district.next_grid.pk}"
    assert client.post(f"{grid}/move/", moved).status_code == 302
    believe_nothing()
    assert tree().node(district.village.pk).name == "新社区"
    assert [node.name for node in tree().children(district.village.pk)] == ["第一网格", "第三网格"]
    assert client.post(f"{grid}/dissolve/", {"on": "2999-01-01"}).status_code in {302, 409, 422}
    assert "建业社区" in client.get(f"{url}/?day=2021-01-01").content.decode()


def test_a_change_that_breaks_the_tree_is_refused_in_place(enter, staff, district):
    url = f"/desk/places/{district.village.pk}/dissolve/"
    answer = enter(staff.system_admin).post(url, {"on": timezone.localdate().isoformat()})
    assert answer.status_code in {409, 422}
    assert 'role="alert"' in answer.content.decode()


def test_only_its_administrator_changes_the_tree(enter, staff, district):
    url = f"/desk/places/{district.village.pk}/rename/"
    assert enter(staff.dispatcher).post(url, {"name": "x"}).status_code == 403
    assert enter(staff.system_admin).post(f"{url[:-7]}burn/", {}).status_code == 404


def test_places_are_searched_and_exported(enter, staff, district):
    client = enter(staff.dispatcher)
    assert "湖光网格" in client.get("/desk/places/?q=湖光").content.decode()
    assert "没有找到" in client.get("/desk/places/?q=nowhere").content.decode()
    answer = client.get(f"/desk/places/{district.village.pk}/export.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row == 4


def test_boundaries_of_a_place_and_around_it(enter, staff, district):
    client = enter(staff.dispatcher)

    def names(query):
        found = client.get(f"/desk/places/boundaries.json?{query}").json()["features"]
        return {feature["properties"]["name"] for feature in found}

    assert names(f"place={district.village.pk}") == {"建业社区", "第一网格", "第二网格"}
    assert names(f"place={district.grid.pk}&around=1") == {"第一网格", "第二网格"}
    assert len(names("level=grid")) == 3


def test_posts_are_listed_taken_and_ended(enter, staff, district):
    client = enter(staff.security_admin)
    person = a_person(login="liu")
    today = timezone.localdate().isoformat()
    told = {"person": "liu", "role": Role.GRID_WORKER, "place": "第二网格", "from_": today}
    assert client.post("/desk/posts/new/", told).status_code == 302
    post = Post.objects.get(person=person)
    assert post.place_id == district.next_grid.pk
    listed = client.get(f"/desk/posts/?place={district.next_grid.pk}")
    assert [row.pk for row in listed.context["page"].rows] == [post.pk]
    assert client.post(f"/desk/posts/{post.pk}/end/", {"on": today}).status_code == 422
    assert client.get(f"/desk/posts/{post.pk}/end/").status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"person": "nobody"}, {"place": "nowhere"}, {"place": ""}, {"role": ""}]
)
def test_a_post_that_cannot_be_is_refused_in_place(enter, staff, wrong):
    a_person(login="liu")
    told = {"person": "liu", "role": "grid_worker", "place": "第二网格", "from_": "2026-01-01"}
    before = Post.objects.count()
    answer = enter(staff.security_admin).post("/desk/posts/new/", {**told, **wrong})
    assert (answer.status_code, Post.objects.count()) == (422, before)


@pytest.mark.parametrize("query", ["q=x", "role=verifier", "day=2019-01-01", "sort=newest", ""])
def test_post_filters_and_sheet(enter, staff, query):
    client = enter(staff.security_admin)
    assert client.get(f"/desk/posts/?{query}").status_code == 200
    assert client.get(f"/desk/posts/export.xlsx?{query}").status_code == 200


@pytest.mark.parametrize("url", ["/desk/posts/", "/desk/journal/", "/desk/places/"])
@pytest.mark.parametrize("more", [1, 3])
def test_lists_take_six_statements(  # noqa: PLR0917 -- fixtures
    enter, staff, a_case, url, more, django_assert_max_num_queries
):
    for _n in range(more):
        a_case()
    who = {"/desk/posts/": "security_admin", "/desk/journal/": "audit_admin"}
    client = enter(getattr(staff, who.get(url, "dispatcher")))
    client.get(url)
    with django_assert_max_num_queries(6):
        client.get(url)


def test_the_journal_finds_by_subject_name_and_day(enter, staff, a_case):
    case = a_case()
    client = enter(staff.audit_admin)
    for query in (f"subject={case.subject}", "name=case_received"):
        page = client.get(f"/desk/journal/?{query}").context["page"]
        assert [fact.subject for fact in page.rows] == [case.subject]
    assert client.get("/desk/journal/?day=2019-01-01").context["page"].rows == []
    assert client.get("/desk/journal/?day=someday").status_code == 422


@pytest.fixture
def dead(a_case):
    fact = Fact.objects.filter(subject=a_case().subject).first()
    Delivery.objects.filter(fact=fact).delete()
    return Delivery.objects.create(
        fact=fact, handler="rooms.told", state="dead", tries=8, error="Boom\nValueError: no"
    )


def test_a_dead_delivery_is_tried_again(enter, staff, dead):
    client = enter(staff.system_admin)
    assert "ValueError: no" in client.get("/desk/deliveries/?q=ValueError").content.decode()
    owed = {"fact": dead.fact_id, "handler": dead.handler}
    assert enter(staff.dispatcher).post("/desk/deliveries/retry/", owed).status_code == 403
    assert client.post("/desk/deliveries/retry/", owed).status_code == 302
    assert Delivery.objects.get(fact=dead.fact_id, handler=dead.handler).state == "due"
    assert client.post("/desk/deliveries/retry/", owed).status_code == 404
    assert client.post("/desk/deliveries/retry/", {"fact": "x"}).status_code == 404


def test_home_counts_what_needs_me(enter, staff, a_case):
    a_case()
    a_case("dispatched")
    tallies = enter(staff.dispatcher).get("/desk/").context["tallies"]
    assert (tallies["mine"], tallies["unowned"], tallies["over"]) == (1, 1, 0)
    assert enter(staff.handler).get("/desk/").context["tallies"]["mine"] == 1
