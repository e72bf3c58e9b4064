"""Findings: recorded once, corrected until published, a case, handed over, put right, added up."""

import uuid
from datetime import timedelta

import docx
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lingdang.cases.public import Case, cases_for, handle_case, return_case, verify_case
from lingdang.cases.public import State as CaseState
from lingdang.evidence.public import photos_of
from lingdang.evidence.testing import a_photo
from lingdang.inspections.enums import Dimension, Result, Standing, State, Step
from lingdang.inspections.errors import (
    FindingChanged,
    HandedOverAlready,
    KeptSecret,
    NotPublished,
    NotUnderWay,
    PublishedAlready,
    RecordedAlready,
)
from lingdang.inspections.models import Circular, Finding, Named, Order, Point
from lingdang.inspections.public import (
    Seen,
    Wanted,
    Wish,
    confirm_circular,
    correct_finding,
    findings_for,
    give_order,
    ledger_for,
    matrix_for,
    move_round,
    named_in,
    orders_for,
    paper_of,
    preview_order,
    publish_circular,
    receipt_order,
    record_finding,
    record_rest_as_met,
    rewrite_circular,
    rounds_for,
    sums_of,
    whole_of,
    write_circular,
)
from lingdang.inspections.services.opening import open_due
from lingdang.inspections.testing import a_finding
from lingdang.kernel.errors import Incomplete, NotAllowed, NotFound
from lingdang.people.public import Unit
from lingdang.people.testing import actor


def ordered(finding, supervisor, unit, **more):
    wish = Wish(unit_id=unit.pk, due_on=timezone.localdate() + timedelta(days=2))
    return give_order(finding_ids=[finding.pk], wish=wish, by=supervisor, **more)[0]


def test_a_bad_finding_is_a_filed_case_at_once(round_, supervisor, ground):
    finding = a_finding(round_, supervisor)
    case = finding.case
    assert (case.source, case.place_id, case.reporter_id) == (
        "inspector", ground.grid.pk, supervisor.person_id,
    )  # fmt: skip
    assert case.description == "路面干净,无垃圾积存\n墙根有垃圾"
    assert a_finding(round_, supervisor, 1, result=Result.MET).case is None


def test_sent_twice_it_is_one_and_two_at_once_are_told(round_, supervisor, colleague):
    key = uuid.uuid4()
    point = Point.objects.get(round=round_)
    item = round_.checklist.items.first()
    told = {"point_id": point.pk, "item_id": item.pk, "seen": Seen(result=Result.UNMET)}
    one = record_finding(**told, by=supervisor, key=key)
    assert record_finding(**told, by=supervisor, key=key) == one
    with pytest.raises(RecordedAlready):
        record_finding(**told, by=colleague, key=uuid.uuid4())
    assert (Finding.objects.count(), Case.objects.count()) == (1, 1)


def test_only_members_of_its_groups_record(round_, ground, grid_worker, handler):
    other = actor("supervisor", place=ground.district)
    for who, refusal in ((other, NotAllowed), (grid_worker, NotAllowed), (handler, NotFound)):
        with pytest.raises(refusal):
            a_finding(round_, who)
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"result": "bad"}, {"result": Result.MET, "solved": "扫了"}, {"lng": 113.3},
     {"lng": 200.0, "lat": 0.0}, {"note": "x" * 501}],
    ids=str,
)  # fmt: skip
def test_what_is_not_whole_is_refused(round_, supervisor, wrong):
    with pytest.raises(Incomplete):
        a_finding(round_, supervisor, **wrong)
    assert not Finding.objects.exists()
    assert not Case.objects.exists()


def test_a_photograph_is_wanted_only_where_the_item_says_so(round_, supervisor):
    with pytest.raises(Incomplete):
        a_finding(round_, supervisor, 2)
    finding = a_finding(round_, supervisor, 2, photo_ids=[a_photo(by=supervisor).pk])
    assert len(photos_of(f"case:{finding.case_id}")) == 1
    assert a_finding(round_, supervisor).pk


def test_solved_on_the_spot_waits_for_somebody_elses_eyes(round_, supervisor, verifier, colleague):
    finding = a_finding(
        round_, supervisor, solved="当场清扫", after_ids=[a_photo(by=supervisor).pk]
    )
    case = Case.objects.get(pk=finding.case_id)
    assert (case.state, case.handled_by_id) == (CaseState.HANDLED, supervisor.person_id)
    assert whole_of(ledger_for(supervisor, Wanted())).open == 1
    verify_case(case_id=case.pk, by=verifier)
    assert whole_of(ledger_for(supervisor, Wanted())).rectified == 1


