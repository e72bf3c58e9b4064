from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lingdang.faces.desk import exports
from lingdang.faces.desk.forms.journal import search_words
from lingdang.faces.desk.forms.standards import DraftForm, ForceForm
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.kernel.sheets import ImportReport
from lingdang.people.public import Duty
from lingdang.standards.public import (
    Edition,
    EditionState,
    drop_edition,
    edition_for,
    editions_for,
    import_standards,
    may_manage,
    put_in_force,
    read_standards,
)

_SHOWN = 100  # problems of a sheet; whoever has more reads these first


@dataclass(frozen=True, slots=True)
class Row:
    edition: Edition
    state: EditionState
    form: ForceForm | None  # what a draft can still be put in force with


def _rows(request: ActorRequest, refused: tuple[int, ForceForm] | None = None) -> list[Row]:
    today, manages = timezone.localdate(), may_manage(request.actor)
    which, form = refused or (0, None)
    return [
        Row(
            edition,
            edition.state_on(today),
            None
            if edition.since or not manages
            else form
            if form and edition.pk == which
            else ForceForm(auto_id=f"id_{edition.pk}_%s"),
        )
        for edition in editions_for(request.actor).filter(name__contains=search_words(request.GET))
    ]


@require_GET
@desk()
def editions(request: ActorRequest) -> HttpResponse:
    return _page(request)


def _page(request: ActorRequest, refused: tuple[int, ForceForm] | None = None) -> HttpResponse:
    context = {
        "rows": _rows(request, refused),
        "q": search_words(request.GET),
        "manages": may_manage(request.actor),
    }
    status = refused[1].status if refused else 200
    return answer(request, "standards/editions.html", context, status=status)


@require_GET
@desk()
def edition_export(request: ActorRequest) -> FileResponse:
    head = [_("Name"), _("State"), _("From the day"), _("Until the day"), _("Standards")]
    lines = (
        [
            row.edition.name,
            str(row.state.label),
            _day(row.edition.since),
            _day(row.edition.until),
            row.edition.counted,  # type: ignore[attr-defined]  # annotated by the query
        ]
        for row in _rows(request)
    )
    return exports.sheet(_("Editions"), head, lines)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


@require_http_methods(["GET", "POST"])
@desk(Duty.MANAGE_STANDARDS)
def draft(request: ActorRequest) -> HttpResponse:
    """Read a sheet into a draft, or only say what is wrong with it."""
    form = DraftForm(request.POST or None, request.FILES or None)
    report, checking = None, "check" in request.POST
    if request.method == "POST" and form.is_valid():
        try:
            report = import_standards(
                read_standards(form.cleaned_data["file"].read()),
                edition=form.cleaned_data["edition"],
                dry_run=checking,
                by=request.actor,
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            if not checking and not report.problems:
                messages.success(request, str(report))
                return redirect("desk:editions")
    context = {"form": form, "report": report, **_problems(report)}
    wrong = form.is_bound and (form.errors or (report and report.problems))
    return answer(request, "standards/draft.html", context, status=form.status if wrong else 200)


def _problems(report: ImportReport | None) -> dict[str, object]:
    found = report.problems if report else []
    return {"problems": found[:_SHOWN], "more": max(0, len(found) - _SHOWN)}


@require_POST
@desk(Duty.MANAGE_STANDARDS)
def force(request: ActorRequest, edition_id: int) -> HttpResponse:
    edition = edition_for(request.actor, edition_id)
    form = ForceForm(request.POST, auto_id=f"id_{edition.pk}_%s")
    if form.is_valid():
        try:
            put_in_force(edition_id=edition.pk, on=form.cleaned_data["on"], by=request.actor)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            told = {"edition": edition.name, "day": form.cleaned_data["on"].isoformat()}
            messages.success(request, _("“%(edition)s” is in force from %(day)s.") % told)
            return redirect("desk:editions")
    return _page(request, (edition.pk, form))


@require_POST
@desk(Duty.MANAGE_STANDARDS)
def drop(request: ActorRequest, edition_id: int) -> HttpResponse:
    edition = edition_for(request.actor, edition_id)
    drop_edition(edition_id=edition.pk, by=request.actor)
    messages.success(request, _("The draft “%(edition)s” is gone.") % {"edition": edition.name})
    return redirect("desk:editions")
