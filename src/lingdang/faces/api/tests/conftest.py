"""People with tokens, and the product on a port, in the test's own transaction."""

import json
from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections
from django.test import Client
from django.test.testcases import QuietWSGIRequestHandler
from django.utils import timezone

from lingdang.cases.public import Report, Source, report_case
from lingdang.kernel.actor import Actor
from lingdang.people.public import ROLE_DUTIES, Role, issue_token
from lingdang.people.testing import a_person, a_post, a_unit
from lingdang.places.testing import a_district
from lingdang.standards.testing import some_categories

SECURITY = Actor.process("security", "people.manage_token")
SEED = Actor.process("seed", "cases.report_for_other")


def a_key(role, *, place=None, unit=None, duties=None, person=None):
    """The key of somebody new in a post, or of ``person`` with one more post."""
    person = person or a_person()
    a_post(person, role, place=place, unit=unit)
    _token, key = issue_token(
        person_id=person.pk,
        name="test",
        duties=duties or ROLE_DUTIES[Role(role)],
        expires_at=timezone.now() + timedelta(days=1),
        by=SECURITY,
    )
    return key


class Caller:
    """``/api/v1`` as a program sees it."""

    def __init__(self, key=None):
        self.client = Client(headers={"Authorization": f"Bearer {key}"} if key else {})

    def get(self, path, query=None, **headers):
        return self.client.get(f"/api/v1{path}", query, headers=headers)

    def post(self, path, body=None, **headers):
        content = json.dumps(body or {})
        return self.client.post(f"/api/v1{path}", content, "application/json", headers=headers)

    def put(self, path, body):
        return self.client.put(f"/api/v1{path}", json.dumps(body), "application/json")

    def delete(self, path):
        return self.client.delete(f"/api/v1{path}")


@pytest.fixture
def district(db):
    district = a_district()
    some_categories()
    return district


@pytest.fixture
def bureau(district):
    return a_unit("城市管理局", place=district.district)


@pytest.fixture
def dispatcher(district):
    return Caller(a_key("dispatcher", place=district.town))


@pytest.fixture
def foreigner(district):
    """The same duties, in the other town."""
    return Caller(a_key("dispatcher", place=district.other_town))


@pytest.fixture
def onlooker(district):
    """Sees the town's cases and may do nothing about them."""
    return Caller(a_key("leader", place=district.town))


@pytest.fixture
def stranger():
    return Caller()


def a_case(**more):
    """On record in the district's first grid, reported at a counter for somebody who is named."""
    more.setdefault("category_code", "06010")
    report = Report(
        **{
            "description": "垃圾桶满了",
            "source": Source.DESK,
            "lng": 113.305,
            "lat": 33.765,
            "contact_name": "王小明",
            "contact_phone": "13812345678",
            **more,
        }
    )
    return report_case(report=report, by=SEED).case


@pytest.fixture
def case(district):
    return a_case()


@pytest.fixture
def kept_open(db):
    """Requests that do not come from Django's test client leave the test's connection alone."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


class Server(ThreadedWSGIServer):
    """Answers on this test's connection and leaves it open: what is written is rolled back."""

    def _close_connections(self):
        pass


@pytest.fixture
def server(kept_open):
    connection.inc_thread_sharing()
    shared = {"default": connections["default"]}
    server = Server(("127.0.0.1", 0), QuietWSGIRequestHandler, connections_override=shared)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
    connection.dec_thread_sharing()
