"""What the places room refuses."""

from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class CodeTaken(DomainError):
    code = "place_code_taken"
    text = _("The code %(place_code)s already belongs to another place.")


class WrongLevel(DomainError):
    code = "place_wrong_level"
    status = 422
    text = _("A %(level)s cannot stand under a %(parent_level)s.")


class WouldLoop(DomainError):
    code = "place_would_loop"
    text = _("A place cannot be moved below itself.")


class NotStanding(DomainError):
    code = "place_not_standing"
    text = _("%(place)s does not exist on %(day)s.")


class HasChildren(DomainError):
    code = "place_has_children"
    text = _("%(place)s still has places below it on %(day)s.")


class ChangedLater(DomainError):
    code = "place_changed_later"
    text = _("%(place)s already has a later change; change it from that day or later.")


class RootExists(DomainError):
    code = "place_root_exists"
    text = _("The tree has a root already.")


class NothingToChange(DomainError):
    code = "place_nothing_to_change"
    status = 422
    text = _("Nothing would change.")


class YearNotPublished(DomainError):
    code = "year_not_published"
    text = _("The holidays of %(year)s are not published yet; import them from a sheet.")


class ImportRefused(DomainError):
    """``problems`` are ``imports.Problem``: which row, which code, why."""

    code = "import_refused"
    status = 422
    text = _("Nothing was imported: %(count)s rows have problems.")

    def __init__(self, problems: list[object]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems
