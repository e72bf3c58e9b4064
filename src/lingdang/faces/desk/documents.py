"""A case as a document that an office prints and files."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

import docx
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from lingdang.cases.public import Case, Entry
from lingdang.evidence.public import PhotoCard, Size, open_display
from lingdang.faces.desk.talk import Line
from lingdang.kernel.workbook import writable

_FONT, _TITLE_FONT = "仿宋_GB2312", "黑体"  # by name only: offices have them
_BODY, _TITLE = Pt(14), Pt(18)
_PHOTO_WIDTH = Cm(7.5)


def document_of(
    case: Case,
    facts: Iterable[tuple[str, str]],
    told: Iterable[Entry],
    said: Sequence[Line],
    photos: Sequence[tuple[str | Promise, list[PhotoCard]]],
) -> BytesIO:
    """Write what the page shows: facts, words, photographs, what has happened and what was said."""
    document = docx.Document()
    _dress(document)
    document.add_heading(_("Case %(number)s") % {"number": case.number}, level=0)
    document.add_paragraph(
        writable(case.description) or _("Nothing was written; the bell was rung.")
    )
    _table(document, [(name, value) for name, value in facts if value])
    for moment, shown in photos:
        document.add_heading(str(moment), level=1)
        _pictures(document, shown)
    document.add_heading(_("What has happened"), level=1)
    _table(document, [(_moment(entry.at), _happened(entry)) for entry in told])
    if said:
        document.add_heading(_("Conversation"), level=1)
        _table(document, [(_moment(line.said.at), _said(line)) for line in said])
    written = BytesIO()
    document.save(written)
    written.seek(0)
    return written


def _dress(document: Document) -> None:
    for name, font, size in (("Normal", _FONT, _BODY), ("Title", _TITLE_FONT, _TITLE)):
        style = document.styles[name]
        style.font.name, style.font.size = font, size
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _table(document: Document, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for left, right in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = writable(left), writable(right)
        cells[0].width, cells[1].width = Cm(4), Cm(12)


def _pictures(document: Document, photos: list[PhotoCard]) -> None:
    paragraph = document.add_paragraph()
    for photo in photos:
        file, _kind = open_display(photo.public_id, Size.DISPLAY)
        with file:
            paragraph.add_run().add_picture(file, width=_PHOTO_WIDTH)


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _happened(entry: Entry) -> str:
    return " · ".join(part for part in (entry.title, entry.who, entry.note) if part)


def _said(line: Line) -> str:
    """Who said it to whom, and below it the words."""
    said = line.said
    who = f"{said.who.display} {said.who.role}".strip() if said.who else ""
    parts = (said.kind.label, said.audience.label, who, line.number, said.way and said.way.label)
    more = (
        said.ending.label if said.ending else "",
        _("Corrected by a later note") if said.corrected else "",
    )
    head = " · ".join(str(part) for part in (*parts, *more) if part)
    return f"{head}\n{said.text}" if said.text else head
