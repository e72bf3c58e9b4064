"""What kind of matter it is, whose it usually is, and how long each step may take."""

import re

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lingdang.standards.enums import Kind, LimitUnit, Stage
from lingdang.standards.limits import LONGEST

# A case without a category, or a category without a limit of its own.
USUAL: dict[Stage, tuple[int, LimitUnit]] = {
    Stage.FILE: (4, LimitUnit.WORKING_HOURS),
    Stage.DISPATCH: (4, LimitUnit.WORKING_HOURS),
    Stage.HANDLE: (3, LimitUnit.WORKING_DAYS),
    Stage.VERIFY: (1, LimitUnit.WORKING_DAYS),
    Stage.CALL_BACK: (2, LimitUnit.WORKING_DAYS),
    Stage.CLOSE: (1, LimitUnit.WORKING_DAYS),
}
URGENT: dict[Stage, tuple[int, LimitUnit]] = {
    Stage.FILE: (1, LimitUnit.URGENT_HOURS),
    Stage.DISPATCH: (1, LimitUnit.URGENT_HOURS),
    Stage.HANDLE: (4, LimitUnit.URGENT_HOURS),
    Stage.VERIFY: (1, LimitUnit.URGENT_DAYS),
    Stage.CALL_BACK: (1, LimitUnit.WORKING_DAYS),
    Stage.CLOSE: (1, LimitUnit.WORKING_DAYS),
}
OWN = tuple(stage for stage in Stage if stage != Stage.CLOSE)  # what a category may limit itself
FIRST_OWN, LAST_OWN = 80, 999  # what the standard leaves to us; taken from the end
_CODE = re.compile(r"(B?\d{2})(\d{3})")


def _amount() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(null=True, blank=True)


def _unit() -> "models.CharField[str, str]":
    return models.CharField(max_length=16, choices=LimitUnit, blank=True, default="", db_default="")


def _whole_limit(stage: str) -> models.CheckConstraint:
    """An amount with a known unit, or neither."""
    amount, unit = f"{stage}_amount", f"{stage}_unit"
    return models.CheckConstraint(
        name=f"category_{stage}_limit_whole",
        condition=Q(**{f"{amount}__isnull": True, unit: ""})
        | Q(
            **{
                f"{amount}__isnull": False,
                f"{amount}__range": (1, LONGEST),
                f"{unit}__in": LimitUnit.values,
            }
        ),
    )


class Category(models.Model):
    """A kind of matter 事项 or component 部件, by its GB/T 47678.5 code or one of our own.

    Codes of matters and components collide in the standard, so those of components bear a ``B``
    here. Limits left open follow ``USUAL`` or ``URGENT``.
    """

    code = models.CharField(max_length=40, primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind, db_default=Kind.MATTER)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    urgent = models.BooleanField(default=False, db_default=False)
    for_residents = models.BooleanField(_("offered to residents"), default=False, db_default=False)
    default_unit = models.ForeignKey(
        "people.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    file_amount, file_unit = _amount(), _unit()
    dispatch_amount, dispatch_unit = _amount(), _unit()
    handle_amount, handle_unit = _amount(), _unit()
    verify_amount, verify_unit = _amount(), _unit()
    call_back_amount, call_back_unit = _amount(), _unit()

    class Meta:
        constraints = [
            models.CheckConstraint(name="category_has_code", condition=~Q(code="")),
            models.CheckConstraint(name="category_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="category_code_tells_its_kind",
                condition=Q(kind=Kind.COMPONENT, code__startswith="B")
                | (Q(kind=Kind.MATTER) & ~Q(code__startswith="B")),
            ),
            models.CheckConstraint(
                name="category_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("code")),
            ),
            *(_whole_limit(stage.value) for stage in OWN),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def major(self) -> str:
        """The code of its major class in the standard; none for what the standard does not know."""
        found = _CODE.fullmatch(self.code)
        return found[1] if found else ""

    @property
    def is_own(self) -> bool:
        """Whether it extends the standard inside a major class."""
        found = _CODE.fullmatch(self.code)
        return found is not None and int(found[2]) >= FIRST_OWN

    def limit(self, stage: Stage) -> tuple[int, LimitUnit]:
        """How long a stage may take: the category's own limit, or the usual one."""
        if stage in OWN and (amount := getattr(self, f"{stage}_amount")):
            return amount, LimitUnit(getattr(self, f"{stage}_unit"))
        return (URGENT if self.urgent else USUAL)[stage]
