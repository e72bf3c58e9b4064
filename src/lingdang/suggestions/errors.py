from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError, Incomplete


class ModelUnreadable(Incomplete):
    code = "model_unreadable"
    text = _("This is not a model file of this version.")


class TooLittleToLearn(DomainError):
    code = "too_little_to_learn"
    text = _("There is too little to learn from: two labels at least, with texts.")


class AlreadyOver(DomainError):
    code = "already_over"
    text = _("This matter is over: if it is there again, please report it.")


class TenDrafted(DomainError):
    code = "ten_drafted"
    text = _("This place has a list of ten for this period already.")


class TenFull(DomainError):
    code = "ten_full"
    text = _("There are ten already: take one out first.")


class TenFixed(DomainError):
    code = "ten_fixed"
    text = _("The list is confirmed: what it promises is not changed any more.")


class TenDone(DomainError):
    code = "ten_done"
    text = _("This is done already.")


class TenNotWhole(Incomplete):
    code = "ten_not_whole"
    text = _(
        "It takes ten, each with a leading unit, a promise, its day and a date on the way. "
        "There are %(count)s; something is missing at: %(lacking)s."
    )
