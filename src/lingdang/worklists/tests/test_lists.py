"""Lists under a name: one's own, and shared where one serves."""

import pytest
from django.db import IntegrityError, transaction

from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.worklists.errors import NameTaken, TooManyLists
from lingdang.worklists.models import SavedList
from lingdang.worklists.public import lists_for, remove_list, save_list
from lingdang.worklists.services import lists


def names(actor):
    return [saved.name for saved in lists_for(actor)]


def save(name, by, **more):
    return save_list(name=name, query="state=filed", by=by, **more)


def test_ones_own_come_first_and_shared_ones_reach_who_serves_there(people):
    town = people.ground.town.pk
    save("街道超期", people.dispatcher, shared_at_id=town)
    save("我的", people.verifier)
    assert names(people.verifier) == ["我的", "街道超期"]
    assert names(people.grid_worker) == ["街道超期"]
    assert names(people.other_dispatcher) == []
    assert names(people.stranger) == []


def test_one_shares_where_one_serves(people):
    for place in (people.ground.other_town.pk, 999_999):
        with pytest.raises(Incomplete):
            save("越界", people.dispatcher, shared_at_id=place)


def test_a_name_once_and_not_without_end(people, monkeypatch):
    save("超期", people.dispatcher)
    with pytest.raises(NameTaken):
        save("超期", people.dispatcher)
    save("超期", people.verifier)
    with pytest.raises(Incomplete):
        save(" ", people.dispatcher)
    monkeypatch.setattr(lists, "MOST", 1)
    with pytest.raises(TooManyLists):
        save("更多", people.dispatcher)


def test_only_its_owner_removes_it(people):
    saved = save("超期", people.dispatcher, shared_at_id=people.ground.town.pk)
    for other in (people.verifier, people.stranger):
        with pytest.raises(NotFound):
            remove_list(list_id=saved.pk, by=other)
    remove_list(list_id=saved.pk, by=people.dispatcher)
    with pytest.raises(NotFound):
        remove_list(list_id=saved.pk, by=people.dispatcher)
    assert not SavedList.objects.exists()


def test_not_for_residents(people):
    with pytest.raises(NotAllowed):
        save("我的", people.resident)


def test_a_list_has_a_name(people):
    saved = save("超期", people.dispatcher)
    with pytest.raises(IntegrityError, match="saved_list_has_name"), transaction.atomic():
        SavedList.objects.filter(pk=saved.pk).update(name="")
