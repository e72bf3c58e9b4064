"""Why an action of a phone is not done as it was meant. Each says what came in between."""

from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class SaysOtherwise(DomainError):
    code = "key_reused"
    text = _("This key was already used for another action.")


class KindUnknown(DomainError):
    code = "kind_unknown"
    status = 422
    text = _("This kind of action is not known here. The phone may need the newer page.")


class NotUnderstood(DomainError):
    code = "not_understood"
    status = 422
    text = _("What the phone sent is not understood here: %(fields)s.")


class TooLarge(DomainError):
    code = "too_large"
    status = 413
    text = _("There is too much in this action.")


class TooOld(DomainError):
    code = "too_old"
    text = _("This was done more than %(days)s days ago: it is too late to note it by itself.")


class NotToChoose(DomainError):
    code = "not_to_choose"
    text = _("This cannot be chosen here any more.")


class PhotosMissing(DomainError):
    """While it lasts the action waits; no refusal."""

    code = "photos_missing"
    text = _("%(missing)s of its photographs are not here yet.")


class PhotoBroken(DomainError):
    code = "photo_broken"
    text = _("A photograph could not be used. %(why)s")


class NotDone(DomainError):
    code = "not_done"
    text = _("This could not be done, and the reason is ours, not yours. Try again later.")


class CaseSettled(DomainError):
    code = "case_settled"
    text = _("Case %(number)s had been put right before this arrived.")


class CaseEnded(DomainError):
    code = "case_ended"
    text = _("Case %(number)s had ended before this arrived (%(state)s).")


class CaseMerged(DomainError):
    code = "case_merged"
    text = _("Case %(number)s was merged into %(into)s in the meantime.")


class CaseElsewhere(DomainError):
    code = "case_elsewhere"
    text = _(
        "Case %(number)s has gone on in the meantime (%(state)s): it is not in your hands now."
    )


class OutOfSight(DomainError):
    code = "out_of_sight"
    text = _("This is not with you any more, or you no longer serve there.")


class EarlierUndone(DomainError):
    code = "earlier_undone"
    text = _("The report that this belongs to was not accepted.")


class CategoryGone(DomainError):
    code = "category_gone"
    text = _("The category is not in use any more.")


class PlaceGone(DomainError):
    code = "place_gone"
    text = _("The place has changed in the meantime.")
