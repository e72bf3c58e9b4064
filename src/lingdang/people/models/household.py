from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lingdang.people.models.person import Person
from lingdang.places.public import Place

LARGEST_HOUSEHOLD = 30


class Household(models.Model):
    """Where a person lives, told once. Name, door and care needs lie sealed together.

    One row for each person: where they lived before is nobody's business any more.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    cipher = models.TextField()
    size = models.PositiveSmallIntegerField(null=True, blank=True)
    since = models.DateField()  # living there
    agreed_at = models.DateTimeField(null=True, blank=True)  # that the needs be known
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="household_is_sealed", condition=~Q(cipher="")),
            models.CheckConstraint(
                name="household_size_possible",
                condition=Q(size__isnull=True) | Q(size__range=(1, LARGEST_HOUSEHOLD)),
            ),
        ]

    def __str__(self) -> str:
        return f"household of {self.person_id}"
