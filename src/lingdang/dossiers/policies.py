"""Who may look after whom, and keep the catalogue of services. Pure."""

from lingdang.dossiers.models import CareEntry
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotAllowed, NotFound
from lingdang.places.public import tree

VISIT = "dossiers.visit_cared"
MANAGE_CARE = "dossiers.manage_care"
MANAGE_SERVICES = "dossiers.manage_services"
TELL = "dossiers.tell_due_visits"  # of the process that looks at the register; no role holds it


def _covers(actor: Actor, duty: str, place_id: int) -> bool:
    places = tree()
    return place_id in places and actor.reach(duty).covers(path=places.node(place_id).path)


def may_see(actor: Actor, entry: CareEntry) -> bool:
    """Whoever visits there; the register is nobody else's to read."""
    return _covers(actor, VISIT, entry.place_id)


def may_manage(actor: Actor, entry: CareEntry) -> bool:
    return _covers(actor, MANAGE_CARE, entry.place_id)


def require_visit(actor: Actor, entry: CareEntry) -> None:
    if not may_see(actor, entry):
        raise NotFound


def require_manage(actor: Actor, entry: CareEntry) -> None:
    require_visit(actor, entry)
    if not may_manage(actor, entry):
        raise NotAllowed


def require_enter(actor: Actor, place_id: int) -> None:
    if not _covers(actor, MANAGE_CARE, place_id):
        raise NotAllowed


def require_services(actor: Actor) -> None:
    if not actor.has(MANAGE_SERVICES):
        raise NotAllowed
