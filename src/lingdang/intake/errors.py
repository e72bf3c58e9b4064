from django.utils.translation import gettext_lazy as _

from lingdang.kernel.errors import DomainError, Incomplete


class SheetTooLarge(Incomplete):
    code = "sheet_too_large"
    status = 413
    text = _("The file is too large: %(what)s is at most %(most)s.")


class SheetNotRead(Incomplete):
    code = "sheet_not_read"
    text = _("This is neither an xlsx workbook nor a CSV table in UTF-8 or GBK.")


class SheetIsOld(Incomplete):
    code = "sheet_is_old"
    text = _("This is a workbook of the old kind (.xls). Save it as .xlsx and choose it again.")


class SheetEmpty(Incomplete):
    code = "sheet_empty"
    text = _("The file holds no row below its header.")


class BeingWritten(DomainError):
    code = "being_written"
    text = _("It is being written at this moment. Try again in a while.")
