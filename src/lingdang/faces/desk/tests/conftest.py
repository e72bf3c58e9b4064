from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import Client

from lingdang.cases.public import Report, Source, report_case, take_step
from lingdang.faces.desk import names
from lingdang.people.public import Role, actor_for
from lingdang.people.testing import a_person, a_post, a_unit
from lingdang.places.testing import a_district
from lingdang.standards.public import Category

HERE = {"lng": 113.305, "lat": 33.765}


@pytest.fixture(autouse=True)
def _fresh_names():
    """Names are kept for a minute; tests live shorter."""
    caches["process"].clear()
    names.forget()


@pytest.fixture
def district(db):
    return a_district()


def _post(role, **where):
    person = a_person(f"{role[:2]}先生")
    a_post(person, role, **where)
    return SimpleNamespace(person=person, actor=actor_for(person))


@pytest.fixture
def staff(district):
    """One of each, in the first town; ``stranger`` dispatches in the other one."""
    Category.objects.get_or_create(code="R1", defaults={"name": "环境维护"})
    unit = a_unit("城市管理局", place=district.district)
    return SimpleNamespace(
        unit=unit,
        dispatcher=_post(Role.DISPATCHER, place=district.town),
        grid_worker=_post(Role.GRID_WORKER, place=district.grid),
        handler=_post(Role.UNIT_HANDLER, unit=unit),
        verifier=_post(Role.VERIFIER, place=district.town),
        stranger=_post(Role.DISPATCHER, place=district.other_town),
        system_admin=_post(Role.SYSTEM_ADMIN, place=district.district),
        security_admin=_post(Role.SECURITY_ADMIN, place=district.district),
        audit_admin=_post(Role.AUDIT_ADMIN, place=district.district),
    )


@pytest.fixture
def enter():
    """Sign someone in."""

    def signed_in(who):
        client = Client()
        client.force_login(getattr(who, "person", who))
        return client

    return signed_in


@pytest.fixture
def resident(db):
    return a_person("王居民", login="resident")


@pytest.fixture
def a_case(staff):
    """A case in the first grid, as far along as asked."""

    def made(state="received", **report):
        told = {"description": "井盖松动", "source": Source.HOTLINE, **HERE, **report}
        case = report_case(report=Report(**told), by=staff.dispatcher.actor).case
        for name, who, data in _WAY[: _STATES.index(state)]:
            given = {"unit_id": staff.unit.pk} if name == "dispatch" else data
            actor = getattr(staff, who).actor
            case = take_step(case_id=case.pk, step=name, data=given, by=actor)
        return case

    return made


_STATES = ["received", "filed", "dispatched", "handled", "verified", "called_back", "closed"]
_WAY = [
    ("file", "dispatcher", {"category_code": "R1"}),
    ("dispatch", "dispatcher", {}),
    ("handle", "handler", {"outcome": "已加固"}),
    ("verify", "verifier", {}),
    ("call_back", "dispatcher", {"settled": True, "stars": 5, "channel": "phone"}),
    ("close", "dispatcher", {}),
]
