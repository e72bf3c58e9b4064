from collections.abc import Iterator
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from lingdang.faces.desk import exports, names, queries
from lingdang.faces.desk.forms.journal import FactFilterForm, RetryForm, search_words
from lingdang.faces.desk.paging import Order, page_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.journal.public import Fact, retry_delivery
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Duty, cards

_FACTS = Order(("id",))
_DEAD = Order(("due_at", "fact_id", "handler"), descending=False)


@require_GET
@desk(Duty.READ_JOURNAL)
def journal(request: ActorRequest) -> HttpResponse:
    form = FactFilterForm(request.GET)
    page = page_of(_facts(request.actor, form), _FACTS, request.GET)
    sealed_to, sealed_at = names.sealed()
    context = {
        "form": form,
        "page": page,
        "people": cards({fact.person_id for fact in page.rows}),
        "query": form.query(),
        "sealed_to": sealed_to,
        "sealed_at": sealed_at,
    }
    return answer(request, "journal/facts.html", context, part="results", status=form.status_now)


@require_GET
@desk(Duty.READ_JOURNAL)
def journal_export(request: ActorRequest) -> FileResponse:
    facts = _facts(request.actor, FactFilterForm(request.GET)).order_by("-id")
    head = [
        _("Number"),
        _("When"),
        pgettext("journal", "What happened"),
        _("What about"),
        _("By whom"),
        _("Place"),
        _("Details"),
    ]
    return exports.sheet(_("Journal"), head, _lines(facts))


def _lines(facts: QuerySet[Fact]) -> Iterator[list[object]]:
    for fact in facts.iterator(chunk_size=1000):
        moment = timezone.localtime(fact.at).strftime("%Y-%m-%d %H:%M:%S")
        place = names.place_name(fact.place_id)
        yield [fact.pk, moment, fact.name, fact.subject, fact.actor, place, str(fact.data)]


def _facts(actor: Actor, form: FactFilterForm) -> QuerySet[Fact]:
    asked = form.cleaned_data if form.is_valid() else {}
    return queries.facts_asked(
        actor,
        subject=asked.get("subject", ""),
        name=asked.get("name", ""),
        day=asked.get("day"),
    )


@require_GET
@desk(Duty.RETRY_DELIVERY)
def deliveries(request: ActorRequest) -> HttpResponse:
    words = search_words(request.GET)
    page = page_of(queries.dead_asked(request.actor, words), _DEAD, request.GET)
    context = {"page": page, "q": words, "query": urlencode({"q": words}) if words else ""}
    return answer(request, "journal/deliveries.html", context)


@require_GET
@desk(Duty.RETRY_DELIVERY)
def delivery_export(request: ActorRequest) -> FileResponse:
    dead = queries.dead_asked(request.actor, search_words(request.GET)).order_by("due_at")
    head = [
        pgettext("journal", "What happened"),
        _("What about"),
        _("For whom"),
        _("Tries"),
        _("Error"),
    ]
    lines = (
        [one.fact.name, one.fact.subject, one.handler, one.tries, one.error]
        for one in dead.iterator(1000)
    )
    return exports.sheet(_("Failed deliveries"), head, lines)


@require_POST
@desk(Duty.RETRY_DELIVERY)
def retry(request: ActorRequest) -> HttpResponse:
    """Owe it again; the worker takes it up."""
    form = RetryForm(request.POST)
    if not form.is_valid():
        raise NotFound
    retry_delivery(
        fact_id=form.cleaned_data["fact"], handler=form.cleaned_data["handler"], by=request.actor
    )
    messages.success(request, _("It will be tried again at once."))
    return redirect("desk:deliveries")
