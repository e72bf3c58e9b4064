"""Builders for the tests of other rooms."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lingdang.calls.models import Call
from lingdang.calls.policies import CLIMB
from lingdang.calls.services import climb_due, ring
from lingdang.cases.public import Report, Source
from lingdang.kernel.actor import Actor
from lingdang.kernel.coordinates import System

CLIMBER = Actor.process("calls climb", CLIMB)
IN_THE_GRID = {"lng": 113.305, "lat": 33.765, "system": System.WGS84}


def a_call(by: Actor, key: str | None = None, place_id: int | None = None) -> Call:
    """Somebody rings at a place, or in the first grid of the small district."""
    where: dict[str, Any] = {"place_id": place_id} if place_id else IN_THE_GRID
    return ring(report=Report(source=Source.BELL, request_key=key, **where), by=by).call


def time_passes(call: Call) -> Call:
    """Let the time of the level that it rings be over, and the worker come round."""
    Call.objects.ringing().filter(pk=call.pk).update(until=timezone.now() - timedelta(seconds=1))
    climb_due(by=CLIMBER)
    return Call.objects.get(pk=call.pk)
