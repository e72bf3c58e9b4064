"""Whom a place rings, in the words the bell shows."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lingdang.faces.resident.neighbourhoods import community_at, spoken
from lingdang.people.public import TeamMember
from lingdang.places.public import PlaceNode, tree
from lingdang.shifts.public import grid_team


@dataclass(frozen=True, slots=True)
class Serving:
    place_id: int
    chain: list[str]
    team: list[TeamMember]

    @property
    def place(self) -> str:
        return spoken(self.chain)

    @property
    def first(self) -> TeamMember | None:
        """Whoever can be called, else whoever is there."""
        return next((one for one in self.team if one.phone_public), next(iter(self.team), None))

    @property
    def others(self) -> list[TeamMember]:
        return [one for one in self.team if one is not self.first and one.phone_public]

    @property
    def label(self) -> str:
        if self.first is None:
            return self.place
        return _("%(place)s · %(role)s %(name)s") % {
            "place": self.place,
            "role": self.first.role_label,
            "name": self.first.display,
        }

    @property
    def community(self) -> PlaceNode | None:
        return community_at(self.place_id)

    def as_json(self) -> dict[str, Any]:
        return {
            "place_id": self.place_id,
            "chain": self.chain,
            "label": self.label,
            "team": [
                {"role": one.role_label, "name": one.display, "phone": one.phone_public}
                for one in self.team
            ],
        }


def serving(place_id: int) -> Serving:
    return Serving(place_id, tree().path_names(place_id), grid_team(place_id))
