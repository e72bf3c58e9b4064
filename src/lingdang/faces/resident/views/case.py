"""A matter as its reporter sees it: what happened, what is promised next, and their word on it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lingdang.cases.public import (
    Step,
    answer_case,
    reopen_case,
    reporter_steps,
    withdraw_case,
)
from lingdang.dispatching.public import may_urge_today, urge_case
from lingdang.dossiers.public import errand_of
from lingdang.evidence.public import photos_of_many
from lingdang.faces.entrance.photos import signed_url
from lingdang.faces.entrance.web import ActorRequest
from lingdang.faces.resident import states, talk
from lingdang.faces.resident.forms import AnswerForm, ReasonForm, SayForm, problems
from lingdang.faces.resident.matters import Matter, held
from lingdang.faces.resident.serving import serving
from lingdang.kernel.errors import DomainError, Incomplete

_UNPROCESSABLE = 422
_STARS = (
    (1, _("1 star: very discontent")),
    (2, _("2 stars: discontent")),
    (3, _("3 stars: so-so")),
    (4, _("4 stars: content")),
    (5, _("5 stars: very content")),
)


@login_not_required
@never_cache
@require_GET
def case(request: ActorRequest, key: str) -> HttpResponse:
    return _page(request, held(request, key))


@login_not_required
@require_POST
def answer(request: ActorRequest, key: str) -> HttpResponse:
    """Settled or not, and how content: the reporter's word closes a matter or takes it up again."""
    matter = held(request, key)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, matter, form, status=_UNPROCESSABLE)
    answer_case(case_id=matter.case.pk, **form.cleaned_data, by=matter.actor)
    return redirect("resident:case", key)


@login_not_required
@require_POST
def withdraw(request: ActorRequest, key: str) -> HttpResponse:
    matter = held(request, key)
    withdraw_case(case_id=matter.case.pk, reason=_reason(request), by=matter.actor)
    return redirect("resident:case", key)


@login_not_required
@require_POST
def reopen(request: ActorRequest, key: str) -> HttpResponse:
    matter = held(request, key)
    reopen_case(case_id=matter.case.pk, reason=_reason(request), by=matter.actor)
    return redirect("resident:case", key)


@login_not_required
@require_POST
def urge(request: ActorRequest, key: str) -> HttpResponse:
    """Press for it, once a day; whoever has it in hand is told."""
    matter = held(request, key)
    urge_case(case_id=matter.case.pk, by=matter.actor)
    return redirect("resident:case", key)


@login_not_required
@require_POST
def say(request: ActorRequest, key: str) -> HttpResponse:
    """Answer what was asked, or add something; with photographs."""
    matter = held(request, key)
    form = SayForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            talk.say(request, matter, form)
            return redirect(f"{reverse('resident:case', args=[key])}#talk")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return _page(request, matter, talking=form, status=_UNPROCESSABLE)


def _reason(request: ActorRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Incomplete(problems(form))
    return str(form.cleaned_data["reason"])


def _page(
    request: ActorRequest,
    matter: Matter,
    form: AnswerForm | None = None,
    *,
    talking: SayForm | None = None,
    status: int = 200,
) -> HttpResponse:
    steps = reporter_steps(matter.actor, matter.case)
    context: dict[str, Any] = {
        "tab": "mine",
        "key": matter.key,
        "matter": matter,
        "case": matter.case,
        "form": form or AnswerForm(),
        "stars": _STARS,
        "serving": serving(matter.case.place_id),
        "promise": states.promise(matter.leading),
        "timeline": matter.story,
        "talk": talk.talk_of(matter, talking),
        "errand": errand_of(matter.case),
        "may_answer": Step.CALL_BACK in steps,
        "may_reopen": Step.REOPEN in steps and Step.CALL_BACK not in steps,
        "may_withdraw": Step.WITHDRAW in steps,
        "may_urge": may_urge_today(matter.actor, matter.case),
    }
    context |= _photographs(matter)
    return render(request, "resident/case.html", context, status=status)


def _photographs(matter: Matter) -> dict[str, list[dict[str, str]]]:
    """Their own from before, and from after those of the case that it goes on in."""
    pairs: dict[str, list[dict[str, str]]] = {"before": [], "after": []}
    own, leading = matter.case.subject, matter.leading.subject
    shown = photos_of_many({own, leading})
    for photo in [*shown.get(own, []), *(shown.get(leading, []) if leading != own else [])]:
        side = "after" if photo.moment == "after" else "before"
        if side == "before" and photo not in shown.get(own, []):
            continue
        pairs[side].append(
            {
                "url": signed_url(photo.public_id, "display"),
                "thumb": signed_url(photo.public_id, "thumb"),
            }
        )
    return pairs
