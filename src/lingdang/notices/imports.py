"""Notices from a sheet, published as they stand.

What is imported stood somewhere else before: its followers are not told of it again.
"""

from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_date, cell_truth, checked
from lingdang.notices.models import Notice
from lingdang.notices.services.writing import Words, publish_notice, write_notice
from lingdang.places.public import tree

COLUMNS = ("place_code", "title", "text", "urgent", "from_on", "until_on")


@transaction.atomic
def import_notices(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    """All rows or none; a row that was imported before is the same notice."""
    report = ImportReport()

    def check(row: Row) -> tuple[Words, str] | None:
        key = "|".join(row[name] for name in COLUMNS)
        known = Notice.objects.filter(key=uuid5(NAMESPACE_URL, key), made_by=None).exists()
        return None if known else (_words(row), key)

    drafts = checked(rows, check, report)
    if report.problems:
        return report
    for words, key in drafts:
        notice = write_notice(words=words, by=by, key=uuid5(NAMESPACE_URL, key))
        publish_notice(notice_id=notice.pk, by=by)
        Notice.objects.filter(pk=notice.pk).update(told_at=timezone.now())
    report.created = len(drafts)
    return report


def _words(row: Row) -> Words:
    from_on, until_on = cell_date(row, "from_on"), cell_date(row, "until_on")
    if from_on is None or until_on is None:
        raise cell("until_on", _("A notice is shown from a day to a day."))
    words = Words(
        place_id=tree().by_code(row["place_code"]).id,
        title=row["title"],
        text=row["text"],
        urgent=cell_truth(row, "urgent"),
        from_on=from_on,
        until_on=until_on,
    )
    words.checked()
    return words
