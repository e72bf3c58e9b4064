"""What was said, and standard replies, from sheets; all or nothing, each problem by its row.

Remarks: ``external_key*`` (of the imported case), ``kind*`` (``question``, ``answer``,
``addition``, ``reply``, ``note``), ``text*``, ``by*`` (a sign-in name), ``public``
(1: a reply for everybody), ``mentioned`` (sign-in names parted by ``;``). They are said
in the order of the sheet.

Standard replies: ``title*``, ``text*``, ``category`` (a code), ``state``.
"""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.cases.public import cases_for
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_truth, checked
from lingdang.people.public import Person, actor_for, person_by_login
from lingdang.talks.enums import Kind
from lingdang.talks.models import Remark, StandardReply
from lingdang.talks.services import (
    add_to_report,
    answer_question,
    ask_reporter,
    reply_to_reporter,
    set_standard_reply,
    write_note,
)

REMARK_COLUMNS = ("external_key", "kind", "text", "by")
REPLY_COLUMNS = ("title", "text")
_SAYS: dict[str, Callable[..., Remark]] = {
    Kind.QUESTION: ask_reporter,
    Kind.ANSWER: answer_question,
    Kind.ADDITION: add_to_report,
    Kind.REPLY: reply_to_reporter,
    Kind.NOTE: write_note,
}


def import_remarks(rows: Sequence[Row], *, by: Actor) -> ImportReport:  # noqa: ARG001 -- each is said by whom its row names
    return _imported(rows, _say)


def import_replies(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    def kept(row: Row) -> StandardReply:
        return set_standard_reply(
            title=row["title"],
            text=row["text"],
            category_code=row.get("category", ""),
            state=row.get("state", ""),
            by=by,
        )

    return _imported(rows, kept)


@transaction.atomic
def _imported(rows: Sequence[Row], one: Callable[[Row], object]) -> ImportReport:
    report = ImportReport()
    made = checked(rows, one, report)
    if report.problems:
        transaction.set_rollback(True)
    else:
        report.created = len(made)
    return report


def _say(row: Row) -> Remark:
    says = _SAYS.get(row["kind"])
    if says is None:
        raise cell("kind", _("There is no such kind of remark."))
    by = actor_for(_person(row["by"], "by"))
    told = {"case_id": _case_id(by, row["external_key"]), "text": row["text"], "by": by}
    if row["kind"] == Kind.REPLY:
        return says(**told, public=cell_truth(row, "public"))
    if row["kind"] == Kind.NOTE:
        named = [name for name in row.get("mentioned", "").split(";") if name]
        return says(**told, mentioned=[_person(name, "mentioned").pk for name in named])
    return says(**told)


def _person(login: str, column: str) -> Person:
    person = person_by_login(login)
    if person is None:
        raise cell(column, _("Nobody has this sign-in name."))
    return person


def _case_id(by: Actor, key: str) -> int:
    imported = cases_for(by).filter(request_scope="import", request_key=key)
    case_id = imported.values_list("pk", flat=True).first()
    if case_id is None:
        raise NotFound
    return case_id
