from datetime import date, timedelta

import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.standards.errors import EditionEmpty, EditionInForce, EditionTooEarly
from lingdang.standards.models import Edition, Standard
from lingdang.standards.public import (
    drop_edition,
    edition_for,
    editions_for,
    handbook,
    put_in_force,
    standards_for,
)
from lingdang.standards.testing import LIBRARIAN, a_category, an_edition

pytestmark = pytest.mark.django_db

FIRST, LATER = date(2026, 1, 1), date(2026, 7, 1)
ROWS = [{"code": "06010"}, {"code": "06010", "condition": "很多", "limit": "2天"}]


@pytest.fixture(autouse=True)
def _category(db):
    a_category("06010")


def states(day):
    return {edition.name: edition.state_on(day) for edition in Edition.objects.all()}


def test_an_edition_is_drafted_put_in_force_and_replaced():
    an_edition(ROWS, name="甲", on=FIRST)
    draft = an_edition(ROWS, name="乙", on=None)
    assert states(LATER) == {"甲": "in_force", "乙": "draft"}
    put_in_force(edition_id=draft.pk, on=LATER, by=LIBRARIAN)
    assert states(LATER - timedelta(days=1)) == {"甲": "in_force", "乙": "coming"}
    assert states(LATER) == {"甲": "replaced", "乙": "in_force"}
    told = Fact.objects.filter(name="standards.edition_put_in_force.v1").order_by("id").last()
    assert (told.data["on"], told.data["before_id"]) == ("2026-07-01", Edition.objects.first().pk)


def test_the_handbook_offers_the_standards_of_the_day_by_number():
    first = an_edition(ROWS, on=FIRST)
    second = an_edition(ROWS[:1], on=LATER)
    book = handbook()
    assert [standard.number for standard in book.standards("06010", FIRST)] == [1, 2]
    assert [standard.edition for standard in book.standards("06010", LATER)] == [second]
    assert book.standards("06010", FIRST - timedelta(days=1)) == []
    assert book.standards("06011", LATER) == book.standards(None, LATER) == []
    assert book.standard(first.standards.first().pk).edition == first


def test_a_process_learns_of_a_standard_it_does_not_know():
    an_edition(ROWS, on=FIRST)
    assert handbook().edition_on(FIRST)
    draft = an_edition(ROWS, on=None)
    Edition.objects.update(valid=None)
    Edition.objects.filter(pk=draft.pk).update(valid=(FIRST, None))
    standard = Standard.objects.filter(edition=draft).first()
    assert standard.pk not in handbook()
    with pytest.raises(NotFound):
        handbook(knowing=standard.pk).standard(0)


def test_none_begins_before_the_one_it_replaces():
    an_edition(ROWS, on=LATER)
    draft = an_edition(ROWS, on=None)
    for day in (FIRST, LATER):
        with pytest.raises(EditionTooEarly):
            put_in_force(edition_id=draft.pk, on=day, by=LIBRARIAN)


def test_what_is_empty_or_in_force_already_is_refused():
    with pytest.raises(EditionEmpty):
        put_in_force(edition_id=Edition.objects.create(name="空").pk, on=FIRST, by=LIBRARIAN)
    edition = an_edition(ROWS, on=FIRST)
    for refused in (
        lambda: put_in_force(edition_id=edition.pk, on=LATER, by=LIBRARIAN),
        lambda: drop_edition(edition_id=edition.pk, by=LIBRARIAN),
    ):
        with pytest.raises(EditionInForce):
            refused()


def test_a_draft_is_thrown_away_with_its_standards():
    drop_edition(edition_id=an_edition(ROWS, on=None).pk, by=LIBRARIAN)
    assert not Standard.objects.exists()
    with pytest.raises(NotFound):
        drop_edition(edition_id=1, by=LIBRARIAN)


def test_drafts_are_for_whoever_manages_them():
    an_edition(ROWS, name="甲", on=FIRST)
    draft = an_edition(ROWS, name="乙", on=None)
    assert {edition.name for edition in editions_for(LIBRARIAN)} == {"甲", "乙"}
    assert {edition.name for edition in editions_for(ANYONE)} == {"甲"}
    assert (standards_for(LIBRARIAN).count(), standards_for(ANYONE).count()) == (4, 2)
    with pytest.raises(NotFound):
        edition_for(ANYONE, draft.pk)
    for refused in (
        lambda: put_in_force(edition_id=draft.pk, on=LATER, by=ANYONE),
        lambda: drop_edition(edition_id=draft.pk, by=ANYONE),
    ):
        with pytest.raises(NotAllowed):
            refused()
