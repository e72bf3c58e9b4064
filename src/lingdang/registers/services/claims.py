"""What only one entry of a register may say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete
from lingdang.registers.contents import ROW, claims_of
from lingdang.registers.fields import Field
from lingdang.registers.models import Claim, Entry


def claim(entry: Entry, fields: Sequence[Field]) -> None:
    """Put its claims as they are now; refused when another entry has one of them."""
    wanted = claims_of(entry.content, fields)
    held = Claim.objects.filter(entry=entry).exclude(field=ROW)
    had = dict(held.values_list("field", "value"))
    if had == wanted:
        return
    held.delete()
    fresh = [
        Claim(register_id=entry.register_id, entry=entry, field=name, value=value)
        for name, value in wanted.items()
    ]
    made = Claim.objects.bulk_create(fresh, ignore_conflicts=True)
    kept = set(held.values_list("field", flat=True))
    if lost := [each.field for each in made if each.field not in kept]:
        raise Incomplete(
            {
                name: _("Another entry says “%(value)s” already.") % {"value": wanted[name]}
                for name in lost
            }
        )


def release(entry: Entry) -> None:
    """A row that was imported stays known: the same file does not bring it back."""
    Claim.objects.filter(entry=entry).exclude(field=ROW).delete()
