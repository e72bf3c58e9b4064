"""A check-list is drafted from a sheet, published, and never changed again."""

import csv
import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from lingdang.inspections.enums import PLAN
from lingdang.inspections.errors import ChecklistChanged, NothingDrafted
from lingdang.inspections.facts import ChecklistPublished
from lingdang.inspections.models import Checklist, Item, Version
from lingdang.inspections.models.checklist import LONGEST_NAME
from lingdang.inspections.policies import require
from lingdang.inspections.queries.lists import draft_of, items_of, version_in_force
from lingdang.inspections.sheets import COLUMNS, lines_of, read_items
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row
from lingdang.kernel.texts import optional_text, required_text
from lingdang.places.public import tree
from lingdang.standards.public import category_by_code

_SHIPPED = Path(__file__).parents[1] / "shipped"


@transaction.atomic
def draft_checklist(
    *, code: str, name: str, point_type: str, place_id: int, rows: Iterable[Row], by: Actor
) -> tuple[Checklist, ImportReport]:
    """Begin a check-list, or the next version of it. A row with a problem keeps all out."""
    require(by, PLAN, tree().node(place_id).id)
    known = Checklist.objects.select_for_update(no_key=True).filter(code=code).first()
    if known:
        require(by, PLAN, known.place_id)
    items, report = read_items(rows)
    checklist = known or Checklist(code=code, place_id=place_id)
    checklist.name = required_text("name", name, LONGEST_NAME)
    checklist.point_type = optional_text("point_type", point_type, LONGEST_NAME)
    checklist.clean_fields()
    if report.problems:
        return checklist, report
    checklist.save()
    draft = _draft(checklist)
    Item.objects.filter(version=draft).delete()
    Item.objects.bulk_create(Item(version=draft, number=at, **it) for at, it in enumerate(items, 1))
    report.created = len(items)
    return checklist, report


def _draft(checklist: Checklist) -> Version:
    draft = draft_of(checklist)
    if draft is None:
        newest = Version.objects.filter(checklist=checklist).order_by("-number").first()
        return Version.objects.create(
            checklist=checklist, number=newest.number + 1 if newest else 1
        )
    draft.revision += 1
    draft.save(update_fields=["revision"])
    return draft


@transaction.atomic
def publish_checklist(*, checklist_id: int, revision: int, by: Actor) -> Version:
    """``revision`` is the draft's that was read. From now on it stays as it is."""
    found = Checklist.objects.select_for_update(no_key=True).filter(pk=checklist_id).first()
    if found is None:
        raise NotFound
    require(by, PLAN, found.place_id)
    draft = draft_of(found)
    if draft is None:
        raise NothingDrafted
    if draft.revision != revision:
        raise ChecklistChanged
    draft.published_at, draft.published_by_id = timezone.now(), by.person_id
    draft.save(update_fields=["published_at", "published_by"])
    told = ChecklistPublished(
        checklist_id=found.pk, version=draft.number, items=draft.items.count()
    )
    record(told, by=by)
    return draft


@cache
def shipped() -> dict[str, tuple[str, str]]:
    """Code → name and type of point of the check-lists that come with the product."""
    with (_SHIPPED / "checklists.csv").open(encoding="utf-8") as file:
        return {row["code"]: (row["name"], row["point_type"]) for row in csv.DictReader(file)}


@transaction.atomic
def install_checklist(*, code: str, place_id: int, by: Actor) -> Version:
    """Draft and publish one that comes with the product; said twice it is the same."""
    if code not in shipped():
        raise NotFound
    name, point_type = shipped()[code]
    text = (_SHIPPED / f"{code}.csv").read_text(encoding="utf-8")
    rows = [
        dict.fromkeys(COLUMNS, "") | row | {"category": _held(row["category"])}
        for row in csv.DictReader(io.StringIO(text))
    ]
    known = Checklist.objects.filter(code=code).first()
    current = version_in_force(known) if known else None
    if current and _said(current) == [[row[name] for name in COLUMNS[:3]] for row in rows]:
        return current
    made, _report = draft_checklist(
        code=code, name=name, point_type=point_type, place_id=place_id, rows=rows, by=by
    )
    draft = draft_of(made)
    return publish_checklist(checklist_id=made.pk, revision=draft.revision if draft else 0, by=by)


def _held(category: str) -> str:
    """A district that has no such category chooses its own."""
    return category if category and category_by_code(category) else ""


def _said(version: Version) -> list[list[object]]:
    return [line[:3] for line in lines_of(items_of(version))]
