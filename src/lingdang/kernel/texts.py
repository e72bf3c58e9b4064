"""What people type: trimmed, storable, short enough, there."""

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete

LONGEST_TEXT = 4000


def optional_text(field: str, text: str, longest: int = LONGEST_TEXT) -> str:
    if "\0" in text:
        raise Incomplete({field: _("This contains characters that cannot be kept.")})
    if len(text) > longest:
        raise Incomplete({field: _("At most %(longest)s characters.") % {"longest": longest}})
    return text.strip()


def required_text(field: str, text: str, longest: int = LONGEST_TEXT) -> str:
    if not (words := optional_text(field, text, longest)):
        raise Incomplete({field: _("This is missing.")})
    return words
