"""The devices on which the caller gets notifications."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from lingdang.faces.api.v1.auth import actor_of
from lingdang.faces.api.v1.fields import Id, Line
from lingdang.faces.api.v1.outputs import refusals
from lingdang.faces.api.v1.schemas import Strict
from lingdang.faces.api.v1.wire import written
from lingdang.messaging.public import (
    Device,
    add_device,
    device_name,
    devices_for,
    end_device,
    public_key,
)

router = Router()
_NEW = 201
Word = Annotated[str, Field(max_length=2000, pattern=r"^[\x21-\x7e]*$")]


class Keys(Strict):
    p256dh: Word
    auth: Word


class DeviceIn(Strict):
    """A browser's ``PushSubscription``, as its ``toJSON`` gives it."""

    endpoint: Word
    keys: Keys
    agent: Line = ""


class DeviceOut(Schema):
    id: int
    name: str
    since: datetime
    last_at: datetime | None


class DevicePage(Schema):
    """``key`` is what a browser subscribes with; empty while the district sends none."""

    key: str
    devices: list[DeviceOut]


@router.get("", response={200: DevicePage, **refusals()}, summary="Where notifications go")
def list_devices(request: HttpRequest) -> HttpResponse:
    rows = [_written(device) for device in devices_for(actor_of(request))]
    return written({"key": public_key(), "devices": rows})


@router.post(
    "", response={_NEW: DeviceOut, **refusals(403)}, summary="Send notifications to a browser"
)
def create_device(request: HttpRequest, device: DeviceIn) -> HttpResponse:
    told = device.keys
    kept = add_device(
        endpoint=device.endpoint,
        p256dh=told.p256dh,
        auth=told.auth,
        agent=device.agent,
        by=actor_of(request),
    )
    return written(_written(kept), _NEW)


@router.delete(
    "/{device_id}", response={204: None, **refusals()}, summary="Send none there any more"
)
def delete_device(request: HttpRequest, device_id: Id) -> HttpResponse:
    end_device(device_id=device_id, by=actor_of(request))
    return HttpResponse(status=204)


def _written(device: Device) -> dict[str, object]:
    return {
        "id": device.pk,
        "name": device_name(device),
        "since": device.since,
        "last_at": device.last_at,
    }
