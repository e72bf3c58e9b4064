from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from lingdang.cases.public import (
    Case,
    Contact,
    Rung,
    Step,
    case_for,
    cases_for,
    contact_of,
    leading_for,
    link_cases,
    may_link,
    may_show_photos,
    may_unmask,
    note_look,
    photos_read_with,
    release_photo,
    reports_of,
    sees_inside,
    steps_for,
    take_step,
    timeline,
    unlink_cases,
    unmask_contact,
)
from lingdang.faces.desk import dispatching, doubts, lookbacks, rebounds, states
from lingdang.faces.desk.casebook import facts_of, photos_by_moment
from lingdang.faces.desk.clockwork import clockwork
from lingdang.faces.desk.documents import document_of
from lingdang.faces.desk.dossier import dossier_page
from lingdang.faces.desk.forms.asked import AskedForm
from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.forms.steps import (
    FileForm,
    LinkForm,
    StepForm,
    UnmaskForm,
    form_of,
    numbered,
)
from lingdang.faces.desk.forms.talks import SayForm
from lingdang.faces.desk.kinship import kinship
from lingdang.faces.desk.maps import Map, drawn
from lingdang.faces.desk.rulings import ruling_of
from lingdang.faces.desk.talk import lines_of, photos_said, talk_of
from lingdang.faces.desk.web import answer, desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError
from lingdang.people.public import Duty
from lingdang.talks.public import conversation

# What takes the case further comes first, what sends it back or ends it last.
_ORDER = [
    *(Step.FILE, Step.DISPATCH, Step.KEEP, Step.HANDLE, Step.VERIFY, Step.CALL_BACK, Step.CLOSE),
    Step.CONCLUDE,
    *(Step.SPLIT, Step.MERGE, Step.UNMERGE, Step.FINISH),
    *(Step.PASS_UP, Step.RETURN, Step.REOPEN, Step.REFUSE, Step.WITHDRAW, Step.RECALL),
    Step.RELEASE,
]


@dataclass(frozen=True, slots=True)
class Offer:
    """A step this person may take now, with its form."""

    name: str
    label: str | Promise
    form: StepForm
    open: bool


@require_GET
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def case_page(request: ActorRequest, case_id: int) -> HttpResponse:
    """Show a case; of one that was merged the case that it goes on in, if they may see it."""
    case = leading_for(request.actor, case_id)
    if case.pk != case_id:
        messages.info(request, _("This goes on in %(number)s.") % {"number": case.number})
        return redirect("desk:case", case.pk)
    note_look(case=case, by=request.actor)
    return case_answer(request, case)


@require_GET
@desk(Duty.SEE_CASE)
def standards(request: ActorRequest, case_id: int) -> HttpResponse:
    """Offer the standards of the category just chosen in the form that files."""
    case = case_for(request.actor, case_id)
    form = FileForm(case, initial={"category_code": request.GET.get("category_code", "")})
    return answer(request, "cases/standards.html", {"form": form})


@require_GET
@desk(Duty.SEE_CASE)
def case_document(request: ActorRequest, case_id: int) -> FileResponse:
    """Answer with the case as a document: what a page shows, for the files of an office."""
    case, now = case_for(request.actor, case_id), timezone.now()
    photos = photos_read_with(request.actor, case)
    told = timeline(case, photos, inner=sees_inside(request.actor, case))
    said = lines_of(conversation(request.actor, case), reports_of(case))
    shown = [*photos_by_moment(photos), *photos_said(said)]
    written = document_of(case, facts_of(case, now), told, said, shown)
    return FileResponse(written, as_attachment=True, filename=f"{case.number}.docx")


@require_POST
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def take(request: ActorRequest, case_id: int, step: str) -> HttpResponse:
    """Take a step, or show the form again with the sentence that says why not."""
    case = case_for(request.actor, case_id)
    form = form_of(step, case, request.POST, request.FILES)
    if not form.is_valid():
        return case_answer(request, case, refused=(step, form))
    try:
        data = form.facts(request.actor)
        take_step(case_id=case.pk, step=Step(step), data=data, by=request.actor)
    except DomainError as refusal:
        form.refuse(refusal)
        return case_answer(request, case_for(request.actor, case_id), refused=(step, form))
    return go_on(request, case, _("Done: %(step)s.") % {"step": Step(step).label})


@require_POST
@desk(Duty.UNMASK, Duty.SEE_CASE, Duty.MEDIATE)
def unmask(request: ActorRequest, case_id: int) -> HttpResponse:
    """Show name and phone once, for a reason that the journal keeps."""
    case = case_for(request.actor, case_id)
    form = UnmaskForm(request.POST)
    plain = None
    if form.is_valid():
        plain = unmask_contact(
            case_id=case.pk, reason=form.cleaned_data["reason"], by=request.actor
        )
    return case_answer(request, case, unmask_form=form, plain=plain)


