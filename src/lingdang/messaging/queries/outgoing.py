"""What leaves the product: for those who look after it, and for the worker that sends it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from lingdang.kernel.actor import Actor
from lingdang.kernel.sending import NotSent
from lingdang.messaging.channels import Letter
from lingdang.messaging.enums import BY_TEMPLATE, Channel
from lingdang.messaging.leading import page_of, path_of
from lingdang.messaging.models import Outgoing, OutgoingQuerySet, ProviderTemplate
from lingdang.messaging.policies import may_manage
from lingdang.messaging.queries.persons import addresses_of, habits_of, usual_habits
from lingdang.messaging.queries.words import own_words, said
from lingdang.messaging.wording import DIGEST, filled
from lingdang.people.public import decrypt, mask_phone

EVERYTHING = "*"  # the template of all that have none of their own
_SHOWN_AT_MOST = 50  # lines of a digest


def outgoing_for(actor: Actor) -> OutgoingQuerySet:
    """What goes out of the district, newest first, for those whose duty it is to look after it."""
    rows = Outgoing.objects.select_related("robot").order_by("-id")
    return rows if may_manage(actor) else rows.none()


def addressee_of(row: Outgoing) -> str:
    """Who has no account, as a list may show it: a robot's name, a masked number."""
    return row.robot.name if row.robot else mask_phone(decrypt(row.phone_cipher))


def letter_of(row: Outgoing) -> Letter:
    """Everything that a channel needs; ``NotSent`` when it can go nowhere."""
    address, secret = _address_of(row)
    language = _language_of(row)
    facts = digest_facts(row, language) if row.what == DIGEST else row.facts
    words = said(row.what, facts, language, own_words({row.what}))
    way = path_of if row.channel == Channel.PUSH else page_of
    letter = Letter(
        id=str(row.public_id),
        address=address,
        secret=secret,
        title=words.title,
        text=words.text,
        url=way(row.what, row.about, row.facts),
        urgent=row.urgent,
    )
    return _with_template(letter, row, facts, language) if row.channel in BY_TEMPLATE else letter


def _address_of(row: Outgoing) -> tuple[str, str]:
    """Where it goes today: an address may have been corrected since it failed."""
    if row.robot:
        return decrypt(row.robot.key_cipher), decrypt(row.robot.secret_cipher)
    if row.device:
        return decrypt(row.device.cipher), ""
    if row.person_id is None:
        return decrypt(row.phone_cipher), ""
    address = addresses_of([row.person_id]).get((row.person_id, row.channel))
    if address is None:
        raise NotSent("no_address", permanent=True)
    return address, ""


def _language_of(row: Outgoing) -> str:
    if row.person_id is None:
        return usual_habits().language
    return habits_of([row.person_id])[row.person_id].language


def _with_template(
    letter: Letter, row: Outgoing, facts: Mapping[str, object], language: str
) -> Letter:
    rows = ProviderTemplate.objects.filter(channel=row.channel, what__in=[row.what, EVERYTHING])
    found = max(rows, key=lambda template: template.what == row.what, default=None)
    if found is None:
        return letter
    given = {**facts, "title": letter.title, "text": letter.text, "url": letter.url}
    params = {name: filled(words, given, language) for name, words in found.fields.items()}
    return replace(letter, template=found.code, params=params)


def digest_facts(digest: Outgoing, language: str) -> dict[str, object]:
    """What was gathered, by what it is about: the matter that changed last comes first."""
    rows = list(Outgoing.objects.filter(digest=digest).order_by("-told_at", "-pk"))
    matters: dict[str, list[Outgoing]] = {}
    for row in rows:
        matters.setdefault(row.about or f"{row.what}", []).append(row)
    lines = list(_lines(matters.values(), language))
    if len(lines) > _SHOWN_AT_MOST:
        lines = [*lines[:_SHOWN_AT_MOST], "…"]
    return {"count": len(rows), "matters": len(matters), "lines": "\n".join(lines)}


def _lines(matters: Iterable[list[Outgoing]], language: str) -> Iterable[str]:
    groups = list(matters)
    own = own_words({row.what for group in groups for row in group})
    for group in groups:
        newest = group[0]
        if number := newest.facts.get("number"):
            yield f"【{number}】 {page_of(newest.what, newest.about, newest.facts)}".strip()
        for row in group:
            words = said(row.what, row.facts, language, own)
            yield f"{_moment(row.told_at)} {words.text or words.title}"
        yield ""


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%m-%d %H:%M}"
