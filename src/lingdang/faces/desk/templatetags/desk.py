"""What every desk page shows around its content, and times in plain words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django import template
from django.core.cache import caches
from django.forms import BoundField
from django.forms.widgets import ChoiceWidget
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lingdang.faces.desk import cells, letters, names
from lingdang.faces.desk.rows import Row
from lingdang.faces.entrance import times
from lingdang.journal.public import Fact
from lingdang.messaging.public import MOST_COUNTED
from lingdang.people.public import Duty, PersonCard, cards
from lingdang.registers.public import Field

register = template.Library()
_SECONDS = 60
_DEEPEST = 5
_LONG = 20  # from more choices than these one is searched for


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    label: str | Promise
    url_name: str
    duties: tuple[str, ...] = ()


_WORKS = (Duty.DISPATCH_CASE, Duty.HANDLE_CASE, Duty.SETTLE_IN_GRID)
ROOMS = (
    Room("home", pgettext_lazy("room", "To do"), "desk:home"),
    Room("cases", pgettext_lazy("room", "Cases"), "desk:cases", (Duty.SEE_CASE, Duty.MEDIATE)),
    Room("calls", pgettext_lazy("room", "Calls"), "desk:calls", (Duty.SEE_CASE,)),
    Room("kinds", _("Kinds of matter"), "desk:kinds", (Duty.SEE_CASE, Duty.MEDIATE)),
    Room("care", _("Care register"), "desk:care", (Duty.VISIT_CARED,)),
    Room("households", _("Households"), "desk:households", (Duty.SEE_HOUSEHOLD,)),
    Room("applications", _("Applications"), "desk:applications", (Duty.SEE_CASE,)),
    Room("doubts", pgettext_lazy("room", "Doubts"), "desk:doubts", (Duty.SEE_CASE,)),
    Room("look_backs", pgettext_lazy("room", "Look-backs"), "desk:look_backs", (Duty.SEE_CASE,)),
    Room("rules", _("Rules of dispatch"), "desk:rules", (Duty.MANAGE_DISPATCHING,)),
    Room("watch", pgettext_lazy("room", "Supervision"), "desk:supervisions", (Duty.SEE_CASE,)),
    Room("talks", pgettext_lazy("room", "Talks"), "desk:waiting", (Duty.SEE_CASE,)),
    Room("hand_overs", pgettext_lazy("room", "Hand-overs"), "desk:hand_overs", _WORKS),
    Room("shifts", pgettext_lazy("room", "Shifts"), "desk:shifts", (Duty.SEE_CASE,)),
    Room("hot", _("Hot matters"), "desk:hot", (Duty.SEE_CASE,)),
    Room("ten", _("Ten matters"), "desk:tens", (Duty.SEE_CASE,)),
    Room("rounds", pgettext_lazy("room", "Inspections"), "desk:rounds", (Duty.SEE_ROUNDS,)),
    Room("notices", pgettext_lazy("room", "Notices"), "desk:notices", (Duty.PUBLISH_NOTICE,)),
    Room(
        "registers",
        _("Registers"),
        "desk:registers",
        (Duty.SEE_REGISTERS, Duty.DEFINE_REGISTERS),
    ),
    Room("imports", pgettext_lazy("room", "Imports"), "desk:imports", (Duty.IMPORT_CASES,)),
    Room("places", pgettext_lazy("room", "Grid"), "desk:places"),
    Room("days", _("Calendar"), "desk:days", (Duty.MANAGE_PLACE,)),
    Room("standards", pgettext_lazy("room", "Standards"), "desk:standards"),
    Room("services", _("Services"), "desk:services", (Duty.MANAGE_SERVICES,)),
    Room("procedures", _("Procedures"), "desk:procedures", (Duty.MANAGE_STANDARDS,)),
    Room("posts", _("People and posts"), "desk:posts", (Duty.MANAGE_POST,)),
    Room(
        "outbox", pgettext_lazy("room", "Outgoing messages"), "desk:outbox", (Duty.MANAGE_MESSAGES,)
    ),
    Room("model", _("Suggestions"), "desk:model", (Duty.FILE_CASE, Duty.MANAGE_STANDARDS)),
    Room("deliveries", _("Failed deliveries"), "desk:deliveries", (Duty.RETRY_DELIVERY,)),
    Room("journal", pgettext_lazy("room", "Journal"), "desk:journal", (Duty.READ_JOURNAL,)),
)


@register.filter
def is_long(field: BoundField) -> bool:
    """Whether so many are offered that one wants to search among them."""
    widget = field.field.widget
    some = islice(widget.choices, _LONG + 1) if isinstance(widget, ChoiceWidget) else ()
    return sum(1 for _each in some) > _LONG


@register.inclusion_tag("desk/parts/rooms.html", takes_context=True)
def desk_rooms(context: Context, current: str) -> dict[str, Any]:
    """List the rooms that this person has something to do in."""
    held = context["request"].actor.duties
    open_ = [room for room in ROOMS if not room.duties or any(d in held for d in room.duties)]
    rooms = [
        {"name": room.name, "label": room.label, "url": reverse(room.url_name)} for room in open_
    ]
    return {"rooms": rooms, "current": current}


@register.simple_tag(takes_context=True)
def desk_role(context: Context) -> str:
    """Name the first role of whoever is signed in; looked up once a minute."""
    person_id = context["request"].actor.person_id
    key = f"desk.role.{person_id}"
    kept = caches["process"]
    role: str | None = kept.get(key)
    if role is None:
        card = cards([person_id]).get(person_id)
        role = card.role if card else ""
        kept.set(key, role, _SECONDS)
    return role


@register.simple_tag(takes_context=True)
def desk_unread(context: Context) -> str:
    """How many messages wait to be read, or nothing: one count over what is unread."""
    count = letters.unread_by(context["request"])
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")


@register.simple_tag
def case_rows(rows: list[Row], columns: Sequence[str], choose: object = False) -> SafeString:  # noqa: FBT002 -- a template passes it by place
    return cells.body(rows, columns, choose=bool(choose))


@register.filter
def when(at: datetime | None) -> str:
    return times.when(at, timezone.now()) if at else ""


@register.filter
def until(due_at: datetime | None) -> str:
    return times.until(due_at, timezone.now()) if due_at else ""


@register.filter
def place_path(place_id: int | None) -> str:
    return names.place_name(place_id, shown=6)


@register.filter
def place_short(place_id: int | None) -> str:
    return names.place_name(place_id)


@register.filter
def place_name(place_id: int | None) -> str:
    return names.place_name(place_id, shown=1)


@register.filter
def unit_name(unit_id: int | None) -> str:
    return names.unit_name(unit_id)


@register.filter
def category_name(code: str | None) -> str:
    return names.category_name(code)


@register.filter
def percent(share: float) -> str:
    return f"{share:.1%}"


@register.filter
def unlocalized(number: float) -> str:
    """As attributes want it: with a point, whatever the language."""
    return repr(number)


@register.filter
def is_number(at: int, columns: Sequence[Field]) -> bool:
    """Whether the column at a place holds figures."""
    return columns[at].is_number


@register.filter
def depth(path: str) -> int:
    """How far below the top a path lies, for indenting; deeper than five looks like five."""
    return min(_DEEPEST, max(0, path.strip("/").count("/")))


@register.filter
def last_line(text: str) -> str:
    """Return what an error says at its end."""
    return (text.strip().splitlines() or [""])[-1]


@register.filter
def pretty(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


@register.filter
def by_whom(fact: Fact, people: dict[int, PersonCard]) -> str:
    card = people.get(fact.person_id or 0)
    return f"{card.display} · {card.role}" if card else fact.actor


@register.filter
def person_of(person_id: int | None, people: dict[int, PersonCard]) -> str:
    card = people.get(person_id or 0)
    return card.display if card else ""


@register.simple_tag
def card(person_id: int | None, people: dict[int, PersonCard]) -> str:
    """``张* · 派遣员``, or nothing."""
    found = people.get(person_id or 0)
    return " · ".join(part for part in (found.display, found.role) if part) if found else ""


@register.filter
def head_of(at: int, head: Sequence[str]) -> str:
    """The name of a column, for narrow screens where the head of a table is not shown."""
    return head[at] if head and at < len(head) else ""
