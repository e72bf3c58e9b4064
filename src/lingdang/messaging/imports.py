"""Addresses from a sheet: a row per person, a column per channel."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from lingdang.kernel.actor import Actor
from lingdang.kernel.sheets import ImportReport, Row, cell, checked
from lingdang.messaging.enums import BY_ADDRESS
from lingdang.messaging.errors import NotAnAddress, PersonUnknown
from lingdang.messaging.policies import require_manage
from lingdang.messaging.queries.persons import addresses_of
from lingdang.messaging.services.choosing import checked_address, set_address
from lingdang.people.public import Person

WHO_COLUMN = "person"  # a sign-in name, or the register's number
CHANNEL_COLUMNS = tuple(channel.value for channel in BY_ADDRESS)


@transaction.atomic
def import_addresses(rows: Sequence[Row], *, by: Actor, partial: bool = False) -> ImportReport:
    """Set the addresses of a sheet: all, or with ``partial`` those of rows without a problem.

    An empty cell says nothing.
    """
    require_manage(by)
    report, people = ImportReport(), _people(rows)
    kept = addresses_of(people.values())

    def check(row: Row) -> list[tuple[int, str, str]] | None:
        person_id = people.get(row[WHO_COLUMN])
        if person_id is None:
            raise PersonUnknown
        said = [(channel, _address(channel, row)) for channel in CHANNEL_COLUMNS]
        new = [
            (person_id, channel, address)
            for channel, address in said
            if address and kept.get((person_id, channel)) != address
        ]
        return new or None

    drafts = checked(rows, check, report)
    if report.problems and not partial:
        return report
    for person_id, channel, address in (one for draft in drafts for one in draft):
        set_address(person_id=person_id, channel=channel, address=address, by=by)
    report.created = len(drafts)
    return report


def _address(channel: str, row: Row) -> str:
    try:
        return checked_address(channel, row.get(channel, ""))
    except NotAnAddress as refusal:
        raise cell(channel, str(refusal)) from None


def _people(rows: Sequence[Row]) -> Mapping[str, int]:
    names = {row[WHO_COLUMN] for row in rows} - {""}
    found = dict(Person.objects.filter(key__in=names).values_list("key", "pk"))
    found |= dict(Person.objects.filter(login__in=names).values_list("login", "pk"))
    return {str(name): pk for name, pk in found.items()}
