"""Plain values to GeoReport's JSON (Spark convention) and XML: one shape, written twice."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from xml.etree import ElementTree as ET

from django.http import HttpResponse
from django.utils import timezone
from pydantic_core import to_json

type Leaf = bool | float | str | datetime | None
type Value = Leaf | Sequence[Value] | Mapping[str, Value]

CONTENT_TYPES = {
    "json": "application/json; charset=utf-8",
    "xml": "text/xml; charset=utf-8",
}
ITEMS = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "notes": "note",
    "service_request_updates": "request_update",
    "service_requests": "request",
    "services": "service",
    "values": "value",
}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def answer(form: str, container: str, value: Value, status: int = 200) -> HttpResponse:
    """Write a value in the asked format; JSON drops the container's name, XML begins with it."""
    content = xml(container, value) if form == "xml" else to_json(plain(value))
    return HttpResponse(content, status=status, content_type=CONTENT_TYPES[form])


def moment(when: datetime) -> str:
    """Write a W3C date-time with its offset, to the second."""
    return timezone.localtime(when).isoformat(timespec="seconds")


def plain(value: Value) -> Value:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def xml(container: str, value: Value) -> bytes:
    root = ET.Element(container)
    _fill(root, value)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written


def _fill(element: ET.Element, value: Value) -> None:
    if isinstance(value, Mapping):
        for name, item in value.items():
            _fill(ET.SubElement(element, name), item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            _fill(ET.SubElement(element, ITEMS[element.tag]), item)
    else:
        element.text = _text(value)


def _text(value: Leaf) -> str | None:
    """Write a leaf; an empty element stands for null."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment(value)
    return _NOT_IN_XML.sub("", str(value))
