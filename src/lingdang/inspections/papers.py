"""A circular as a document that an office prints: laid out after GB/T 9704."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import docx
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from lingdang.evidence.public import PhotoCard, Size, open_display
from lingdang.inspections.models import Circular

# By name only: offices have these.
_BODY, _TITLE, _HEAD, _LEVEL = "仿宋_GB2312", "方正小标宋简体", "方正小标宋简体", "黑体"
_THREE, _TWO, _LARGE = Pt(16), Pt(22), Pt(36)  # 三号, 二号
_LINE = Pt(28.95)  # 22 lines on a page of 225 mm
_RED = RGBColor(0xE6, 0x00, 0x12)
_PHOTO = Cm(7.2)
_INDENT = Pt(32)  # two characters


def circular_paper(
    circular: Circular, figures: dict[str, object], organisers: Sequence[str],
    photos: Iterable[tuple[str, Sequence[PhotoCard]]],
) -> BytesIO:  # fmt: skip
    document = docx.Document()
    _page(document)
    head = organisers[0] if organisers else str(circular.round)
    _line(document, head, font=_HEAD, size=_LARGE, colour=_RED, centred=True)
    _line(document, circular.number, centred=True)
    _rule(document)
    _line(document, circular.title, font=_TITLE, size=_TWO, centred=True)
    for paragraph in circular.text.splitlines():
        if paragraph.strip():
            _line(document, paragraph.strip(), indented=True)
    _units(document, figures)
    _pictures(document, photos)
    _signed(document, circular, organisers)
    written = BytesIO()
    document.save(written)
    written.seek(0)
    return written


def _page(document: Document) -> None:
    """A4; 37 mm above, 28 mm to the left: a text of 156 by 225 mm."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY, _THREE
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY)
    style.paragraph_format.line_spacing = _LINE
    style.paragraph_format.space_after = Pt(0)


def _line(
    document: Document,
    text: str,
    *,
    font: str = _BODY,
    size: Pt = _THREE,
    colour: RGBColor | None = None,
    centred: bool = False,
    indented: bool = False,
) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 -- python-docx has no other way
    if colour is not None:
        run.font.color.rgb = colour
    if size > _THREE:
        paragraph.paragraph_format.line_spacing = 1.0
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indented:
        paragraph.paragraph_format.first_line_indent = _INDENT
    return paragraph


def _rule(document: Document) -> None:
    """The red line below the number."""
    properties = document.add_paragraph()._p.get_or_add_pPr()  # noqa: SLF001 -- python-docx has no other way
    border = properties.makeelement(qn("w:pBdr"), {})
    said = {"w:val": "single", "w:sz": "12", "w:space": "1", "w:color": "E60012"}
    line = border.makeelement(qn("w:bottom"), {qn(name): value for name, value in said.items()})
    border.append(line)
    properties.append(border)


def _units(document: Document, figures: dict[str, object]) -> None:
    rows = figures.get("units")
    if not isinstance(rows, list) or not rows:
        return
    _line(document, _("Table of the units"), font=_LEVEL, indented=True)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    head = [_("Unit"), _("Found"), _("Put right"), _("Open")]
    whole = [_("In all"), figures["found"], figures["rectified"], figures["open"]]
    for row in [head, *rows, whole]:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)


def _pictures(document: Document, photos: Iterable[tuple[str, Sequence[PhotoCard]]]) -> None:
    shown = [(caption, cards) for caption, cards in photos if cards]
    if shown:
        _line(document, _("Photographs"), font=_LEVEL, indented=True)
    for caption, cards in shown:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.0
        for card in cards:
            file, _kind = open_display(card.public_id, Size.DISPLAY)
            with file:
                paragraph.add_run().add_picture(file, width=_PHOTO)
        _line(document, caption)


def _signed(document: Document, circular: Circular, organisers: Sequence[str]) -> None:
    at = circular.published_at or timezone.now()
    for name in [*organisers, date_format(timezone.localtime(at), "DATE_FORMAT")]:
        _line(document, name).alignment = WD_ALIGN_PARAGRAPH.RIGHT
