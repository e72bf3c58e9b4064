"""Imports as somebody may see them, and the one that is worked on, locked."""

from django.db.models import Q, QuerySet

from lingdang.intake.enums import RUNNING
from lingdang.intake.models import Import, Trouble
from lingdang.intake.policies import reach_of
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.people.public import Duty


def imports_for(actor: Actor) -> QuerySet[Import]:
    """Say in SQL what ``policies.may_see`` says in Python."""
    if not actor.has(Duty.IMPORT_CASES):
        return Import.objects.none()
    wanted = Q(person=actor.person_id) if actor.person_id else Q(pk__in=())
    for path in reach_of(actor).paths:
        wanted |= Q(path__startswith=path)
    return Import.objects.filter(wanted)


def import_for(actor: Actor, import_id: int) -> Import:
    found = imports_for(actor).filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def lock_import(import_id: int, *, wait: bool = True) -> Import:
    """Lock it for change; without waiting, a lock that another holds raises."""
    locked = Import.objects.select_for_update(no_key=True, nowait=not wait, of=("self",))
    found = locked.filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def waiting_imports() -> list[int]:
    return list(
        Import.objects.filter(state__in=sorted(RUNNING)).order_by("pk").values_list("pk", flat=True)
    )


def troubles_of(run: Import) -> QuerySet[Trouble]:
    return Trouble.objects.filter(of=run).order_by("row")


def working_lock(import_id: int) -> Import | None:
    """Lock it for the next piece of work; none when nothing is to do or another worker has it."""
    running = Import.objects.filter(pk=import_id, state__in=sorted(RUNNING))
    return running.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
