"""The words of messages as an administrator edits them: languages first, then templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lingdang.faces.desk.forms.fields import DeskForm
from lingdang.faces.desk.forms.messages import TemplateForm, WordsForm, fields_text
from lingdang.kernel.actor import Actor
from lingdang.kernel.errors import NotFound
from lingdang.messaging.public import (
    BY_TEMPLATE,
    EVERYTHING,
    Channel,
    every_wording,
    is_declared,
    label_of,
    own_words,
    set_template,
    set_words,
    templates_of,
    wording_of,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One form of the page; ``usual`` are the product's own words."""

    name: str
    title: str
    form: DeskForm
    usual: tuple[str, ...] = ()

    def saved(self, what: str, *, by: Actor) -> bool:
        if isinstance(self.form, WordsForm):
            return self.form.saved(set_words, what=what, language=self.name, by=by)
        return self.form.saved(
            lambda fields_, **told: set_template(fields=fields_, **told),
            what=what,
            channel=self.name,
            by=by,
        )


def rows() -> list[dict[str, Any]]:
    declared = every_wording()
    own = {what for what, _language in own_words([wording.what for wording in declared])}
    return [
        {"what": one.what, "label": one.label, "text": one.text, "own": one.what in own}
        for one in declared
    ]


def found(asked: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that a list asks for: few enough to be looked through as they are shown."""
    words, whose = asked.get("q", "").casefold(), asked.get("whose")
    kept = [
        row
        for row in rows()
        if words in f"{row['label']}\n{row['text']}".casefold()
        and (not whose or row["own"] == (whose == "own"))
    ]
    return sorted(kept, key=lambda row: str(row["label"])) if asked.get("sort") else kept


def heading(what: str) -> dict[str, Any]:
    if what == EVERYTHING:
        return {"label": _("Every other message"), "fields": ["title", "text", "number"]}
    return {"label": label_of(what), "fields": sorted(wording_of(what).fields)}


def parts(what: str, data: Mapping[str, Any] | None) -> list[Part]:
    """Every form of one message; the one that was sent is bound."""
    if what != EVERYTHING and not is_declared(what):
        raise NotFound
    sent = data.get("part") if data else None
    words = [] if what == EVERYTHING else _words(what, data, sent)
    return [*words, *_templates(what, data, sent)]


def _words(what: str, data: Mapping[str, Any] | None, sent: str | None) -> list[Part]:
    own, wording, found = own_words([what]), wording_of(what), []
    for code, name in settings.LANGUAGES:
        said = own.get((what, code))
        initial = {"title": said.title, "text": said.text} if said else {}
        form = WordsForm(data if sent == code else None, initial=initial, prefix=code)
        with override(code):
            usual = (str(wording.title), str(wording.text))
        found.append(Part(code, str(name), form, usual))
    return found


def _templates(what: str, data: Mapping[str, Any] | None, sent: str | None) -> list[Part]:
    kept = templates_of(what)
    found = []
    for channel in BY_TEMPLATE:
        row = kept.get(channel)
        initial = {"code": row.code, "fields_": fields_text(row.fields)} if row else {}
        form = TemplateForm(data if sent == channel else None, initial=initial, prefix=channel)
        title = _("Template: %(channel)s") % {"channel": Channel(channel).label}
        found.append(Part(channel.value, title, form))
    return found
