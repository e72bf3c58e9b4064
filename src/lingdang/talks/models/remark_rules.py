"""What must always hold of a remark, and by what it is found."""

from django.db import models
from django.db.models import F, Q

from lingdang.talks.enums import READ_BY, SPOKEN, Audience, Ending, Kind, Way

_QUESTION = Q(kind=Kind.QUESTION)
_OPEN = _QUESTION & Q(ended_how="")
_SPOKEN = Q(kind__in=SPOKEN)
_ABOUT_NOTHING = [kind for kind in Kind if kind not in {Kind.ANSWER, Kind.NOTE}]


def _fits() -> Q:
    wanted = Q(pk__in=())
    for kind, audiences in READ_BY.items():
        wanted |= Q(kind=kind, audience__in=sorted(audiences))
    return wanted


CONSTRAINTS = [
    models.CheckConstraint(name="remark_audience_of_kind", condition=_fits()),
    models.CheckConstraint(
        name="remark_says_something", condition=~Q(text="") | (_SPOKEN & Q(photographs__gt=0))
    ),
    models.CheckConstraint(
        name="remark_about_something",
        condition=Q(kind=Kind.ANSWER, about__isnull=False)
        | (Q(kind=Kind.NOTE) & (Q(about=None) | ~Q(about=F("id"))))
        | Q(kind__in=_ABOUT_NOTHING, about=None),
    ),
    models.CheckConstraint(
        name="remark_spoken_by_a_report",
        condition=(_SPOKEN & Q(report__isnull=False)) | (~_SPOKEN & Q(report=None)),
    ),
    models.CheckConstraint(
        name="remark_way_of_a_private_reply",
        condition=Q(way="") | Q(way__in=Way.values, kind=Kind.REPLY, audience=Audience.REPORTER),
    ),
    models.CheckConstraint(
        name="remark_question_ends_once",
        condition=Q(ended_how="", ended_at=None)
        | (_QUESTION & Q(ended_how__in=Ending.values, ended_at__isnull=False)),
    ),
    models.CheckConstraint(
        name="remark_question_runs_out",
        condition=(_QUESTION & Q(until__isnull=False)) | (~_QUESTION & Q(until=None)),
    ),
    models.CheckConstraint(
        name="remark_question_reminded_of", condition=_QUESTION | Q(reminded_at=None)
    ),
    models.UniqueConstraint(name="remark_one_open_question", fields=["case"], condition=_OPEN),
    models.UniqueConstraint(
        name="remark_one_answer", fields=["about"], condition=Q(kind=Kind.ANSWER)
    ),
    models.UniqueConstraint(
        name="remark_sent_once", fields=["case", "key"], condition=Q(key__isnull=False)
    ),
]

INDEXES = [
    models.Index(name="remark_of_case", fields=["case", "at", "id"]),
    models.Index(name="remark_open_question", fields=["until", "id"], condition=_OPEN),
    models.Index(
        name="remark_public", fields=["-at", "-id"], condition=Q(audience=Audience.EVERYONE)
    ),
]
