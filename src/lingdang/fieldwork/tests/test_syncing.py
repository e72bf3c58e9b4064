"""What phones send is kept at once, done once and in order."""

from lingdang.cases.public import Case
from lingdang.cases.public import State as CaseState
from lingdang.cases.testing import a_case, told
from lingdang.fieldwork.testing import sent, synced

HERE = {"lng": 113.305, "lat": 33.765}


def states(actions):
    return [(one.state, one.code) for one in actions]


def test_a_report_and_a_settling_in_order(people):
    report = sent("report", seq=1, description="垃圾桶满了", **HERE)
    keep = sent("keep", seq=2, case_key=report.key)
    handle = sent("handle", seq=3, case_key=report.key, outcome="已清运")
    settle = sent("settle", seq=4, description="小广告", outcome="已清除", **HERE)
    done = synced(settle, handle, keep, report, by=people.grid_worker)
    assert states(done) == [("done", "")] * 4
    first, second = Case.objects.order_by("id")
    assert told(first) == ["received", "kept", "handled"]
    assert told(second) == ["received", "kept", "handled"]
    assert first.state == CaseState.HANDLED
    again = synced(settle, handle, keep, report, by=people.grid_worker)
    assert states(again) == [("done", "")] * 4
    assert Case.objects.count() == 2


def test_what_moved_on_is_a_conflict(people):
    case = a_case(CaseState.HANDLED, place=people.ground.grid, handler=people.grid_worker)
    [action] = synced(sent("handle", case_id=case.pk, outcome="已清运"), by=people.grid_worker)
    assert states([action]) == [("conflict", "case_settled")]
    assert action.data["outcome"] == "已清运"
