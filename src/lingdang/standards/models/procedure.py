"""By which procedure a case goes: what it carries and holds, which steps, who may see it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lingdang.standards.enums import LimitUnit, Stage
from lingdang.standards.particulars import Particular

_LONGEST_INTERVAL = 366


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def restricted_to(self, role: str) -> "ProcedureQuerySet":
        return self.filter(restricted=True, roles__contains=[role])


def _names(size: int) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=size), default=list, blank=True, db_default=[])


class Procedure(models.Model):
    """One kind of matter on the one engine. A case without one goes by the ordinary way.

    ``roles`` are those that alone see a restricted case, and that take every step of it in their
    reach: ``mediator``, or ``dispatcher@village`` for those posted at that level only. ``checks``
    names, for a step, what must be whole before it; ``holds`` what is kept beside the case;
    ``papers`` the papers that follow each other, in order.
    """

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("what it is for"), max_length=200, blank=True, db_default="")
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0, db_default=0)
    in_use = models.BooleanField(_("in use"), default=True, db_default=True)
    fields = models.JSONField(default=list, blank=True, db_default=[])
    holds = _names(20)
    documents = models.JSONField(default=list, blank=True, db_default=[])
    closed_steps = _names(20)
    checks = models.JSONField(default=dict, blank=True, db_default={})
    restricted = models.BooleanField(default=False, db_default=False)
    roles = _names(60)
    public = models.BooleanField(default=False, db_default=False)
    tells_reporter = models.BooleanField(default=True, db_default=True)
    limits = models.JSONField(default=dict, blank=True, db_default={})
    interval_days = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(name="procedure_has_code", condition=~Q(code="")),
            models.CheckConstraint(name="procedure_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="procedure_restricted_to_somebody",
                condition=Q(restricted=False, roles=[]) | (Q(restricted=True) & ~Q(roles=[])),
            ),
            models.CheckConstraint(
                name="procedure_restricted_is_not_public",
                condition=~Q(restricted=True, public=True),
            ),
            models.CheckConstraint(
                name="procedure_interval_possible",
                condition=Q(interval_days=None) | Q(interval_days__range=(1, _LONGEST_INTERVAL)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def particulars(self) -> list[Particular]:
        return [Particular.of(said) for said in self.fields]

    def limit(self, stage: Stage) -> tuple[int, LimitUnit] | None:
        """How long a stage may take by this procedure; none where it says nothing of it."""
        said = self.limits.get(stage.value)
        return (said[0], LimitUnit(said[1])) if said else None

    def checks_before(self, step: str) -> list[str]:
        found: list[str] = self.checks.get(step, [])
        return found

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SET}


SET: Iterable[str] = (
    *("name", "purpose", "position", "in_use", "fields", "holds", "documents", "closed_steps"),
    *("checks", "restricted", "roles", "public", "tells_reporter", "limits", "interval_days"),
)
