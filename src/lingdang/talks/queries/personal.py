"""Numbers that should not stand in what everybody reads."""

import re

_PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def personal_in(text: str) -> list[str]:
    """Telephone numbers, and identity numbers that check out, as they stand in a text."""
    identities = [found[0] for found in _IDENTITY.finditer(text) if _checks_out(found[0])]
    return identities + [found[0] for found in _PHONE.finditer(text)]


def _checks_out(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[-1].upper()
