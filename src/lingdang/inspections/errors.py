from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class ChecklistChanged(DomainError):
    code = "checklist_changed"
    text = _("Somebody else changed this draft meanwhile. Look at it again first.")


class NothingDrafted(DomainError):
    code = "nothing_drafted"
    text = _("There is no draft of this check-list to publish.")


class RoundChanged(DomainError):
    code = "round_changed"
    text = _("Somebody else changed this round meanwhile. Look at it again first.")


class NothingToInspect(DomainError):
    code = "nothing_to_inspect"
    text = _("A round needs points and a group before it begins.")


class RecordedAlready(DomainError):
    code = "recorded_already"
    text = _(
        "Somebody recorded this item here meanwhile. Look at it, and correct it if it is wrong."
    )


class FindingChanged(DomainError):
    code = "finding_changed"
    text = _("Somebody else corrected this finding meanwhile. Look at it again first.")


class NotUnderWay(DomainError):
    code = "round_not_under_way"
    text = _("Findings are recorded while the round is under way.")


class PublishedAlready(DomainError):
    code = "round_published"
    text = _("What is published is not corrected any more.")


class HandedOverAlready(DomainError):
    code = "handed_over_already"
    text = _("It is handed over to a unit already.")


class NotBad(DomainError):
    code = "nothing_to_put_right"
    text = _("There is nothing to put right at this item.")


class KeptSecret(DomainError):
    code = "round_unannounced"
    text = _("The round is unannounced: units are told once it is published.")


class NotPublished(DomainError):
    code = "round_not_published"
    text = _("Publish the round first: a circular tells everybody of it.")


class OutsideArea(DomainError):
    code = "outside_area"
    status = 403
    text = _("This point is not your group's: it lies in another area.")


class AreasOverlap(DomainError):
    code = "areas_overlap"
    text = _("“%(place)s” lies in the area “%(area)s” already.")
