"""A circular 督查通报: drafted from the ledger, written on, published, confirmed by each unit."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lingdang.inspections.enums import PUBLISH, Dimension, State
from lingdang.inspections.errors import NotPublished, PublishedAlready, RoundChanged
from lingdang.inspections.facts import CircularConfirmed, CircularPublished, CircularWritten
from lingdang.inspections.models import Circular, Named, Order, Round
from lingdang.inspections.models.circular import LONGEST_NUMBER, LONGEST_TEXT, LONGEST_TITLE
from lingdang.inspections.policies import require
from lingdang.inspections.queries.findings import circular_for
from lingdang.inspections.queries.ledger import Wanted, ledger_for, sums_of, whole_of
from lingdang.inspections.queries.rounds import round_for
from lingdang.inspections.services.order import answers_for
from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.kernel.texts import required_text
from lingdang.people.public import Person, Unit


@transaction.atomic
def write_circular(
    *, round_id: int, number: str, by: Actor, key: UUID | None = None, title: str = "",
    text: str = "",
) -> Circular:  # fmt: skip
    """Begin one; what is not said is drafted from the findings."""
    found = round_for(by, round_id)
    require(by, PUBLISH, found.place_id)
    if by.person_id:
        Person.objects.select_for_update(no_key=True).get(pk=by.person_id)
    known = Circular.objects.filter(made_by=by.person_id, key=key).first() if key else None
    if known:
        return known
    circular = Circular(round=found, made_at=timezone.now(), made_by_id=by.person_id, key=key)
    _say(circular, number, title or _title(found), text or _drafted(found, by))
    _saved(circular)
    record(CircularWritten(circular_id=circular.pk, version=circular.version), by=by)
    return circular


@transaction.atomic
def rewrite_circular(
    *, circular_id: int, version: int, number: str, title: str, text: str, by: Actor
) -> Circular:
    circular = _locked(circular_id, by)
    if circular.published_at:
        raise PublishedAlready
    if circular.version != version:
        raise RoundChanged
    _say(circular, number, title, text)
    circular.version += 1
    _saved(circular)
    record(CircularWritten(circular_id=circular.pk, version=circular.version), by=by)
    return circular


def _say(circular: Circular, number: str, title: str, text: str) -> None:
    circular.number = required_text("number", number, LONGEST_NUMBER)
    circular.title = required_text("title", title, LONGEST_TITLE)
    circular.text = required_text("text", text, LONGEST_TEXT)


def _saved(circular: Circular) -> None:
    try:
        with transaction.atomic():
            circular.save()
    except IntegrityError:
        if Circular.objects.filter(number=circular.number).exclude(pk=circular.pk).exists():
            raise Incomplete({"number": _("Another circular has this number.")}) from None
        raise


@transaction.atomic
def publish_circular(*, circular_id: int, by: Actor) -> Circular:
    """Name every unit that was ordered something in the round, and keep the figures as they are."""
    circular = _locked(circular_id, by)
    if circular.published_at:
        raise PublishedAlready
    if circular.round.state != State.PUBLISHED:
        raise NotPublished
    units = sorted(set(Order.objects.filter(round=circular.round).values_list("unit", flat=True)))
    circular.figures = figures_of(circular.round, by)
    circular.published_at, circular.published_by_id = timezone.now(), by.person_id
    circular.save(update_fields=["figures", "published_at", "published_by"])
    Named.objects.bulk_create(Named(circular=circular, unit_id=pk) for pk in units)
    record(CircularPublished(circular_id=circular.pk, unit_ids=units), by=by)
    return circular


@transaction.atomic
def confirm_circular(*, circular_id: int, by: Actor) -> int:
    """Every unit that one speaks for has read it; says for how many this is new."""
    circular = circular_for(by, circular_id)
    held = Named.objects.select_for_update(no_key=True).filter(circular=circular)
    mine = [it for it in held.order_by("pk") if answers_for(by, it.unit_id)]
    if not mine:
        raise NotAllowed
    fresh = [it for it in mine if it.confirmed_at is None]
    for it in fresh:
        it.confirmed_at, it.confirmed_by_id = timezone.now(), by.person_id
        it.save(update_fields=["confirmed_at", "confirmed_by"])
        record(CircularConfirmed(circular_id=circular.pk, unit_id=it.unit_id), by=by)
    return len(fresh)


def _locked(circular_id: int, by: Actor) -> Circular:
    circular_for(by, circular_id)
    found = Circular.objects.select_for_update(no_key=True, of=("self",)).filter(pk=circular_id)
    circular = found.select_related("round").first()
    if circular is None:
        raise NotFound
    require(by, PUBLISH, circular.round.place_id)
    return circular


def figures_of(found: Round, by: Actor) -> dict[str, Any]:
    """The ledger of a round, as plain values: in all, and unit by unit."""
    findings = ledger_for(by, Wanted(round_id=found.pk))
    names = dict(Unit.objects.values_list("pk", "name"))
    units = [
        [names.get(it.key, _("Not handed over")), it.found, it.rectified, it.open]
        for it in sums_of(findings, Dimension.UNIT)
    ]
    whole = whole_of(findings)
    return {
        "found": whole.found,
        "rectified": whole.rectified,
        "open": whole.open,
        "percent": whole.percent,
        "units": units,
    }


def _title(found: Round) -> str:
    return (_("Circular on the round “%(round)s”") % {"round": found.name})[:LONGEST_TITLE]


def _drafted(found: Round, by: Actor) -> str:
    figures = figures_of(found, by)
    said = {
        "round": found.name,
        "first": _day(found.from_on),
        "last": _day(found.until_on),
        "who": _(", ").join(unit.name for unit in found.organisers.order_by("code")) or "—",
        "found": figures["found"],
        "rectified": figures["rectified"],
        "open": figures["open"],
        "percent": figures["percent"] or 0,
    }
    head = _(
        "From %(first)s to %(last)s %(who)s carried out the round “%(round)s”. It found"
        " %(found)s problems; %(rectified)s are put right, %(open)s are open; %(percent)s %% are"
        " put right."
    )
    rest = _("The units named shall put right what is open and confirm that they read this.")
    return f"{head % said}\n{rest}"


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
