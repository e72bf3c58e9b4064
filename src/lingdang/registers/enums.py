"""The words of a register: what a field may hold, how sure a figure is, how far a sheet is."""

from django.db import models
from django.utils.translation import pgettext_lazy

from lingdang.kernel.steps import Steps

# The names of duties.
DEFINE, EDIT, SEE = "registers.define", "registers.edit", "registers.see"
EVERY_FIELD = "registers.every_field"  # of processes: no post carries it


class FieldType(models.TextChoices):
    TEXT = "text", pgettext_lazy("type of a field", "Text")
    LONG_TEXT = "long_text", pgettext_lazy("type of a field", "Long text")
    INTEGER = "integer", pgettext_lazy("type of a field", "Whole number")
    DECIMAL = "decimal", pgettext_lazy("type of a field", "Number with decimals")
    MONEY = "money", pgettext_lazy("type of a field", "Money")
    DATE = "date", pgettext_lazy("type of a field", "Date")
    CHOICE = "choice", pgettext_lazy("type of a field", "Choice")
    TRUTH = "truth", pgettext_lazy("type of a field", "Yes or no")
    PHOTO = "photo", pgettext_lazy("type of a field", "Photographs")
    PLACE = "place", pgettext_lazy("type of a field", "Place")
    POST = "post", pgettext_lazy("type of a field", "Somebody's post")
    FORMULA = "formula", pgettext_lazy("type of a field", "Formula")
    LINK = "link", pgettext_lazy("type of a field", "Entry of another register")


ENTERED_NUMBERS = frozenset({FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY})
NUMBERS = ENTERED_NUMBERS | {FieldType.FORMULA}
TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
REFERENCES = frozenset({FieldType.PLACE, FieldType.POST, FieldType.LINK})
UNENTERED = frozenset({FieldType.FORMULA, FieldType.PHOTO})  # no value is typed in for these
UNIQUE = TEXTS | {FieldType.INTEGER, FieldType.DATE} - {FieldType.LONG_TEXT}
WIDENED = {  # a field may become this later, and every value still holds
    (FieldType.TEXT, FieldType.LONG_TEXT),
    (FieldType.INTEGER, FieldType.DECIMAL),
}


class Mark(models.TextChoices):
    """How sure a printed figure is; a later one outweighs those before it in a sum."""

    APPROXIMATE = "approximate", pgettext_lazy("mark of a figure", "and more 余")
    ABOUT = "about", pgettext_lazy("mark of a figure", "about 约")
    DOUBTFUL = "doubtful", pgettext_lazy("mark of a figure", "doubtful 存疑")


class State(models.TextChoices):
    UPLOADED = "uploaded", pgettext_lazy("state of an import", "Columns to be said")
    CHECKING = "checking", pgettext_lazy("state of an import", "Being checked")
    CHECKED = "checked", pgettext_lazy("state of an import", "Checked")
    WRITING = "writing", pgettext_lazy("state of an import", "Being written")
    DONE = "done", pgettext_lazy("state of an import", "Done")
    CANCELLED = "cancelled", pgettext_lazy("state of an import", "Cancelled")


class Step(models.TextChoices):
    CHECK = "check", pgettext_lazy("step of an import", "Check")
    SUM_UP = "sum_up", pgettext_lazy("step of an import", "Sum up")
    WRITE = "write", pgettext_lazy("step of an import", "Import")
    FINISH = "finish", pgettext_lazy("step of an import", "Finish")
    CANCEL = "cancel", pgettext_lazy("step of an import", "Cancel")


RUNNING = frozenset({State.CHECKING, State.WRITING})
ENDED = frozenset({State.DONE, State.CANCELLED})
STEPS = Steps(
    start=State.UPLOADED,
    table={
        Step.CHECK: (frozenset({State.UPLOADED, State.CHECKED}), State.CHECKING),
        Step.SUM_UP: (RUNNING, State.CHECKED),
        Step.WRITE: (frozenset({State.CHECKED}), State.WRITING),
        Step.FINISH: (frozenset({State.WRITING}), State.DONE),
        Step.CANCEL: (frozenset(State) - ENDED, State.CANCELLED),
    },
)


class Target(models.TextChoices):
    """What a column may mean besides a field."""

    PLACE = "#place", pgettext_lazy("meaning of a column", "Place: code or name")
    UNIT = "#unit", pgettext_lazy("meaning of a column", "Responsible unit: code or name")
    LNG = "#lng", pgettext_lazy("meaning of a column", "Longitude")
    LAT = "#lat", pgettext_lazy("meaning of a column", "Latitude")
    SYSTEM = "#system", pgettext_lazy("meaning of a column", "System of coordinates")
