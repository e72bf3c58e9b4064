"""What the tests of GeoReport share: where it is, and what a good answer looks like."""

from xml.etree import ElementTree as ET

from django.test import Client
from jsonschema import Draft202012Validator

ROOT = "/open311/v2"
PLACE = {"lat": "33.765", "long": "113.305"}


def valid(schema, response, status=200):
    assert response.status_code == status, response.content.decode()
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    value = response.json()
    Draft202012Validator(schema).validate(value)
    return value


def as_xml(response, root, status=200):
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    element = ET.fromstring(response.content)  # noqa: S314 -- our own
    assert element.tag == root
    return element


def get(path, **query):
    return Client().get(f"{ROOT}/{path}", query)