def test_corrected_it_is_no_case_any_more(round_, supervisor):
    finding = a_finding(round_, supervisor)
    case_id = finding.case_id
    met = Seen(result=Result.MET)
    with pytest.raises(FindingChanged):
        correct_finding(finding_id=finding.pk, revision=9, seen=met, reason="看错了", by=supervisor)
    done = correct_finding(
        finding_id=finding.pk, revision=1, seen=met, reason="看错了", by=supervisor
    )
    assert (done.result, done.case_id, done.revision) == (Result.MET, None, 2)
    assert Case.objects.get(pk=case_id).state == CaseState.WITHDRAWN
    again = correct_finding(
        finding_id=finding.pk, revision=2, seen=Seen(result=Result.UNMET), reason="又有了",
        by=supervisor,
    )  # fmt: skip
    assert again.case_id not in {None, case_id}


def test_what_a_unit_has_or_everybody_knows_is_not_corrected(round_, supervisor, unit):
    one, two = a_finding(round_, supervisor), a_finding(round_, supervisor, 1)
    ordered(one, supervisor, unit)
    met = {"revision": 1, "seen": Seen(result=Result.MET), "reason": "误", "by": supervisor}
    with pytest.raises(HandedOverAlready):
        correct_finding(finding_id=one.pk, **met)
    move_round(round_id=round_.pk, step=Step.FINISH, by=supervisor)
    with pytest.raises(NotUnderWay):
        a_finding(round_, supervisor, 1)
    move_round(round_id=round_.pk, step=Step.PUBLISH, by=supervisor)
    with pytest.raises(PublishedAlready):
        correct_finding(finding_id=two.pk, **met)


def test_the_rest_is_met(round_, supervisor):
    a_finding(round_, supervisor)
    point = Point.objects.get(round=round_)
    assert record_rest_as_met(point_id=point.pk, by=supervisor) == 2
    assert record_rest_as_met(point_id=point.pk, by=supervisor) == 0


def test_handed_over_with_unit_and_day_and_a_receipt(round_, supervisor, unit, handler, stranger):
    finding = a_finding(round_, supervisor)
    wish = Wish(unit_id=unit.pk)
    seen = preview_order(finding_ids=[finding.pk], wish=wish, by=supervisor)[0]
    assert (seen.refusal, seen.due_on) == (None, timezone.localdate())  # the item says 0 days
    assert not Order.objects.exists()
    key = uuid.uuid4()
    given = ordered(finding, supervisor, unit, key=key)
    case = Case.objects.get(pk=finding.case_id)
    assert (case.state, case.unit_id) == (CaseState.DISPATCHED, unit.pk)
    assert timezone.localtime(case.due_at).date() == given.due_on
    assert ordered(finding, supervisor, unit, key=key).order_id == given.order_id
    assert isinstance(ordered(finding, supervisor, unit).refusal, HandedOverAlready)
    assert Order.objects.count() == 1
    with pytest.raises(NotFound):
        receipt_order(order_id=given.order_id, by=stranger)
    with pytest.raises(NotAllowed):
        receipt_order(order_id=given.order_id, by=supervisor)
    once = receipt_order(order_id=given.order_id, by=handler).received_at
    assert receipt_order(order_id=given.order_id, by=handler).received_at == once


def test_many_at_once_each_with_its_outcome(round_, supervisor, unit, ground):
    findings = [a_finding(round_, supervisor), a_finding(round_, supervisor, 1)]
    met = a_finding(round_, supervisor, 2, result=Result.MET)
    ordered(findings[0], supervisor, unit)
    wish = Wish(unit_id=unit.pk, due_on=timezone.localdate())
    given = give_order(finding_ids=[it.pk for it in [*findings, met]], wish=wish, by=supervisor)
    assert [it.refusal.code if it.refusal else "ok" for it in given] == [
        "handed_over_already", "ok", "nothing_to_put_right",
    ]  # fmt: skip
    with pytest.raises(Incomplete):
        give_order(finding_ids=[], wish=wish, by=supervisor)
    late = Wish(unit_id=unit.pk, due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Incomplete):
        give_order(finding_ids=[findings[1].pk], wish=late, by=supervisor)


