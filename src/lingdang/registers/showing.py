"""Values as people read them: figures with unit and mark, names instead of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.people.public import PersonCard, Post, cards
from lingdang.places.public import tree
from lingdang.registers.contents import opened
from lingdang.registers.enums import FieldType
from lingdang.registers.fields import Field
from lingdang.registers.figures import Figure
from lingdang.registers.models import Entry
from lingdang.registers.queries.known import labels_for


@dataclass(frozen=True, slots=True)
class Names:
    """What the references of some entries are called: looked up once for all of them."""

    posts: Mapping[int, str]
    links: Mapping[int, str]

    @classmethod
    def of(
        cls, actor: Actor, contents: Sequence[Mapping[str, Any]], fields: Iterable[Field]
    ) -> Self:
        told: dict[FieldType, set[int]] = {FieldType.POST: set(), FieldType.LINK: set()}
        for each in fields:
            if each.type in told:
                told[each.type] |= {it[each.name] for it in contents if each.name in it}
        links = told[FieldType.LINK]
        return cls(_posts(told[FieldType.POST]), labels_for(actor, links) if links else {})


def _posts(ids: set[int]) -> dict[int, str]:
    """``张* · 网格员``, for each post."""
    held = dict(Post.objects.filter(pk__in=ids).values_list("pk", "person_id")) if ids else {}
    people: dict[int, PersonCard] = cards(held.values())
    return {
        pk: " · ".join(filter(None, (people[person].display, people[person].role)))
        for pk, person in held.items()
    }


def shown(field: Field, value: object, names: Names) -> str:
    """One value as a page writes it; nothing for an empty one."""
    if value is None:
        return ""
    if field.is_number:
        return Figure.of(value).shown(field.unit)  # type: ignore[arg-type]
    if field.type == FieldType.TRUTH:
        return _("yes") if value else _("no")
    if field.type == FieldType.PLACE:
        return _place(value)
    if field.type in {FieldType.POST, FieldType.LINK}:
        known = names.posts if field.type == FieldType.POST else names.links
        return known.get(int(str(value)), "—")
    return str(value)


def _place(value: object) -> str:
    places = tree()
    pk = int(str(value))
    return places.node(pk).name if pk in places else "—"


def written(field: Field, value: object, names: Names) -> object:
    """One value as a sheet holds it: plain figures as numbers, marked ones as they are printed."""
    if value is None:
        return ""
    if field.is_number:
        figure = Figure.of(value)  # type: ignore[arg-type]
        return figure.written() if figure.mark else figure.stored()
    return shown(field, value, names)


def content_for(entry: Entry, seen: Iterable[Field]) -> dict[str, Any]:
    """What an entry holds, as far as its reader sees it."""
    return opened(entry.content, seen)
