"""Builders for the tests of other rooms."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.notices.enums import PUBLISH
from lingdang.notices.models import Notice
from lingdang.notices.services.writing import Words, publish_notice, write_notice
from lingdang.places.public import Place

WRITER = Actor.process("test", PUBLISH)


def words(place: Place, **more: Any) -> Words:
    """Shown today and a week long."""
    today = timezone.localdate()
    said = {"title": "停水通知", "text": "明天 9 时至 17 时停水,请提前储水。", "urgent": False}
    days = {"from_on": today, "until_on": today + timedelta(days=7)}
    return Words(**{"place_id": place.pk, **said, **days, **more})


def a_notice(place: Place, *, published: bool = True, by: Actor = WRITER, **more: Any) -> Notice:
    notice = write_notice(words=words(place, **more), by=by)
    return publish_notice(notice_id=notice.pk, by=by) if published else notice
