"""Where a person gets notifications."""

import re

from lingdang.kernel.actor import Actor
from lingdang.messaging.models import Device, DeviceQuerySet

_BROWSERS = (  # the first that it names: most name several
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS|OpenHarmony", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def devices_for(actor: Actor) -> DeviceQuerySet:
    """One's own, the newest first."""
    return Device.objects.live().of(actor.person_id).order_by("-since", "-pk")


def device_name(device: Device) -> str:
    """What its owner knows it by: browser and system."""
    known = (
        next((name for pattern, name in names if re.search(pattern, device.agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(filter(None, known)) or device.house
