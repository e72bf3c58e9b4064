"""Builders for the tests of other rooms."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from lingdang.cases.public import Case
from lingdang.lookbacks import frames
from lingdang.lookbacks.days import DAY
from lingdang.lookbacks.enums import DrawKind, Why
from lingdang.lookbacks.models import Draw, LookBack
from lingdang.lookbacks.sampling import RULE

_days = count(1)
SEED = "00112233445566778899aabbccddeeff"


def a_draw(case: Case, *, day: date | None = None, seed: str = SEED) -> Draw:
    """A draw of one case; of a new day each time."""
    frame = frames.daily(seed, {"unit:U": 1}, [(case.number, "unit:U", "weak")])
    draw = Draw(
        kind=DrawKind.DAILY,
        day=day or timezone.localdate() - next(_days) * DAY,
        seed=seed,
        rule=RULE,
        made_at=timezone.now(),
        frame=frame,
        cases=1,
        chosen=1,
    )
    draw.digest = frames.digest(draw.told)
    draw.save(force_insert=True)
    return draw


def a_look_back(case: Case, *, due_on: date | None = None, **more: Any) -> LookBack:
    """Of a closed case, due today."""
    known: dict[str, Any] = {"why": Why.DRAWN, "days": 7, "unit_id": case.unit_id}
    known |= {"closed_at": case.closed_at, "handled_by_id": case.handled_by_id}
    known |= {"due_on": due_on or timezone.localdate()} | more
    if "draw" not in known:
        known["draw"] = a_draw(case)
    return LookBack.objects.create(case=case, **known)
