"""Builders for the tests of other rooms."""

from typing import Any

from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.doubts.enums import Kind
from lingdang.doubts.models import Doubt
from lingdang.evidence.public import Photo


def a_doubt(case: Case, photo: Photo, kind: Kind = Kind.NO_TIME, **more: Any) -> Doubt:
    return Doubt.objects.create(case=case, photo=photo, kind=kind, found_at=timezone.now(), **more)
