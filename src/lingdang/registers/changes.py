"""What a new version changes, and what that means for the entries there are. Pure."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from lingdang.kernel.errors import Incomplete
from lingdang.registers.enums import WIDENED
from lingdang.registers.fields import Field


def consequences(old: Sequence[Field], new: Sequence[Field]) -> list[str]:
    """One sentence for each change; refused is what would make kept values say something else."""
    before = {each.name: each for each in old}
    after = {each.name: each for each in new}
    said = [line for name, each in after.items() for line in _of(before.get(name), each)]
    gone = (each for name, each in before.items() if name not in after)
    return said + [
        _("“%(title)s” is gone: no page shows it; an entry loses it when it is next changed.")
        % {"title": each.title}
        for each in gone
    ]


def _of(old: Field | None, new: Field) -> Iterable[str]:
    told = {"title": new.title}
    if old is None:
        yield _("“%(title)s” is new: empty in the entries there are.") % told
        if new.required:
            yield _("“%(title)s” must be filled when an entry is next changed.") % told
        return
    _require_same_sense(old, new)
    if old.title != new.title:
        yield _("“%(before)s” is now called “%(title)s”.") % {**told, "before": old.title}
    if lost := [choice for choice in old.choices if choice not in new.choices]:
        sentence = _("“%(title)s”: entries keep “%(choices)s”, and choose anew when next changed.")
        yield sentence % {**told, "choices": "、".join(lost)}
    if new.required and not old.required:
        yield _("“%(title)s” must be filled when an entry is next changed.") % told
    if new.unique and not old.unique:
        yield _("“%(title)s” must differ between entries from now on.") % told
    if (old.seen_by, old.edited_by) != (new.seen_by, new.edited_by):
        yield _("“%(title)s”: who sees or edits it changes at once, for every entry.") % told
    if old.formula != new.formula:
        yield _("“%(title)s” is worked out anew when an entry is next changed.") % told


def _require_same_sense(old: Field, new: Field) -> None:
    """Another type, unit or target would make kept values untrue: that is another field."""
    same = old.type == new.type or (old.type, new.type) in WIDENED
    kept = (old.unit, old.sealed, old.register) == (new.unit, new.sealed, new.register)
    if not same or not kept or new.decimals < old.decimals:
        sentence = _(
            "“%(title)s”: its type, unit, decimals, sealing and target stay. Give a new field."
        )
        raise Incomplete({"fields": sentence % {"title": new.title}})
