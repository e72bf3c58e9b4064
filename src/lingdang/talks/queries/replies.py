"""Standard replies, and who is still to be answered."""

from collections.abc import Mapping

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from lingdang.cases.public import Case, CaseQuerySet, State, reports_of
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.talks.enums import Kind
from lingdang.talks.models import AnswerRule, Remark, StandardReply

_PUT_RIGHT = (State.HANDLED, State.VERIFIED, State.CALLED_BACK)


def standard_replies() -> QuerySet[StandardReply]:
    return StandardReply.objects.select_related("category").order_by("-active", "-used", "pk")


def offered_replies(case: Case) -> QuerySet[StandardReply]:
    """What fits a case, the most used first."""
    fits = Q(category=None) | Q(category=case.category_id)
    fits &= Q(state="") | Q(state=case.state)
    return StandardReply.objects.filter(fits, active=True).order_by("-used", "pk")


FIELDS = ("number", "place", "unit", "category", "outcome")


def filled(text: str, case: Case) -> str:
    """Put what is known of the case where the text leaves room: ``{number}`` and so on."""
    for name, value in _values(case).items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _values(case: Case) -> Mapping[str, str]:
    places, unit = tree(), Unit.objects.filter(pk=case.unit_id or 0).first()
    return {
        "number": case.number,
        "place": places.node(case.place_id).name if case.place_id in places else "",
        "unit": unit.name if unit else "",
        "category": case.category.name if case.category else "",
        "outcome": case.outcome,
    }


def was_answered(case: Case) -> bool:
    """Whether the reporter got a reply since it was put right, or needs none."""
    if case.handled_at is None or case.parent_id or not must_answer(case):
        return True
    return Remark.objects.filter(case=case.pk, kind=Kind.REPLY, at__gte=case.handled_at).exists()


def must_answer(case: Case) -> bool:
    """By the rule of its category, else as is usual; nobody is answered who cannot be reached."""
    if case.procedure and not case.procedure.tells_reporter:
        return False
    rule = AnswerRule.objects.filter(category=case.category_id).first()
    required = rule.required if rule else settings.ANSWER_BEFORE_CLOSING
    return required and any(report.is_reachable for report in reports_of(case))


def owing() -> CaseQuerySet:
    """Put right, still open, and its reporter not answered since; ``was_answered`` in SQL."""
    reply = Remark.objects.filter(
        case=OuterRef("pk"), kind=Kind.REPLY, at__gte=OuterRef("handled_at")
    )
    usual = settings.ANSWER_BEFORE_CLOSING
    excepted = AnswerRule.objects.filter(required=not usual).values("category")
    required = Q(category=None) | ~Q(category__in=excepted) if usual else Q(category__in=excepted)
    reachable = Case.objects.reachable()
    reached = Q(Exists(reachable.filter(pk=OuterRef("pk"))))
    reached |= Q(Exists(reachable.filter(merged_into=OuterRef("pk"))))
    settled = Case.objects.told_to_reporter().filter(required, parent=None)
    return settled.in_states(_PUT_RIGHT).filter(reached & ~Exists(reply))


def rules() -> QuerySet[AnswerRule]:
    return AnswerRule.objects.select_related("category").order_by("category")
