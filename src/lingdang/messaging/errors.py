from typing import Self

from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError, Incomplete


class WordsWrong(Incomplete):
    code = "words_wrong"
    text = _("The words cannot be filled in: %(why)s")

    @classmethod
    def of(cls, field: str, why: str) -> Self:
        return cls({field: str(cls.text) % {"why": why}})


class NotAnAddress(Incomplete):
    code = "not_an_address"
    text = _("This is not an address for that way.")


class NotADevice(Incomplete):
    code = "not_a_device"
    text = _("This browser has no push service that is known here.")


class PersonUnknown(Incomplete):
    code = "person_unknown"
    text = _("Nobody has this sign-in name or register number.")


class NotFailed(DomainError):
    code = "not_failed"
    text = _("Only what failed is sent again.")
