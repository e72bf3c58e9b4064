"""An edition is drafted, filled from a sheet, and put in force from a day on."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import required_text
from lingdang.standards.errors import EditionEmpty, EditionInForce, EditionTooEarly
from lingdang.standards.facts import EditionDropped, EditionPutInForce
from lingdang.standards.models import Edition, Scheme
from lingdang.standards.policies import require_manage
from lingdang.standards.services.versions import book_changed, lock_book

_LONGEST_NAME = 80


def draft_named(name: str, *, scheme: str | None) -> Edition:
    """Lock the draft of this name, or begin one; what is in force is no draft."""
    called = required_text("edition", name, _LONGEST_NAME)
    if scheme and not Scheme.objects.filter(pk=scheme).exists():
        raise Incomplete({"scheme": _("There is no such scheme of street classes.")})
    edition, made = Edition.objects.select_for_update().get_or_create(
        name=called, defaults={"scheme_id": scheme}
    )
    if edition.valid:
        raise EditionInForce(edition=edition.name)
    if not made and scheme and edition.scheme_id != scheme:
        edition.scheme_id = scheme
        edition.save(update_fields=["scheme"])
    return edition


@transaction.atomic
def put_in_force(*, edition_id: int, on: date, by: Actor) -> Edition:
    """From a day on cases are filed under it; the one before ends. Cases keep their standard."""
    lock_book()
    require_manage(by)
    edition = _locked(edition_id)
    if not edition.standards.exists():
        raise EditionEmpty(edition=edition.name)
    before = Edition.objects.published().order_by("-valid").first()
    if before and before.since and before.since >= on:
        raise EditionTooEarly(edition=edition.name, day=before.since.isoformat())
    if before:
        before.valid = DateRange(before.since, on)
        before.save(update_fields=["valid"])
    edition.valid = DateRange(on, None)
    edition.save(update_fields=["valid"])
    book_changed()
    record(
        EditionPutInForce(
            edition_id=edition.pk,
            called=edition.name,
            on=on.isoformat(),
            before_id=before.pk if before else None,
        ),
        by=by,
    )
    return edition


@transaction.atomic
def drop_edition(*, edition_id: int, by: Actor) -> None:
    """Throw a draft away; no case can know it."""
    require_manage(by)
    edition = _locked(edition_id)
    told = EditionDropped(edition_id=edition.pk, called=edition.name)
    edition.delete()
    record(told, by=by)


def _locked(edition_id: int) -> Edition:
    """The locked draft; what is in force is refused."""
    edition = Edition.objects.select_for_update().filter(pk=edition_id).first()
    if edition is None:
        raise NotFound
    if edition.valid:
        raise EditionInForce(edition=edition.name)
    return edition
