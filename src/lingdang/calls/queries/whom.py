"""Whom a call rings. The one place that asks who is on duty."""

from lingdang.calls.enums import Level
from lingdang.people.public import Role, TeamMember
from lingdang.places.public import tree
from lingdang.shifts.public import grid_team

_VILLAGE, _TOWN = 40, 30  # ranks of places


def whom(level: Level, place_id: int) -> list[int]:
    """In the grid its workers on duty; above, who is on duty, else whoever serves there."""
    team = [one for one in _serving(place_id) if level_of(one) == level]
    if level == Level.GRID:
        team = [one for one in team if one.role == Role.GRID_WORKER and one.on_duty]
    on_duty = [one for one in team if one.on_duty] or team
    return list(dict.fromkeys(one.person_id for one in on_duty))


def _serving(place_id: int) -> list[TeamMember]:
    return grid_team(place_id) if place_id in tree() else []


def level_of(member: TeamMember) -> Level:
    places = tree()
    rank = places.node(member.place_id).rank if member.place_id in places else _TOWN
    if rank > _VILLAGE:
        return Level.GRID
    return Level.COMMUNITY if rank > _TOWN else Level.STREET
