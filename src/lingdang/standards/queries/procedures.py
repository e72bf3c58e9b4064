from django.db.models import QuerySet

from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.standards.models import Procedure
from lingdang.standards.policies import require_manage


def procedure_by_code(code: str) -> Procedure | None:
    return Procedure.objects.filter(code=code).first() if "\0" not in code else None


def procedures_in_use() -> list[Procedure]:
    return list(Procedure.objects.filter(in_use=True))


def procedures_for(actor: Actor) -> QuerySet[Procedure]:
    """All of them, for who keeps them."""
    require_manage(actor)
    return Procedure.objects.all()


def procedure_for(actor: Actor, code: str) -> Procedure:
    require_manage(actor)
    found = procedure_by_code(code)
    if found is None:
        raise NotFound
    return found
