"""What import contracts cannot see: foreign keys point down, and nobody walks back up.

The order of rooms is read from ``.importlinter``, where it is written once.
"""

import configparser
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.apps import apps
from django.db.models import ForeignObject, ManyToManyField, Model


def levels() -> list[list[str]]:
    """Rooms from the top down; those of one level stand beside each other."""
    config = configparser.ConfigParser()
    config.read(Path(__file__).parents[1] / ".importlinter", encoding="utf-8")
    lines = config["importlinter:contract:rooms"]["layers"].strip().splitlines()
    return [line.split(" | ") for line in lines]


def room_of(model: type[Model]) -> str:
    package = model.__module__.split(".")
    return package[1] if package[0] == "lingdang" else ""


def problems(models: Iterable[type[Model]]) -> list[str]:
    rank = {room: depth for depth, level in enumerate(levels()) for room in level}
    found = []
    for model in models:
        here = room_of(model)
        for field in model._meta.get_fields():  # noqa: SLF001 -- Django's own documented door
            if not isinstance(field, ForeignObject | ManyToManyField):
                continue
            target = field.related_model
            there = room_of(target) if isinstance(target, type) else ""
            if not here or not there or here == there:
                continue
            if rank[there] <= rank[here]:
                found.append(f"{here}.{model.__name__}.{field.name} does not point down: {there}")
            if not field.remote_field.hidden:
                found.append(
                    f"{here}.{model.__name__}.{field.name} can be walked back from {there}"
                )
    return found


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lingdang.settings.test")
    django.setup()
    found = problems(apps.get_models())
    print("\n".join(found) or "rooms: every foreign key points down")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
