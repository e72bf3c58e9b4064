from dataclasses import dataclass
from typing import ClassVar

from django.db import transaction

from lingdang.cases.enums import State
from lingdang.cases.public import (
    CaseEvent,
    Report,
    answer_case,
    call_back_case,
    dispatch_case,
    file_case,
    handle_case,
    pass_up_case,
    report_case,
    tells,
    timeline,
    verify_case,
)
from lingdang.cases.testing import a_case
from lingdang.evidence.testing import a_photo
from lingdang.journal.public import record
from lingdang.kernel.actor import ANYONE
from lingdang.standards.testing import a_category


def test_it_tells_when_what_who_and_the_words(people):
    photo = a_photo()
    report = Report(description="垃圾", lng=113.305, lat=33.765, photo_ids=(photo.pk,))
    case = report_case(report=report, by=ANYONE).case
    pass_up_case(case_id=case.pk, reason="网格管不了", by=people.grid_worker)
    dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.dispatcher)
    after = a_photo(by=people.unit_handler)
    handle_case(case_id=case.pk, outcome="清了", photo_ids=[after.pk], by=people.unit_handler)
    verify_case(case_id=case.pk, by=people.verifier)
    call_back_case(
        case_id=case.pk, settled=True, stars=4, comment="还行", channel="phone", by=people.verifier
    )

    entries = timeline(case)

    assert [entry.event for entry in entries] == [
        *("case_received", "case_passed_up", "case_dispatched", "case_handled", "case_verified"),
        "case_called_back",
    ]
    received, passed_up, dispatched, handled, _verified, called_back = entries
    assert [card.id for card in received.photos] == [photo.pk]
    assert [card.id for card in handled.photos] == [after.pk]
    assert passed_up.note == f"{people.ground.village and '建业社区'} · 网格管不了"
    assert dispatched.note == people.unit.name
    assert handled.note == "清了"
    assert "★★★★" in called_back.note
    assert "还行" in called_back.note
    assert all("张三" not in entry.who for entry in entries)
    assert passed_up.who.startswith("张* ")
    assert received.who != passed_up.who


def test_the_reporter_is_the_reporter_whoever_looks(people):
    case = a_case(
        State.VERIFIED,
        place=people.ground.grid,
        unit=people.unit,
        reporter_id=people.resident.person_id,
    )
    answer_case(case_id=case.pk, settled=False, by=people.resident)
    *_rest, called_back, reopened = timeline(case)
    assert called_back.who == reopened.who
    assert "张" not in called_back.who


def test_a_change_of_category_stays_in_the_story(people):
    case = a_case(place=people.ground.grid, category=a_category(name="其他诉求"))
    file_case(case_id=case.pk, category_code=a_category().code, by=people.dispatcher)
    assert timeline(case)[-1].note == "其他诉求 → 暴露垃圾"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whispered(CaseEvent):
    name: ClassVar[str] = "testing.whispered.v1"
    words: str


def test_other_rooms_tell_their_facts_and_some_to_staff_alone(people):
    tells(Whispered, "whispered", lambda data, _names: data["words"], inner=True)
    case = a_case(place=people.ground.grid)
    with transaction.atomic():
        event = Whispered(case_id=case.pk, held_at_id=case.place_id, words="内部")
        record(event, by=people.dispatcher)
    assert [entry.event for entry in timeline(case)] == ["case_received"]
    last = timeline(case, inner=True)[-1]
    assert (last.event, last.title, last.note) == ("whispered", "whispered", "内部")
