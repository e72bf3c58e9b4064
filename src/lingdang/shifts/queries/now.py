"""Who is on duty now, within a place or a unit: a list to call from."""

from dataclasses import dataclass
from datetime import datetime

from lingdang.kernel.actor import Actor
from lingdang.people.public import Holder
from lingdang.shifts.queries.duty import roster_at
from lingdang.shifts.queries.plan import plan_of
from lingdang.shifts.stations import Station, day_of


@dataclass(frozen=True, slots=True)
class OnDuty:
    """``until`` is the end of the planned shift; none: by the daily hours of the post."""

    post: Holder
    until: datetime | None

    @property
    def where(self) -> Station:
        return Station(self.post.place_id, self.post.unit_id)


def on_duty_at(actor: Actor, where: Station, at: datetime) -> list[OnDuty]:
    plan = plan_of(actor, where, day_of(at), days=1)
    places = {post.place_id for post in plan.posts if post.place_id}
    roster = roster_at(at, place_ids=None if where.unit_id else places, unit_id=where.unit_id)
    return [OnDuty(post, roster.until(post, at)) for post in plan.posts if roster.on_duty(post, at)]
