"""After a change of keys: seal anew what an older key sealed."""

from django.db import transaction

from lingdang.people.models import Person
from lingdang.people.privacy import decrypt, encrypt, is_current

_BATCH = 500


def reseal_people() -> int:
    """Bring every person under the first key, batch by batch; can be stopped and run again."""
    done = last = 0
    while batch := list(Person.objects.filter(pk__gt=last).order_by("pk")[:_BATCH]):
        last = batch[-1].pk
        stale = [p.pk for p in batch if not _is_current(p)]
        with transaction.atomic():
            people = list(Person.objects.select_for_update(no_key=True).filter(pk__in=stale))
            for person in people:
                person.name_cipher = encrypt(decrypt(person.name_cipher))
                person.phone_cipher = encrypt(decrypt(person.phone_cipher))
            Person.objects.bulk_update(people, ["name_cipher", "phone_cipher"])
        done += len(people)
    return done


def _is_current(person: Person) -> bool:
    return is_current(person.name_cipher) and is_current(person.phone_cipher)
