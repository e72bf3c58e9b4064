"""Hot matters 热点问题: what many tell of, from round to round the same, with its history."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from lingdang.suggestions.titling import LONGEST_TITLE

_WORD = 40


class HotMatter(models.Model):
    """``reports`` tell of it and ``joined`` met it too; ``heat`` is of now, ``peak`` the highest.

    ``place`` is the lowest that holds all its cases. Once it went on in another it is ``fused``.
    """

    id = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    said_in = models.ForeignKey(
        "cases.Case", models.SET_NULL, null=True, related_name="+", db_index=False
    )  # the case whose words the title is
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)
    path = models.CharField(max_length=200, db_collation="C")
    place_word = models.CharField(max_length=_WORD, blank=True, default="")
    words = ArrayField(models.CharField(max_length=_WORD), default=list)
    category = models.ForeignKey(
        "standards.Category", models.PROTECT, null=True, related_name="+", db_index=False
    )
    lng = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    heat = models.FloatField(default=0)
    peak = models.FloatField(default=0)
    reports = models.PositiveIntegerField()
    joined = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    fused = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hot_matter_in_order", condition=Q(first_at__lte=F("last_at"))
            ),
            models.CheckConstraint(
                name="hot_matter_heat_below_peak", condition=Q(heat__gte=0, heat__lte=F("peak"))
            ),
            models.CheckConstraint(
                name="hot_matter_fused_is_cold", condition=Q(fused=None) | Q(heat=0)
            ),
            models.CheckConstraint(
                name="hot_matter_spot_whole",
                condition=Q(lng=None, lat=None) | Q(lng__isnull=False, lat__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="hot_matter_by_heat", fields=["-heat", "-id"]),
            models.Index(name="hot_matter_below", fields=["path"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        return f"hot-matter:{self.pk}"

    @property
    def days(self) -> int:
        return (self.last_at - self.first_at).days + 1


class HotCase(models.Model):
    """A case belongs to one matter at most."""

    case = models.OneToOneField("cases.Case", models.CASCADE, primary_key=True, related_name="+")
    matter = models.ForeignKey(HotMatter, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"case:{self.case_id}"


class HotDay(models.Model):
    """How hot a matter was on a day, at the last round of that day."""

    pk = models.CompositePrimaryKey("matter_id", "on")
    matter = models.ForeignKey(HotMatter, models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    heat = models.FloatField()
    reports = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.matter_id} {self.on}"
