"""After a change of keys: seal anew what an older key sealed, in every room.

A column of sealed text is called ``cipher``, ``…_cipher`` or ``sealed``; by that it is found. Facts
never change: what they say of restricted cases stays under the key of its day.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet

from lingdang.people.privacy import decrypt, encrypt, is_current

_BATCH = 500


def reseal() -> int:
    """Bring every row under the first key, batch by batch; can be stopped and run again."""
    return sum(
        _resealed(batch, columns)
        for model in apps.get_models()
        if (columns := _sealed_columns(model))
        for batch in _stale(model, columns)
    )


def _sealed_columns(model: type[Model]) -> list[str]:
    names = (field.name for field in model._meta.concrete_fields)  # noqa: SLF001 -- documented
    return [name for name in names if name == "sealed" or name.split("_")[-1] == "cipher"]


def _stale(model: type[Model], columns: list[str]) -> Iterator[QuerySet[Any]]:
    """Those of each stretch of rows whose texts an older key sealed."""
    rows = model._base_manager.order_by("pk")  # noqa: SLF001 -- documented: no manager hides rows
    last = None
    while True:
        after = rows if last is None else rows.filter(pk__gt=last)
        batch = list(after.values_list("pk", *columns)[:_BATCH])
        if not batch:
            return
        last = batch[-1][0]
        stale = [pk for pk, *texts in batch if not all(map(is_current, texts))]
        yield rows.filter(pk__in=stale)


def _resealed(rows: QuerySet[Any], columns: list[str]) -> int:
    with transaction.atomic():
        found = list(rows.select_for_update(no_key=True).only(*columns))
        for row in found:
            for column in columns:
                setattr(row, column, encrypt(decrypt(getattr(row, column))))
        rows.bulk_update(found, columns)
    return len(found)
