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
