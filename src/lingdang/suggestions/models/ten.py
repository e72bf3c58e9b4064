"""The ten matters 十件事 that people are least content with, of a year or a quarter."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lingdang.suggestions.enums import Quarter, TenState
from lingdang.suggestions.models.hot import HotMatter
from lingdang.suggestions.titling import LONGEST_TITLE

TEN = 10
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class TenList(models.Model):
    """Proposed from the hot matters, put in order by hand, confirmed once."""

    id = models.BigAutoField(primary_key=True)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    quarter = models.CharField(max_length=1, choices=Quarter, default=Quarter.YEAR)
    state = models.CharField(max_length=10, choices=TenState, default=TenState.DRAFT)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ten_once", fields=["place", "year", "quarter"]),
            models.CheckConstraint(name="ten_state_known", condition=Q(state__in=TenState.values)),
            models.CheckConstraint(
                name="ten_quarter_known", condition=Q(quarter__in=Quarter.values)
            ),
            models.CheckConstraint(
                name="ten_year_likely", condition=Q(year__range=(_FIRST_YEAR, _LAST_YEAR))
            ),
            models.CheckConstraint(
                name="ten_confirmed_has_time",
                condition=Q(state=TenState.DRAFT, confirmed_at=None)
                | Q(state=TenState.CONFIRMED, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.quarter}"

    @property
    def subject(self) -> str:
        return f"ten-list:{self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == TenState.DRAFT


class TenItem(models.Model):
    """One of the ten: which unit leads, what it promises and until when."""

    id = models.BigAutoField(primary_key=True)
    ten = models.ForeignKey(TenList, models.CASCADE, related_name="items", db_index=False)
    rank = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    matter = models.ForeignKey(HotMatter, models.SET_NULL, null=True, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    promise = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    outcome = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="ten_item_rank_once",
                fields=["ten", "rank"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="ten_item_of_ten", condition=Q(rank__range=(1, TEN))),
            models.CheckConstraint(name="ten_item_is_called", condition=~Q(title="")),
            models.CheckConstraint(
                name="ten_item_done_has_outcome", condition=Q(done_on=None) | ~Q(outcome="")
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TenNode(models.Model):
    """A date on the way, counted back from the day of the promise 倒排工期."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(TenItem, models.CASCADE, related_name="nodes")
    what = models.CharField(max_length=120)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True, default="")  # what was done, or why late

    class Meta:
        constraints = [
            models.CheckConstraint(name="ten_node_is_called", condition=~Q(what="")),
        ]

    def __str__(self) -> str:
        return self.what