@require_POST
@desk(Duty.SEE_CASE)
def link(request: ActorRequest, case_id: int) -> HttpResponse:
    case = case_for(request.actor, case_id)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return case_answer(request, case, link_form=form)
    told = form.cleaned_data
    try:
        other = numbered(request.actor, told["other"], "other")
        link_cases(case_id=case.pk, kind=told["kind"], other_id=other.pk, by=request.actor)
    except DomainError as refusal:
        form.refuse(refusal)
        return case_answer(request, case, link_form=form)
    return go_on(request, case, _("Linked to %(number)s.") % {"number": other.number})


@require_POST
@desk(Duty.SEE_CASE)
def unlink(request: ActorRequest, case_id: int, other_id: int) -> HttpResponse:
    case = case_for(request.actor, case_id)
    unlink_cases(case_id=case.pk, other_id=other_id, by=request.actor)
    return go_on(request, case, _("The link is removed."))


@require_POST
@desk(Duty.PUBLISH_NOTICE)
def release(request: ActorRequest, case_id: int, public_id: UUID) -> HttpResponse:
    """Let everybody see a photograph, or hold it back."""
    case, on = case_for(request.actor, case_id), request.POST.get("on") == "1"
    release_photo(case_id=case.pk, public_id=public_id, released=on, by=request.actor)
    told = _("Everybody sees this photograph now.") if on else _("Only the office sees it now.")
    return go_on(request, case, told)


def go_on(request: ActorRequest, case: Case, told: str) -> HttpResponse:
    if told:
        messages.success(request, told)
    if cases_for(request.actor).filter(pk=case.pk).exists():
        return redirect("desk:case", case.pk)
    # It has left what this person may see: the list is where they go on.
    return HttpResponseClientRedirect("/desk/cases/") if request.htmx else redirect("desk:cases")


def case_answer(
    request: ActorRequest,
    case: Case,
    *,
    refused: tuple[str, StepForm] | None = None,
    refused_move: tuple[str, DeskForm] | None = None,
    unmask_form: UnmaskForm | None = None,
    plain: Contact | None = None,
    link_form: LinkForm | None = None,
    entering: tuple[str, AskedForm] | None = None,
    party: dict[str, str] | None = None,
    saying: tuple[str, SayForm] | None = None,
) -> HttpResponse:
    now, photos = timezone.now(), photos_read_with(request.actor, case)
    may, talk = may_link(request.actor, case), talk_of(request.actor, case, saying)
    context = {
        "case": case,
        "badge": states.badge(case, now, states.soon(now)),
        "running": case.is_open,
        "rung": Rung(case.rung).label if case.rung > Rung.OVERDUE else "",
        "facts": facts_of(case, now),
        "ruling": ruling_of(case),
        "contact": contact_of(case),
        "photos": [*photos_by_moment(photos), *photos_said(talk.lines)],
        "doubted": doubts.of_case(request.actor, case),
        "look_backs": lookbacks.of_case(request.actor, case),
        "rebounds": rebounds.rows_of_case(request.actor, case),
        "timeline": timeline(case, photos, inner=sees_inside(request.actor, case)),
        "offers": _offers(request, case, refused),
        "unmask_form": unmask_form or UnmaskForm(),
        "may_unmask": may_unmask(request.actor, case),
        "may_show_photos": may_show_photos(request.actor, case),
        "plain": plain,
        "clockwork": clockwork(request.actor, case),
        "kin": kinship(request.actor, case, now),
        "may_link": may,
        "link_form": (link_form or LinkForm()) if may else None,
        "dossier": dossier_page(request.actor, case, entering, party),
        "talk": talk,
        "map": Map(case.place_id, drawn(case.lng, case.lat)),
        **dispatching.of_case(request.actor, case, refused_move),
    }
    sent = (refused, refused_move, entering, saying)
    bound = next(iter(_bound(*sent, link_form=link_form)), None)
    status = bound.status if bound else 200
    return answer(request, "cases/case.html", context, part="case", status=status)


def _bound(*named: tuple[str, DeskForm] | None, link_form: LinkForm | None) -> list[DeskForm]:
    """Whatever was sent and not taken."""
    return [*(pair[1] for pair in named if pair), *([link_form] if link_form else [])]


def _offers(request: ActorRequest, case: Case, refused: tuple[str, StepForm] | None) -> list[Offer]:
    name, form = refused or ("", None)
    offers = [
        Offer(
            step.value,
            step.label,
            form if form and step == name else form_of(step, case),
            step == name,
        )
        for step in sorted(steps_for(request.actor, case), key=_ORDER.index)
    ]
    if form and all(offer.name != name for offer in offers):
        offers.insert(0, Offer(name, Step(name).label, form, open=True))
    return offers
