"""What a room may refuse, and how a refusal reads."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule said no. Expected, translated, safe to show; never a bug.

    ``facts`` fill the ``%(named)s`` fields of ``text`` and the API's answer: strings and
    numbers only.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    text: ClassVar[str | Promise] = _("This cannot be done now.")

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.text) % self.facts


class NotAllowed(DomainError):
    code = "not_allowed"
    status = 403
    text = _("You are not allowed to do this.")


class NotFound(DomainError):
    """Also raised for what exists but may not be known to exist."""

    code = "not_found"
    status = 404
    text = _("There is nothing here.")


class Incomplete(DomainError):
    """Input that breaks a rule; ``problems`` maps a field to its sentence."""

    code = "incomplete"
    status = 422
    text = _("Something is missing or wrong.")

    def __init__(self, problems: dict[str, str] | None = None, **facts: object) -> None:
        super().__init__(**facts)
        self.problems = problems or {}

    def __str__(self) -> str:
        return " ".join(self.problems.values()) or super().__str__()
