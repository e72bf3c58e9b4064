"""Case standards: the editions, and the rules of one of them."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id
from lingdang.faces.api.v1.outputs import EditionRow, RulePage, RuleRow, refusals
from lingdang.faces.api.v1.problems import require_known
from lingdang.faces.api.v1.schemas import RuleFilters
from lingdang.faces.api.v1.wire import written
from lingdang.standards.public import (
    Rule,
    editions_for,
    rule_for,
    rulebook,
    rules_for,
    search_rules,
)

router = Router()

_LIMIT = ("street_class_id", "purpose", "amount", "unit", "written")
_RULE = (
    *("id", "edition_id", "number", "condition", "closing", "responsible", "basis", "supervisors"),
    *("evidence", "unit_id"),
)


@router.get(
    "/editions", response={200: list[EditionRow], **refusals()}, summary="Editions of the standards"
)
def list_editions(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return written(
        [
            {
                "id": edition.pk,
                "name": edition.name,
                "state": edition.state_on(today),
                "since": edition.since,
                "until": edition.until,
                "scheme": edition.scheme_id,
                "rules": edition.counted,  # type: ignore[attr-defined]  # annotated
            }
            for edition in editions_for(actor_of(request))
        ]
    )


@router.get(
    "/rules",
    response={200: RulePage, **refusals(404)},
    summary="The rules of an edition, of the one in force unless another is named",
)
def list_rules(request: HttpRequest, filters: Query[RuleFilters]) -> HttpResponse:
    require_known(request, RuleFilters)
    today = rulebook().edition_on(timezone.localdate())
    edition = filters.edition or (today.pk if today else None)
    found = search_rules(rules_for(actor_of(request)).filter(edition=edition), filters.search)
    if filters.category:
        found = found.filter(category=filters.category)
    if filters.after:
        found = found.filter(pk__gt=filters.after)
    rules = list(found.order_by("pk")[: filters.size + 1])
    shown, more = rules[: filters.size], len(rules) > filters.size
    after = shown[-1].pk if more else None
    return written({"rules": [_rule(rule) for rule in shown], "after": after})


@router.get("/rules/{rule_id}", response={200: RuleRow, **refusals(404)}, summary="One rule")
def show_rule(request: HttpRequest, rule_id: Id) -> HttpResponse:
    return written(_rule(rule_for(actor_of(request), rule_id)))


def _rule(rule: Rule) -> dict[str, object]:
    limits = [
        {name.removesuffix("_id"): getattr(limit, name) for name in _LIMIT}
        for limit in rule.limits.all()
    ]
    plain = {name: getattr(rule, name) for name in _RULE}
    return {**plain, "category": rule.category_id, "limits": limits}
