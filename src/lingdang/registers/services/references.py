"""What a field points to must be there, and be known to whoever points to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.people.public import Post
from lingdang.places.public import tree
from lingdang.registers.enums import REFERENCES, FieldType
from lingdang.registers.fields import Field
from lingdang.registers.queries.entries import entries_for
from lingdang.registers.queries.registers import registers_for


def require_references(content: Mapping[str, Any], fields: Iterable[Field], by: Actor) -> None:
    pointing = (each for each in fields if each.type in REFERENCES and content.get(each.name))
    problems = {
        each.name: _("There is nothing with this number.")
        for each in pointing
        if not _is_there(each, content[each.name], by)
    }
    if problems:
        raise Incomplete(problems)


def _is_there(field: Field, number: object, by: Actor) -> bool:
    if not isinstance(number, int):
        return True  # the schema refuses it in its own words
    if field.type == FieldType.PLACE:
        return number in tree()
    if field.type == FieldType.POST:
        return Post.objects.filter(pk=number).exists()
    register = registers_for(by).filter(code=field.register).first()
    return register is not None and entries_for(by, register).filter(pk=number).exists()
