from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from lingdang.faces.api.open311.wire import answer, xml

MOMENT = datetime(2026, 8, 1, 0, 30, 15, 999, tzinfo=UTC)


def test_json_drops_the_container_and_keeps_types():
    value = [
        {"service_code": "01", "metadata": False, "order": 1, "lat": 33.5, "description": None}
    ]
    response = answer("json", "services", value)
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    assert response.content == (
        b'[{"service_code":"01","metadata":false,"order":1,"lat":33.5,"description":null}]'
    )


def test_xml_names_containers_and_items():
    value = {"service_code": "01", "attributes": [{"values": [{"key": "a", "name": "甲"}]}]}
    response = answer("xml", "service_definition", value)
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<service_definition><service_code>01</service_code><attributes><attribute><values>"
        "<value><key>a</key><name>甲</name></value>"
        "</values></attribute></attributes></service_definition>"
    )


def test_moments_carry_their_offset():
    assert answer("json", "x", {"at": MOMENT}).content == b'{"at":"2026-08-01T08:30:15+08:00"}'
    assert b"<at>2026-08-01T08:30:15+08:00</at>" in xml("x", {"at": MOMENT})


def test_null_is_an_empty_element_and_truth_is_lower_case():
    assert xml("x", {"a": None, "b": True}).endswith(b"<x><a /><b>true</b></x>")


@pytest.mark.parametrize("text", ["<script>&\"'", "\x00\x0b￾\ud800ok", "line\nbreak\ttab"])
def test_any_text_stays_readable_xml(text):
    root = ET.fromstring(xml("errors", [{"description": text}]))  # noqa: S314 -- our own
    kept = "".join(c for c in text if c not in "\x00\x0b￾\ud800")
    assert root.findtext("error/description") == kept


def test_an_empty_list_is_an_empty_container():
    assert xml("service_requests", []).endswith(b"<service_requests />")
    assert answer("json", "service_requests", []).content == b"[]"
