"""Builders for the tests of other rooms."""

from typing import Any

from lingdang.kernel.actor import Actor
from lingdang.places.public import Place
from lingdang.registers.enums import DEFINE, EDIT, EVERY_FIELD, SEE
from lingdang.registers.models import Entry, Import, Register
from lingdang.registers.services.define import Definition, define_register
from lingdang.registers.services.entries import Words, create_entry
from lingdang.registers.services.upload import upload_sheet
from lingdang.registers.services.whereabouts import Where
from lingdang.registers.services.work import work_on

KEEPER = Actor.process("test", DEFINE, EDIT, SEE, EVERY_FIELD)
FIELDS = (
    {"name": "name", "title": "名称", "type": "text", "required": True, "unique": True},
    {"name": "kind", "title": "种类", "type": "choice", "choices": ["大型版面", "小型版面"]},
    {"name": "pieces", "title": "数量", "type": "integer", "unit": "块"},
)


def a_register(place: Place, code: str = "boards", **more: Any) -> Register:
    told = {"name": "公益广告", "fields": FIELDS, **more}
    return define_register(code=code, place_id=place.pk, definition=Definition(**told), by=KEEPER)


def a_record(register: Register, place: Place | None = None, **content: Any) -> Entry:
    where = Where(place_id=place.pk if place else None)
    words = Words({"name": "高速出入口", **content}, where)
    return create_entry(code=register.code, words=words, by=KEEPER)


def an_unread_sheet(register: Register, by: Actor = KEEPER) -> Import:
    """A sheet of one row, brought and not yet said what its columns mean."""
    content = "名称,数量\n广场,3\n".encode()
    return upload_sheet(code=register.code, content=content, file_name="版面.csv", by=by)


def worked_off(import_id: int) -> None:
    """As the worker does an import, piece by piece."""
    while work_on(import_id):
        continue
