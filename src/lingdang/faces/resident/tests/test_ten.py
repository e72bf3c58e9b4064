"""The ten matters that everybody can read, with how far they have come."""

from lingdang.suggestions.public import finish_item, items_of
from lingdang.suggestions.testing import LEARNER, a_ten


def test_nothing_is_published_yet(client, people):
    a_ten(people.ground.town)
    assert "还没有公布清单" in client.get("/ten/").text


def test_a_confirmed_list_is_read_by_everybody_with_its_progress(client, people):
    ten = a_ten(people.ground.town, people.unit, confirmed=True)
    item = items_of(ten)[0]
    finish_item(ten_id=ten.pk, item_id=item.pk, outcome="路灯全部点亮", by=LEARNER)
    page = client.get("/ten/")
    assert f'href="/ten/{ten.pk}/"' in page.text
    page = client.get(f"/ten/{ten.pk}/")
    for told in ("第1件", "全部整改到位", people.unit.name, "路灯全部点亮", "第10件"):
        assert told in page.text


def test_a_draft_is_absent_for_everybody_its_keeper_too(client, people):
    ten = a_ten(people.ground.town)
    assert client.get(f"/ten/{ten.pk}/").status_code == 404
    assert client.get("/ten/999999/").status_code == 404
