"""Who inspects where: areas of whole towns, and supervision groups 督导组."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lingdang.inspections.models.checklist import LONGEST_NAME


class Area(models.Model):
    """East, west: a named set of places."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=LONGEST_NAME)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")  # that it divides

    class Meta:
        constraints = [
            models.UniqueConstraint(name="area_named_once", fields=["place", "name"]),
            models.CheckConstraint(name="area_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name


class AreaPlace(models.Model):
    """A town in an area; it lies in no other at the same time."""

    id = models.BigAutoField(primary_key=True)
    area = models.ForeignKey(Area, models.CASCADE, related_name="places")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="place_in_one_area", fields=["place"]),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}: {self.place_id}"


class Group(models.Model):
    """A unit of the kind supervision group; without an area it goes everywhere."""

    id = models.BigAutoField(primary_key=True)
    unit = models.OneToOneField("people.Unit", models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="groups")

    def __str__(self) -> str:
        return self.unit.name


class Member(models.Model):
    id = models.BigAutoField(primary_key=True)
    group = models.ForeignKey(Group, models.CASCADE, related_name="members", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="member_once", fields=["group", "person"]),
            models.UniqueConstraint(
                name="group_has_one_leader", fields=["group"], condition=Q(leads=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.person_id}"
