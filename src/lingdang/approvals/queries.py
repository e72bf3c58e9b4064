"""Every way to read applications."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet

from lingdang.approvals import policies
from lingdang.approvals.enums import DOUBLE, ONE_WORD, OPEN, SINGLE, STRAIGHT, Kind, State, Step
from lingdang.approvals.models import Application
from lingdang.cases.public import Case, cases_for
from lingdang.kernel.actor import Actor, Reach
from lingdang.kernel.errors import NotFound
from lingdang.kernel.steps import Steps

_NOTHING = Q(pk__in=())


def steps_of(kind: Kind) -> Steps[State, Step]:
    """How many must agree to a kind, as the district has it."""
    if kind in ONE_WORD:
        return SINGLE
    return STRAIGHT if kind is Kind.EXTEND and settings.CHIEFS_EXTEND else DOUBLE


def applications_for(actor: Actor) -> QuerySet[Application]:
    """In the cases that they see as staff, and their own, with the case of each."""
    wanted = Q(asked_by=actor.person_id) if actor.person_id else _NOTHING
    if actor.has(policies.SEE):
        wanted |= Q(case__in=cases_for(actor).values("pk"))
    return Application.objects.filter(wanted).select_related("case")


def application_for(actor: Actor, application_id: int) -> Application:
    return _one(applications_for(actor).filter(pk=application_id))


def applications_of(actor: Actor, case: Case) -> list[Application]:
    """Those of one case, the newest first."""
    found = applications_for(actor).filter(case=case).order_by("-asked_at", "-id")
    return list(found)


def lock_application(actor: Actor, application_id: int) -> Application:
    """Lock one that they may see; the case is locked by what is done to it."""
    locked = applications_for(actor).select_for_update(no_key=True, of=("self",))
    return _one(locked.filter(pk=application_id))


def lock_open(case_id: int) -> list[Application]:
    locked = Application.objects.select_related("case").select_for_update(of=("self",))
    return list(locked.filter(case=case_id, state__in=sorted(OPEN)))


def appealed_before(case: Case) -> bool:
    asked = Application.objects.filter(case=case, kind=Kind.APPEAL)
    return asked.exclude(state__in=[State.WITHDRAWN, State.LAPSED]).exists()


def steps_for(actor: Actor, application: Application) -> list[Step]:
    """The steps that this actor may take now, in the order of the table."""
    open_ = steps_of(Kind(application.kind)).open_to(State(application.state))
    return [step for step in open_ if policies.may_take(actor, step, application)]


def waiting_for(actor: Actor) -> QuerySet[Application]:
    """Those that wait for this person's word: says in SQL what ``steps_for`` says in Python."""
    mine = actor.person_id or 0
    chief, dispatcher = actor.reach(policies.AGREE), actor.reach(policies.DISPATCH)
    theirs = Q(unit__in=sorted(chief.units)) | (Q(unit=None) & _under(chief))
    first = Q(state=State.APPLIED) & (
        (Q(kind=Kind.EXTEND) & theirs) | (Q(kind=Kind.APPEAL) & _under(actor.reach(policies.FILE)))
    )
    last = Q(state=State.AGREED) | Q(state=State.APPLIED, kind__in=sorted(ONE_WORD))
    asked = applications_for(actor).filter(first | (last & _under(dispatcher)))
    return asked.exclude(asked_by=mine).exclude(agreed_by=mine)


def _under(reach: Reach) -> Q:
    """Their case is held in one of the subtrees: "0" follows "/" in the order of paths."""
    if "" in reach.paths:
        return Q(pk__gt=0)
    ranges = (
        Q(case__path__gte=path, case__path__lt=f"{path[:-1]}0") for path in sorted(reach.paths)
    )
    return reduce(or_, ranges, _NOTHING)


def _one(found: QuerySet[Application]) -> Application:
    application = found.first()
    if application is None:
        raise NotFound
    return application
