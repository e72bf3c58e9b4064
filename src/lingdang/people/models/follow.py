from django.db import models
from django.db.models.functions import Now

from lingdang.people.models.person import Person
from lingdang.places.public import Place


class Follow(models.Model):
    """A resident follows a community: its notices reach them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.place_id}"
