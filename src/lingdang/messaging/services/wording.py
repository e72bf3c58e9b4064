"""A district's own words, the templates its providers approved, and its groups' robots."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lingdang.journal.public import record
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.texts import optional_text, required_text
from lingdang.messaging.enums import BY_TEMPLATE, ROBOTS
from lingdang.messaging.facts import RobotSet, TemplateSet, WordsSet
from lingdang.messaging.models import OwnWords, ProviderTemplate, Robot
from lingdang.messaging.policies import require_manage
from lingdang.messaging.queries.outgoing import EVERYTHING
from lingdang.messaging.wording import Wording, is_declared, require_fillable, wording_of
from lingdang.people.public import Unit, encrypt

_TITLE, _TEXT, _CODE, _NAME, _KEY = 100, 1000, 100, 80, 200
_OF_ALL = Wording(EVERYTHING, "", "%(title)s", "%(text)s %(number)s")


@transaction.atomic
def set_words(*, what: str, language: str, title: str, text: str, by: Actor) -> None:
    """Say it in the district's own words; nothing at all brings the product's own back."""
    require_manage(by)
    wording = _known(what)
    if language not in {code for code, _name in settings.LANGUAGES}:
        raise Incomplete({"language": _("There is no such language.")})
    words = {
        "title": optional_text("title", title, _TITLE),
        "text": optional_text("text", text, _TEXT),
    }
    rows = OwnWords.objects.filter(what=what, language=language)
    removed = not any(words.values())
    if removed:
        rows.delete()
    else:
        for field, said in words.items():
            require_fillable(field, required_text(field, said), wording)
        OwnWords.objects.update_or_create(what=what, language=language, defaults=words)
    record(WordsSet(what=what, language=language, removed=removed), by=by)


@transaction.atomic
def set_template(
    *, what: str, channel: str, code: str, fields: Mapping[str, str], by: Actor
) -> None:
    """Name a provider's template and what fills its fields; an empty code takes it away."""
    require_manage(by)
    wording = _OF_ALL if what == EVERYTHING else _known(what)
    if channel not in BY_TEMPLATE:
        raise Incomplete({"channel": _("This channel has no templates.")})
    number = optional_text("code", code, _CODE)
    for name, said in fields.items():
        required_text("fields", name, _CODE)
        require_fillable("fields", required_text("fields", said), wording, "title", "text", "url")
    if number:
        ProviderTemplate.objects.update_or_create(
            what=what, channel=channel, defaults={"code": number, "fields": dict(fields)}
        )
    else:
        ProviderTemplate.objects.filter(what=what, channel=channel).delete()
    record(TemplateSet(what=what, channel=str(channel), removed=not number), by=by)


def _known(what: str) -> Wording:
    if not is_declared(what):
        raise NotFound
    return wording_of(what)


@transaction.atomic
def add_robot(
    *, channel: str, name: str, unit_id: int | None, key: str, secret: str = "", by: Actor
) -> Robot:
    """Enter a group's robot by the key in its webhook's address."""
    require_manage(by)
    if channel not in ROBOTS:
        raise Incomplete({"channel": _("Choose the kind of robot.")})
    if unit_id is not None and not Unit.objects.filter(pk=unit_id).exists():
        raise Incomplete({"unit_id": _("There is no such unit.")})
    robot = Robot.objects.create(
        channel=channel,
        name=required_text("name", name, _NAME),
        unit_id=unit_id,
        key_cipher=encrypt(required_text("key", key, _KEY)),
        secret_cipher=encrypt(optional_text("secret", secret, _KEY)),
    )
    record(RobotSet(robot_id=robot.pk, unit_id=unit_id, active=True), by=by)
    return robot


@transaction.atomic
def stop_robot(*, robot_id: int, by: Actor) -> Robot:
    """Let a robot say nothing more; what it said stays on record."""
    require_manage(by)
    robot = Robot.objects.select_for_update(no_key=True).filter(pk=robot_id, active=True).first()
    if robot is None:
        raise NotFound
    robot.active = False
    robot.save(update_fields=["active"])
    record(RobotSet(robot_id=robot.pk, unit_id=robot.unit_id, active=False), by=by)
    return robot
