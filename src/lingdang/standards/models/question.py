"""What a report of a category is asked besides: the questions of its Open311 definition."""

from django.db import models
from django.db.models import Q

from lingdang.standards.enums import LISTS, Datatype
from lingdang.standards.models.category import Category


class Question(models.Model):
    """One question. ``values`` are pairs of key and name, for the two datatypes that are lists.

    One that is not ``variable`` only informs: it takes no answer.
    """

    id = models.BigAutoField(primary_key=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    datatype = models.CharField(max_length=16, choices=Datatype)
    required = models.BooleanField(default=False, db_default=False)
    variable = models.BooleanField(default=True, db_default=True)
    hint = models.CharField(max_length=200, blank=True, default="", db_default="")
    values = models.JSONField(default=list, db_default=[])

    class Meta:
        constraints = [
            models.UniqueConstraint(name="question_code_once", fields=["category", "code"]),
            models.UniqueConstraint(name="question_position_once", fields=["category", "position"]),
            models.CheckConstraint(
                name="question_datatype_known", condition=Q(datatype__in=Datatype.values)
            ),
            models.CheckConstraint(
                name="question_says_something", condition=~Q(code="") & ~Q(text="")
            ),
            models.CheckConstraint(
                name="question_list_has_values",
                condition=(Q(datatype__in=sorted(LISTS)) & ~Q(values=[]))
                | (~Q(datatype__in=sorted(LISTS)) & Q(values=[])),
            ),
            models.CheckConstraint(
                name="question_required_takes_answers",
                condition=Q(required=False) | Q(variable=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text
