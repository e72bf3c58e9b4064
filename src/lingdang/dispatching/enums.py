"""The words of dispatching: what a rule may ask, where it may send, what became of a proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.people.public import Role

MANAGE = "dispatching.manage"
SUPERVISE = "dispatching.supervise"
URGE = "dispatching.urge"


class Mode(models.TextChoices):
    """How far the rules go by themselves in a place and all that lies in it."""

    OFF = "off", pgettext_lazy("how rules work", "Off")
    SUGGEST = "suggest", pgettext_lazy("how rules work", "Suggest only")
    AUTOMATIC = "automatic", pgettext_lazy("how rules work", "Automatic")


class Status(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("status of a rule set", "Draft")
    IN_FORCE = "in_force", pgettext_lazy("status of a rule set", "In force")
    RETIRED = "retired", pgettext_lazy("status of a rule set", "Retired")


class Target(models.TextChoices):
    UNIT = "unit", _("This unit")
    PLACE_UNIT = "place_unit", _("The unit of a kind that is nearest to the place")
    ON_DUTY = "on_duty", _("Whoever is on duty in a role")
    KEEP = "keep", _("The place itself: keep it in the grid")


class Condition(models.TextChoices):
    """What a rule may ask of a case; what it does not ask, it does not care about."""

    CATEGORY = "category", pgettext_lazy("condition of a rule", "Category")
    KIND = "kind", pgettext_lazy("condition of a rule", "Kind")
    PLACE = "place", pgettext_lazy("condition of a rule", "Place")
    STREETS = "streets", pgettext_lazy("condition of a rule", "Class of the streets")
    LEVEL = "level", pgettext_lazy("condition of a rule", "Level that holds it")
    SOURCE = "source", pgettext_lazy("condition of a rule", "Source")
    WEEKDAY = "weekday", pgettext_lazy("condition of a rule", "Day of the week")
    TIME = "time", pgettext_lazy("condition of a rule", "Time of day")
    WORKING = "working", pgettext_lazy("condition of a rule", "Working time")
    URGENT = "urgent", pgettext_lazy("condition of a rule", "Urgency")
    WORDS = "words", pgettext_lazy("condition of a rule", "Words in the text")


class Result(models.TextChoices):
    MATCHED = "matched", pgettext_lazy("what became of a rule", "fits")
    MISSED = "missed", pgettext_lazy("what became of a rule", "does not fit")
    DEAD = "dead", pgettext_lazy("what became of a rule", "fits, but its target is missing")


class Dead(models.TextChoices):
    """Why a rule that fits leads nowhere today."""

    UNIT_ENDED = "unit_ended", _("the unit has ended")
    NO_UNIT = "no_unit", _("no unit of this kind stands at the place or above it")
    NOBODY_ON_DUTY = "nobody_on_duty", _("nobody of this role is on duty at the place or above it")
    NOBODY_SERVES = "nobody_serves", _("nobody serves the place or a level above it")
    TAKEN_FROM = "taken_from", _("the case was just taken from this unit")


class Fate(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", pgettext_lazy("fate of a proposal", "Waits for a dispatcher")
    TAKEN = "taken", pgettext_lazy("fate of a proposal", "Carried out")
    OVERRULED = "overruled", pgettext_lazy("fate of a proposal", "Decided otherwise")
    STALE = "stale", pgettext_lazy("fate of a proposal", "Replaced by a later one")


WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
DUTY_ROLES = (Role.GRID_WORKER, Role.DISPATCHER)  # who of those who serve a place may settle there
