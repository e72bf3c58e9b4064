from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError


class EntryChanged(DomainError):
    code = "entry_changed"
    text = _("Somebody else changed this entry meanwhile. Look at it again first.")


class EntryRetired(DomainError):
    code = "entry_retired"
    text = _("This entry is retired: it stays as it was.")


class RegisterChanged(DomainError):
    code = "register_changed"
    text = _("Somebody else published a version of this register meanwhile. Look at it again.")


class CodeTaken(DomainError):
    code = "code_taken"
    text = _("There is a register with the code “%(code)s” already.")


class NotInUse(DomainError):
    code = "register_not_in_use"
    text = _("This register is not in use: nothing is entered in it.")


class BeingWritten(DomainError):
    code = "being_written"
    text = _("It is being written at this moment. Try again in a while.")
