from lingdang.dispatching.models.hand_over import HandedCase, HandOver
from lingdang.dispatching.models.proposal import PlaceMode, Proposal
from lingdang.dispatching.models.rule import Rule, RuleSet
from lingdang.dispatching.models.watch import Supervision, Urge

__all__ = [
    "HandOver",
    "HandedCase",
    "PlaceMode",
    "Proposal",
    "Rule",
    "RuleSet",
    "Supervision",
    "Urge",
]
