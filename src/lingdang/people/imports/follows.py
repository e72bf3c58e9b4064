"""Followers that a community brings from elsewhere: ``person_key, place_code, since``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row, cell_date, checked
from lingdang.people.enums import Duty
from lingdang.people.errors import CellEmpty, PlaceUnknown
from lingdang.people.facts import FollowersImported
from lingdang.people.models import Follow, Person
from lingdang.people.policies import require
from lingdang.people.services.persons import unsaved_person
from lingdang.places.public import tree

FOLLOW_COLUMNS = ("person_key", "place_code", "since")


@dataclass(frozen=True, slots=True)
class _Draft:
    key: str
    place_id: int
    since: date


@transaction.atomic
def import_follows(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """Make the followers and whom they follow, all or none; rows that are there stay."""
    require(by, Duty.MANAGE_PERSON)
    known = set(Follow.objects.values_list("person__key", "place_id"))
    report = ImportReport()
    drafts = checked(rows, lambda row: _check(row, known), report)
    if report.problems:
        return report
    keys = {draft.key for draft in drafts}
    Person.objects.bulk_create(
        [unsaved_person(name="", key=key) for key in sorted(keys)], ignore_conflicts=True
    )
    ids = dict(Person.objects.filter(key__in=keys).values_list("key", "id"))
    Follow.objects.bulk_create(
        Follow(person_id=ids[draft.key], place_id=draft.place_id, since=_midnight(draft.since))
        for draft in drafts
    )
    counts = Counter(draft.place_id for draft in drafts)
    record_all([FollowersImported(of_place=p, count=n) for p, n in counts.items()], by=by)
    report.created = len(drafts)
    return report


def _check(row: Row, known: set[tuple[str | None, int]]) -> _Draft | None:
    if not row["person_key"]:
        raise CellEmpty(column="person_key")
    try:
        place_id = tree().by_code(row["place_code"]).id
    except NotFound:
        raise PlaceUnknown(code=row["place_code"]) from None
    if (row["person_key"], place_id) in known:
        return None
    known.add((row["person_key"], place_id))
    return _Draft(row["person_key"], place_id, cell_date(row, "since") or timezone.localdate())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
