"""The checks that a procedure may want before a step, judged by what is kept beside the case."""

from django.utils.translation import gettext_lazy as _

from lingdang.cases.public import Case, check
from lingdang.dossiers.enums import PaperState
from lingdang.dossiers.models import (
    Agreement,
    Document,
    Errand,
    Paper,
    Party,
    Reply,
    Session,
    Transfer,
)
from lingdang.dossiers.shelf import Dossier

_IN = (PaperState.HANDED_IN, PaperState.RETURNED, PaperState.NOT_NEEDED)
_TWO = 2


@check("consent_given", _("the applicant's consent"))
def consent_given(case: Case) -> bool:
    return Errand.objects.filter(pk=case.pk, consent_at__isnull=False).exists()


@check("papers_handed_in", _("every paper handed in"))
def papers_handed_in(case: Case) -> bool:
    chosen = Errand.objects.filter(pk=case.pk).exists()
    return chosen and not Paper.objects.filter(errand=case.pk).exclude(state__in=_IN).exists()


@check("result_handed_over", _("the result handed over at home"))
def result_handed_over(case: Case) -> bool:
    return Errand.objects.filter(pk=case.pk, delivered_at__isnull=False).exists()


@check("two_parties", _("both sides entered"))
def two_parties(case: Case) -> bool:
    return Party.objects.filter(case=case).count() >= _TWO


@check("session_held", _("a session held"))
def session_held(case: Case) -> bool:
    return Session.objects.filter(case=case).exists()


@check("agreement_noted", _("the outcome noted"))
def agreement_noted(case: Case) -> bool:
    return Agreement.objects.filter(pk=case.pk).exists()


@check("documents_whole", _("every legal document"))
def documents_whole(case: Case) -> bool:
    return not Dossier.of(case).missing_documents


@check("area_removed", _("how many square metres were removed"))
def area_removed(case: Case) -> bool:
    return Document.objects.filter(case=case, removed__isnull=False).exists()


@check("replied", _("the reporter's own reply"))
def replied(case: Case) -> bool:
    """After what was done last: a reply to an earlier round is none."""
    return Reply.objects.filter(case=case, at__gte=case.handled_at).exists()


@check("transfers_receipted", _("the receipt of every hand-over"))
def transfers_receipted(case: Case) -> bool:
    return not Transfer.objects.filter(case=case, received_at=None).exists()
