"""Builders for the tests of other rooms: dull, valid, and changed by keyword."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any, cast

from lingdang.kernel.actor import Actor
from lingdang.people.enums import Duty, Role, UnitKind
from lingdang.people.models import Person, Post, Unit
from lingdang.people.queries.actors import actor_for
from lingdang.people.services.persons import create_person
from lingdang.people.services.posts import appoint
from lingdang.people.services.units import create_unit
from lingdang.places.public import Place
from lingdang.places.testing import a_place

REGISTRAR = Actor.process("registrar", Duty.MANAGE_PERSON, Duty.MANAGE_POST, Duty.MANAGE_UNIT)
LONG_AGO = date(2020, 1, 1)
_numbers = count(1)


def a_person(name: str = "张三", phone: str | None = None, **more: str) -> Person:
    """Someone with a name, a number of their own and a sign-in name; no posts, no password."""
    number = next(_numbers)
    more.setdefault("login", f"person{number}")
    return create_person(name=name, phone=phone or f"139{number:08d}", by=REGISTRAR, **more)


def a_unit(
    name: str = "城市管理局",
    parent: Unit | None = None,
    place: Place | None = None,
    kind: UnitKind = UnitKind.BUREAU,
) -> Unit:
    if place is None and parent is None:
        place = Place.objects.order_by("pk").first() or a_place("示范区", level="district")
    return create_unit(
        code=f"U{next(_numbers)}",
        name=name,
        kind=kind,
        parent_id=parent.pk if parent else None,
        place_id=place.pk if place else None,
        from_=LONG_AGO,
        by=REGISTRAR,
    )


def a_post(
    person: Person,
    role: Role | str,
    *,
    place: Place | None = None,
    unit: Unit | None = None,
    from_: date = LONG_AGO,
    until: date | None = None,
) -> Post:
    return appoint(
        person_id=person.pk,
        role=Role(role),
        place_id=place.pk if place else None,
        unit_id=unit.pk if unit else None,
        from_=from_,
        until=until,
        by=REGISTRAR,
    )


def actor(role: Role | str, *, place: Place | None = None, unit: Unit | None = None) -> Actor:
    """Someone new, in that post, ready to act."""
    person = a_person()
    a_post(person, role, place=place, unit=unit)
    return actor_for(person)


class Gateway(BaseHTTPRequestHandler):
    """Takes text messages as a provider does, and keeps them: ``server.got``."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = cast("GatewayServer", self.server)
        server.got.append((dict(self.headers), body))
        time.sleep(server.delay)
        self.send_response(server.status)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


class GatewayServer(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Gateway)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status, self.delay = 200, 0.0


@contextmanager
def a_gateway(settings: Any) -> Iterator[GatewayServer]:  # noqa: ANN401 -- pytest-django's fixture
    """A gateway on this machine, with the settings that lead there."""
    server = GatewayServer()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_BACKEND = "http"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_SECRET = "shared"  # noqa: S105 -- a gateway on this machine
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
