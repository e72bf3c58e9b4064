"""Mediation, two violations, clues: what each keeps, in which order, and who may know."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lingdang.cases.public import (
    NotWhole,
    Report,
    Source,
    State,
    call_back_case,
    cases_for,
    close_case,
    dispatch_case,
    file_case,
    handle_case,
    keep_case,
    report_case,
    timeline,
    verify_case,
)
from lingdang.dossiers.errors import OutOfOrder
from lingdang.dossiers.models import Agreement, Document, Party, Transfer
from lingdang.dossiers.public import (
    keep,
    removals_by_month,
    sections_of,
    settled_unanswered,
    standings_for,
    unmask_party,
)
from lingdang.journal.public import Fact
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound

NAME, WORDS = "钱大壮", "双方同意清理楼道"
DOCUMENTS = ("verification", "notice", "statement", "decision", "removal")


def reported(people, procedure, particulars, by=None):
    report = Report(
        description="楼道堆物纠纷",
        source=Source.GRID_WORKER,
        place_id=people.ground.grid.pk,
        procedure_code=procedure,
        particulars=particulars,
        contact_phone="13800001234",
    )
    return report_case(report=report, by=by or people.grid_worker).case


def enter(case, kind, by, **data):
    return keep(case_id=case.pk, kind=kind, data=data, by=by)


def mediated(people):
    case = reported(people, "mediation", {"subject": "邻里"})
    file_case(case_id=case.pk, category_code="own", by=people.community)
    keep_case(case_id=case.pk, by=people.mediator)
    return case


def test_a_mediation_keeps_its_parties_sessions_and_agreement(people):
    mediator, today = people.mediator, timezone.localdate().isoformat()
    case = mediated(people)
    for role in ("asks", "other"):
        enter(case, "party", mediator, role=role, name=NAME, phone="13700001111")
    who = str(mediator.person_id)
    enter(case, "session", mediator, held_on=today, mediator=who, note=WORDS)
    with pytest.raises(NotWhole):
        handle_case(case_id=case.pk, outcome="达成一致", by=mediator)
    with pytest.raises(NotFound):
        enter(case, "follow_up", mediator, kept="yes")
    enter(case, "agreement", mediator, outcome="agreed", text=WORDS, follow_up_on="2027-01-01")
    handle_case(case_id=case.pk, outcome="达成一致", by=mediator)
    enter(case, "follow_up", mediator, kept="no")
    assert Agreement.objects.get().kept is False

    shown = str(sections_of(case))
    assert "钱*" in shown
    assert WORDS in shown
    assert NAME not in shown
    journal = str(list(Fact.objects.filter(subject=case.subject).values_list("data", flat=True)))
    stored = str(list(Party.objects.values())) + str(list(Agreement.objects.values()))
    for text in (NAME, "13700001111", WORDS, "达成一致"):
        assert text not in journal + stored
    assert "当事人 · 申请调解方" in [entry.note for entry in timeline(case)]


def test_only_registered_mediators_sit_in_a_session(people):
    case, today = mediated(people), timezone.localdate()
    tomorrow = today + timedelta(days=1)
    for day, who in ((today, people.grid_worker), (tomorrow, people.mediator)):
        data = {"held_on": day.isoformat(), "mediator": str(who.person_id)}
        with pytest.raises(Incomplete):
            enter(case, "session", people.mediator, **data)


def test_a_party_is_shown_for_a_reason_that_the_journal_keeps(people):
    case = mediated(people)
    enter(case, "party", people.mediator, role="asks", name=NAME)
    party = Party.objects.get()

    def ask(by, reason="联系调解", party_id=party.pk):
        return unmask_party(case_id=case.pk, party_id=party_id, reason=reason, by=by)

    assert ask(people.mediator)["name"] == NAME
    assert Fact.objects.filter(name="dossiers.party_unmasked.v1").count() == 1
    for by, more, refusal in (
        (people.dispatcher, {}, NotFound),
        (people.mediator, {"reason": " "}, Incomplete),
        (people.mediator, {"party_id": 999_999}, NotFound),
    ):
        with pytest.raises(refusal):
            ask(by, **more)


def violation(people):
    case = reported(people, "violation", {"kind": "违法建设"})
    file_case(case_id=case.pk, category_code="own", by=people.community)
    dispatch_case(case_id=case.pk, unit_id=people.unit.pk, by=people.community)
    return case


def paper(case, by, step, on, **more):
    return enter(case, "document", by, step=step, number=f"执〔2026〕{step}", on=on, **more)


def test_legal_steps_go_in_order_and_removal_adds_up(people):
    handler, case = people.unit_handler, violation(people)
    days = [f"2026-0{month}-10" for month in (3, 3, 4, 4, 5)]
    with pytest.raises(OutOfOrder):
        paper(case, handler, "decision", days[0])
    for step, day in zip(DOCUMENTS[:4], days, strict=False):
        paper(case, handler, step, day)
    with pytest.raises(Incomplete):  # before the decision
        paper(case, handler, "removal", "2026-04-09", removed=36.5)
    with pytest.raises(Incomplete):  # once
        paper(case, handler, "notice", days[4])
    for removed in (0.001, 10_000_001):  # nothing, and a whole town
        with pytest.raises(Incomplete):
            paper(case, handler, "removal", days[4], removed=removed)
    paper(case, handler, "removal", days[4])
    with pytest.raises(NotWhole):  # how much was removed is not said
        handle_case(case_id=case.pk, outcome="已拆除", by=handler)
    Document.objects.filter(step="removal").update(removed=Decimal("36.50"))
    handle_case(case_id=case.pk, outcome="已拆除", by=handler)

    months = removals_by_month(people.dispatcher, case.path, 2026)
    assert [(m.month.month, m.cases, m.removed) for m in months] == [(5, 1, Decimal("36.50"))]
    assert removals_by_month(people.other_dispatcher, case.path, 2026) == []
    assert removals_by_month(people.dispatcher, case.path, 2025) == []


def test_who_reported_a_violation_is_masked_for_all_who_handle_it(people):
    case = violation(people)
    enter(case, "party", people.unit_handler, role="reported", name=NAME)
    with pytest.raises(NotAllowed):  # handling gives no look at persons
        unmask_party(
            case_id=case.pk, party_id=Party.objects.get().pk, reason="x", by=people.unit_handler
        )
    assert "13800001234" not in str(sections_of(case)) + str([*timeline(case)])


def clue(people):
    one, other = people.discipline_officer, people.other_officer
    case = reported(people, "clue", {"about": "某科室", "kind": "推诿拖延"})
    file_case(case_id=case.pk, category_code="own", by=one)
    keep_case(case_id=case.pk, handler_id=other.person_id, by=one)
    return case, one, other


def test_a_clue_is_handed_over_with_receipt_and_answered_before_it_closes(people):
    case, one, other = clue(people)
    enter(case, "transfer", other, unit=people.unit.code, note="请核实")
    with pytest.raises(NotWhole):
        handle_case(case_id=case.pk, outcome="属实", by=other)
    transfer = Transfer.objects.get()
    Transfer.objects.update(sent_at=timezone.now() + timedelta(days=1))
    with pytest.raises(Incomplete):  # before it was handed over
        enter(case, "receipt", other, transfer=str(transfer.pk), receipt="收字3号")
    Transfer.objects.update(sent_at=transfer.sent_at)
    enter(case, "receipt", other, transfer=str(transfer.pk), receipt="收字3号")
    with pytest.raises(Incomplete):
        enter(case, "receipt", other, transfer=str(transfer.pk), receipt="再收")
    handle_case(case_id=case.pk, outcome="属实", by=other)
    verify_case(case_id=case.pk, by=one)
    with pytest.raises(NotWhole):
        call_back_case(case_id=case.pk, settled=True, by=one)
    assert list(settled_unanswered(cases_for(one))) == [case]
    enter(case, "reply", one, channel="phone", text="已约谈并整改")
    assert list(settled_unanswered(cases_for(one))) == []
    call_back_case(case_id=case.pk, settled=True, by=one)
    assert close_case(case_id=case.pk, by=one).state == State.CLOSED


def test_a_reply_to_an_earlier_round_answers_nothing(people):
    case, one, other = clue(people)
    enter(case, "reply", one, channel="phone", text="在办")
    handle_case(case_id=case.pk, outcome="属实", by=other)
    verify_case(case_id=case.pk, by=one)
    with pytest.raises(NotWhole):
        call_back_case(case_id=case.pk, settled=True, by=one)


def test_how_many_clues_are_open_is_counted_for_the_office_alone(people):
    clue(people)
    counted = {
        each.procedure.code: each.running for each in standings_for(people.discipline_officer)
    }
    assert counted["clue"] == 1
    for actor in (people.dispatcher, people.leader, people.system_admin):
        assert "clue" not in {each.procedure.code for each in standings_for(actor)}
