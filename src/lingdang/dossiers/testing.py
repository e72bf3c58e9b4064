"""Builders for the tests of other rooms."""

from typing import Any

from lingdang.cases.public import Case, Report, Source
from lingdang.dossiers import policies
from lingdang.dossiers.models import CareEntry, Document, Paper, Party, Service
from lingdang.dossiers.queries.care import Cared
from lingdang.dossiers.services.care import enter_care
from lingdang.dossiers.services.keeping import start_errand
from lingdang.kernel.actor import Actor

__all__ = [
    "KEEPER",
    "PAPERS",
    "Document",
    "Paper",
    "Party",
    "a_care_entry",
    "a_service",
    "an_errand",
]
KEEPER = Actor.process("test", policies.MANAGE_CARE, policies.VISIT, policies.MANAGE_SERVICES)
PAPERS = ["身份证", "两张照片"]


def a_service(code: str = "senior-card", name: str = "老年证", **more: Any) -> Service:
    return Service.objects.create(code=code, name=name, papers=more.pop("papers", PAPERS), **more)


def an_errand(by: Actor, place_id: int, service: str = "senior-card", **more: Any) -> Case:
    more.setdefault("contact_name", "郑冬梅")
    more.setdefault("contact_phone", "13800001234")
    report = Report(
        description="行动不便，请代办", source=Source.GRID_WORKER, place_id=place_id, **more
    )
    return start_errand(report=report, service=service, by=by).case


def a_care_entry(helper: Actor, place_id: int, **more: Any) -> CareEntry:
    assert helper.person_id is not None  # noqa: S101 -- a helper is a person
    said = {"category": "lonely", "interval_days": 30, "helper_id": helper.person_id, **more}
    person = said.pop("person", Cared("孙婆婆", "13900005678", "滨湖路 3 号 201", "独居"))
    return enter_care(place_id=place_id, person=person, by=KEEPER, **said)