def test_the_ledger_adds_up_and_opens(round_, supervisor, handler, verifier, ground):
    unit = Unit.objects.get(pk__in=handler.reach("inspections.see").units)
    one, two = a_finding(round_, supervisor), a_finding(round_, supervisor, 1)
    for finding in (one, two):
        ordered(finding, supervisor, unit)
    handle_case(case_id=one.case_id, outcome="已清理", by=handler)
    return_case(case_id=one.case_id, reason="没扫净", by=verifier)
    handle_case(case_id=one.case_id, outcome="已清理", by=handler)
    verify_case(case_id=one.case_id, by=verifier)
    everything = ledger_for(supervisor, Wanted(round_id=round_.pk))
    whole = whole_of(everything)
    assert (whole.found, whole.rectified, whole.open, whole.percent, whole.back) == (2, 1, 1, 50, 1)
    assert whole.handing is not None
    assert whole.righting is not None
    for by in Dimension:
        sums = sums_of(everything, by)
        assert (sum(it.found for it in sums), sum(it.open for it in sums)) == (2, 1)
    towns = sums_of(everything, Dimension.PLACE)
    assert [it.key for it in towns] == [ground.town.pk]
    opened = ledger_for(supervisor, Wanted(standing=Standing.OPEN))
    assert list(opened) == [two]
    assert list(ledger_for(supervisor, Wanted(back=True))) == [one]
    assert list(ledger_for(handler, Wanted())) == [one, two]


def test_cells_that_nobody_looked_at(round_, supervisor):
    assert [(cell.trade, cell.seen_at) for cell in matrix_for(supervisor)] == [("", None)]
    a_finding(round_, supervisor)
    assert matrix_for(supervisor)[0].seen_at is not None


def test_a_circular_is_drafted_published_and_confirmed(
    round_, supervisor, unit, handler, grid_worker
):
    ordered(a_finding(round_, supervisor), supervisor, unit)
    circular = write_circular(round_id=round_.pk, number="督查通报〔2026〕1号", by=supervisor)
    assert "1" in circular.text
    with pytest.raises(NotPublished):
        publish_circular(circular_id=circular.pk, by=supervisor)
    for step in (Step.FINISH, Step.PUBLISH):
        move_round(round_id=round_.pk, step=step, by=supervisor)
    with pytest.raises(NotFound):
        confirm_circular(circular_id=circular.pk, by=handler)
    publish_circular(circular_id=circular.pk, by=supervisor)
    with pytest.raises(PublishedAlready):
        rewrite_circular(
            circular_id=circular.pk, version=1, number="1", title="x", text="y", by=supervisor
        )
    assert [it.confirmed_at for it in named_in(circular)] == [None]
    with pytest.raises(NotAllowed):
        confirm_circular(circular_id=circular.pk, by=grid_worker)
    assert confirm_circular(circular_id=circular.pk, by=handler) == 1
    assert confirm_circular(circular_id=circular.pk, by=handler) == 0
    assert Named.objects.get().confirmed_by_id == handler.person_id
    paper = paper_of(Circular.objects.get(), supervisor)
    words = "\n".join(it.text for it in docx.Document(paper).paragraphs)
    assert "督查通报〔2026〕1号" in words
    assert circular.title in words


def test_two_circulars_have_two_numbers(round_, supervisor):
    write_circular(round_id=round_.pk, number="1", by=supervisor)
    with pytest.raises(Incomplete):
        write_circular(round_id=round_.pk, number="1", by=supervisor)


def test_an_unannounced_round_is_nobodys_until_published(
    secret, ground, supervisor, grid_worker, handler
):
    verifier = actor("verifier", place=ground.district)
    finding = a_finding(secret, supervisor, photo_ids=[a_photo(by=supervisor).pk])
    leader = actor("leader", place=ground.town)
    dispatcher = actor("dispatcher", place=ground.district)
    checked = (grid_worker, handler, verifier, leader, dispatcher)
    for who in checked:
        assert not rounds_for(who).exists()
        assert not findings_for(who).exists()
        assert not orders_for(who).exists()
        assert matrix_for(who) == []
        assert not cases_for(who).exists()
        with pytest.raises(NotFound):
            move_round(round_id=secret.pk, step=Step.FINISH, by=who)
    assert finding.case_id is None
    assert open_due() == 0
    seen = preview_order(finding_ids=[finding.pk], wish=Wish(), by=supervisor)
    assert isinstance(seen[0].refusal, KeptSecret)
    for step in (Step.FINISH, Step.PUBLISH):
        move_round(round_id=secret.pk, step=step, by=supervisor)
    assert (open_due(), open_due()) == (1, 0)
    case = Finding.objects.get().case
    assert case.received_at == finding.found_at
    assert len(photos_of(case.subject)) == 1
    assert rounds_for(grid_worker).get() == secret
    assert findings_for(grid_worker).exists()


def test_the_database_keeps_what_must_hold(round_, supervisor, unit):
    finding = a_finding(round_, supervisor)
    given = ordered(finding, supervisor, unit)
    broken = [
        {"result": Result.MET}, {"case": None}, {"lng": 1.0}, {"result": "x"},
    ]  # fmt: skip
    for one in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(**one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=given.order_id).update(received_by=supervisor.person_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(round_).objects.filter(pk=round_.pk).update(state=State.PUBLISHED)
