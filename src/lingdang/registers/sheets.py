"""A register as rows of a sheet: what its reader sees, in the order of the fields."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lingdang.kernel.actor import Actor
from lingdang.people.public import Unit
from lingdang.places.public import tree
from lingdang.registers.enums import FieldType, Target
from lingdang.registers.fields import Field
from lingdang.registers.models import Entry
from lingdang.registers.showing import Names, content_for, written

_AT_ONCE = 1000


def sheet_head(fields: Iterable[Field]) -> list[str]:
    """Headers by which the sheet can be imported again."""
    titles = [each.title for each in _sheet_fields(fields)]
    return [_("No."), *titles, str(Target.PLACE.label), str(Target.UNIT.label), "lng", "lat"]


def sheet_rows(
    entries: QuerySet[Entry], fields: Sequence[Field], reader: Actor
) -> Iterator[list[object]]:
    """Read and written a thousand at a time, however many there are."""
    columns, places = _sheet_fields(fields), tree()
    units = dict(Unit.objects.values_list("pk", "code"))
    for some in batched(entries.order_by("pk").iterator(chunk_size=_AT_ONCE), _AT_ONCE):
        contents = [content_for(entry, columns) for entry in some]
        names = Names.of(reader, contents, columns)
        for entry, content in zip(some, contents, strict=True):
            known = entry.place_id in places
            yield [
                entry.pk,
                *(written(each, content.get(each.name), names) for each in columns),
                places.node(entry.place_id).code or "" if known else "",
                units.get(entry.unit_id or 0, ""),
                entry.lng,
                entry.lat,
            ]


def _sheet_fields(fields: Iterable[Field]) -> list[Field]:
    return [each for each in fields if each.type != FieldType.PHOTO]
