"""Residents: a person per telephone number."""

from lingdang.kernel.errors import NotFound
from lingdang.people.errors import PhoneNotValid
from lingdang.people.models import Person
from lingdang.people.privacy import can_receive_codes, normal_phone
from lingdang.people.queries.people import person_by_phone
from lingdang.people.services.persons import unsaved_person


def resident_by_phone(phone: str) -> Person:
    """Find the person of a number, or make one: no fact, for nobody has said who they are yet."""
    number = normal_phone(phone)
    if not can_receive_codes(number):
        raise PhoneNotValid
    if found := person_by_phone(number):
        return found
    fresh = unsaved_person(name="", phone=number)
    Person.objects.bulk_create([fresh], ignore_conflicts=True)  # two at once: one row
    found = person_by_phone(number)
    if found is None:
        raise NotFound
    return found
