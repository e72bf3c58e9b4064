"""The door to fieldwork: take in what phones send, say what became of it, let people choose."""

from lingdang.fieldwork.enums import Choice, Kind, State
from lingdang.fieldwork.models import Action
from lingdang.fieldwork.policies import works_outside
from lingdang.fieldwork.queries import (
    action_for,
    actions_by_key,
    actions_of_device,
    conflicts_for,
)
from lingdang.fieldwork.services.choosing import choose
from lingdang.fieldwork.services.offering import offered
from lingdang.fieldwork.services.receiving import ACTIONS_AT_ONCE, Sent, Taken
from lingdang.fieldwork.services.syncing import sync

__all__ = [
    "ACTIONS_AT_ONCE",
    "Action",
    "Choice",
    "Kind",
    "Sent",
    "State",
    "Taken",
    "action_for",
    "actions_by_key",
    "actions_of_device",
    "choose",
    "conflicts_for",
    "offered",
    "sync",
    "works_outside",
]
