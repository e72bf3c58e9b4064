"""Entering something into the dossier of a case."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lingdang.cases.public import case_for, describe_case
from lingdang.dossiers.public import Kind, keep, unmask_party
from lingdang.evidence.public import store_photo
from lingdang.faces.desk.dossier import DESCRIBE, form_for
from lingdang.faces.desk.forms.steps import UnmaskForm
from lingdang.faces.desk.views.case import case_answer, go_on
from lingdang.faces.desk.web import desk
from lingdang.faces.entrance.web import ActorRequest
from lingdang.kernel.errors import DomainError, Incomplete, NotFound
from lingdang.people.public import Duty


@require_POST
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def enter(request: ActorRequest, case_id: int, kind: str) -> HttpResponse:
    """Enter one thing, or show its form again with the sentence that says why not."""
    case = case_for(request.actor, case_id)
    if kind != DESCRIBE and kind not in Kind.values:
        raise NotFound
    form = form_for(kind, case, request.POST, request.FILES)
    if not form.is_valid():
        return case_answer(request, case, entering=(kind, form))
    try:
        if kind == DESCRIBE:
            describe_case(case_id=case.pk, particulars=form.said(), by=request.actor)
        else:
            photos = [
                store_photo(file, by=request.actor).pk
                for file in form.cleaned_data.get("photos", [])
            ]
            keep(case_id=case.pk, kind=kind, data=form.said(), by=request.actor, photo_ids=photos)
    except DomainError as refusal:
        form.refuse(refusal)
        return case_answer(request, case, entering=(kind, form))
    return go_on(request, case, _("Entered."))


@require_POST
@desk(Duty.SEE_CASE, Duty.MEDIATE)
def show_party(request: ActorRequest, case_id: int, party_id: int) -> HttpResponse:
    """Show who a party is, once, for a reason that the journal keeps."""
    case = case_for(request.actor, case_id)
    form = UnmaskForm(request.POST)
    if not form.is_valid():
        raise Incomplete({"reason": _("Say why you need it.")})
    plain = unmask_party(
        case_id=case.pk,
        party_id=party_id,
        reason=form.cleaned_data["reason"],
        by=request.actor,
    )
    return case_answer(request, case, party=plain)
