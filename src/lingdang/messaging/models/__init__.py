from lingdang.messaging.models.device import Device, DeviceQuerySet
from lingdang.messaging.models.message import Message, MessageQuerySet
from lingdang.messaging.models.outgoing import Outgoing, OutgoingQuerySet
from lingdang.messaging.models.pace import Pace
from lingdang.messaging.models.person import Address, Preference
from lingdang.messaging.models.robot import Robot
from lingdang.messaging.models.words import OwnWords, ProviderTemplate

__all__ = [
    "Address",
    "Device",
    "DeviceQuerySet",
    "Message",
    "MessageQuerySet",
    "Outgoing",
    "OutgoingQuerySet",
    "OwnWords",
    "Pace",
    "Preference",
    "ProviderTemplate",
    "Robot",
]
