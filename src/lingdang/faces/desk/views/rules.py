"""Rules of dispatch: their versions, one version, one rule, a version tried on past cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.dispatching.public import (
    Rule,
    RuleSet,
    asked_words,
    discard_draft,
    draft_rules,
    may_change,
    modes_for,
    move_rule,
    places_managed,
    put_in_force,
    remove_rule,
    rule_in,
    rule_set_for,
    rule_sets_for,
    save_rule,
    set_mode,
    target_words,
)
from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.dispatching import DraftForm, ModeForm, RuleForm
from lingdang.faces.desk.forms.journal import search_words
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import DomainError, NotFound
from lingdang.people.public import Duty
from lingdang.places.public import tree

_NEWEST = Order(("id",))


@dataclass(frozen=True, slots=True)
class Line:
    """A rule as a list shows it."""

    rule: Rule
    asks: list[str]
    target: str


def lines_of(rule_set: RuleSet, words: str = "") -> list[Line]:
    rules = rule_set.rules.select_related("unit", "place")
    lines = [Line(rule, asked_words(rule), target_words(rule)) for rule in rules]
    return [one for one in lines if not words or words in " ".join(_plain(one))]


def _plain(line: Line) -> list[str]:
    return [line.rule.name, *line.asks, line.target]


@require_GET
@desk(Duty.MANAGE_DISPATCHING)
def rules(request: ActorRequest) -> HttpResponse:
    """Every version that decides about one's cases, and how far rules go where."""
    return _versions(request, ModeForm(places_managed(request.actor)))


def _versions(request: ActorRequest, form: ModeForm) -> HttpResponse:
    managed = places_managed(request.actor)
    context = {
        "page": page_of(rule_sets_for(request.actor), _NEWEST, request.GET),
        "modes": modes_for(request.actor),
        "mode_form": form,
        "managed": managed,
    }
    status = form.status if form.is_bound else 200
    return answer(request, "rules/list.html", context, status=status)


@require_POST
@desk(Duty.MANAGE_DISPATCHING)
def mode(request: ActorRequest) -> HttpResponse:
    form = ModeForm(places_managed(request.actor), request.POST)
    if not form.is_valid():
        return _versions(request, form)
    set_mode(**form.cleaned_data, by=request.actor)
    messages.success(request, _("From now on the rules work so there."))
    return redirect("desk:rules")


@require_POST
@desk(Duty.MANAGE_DISPATCHING)
def draft(request: ActorRequest) -> HttpResponse:
    form = DraftForm(request.POST)
    if not form.is_valid():
        raise NotFound
    begun = draft_rules(place_id=form.cleaned_data["place_id"], by=request.actor)
    return redirect("desk:rule_set", begun.pk)


@require_GET
@desk(Duty.MANAGE_DISPATCHING)
def rule_set(request: ActorRequest, rule_set_id: int) -> HttpResponse:
    found, words = rule_set_for(request.actor, rule_set_id), search_words(request.GET)
    context = {
        "rule_set": found,
        "lines": lines_of(found, words),
        "q": words,
        "may_change": may_change(request.actor, found),
        "acts": [
            ("up", "↑", _("Earlier")),
            ("down", "↓", _("Later")),
            ("remove", "×", _("Remove")),
        ],
    }
    return answer(request, "rules/version.html", context)


@require_GET
@desk(Duty.MANAGE_DISPATCHING)
def rules_export(request: ActorRequest, rule_set_id: int) -> FileResponse:
    found = rule_set_for(request.actor, rule_set_id)
    head = [_("Number"), _("Rule"), _("Conditions"), _("Who gets the case"), _("Before filing")]
    return exports.sheet(_("Rules of dispatch"), head, _written(found))


def _written(rule_set: RuleSet) -> Iterator[list[object]]:
    for line in lines_of(rule_set):
        unfiled = _("yes") if line.rule.unfiled else ""
        yield [
            line.rule.position,
            line.rule.name,
            "\n".join(line.asks),
            line.target,
            unfiled,
        ]


def _put(rule_set_id: int, by: Actor) -> str:
    put_in_force(rule_set_id=rule_set_id, by=by)
    return _("The version is in force from now on.")


def _discard(rule_set_id: int, by: Actor) -> str:
    discard_draft(rule_set_id=rule_set_id, by=by)
    return _("The draft was thrown away.")


_ACTS = {"put": _put, "discard": _discard}


@require_POST
@desk(Duty.MANAGE_DISPATCHING)
def rule_set_act(request: ActorRequest, rule_set_id: int, act: str) -> HttpResponse:
    rule_set_for(request.actor, rule_set_id)
    if act not in _ACTS:
        raise NotFound
    messages.success(request, _ACTS[act](rule_set_id, request.actor))
    return redirect("desk:rules")


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_DISPATCHING)
def new_rule(request: ActorRequest, rule_set_id: int) -> HttpResponse:
    return _edit(request, rule_set_for(request.actor, rule_set_id), None)


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_DISPATCHING)
def rule(request: ActorRequest, rule_set_id: int, rule_id: int) -> HttpResponse:
    found = rule_set_for(request.actor, rule_set_id)
    return _edit(request, found, rule_in(found, rule_id))


def _edit(request: ActorRequest, rule_set: RuleSet, rule: Rule | None) -> HttpResponse:
    initial: dict[str, Any] = RuleForm.initial_of(rule) if rule else {"target": "unit"}
    form = RuleForm(tree().node(rule_set.place_id), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        rule_id = rule.pk if rule else None
        try:
            save_rule(rule_set_id=rule_set.pk, rule_id=rule_id, told=form.told(), by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The rule is kept."))
            return redirect("desk:rule_set", rule_set.pk)
    context = {
        "form": form,
        "rule_set": rule_set,
        "rule": rule,
        "may_change": may_change(request.actor, rule_set),
    }
    status = form.status if request.method == "POST" else 200
    return answer(request, "rules/rule.html", context, status=status)


@require_POST
@desk(Duty.MANAGE_DISPATCHING)
def rule_act(request: ActorRequest, rule_set_id: int, rule_id: int, act: str) -> HttpResponse:
    """Move a rule up or down, or remove it: buttons, so the keyboard does it too."""
    rule_in(rule_set_for(request.actor, rule_set_id), rule_id)
    if act == "remove":
        remove_rule(rule_set_id=rule_set_id, rule_id=rule_id, by=request.actor)
    elif act in {"up", "down"}:
        up = act == "up"
        move_rule(rule_set_id=rule_set_id, rule_id=rule_id, up=up, by=request.actor)
    else:
        raise NotFound
    return redirect("desk:rule_set", rule_set_id)
