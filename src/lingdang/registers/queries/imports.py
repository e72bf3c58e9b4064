"""Imports as somebody may see them: their own; and the one that is worked on, locked."""

import json

from django.db.models import QuerySet

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.kernel.reading import Line
from lingdang.people.public import decrypt
from lingdang.registers.enums import EDIT, EVERY_FIELD, RUNNING
from lingdang.registers.models import Chunk, Import, Trouble


def imports_for(actor: Actor) -> QuerySet[Import]:
    """One's own: the rows of a file may hold what others must not see."""
    if not actor.has(EDIT):
        return Import.objects.none()
    found = Import.objects.select_related("register")
    return found if actor.has(EVERY_FIELD) else found.filter(person=actor.person_id)


def import_for(actor: Actor, import_id: int) -> Import:
    found = imports_for(actor).filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def lock_import(import_id: int, *, wait: bool = True) -> Import:
    locked = Import.objects.select_for_update(no_key=True, nowait=not wait, of=("self",))
    found = locked.select_related("register").filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def waiting_imports() -> list[int]:
    running = Import.objects.filter(state__in=sorted(RUNNING)).order_by("pk")
    return list(running.values_list("pk", flat=True))


def working_lock(import_id: int) -> Import | None:
    """Lock it for the next piece; none when nothing is to do or another worker has it."""
    running = Import.objects.filter(pk=import_id, state__in=sorted(RUNNING))
    locked = running.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return locked.select_related("register").first()


def troubles_of(run: Import) -> QuerySet[Trouble]:
    return Trouble.objects.filter(of=run).order_by("row")


def lines_of(chunk: Chunk) -> list[Line]:
    return [Line(number, cells) for number, cells in json.loads(decrypt(chunk.sealed))]


def first_lines(run: Import, count: int) -> list[Line]:
    chunk = Chunk.objects.filter(of=run).order_by("number").first()
    return lines_of(chunk)[:count] if chunk else []
