"""Which class the streets of a place have, from a day on."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Func, Value
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete
from lingdang.places.public import tree
from lingdang.standards.errors import ClassChangedLater
from lingdang.standards.facts import PlaceClassed
from lingdang.standards.models import PlaceClass, StreetClass
from lingdang.standards.policies import require_classify
from lingdang.standards.services.versions import book_changed, lock_book


@transaction.atomic
def classify_place(
    *, place_id: int, street_class: str, on: date, by: Actor, until: date | None = None
) -> bool:
    """Give a place and what lies in it a class from a day on; false when it has it so already."""
    lock_book()
    require_classify(by, tree().node(place_id).path)
    wanted = _class_named(street_class)
    if until and until <= on:
        raise Incomplete({"until": _("It ends after it begins.")})
    draft = PlaceClass(place_id=place_id, street_class=wanted, valid=DateRange(on, until))
    before = PlaceClass.objects.filter(place=place_id, street_class__scheme=wanted.scheme_id)
    if before.filter(street_class=wanted, valid=draft.valid).exists():
        return False
    if before.filter(valid__startswith__gt=on).exists():
        raise ClassChangedLater
    before.filter(valid__startswith=on).delete()
    before.filter(valid__contains=on).update(
        valid=Func(Func(F("valid"), function="lower"), Value(on), function="daterange")
    )
    draft.save()
    book_changed()
    record(
        PlaceClassed(
            of_place=place_id,
            street_class=wanted.key,
            on=on.isoformat(),
            until=until.isoformat() if until else None,
        ),
        by=by,
    )
    return True


def _class_named(key: str) -> StreetClass:
    found = StreetClass.objects.filter(pk=key).first() if "\0" not in key else None
    if found is None:
        raise Incomplete({"street_class": _("There is no such class of streets.")})
    return found
