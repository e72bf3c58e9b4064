"""The printed figures that inspections hold: found and put right, groups and areas."""

from lingdang.demo.figures import Found, Precision, address, figure
from lingdang.demo.held import place_named
from lingdang.inspections.public import (
    Standing,
    Wanted,
    areas_for,
    groups_for,
    ledger_for,
    rounds_for,
    towns_without_area,
    whole_of,
)
from lingdang.kernel.actor import Actor
from lingdang.people.public import Duty

READER = Actor.process("demo figures", Duty.SEE_ROUNDS, Duty.PLAN_ROUNDS)
_JOINT = 3  # organisers of a joint check: 创文督导组, 纪工委, 督查办


@figure("N-01", "发现问题234项,整改问题216项", Precision.EXACT)
def found_and_rectified() -> Found:
    """The ledger of the joint rounds; the open rows are counted as rows."""
    joint = [it for it in rounds_for(READER) if it.organisers.count() >= _JOINT]
    pk = joint[0].pk if joint else 0
    whole = whole_of(ledger_for(READER, Wanted(round_id=pk)).filter(round__in=joint))
    rows = ledger_for(READER, Wanted(round_id=pk, standing=Standing.OPEN)).filter(round__in=joint)
    told = {
        "found": whole.found,
        "rectified": whole.rectified,
        "open": whole.open,
        "open_rows": rows.count(),
        "percent": whole.percent,
    }
    holds = list(told.values()) == [234, 216, 18, 18, 92.3]
    return Found(told, address("desk:ledger", round=pk), holds)


@figure("N-02", "成立4个督导组,分东、西两大片区", Precision.EXACT)
def groups_and_areas() -> Found:
    """Groups of 示范区 and the areas that its towns lie in; none lies in none, none in two."""
    place = place_named("示范区")
    areas = [it for it in areas_for(READER) if it.place_id == place.id]
    groups = [it for it in groups_for(READER) if it.unit.place_id == place.id]
    left = towns_without_area(place.id)
    told = {
        "groups": len(groups),
        "areas": len(areas),
        "towns": sum(it.places.count() for it in areas),
        "towns_in_no_area": len(left),
    }
    holds = (len(groups), len(areas), len(left)) == (4, 2, 0)
    return Found(told, address("desk:groups"), holds)
