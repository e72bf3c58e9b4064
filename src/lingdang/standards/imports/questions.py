"""Questions from a sheet: those of each category named take the place of its old ones.

Columns: ``category_code*``, ``code*``, ``text*``, ``datatype`` (``string``, the default, ``text``,
``number``, ``datetime``, ``singlevaluelist`` or ``multivaluelist``), ``required`` (1 or 0),
``variable`` (0: it only informs), ``hint``, and ``values`` for the lists: ``key=name|key=name``.
They are asked in the order of the sheet.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record_all
from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, cell_truth, checked
from lingdang.kernel.texts import optional_text, required_text
from lingdang.standards.enums import LISTS, Datatype
from lingdang.standards.facts import QuestionsSet
from lingdang.standards.models import Category, Question
from lingdang.standards.policies import require_manage

COLUMNS = ("category_code", "code", "text")
_LONGEST_CODE, _LONGEST_LINE = 40, 200


@dataclass(slots=True)
class _Questions:
    """What rows are checked against."""

    categories: frozenset[str]
    seen: set[tuple[str, str]] = field(default_factory=set)
    asked: Counter[str] = field(default_factory=Counter)

    def read(self, row: Row) -> Question:
        question = self._question(row)
        if question.category_id not in self.categories:
            raise cell("category_code", _("There is no such category."))
        name = (question.category_id, question.code)
        if name in self.seen:
            raise cell("code", _("The code stands in the file more than once."))
        self.seen.add(name)
        self.asked[question.category_id] += 1
        question.position = self.asked[question.category_id]
        return question

    def _question(self, row: Row) -> Question:
        question = Question(
            category_id=row["category_code"],
            code=required_text("code", row["code"], _LONGEST_CODE),
            text=required_text("text", row["text"], _LONGEST_LINE),
            datatype=row.get("datatype", "") or Datatype.STRING.value,
            required=cell_truth(row, "required"),
            variable=row.get("variable", "") != "0",
            hint=optional_text("hint", row.get("hint", ""), _LONGEST_LINE),
            values=_pairs(row.get("values", "")),
        )
        if question.datatype not in Datatype.values:
            raise cell("datatype", _("There is no such datatype."))
        if bool(question.values) != (question.datatype in LISTS):
            raise cell("values", _("Lists have values, other questions have none."))
        if question.required and not question.variable:
            raise cell("required", _("What only informs cannot be required."))
        return question


def _pairs(text: str) -> list[list[str]]:
    pairs = [item.partition("=") for item in text.split("|") if item.strip()]
    if any(not key.strip() or not name.strip() for key, _sign, name in pairs):
        raise cell("values", _("Write key=name|key=name."))
    return [[key.strip(), name.strip()] for key, _sign, name in pairs]


@transaction.atomic
def import_questions(rows: Sequence[Row], *, by: Actor) -> ImportReport:
    require_manage(by)
    report = ImportReport()
    named = {row["category_code"] for row in rows}
    known = Category.objects.select_for_update(no_key=True).filter(code__in=named)
    against = _Questions(frozenset(known.values_list("code", flat=True)))
    drafts = checked(rows, against.read, report)
    if report.problems:
        return report
    Question.objects.filter(category__in=named).delete()
    Question.objects.bulk_create(drafts)
    told = [QuestionsSet(code=code, questions=count) for code, count in against.asked.items()]
    record_all(told, by=by)
    report.created = len(drafts)
    return report
