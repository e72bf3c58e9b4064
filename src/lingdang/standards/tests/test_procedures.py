import json

import jsonschema
import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import Incomplete, NotAllowed
from lingdang.standards.enums import Stage
from lingdang.standards.errors import SightIsFixed
from lingdang.standards.models import Procedure
from lingdang.standards.particulars import FieldType, Particular, cleaned, schema_of
from lingdang.standards.public import import_procedures, procedures_in_use, set_procedure
from lingdang.standards.services.procedures import SHIPPED_PROCEDURES, read_procedures
from lingdang.standards.testing import LIBRARIAN, a_procedure, some_procedures

FIELDS = [
    Particular("kind", "类型", FieldType.CHOICE, required=True, choices=["甲", "乙"]),
    Particular("area", "面积", FieldType.NUMBER),
    Particular("rooms", "间数", FieldType.WHOLE),
    Particular("since", "自", FieldType.DAY),
    Particular("urgent", "急", FieldType.YES_NO),
    Particular("note", "说明"),
]


def shipped():
    return read_procedures(SHIPPED_PROCEDURES.read_bytes())


@pytest.mark.django_db
def test_the_shipped_procedures_come_once_and_in_order():
    some_procedures()
    assert [each.code for each in procedures_in_use()] == [
        *("fast", "errand", "care", "mediation", "violation", "clue", "supervision")
    ]
    again = import_procedures(shipped(), by=LIBRARIAN)
    assert (again.created, again.changed, again.unchanged) == (0, 0, len(shipped()))
    clue = Procedure.objects.get(pk="clue")
    assert (clue.restricted, clue.roles, clue.public) == (True, ["discipline_officer"], False)
    assert clue.limit(Stage.HANDLE) == (10, "working_days")
    assert clue.limit(Stage.VERIFY) is None
    assert clue.checks_before("close") == ["replied"]


@pytest.mark.django_db
def test_only_a_librarian_changes_procedures():
    with pytest.raises(NotAllowed):
        set_procedure(said={"code": "own", "name": "自定"}, by=ANYONE)
    with pytest.raises(NotAllowed):
        import_procedures(shipped(), by=ANYONE)
    assert not Procedure.objects.exists()


@pytest.mark.django_db
def test_what_is_not_said_stays_as_it_was():
    some_procedures()
    set_procedure(said={"code": "errand", "name": "帮办"}, by=LIBRARIAN)
    errand = Procedure.objects.get(pk="errand")
    assert (errand.name, errand.holds) == ("帮办", ["errand"])
    assert Fact.objects.filter(subject="procedure:errand").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    [
        {"restricted": False, "roles": []},
        {"roles": ["discipline_officer", "leader"]},
        {"tells_reporter": True},
    ],
)
def test_what_was_entrusted_under_one_sight_is_not_shown_under_another(said):
    some_procedures()
    with pytest.raises(SightIsFixed):
        set_procedure(said={"code": "clue", **said}, by=LIBRARIAN)
    file = [one | said if one["code"] == "clue" else one for one in shipped()]
    assert [problem.code for problem in import_procedures(file, by=LIBRARIAN).problems] == [
        "sight_is_fixed"
    ]


WRONG = [
    {"code": "Not a code"},
    {"name": ""},
    {"name": 3},
    {"colour": "red"},
    {"roles": ["discipline_officer"]},
    {"restricted": True},
    {"restricted": True, "roles": ["system_admin"]},
    {"restricted": True, "roles": ["nobody"]},
    {"restricted": True, "roles": ["mediator"], "public": True},
    {"fields": {"name": "x"}},
    {"fields": [{"name": "x"}]},
    {"fields": [{"name": "x", "title": "x", "type": "map"}]},
    {"fields": [{"name": "x", "title": "x", "choices": ["a"]}]},
    {"fields": [{"name": "x", "title": "x"}, {"name": "x", "title": "y"}]},
    {"documents": [{"name": "x", "title": ""}]},
    {"checks": ["x"]},
    {"checks": {"close": "x"}},
    {"limits": {"handle": [0, "working_days"]}},
    {"limits": {"handle": [3, "moons"]}},
    {"limits": {"sleep": [3, "working_days"]}},
    {"interval_days": 1000},
    {"in_use": "yes"},
]


@pytest.mark.django_db
@pytest.mark.parametrize("said", WRONG, ids=json.dumps)
def test_a_procedure_that_cannot_be_is_refused(said):
    with pytest.raises(Incomplete):
        set_procedure(said={"code": "own", "name": "自定", **said}, by=LIBRARIAN)
    report = import_procedures([{"code": "own", "name": "自定", **said}], by=LIBRARIAN)
    assert len(report.problems) == 1
    assert not Procedure.objects.exists()


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"not json", "编码".encode("gbk")])
def test_a_file_that_holds_no_procedures_is_named(content):
    with pytest.raises(Incomplete):
        read_procedures(content)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("procedure_has_code", {"code": ""}),
        ("procedure_has_name", {"name": ""}),
        ("procedure_restricted_to_somebody", {"restricted": True}),
        ("procedure_restricted_to_somebody", {"roles": ["mediator"]}),
        (
            "procedure_restricted_is_not_public",
            {"restricted": True, "roles": ["mediator"], "public": True},
        ),
        ("procedure_interval_possible", {"interval_days": 0}),
    ],
)
def test_the_table_refuses(name, fields):
    procedure = a_procedure()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Procedure.objects.filter(pk=procedure.pk).update(**fields)


def test_every_problem_of_the_particulars_is_named():
    values = {"area": -1, "since": "2026-13-01", "colour": "red", "note": "长" * 501}
    with pytest.raises(Incomplete) as refusal:
        cleaned(FIELDS, values, whole=True)
    assert {*refusal.value.problems} == {"kind", "area", "since", "colour", "note"}


def test_what_is_missing_is_missed_only_of_the_whole():
    assert cleaned(FIELDS, {"area": 12.5, "note": ""}, whole=False) == {"area": 12.5}
    whole = {"kind": "甲", "rooms": 3, "urgent": False, "since": "2026-02-28"}
    assert cleaned(FIELDS, whole, whole=True) == whole


VALUES = st.dictionaries(
    st.sampled_from([field.name for field in FIELDS]),
    st.one_of(
        st.sampled_from(["", "甲", "丙", "2026-02-28", "2026-2-28", "20260228"]),
        st.integers(-2, 5),
        st.floats(allow_nan=True, allow_infinity=True),
        st.booleans(),
        st.none(),
    ),
)


@given(VALUES)
def test_what_is_kept_fits_the_schema_that_programs_are_told(values):
    try:
        kept = cleaned(FIELDS, values, whole=True)
    except Incomplete:
        return
    jsonschema.validate(kept, schema_of(FIELDS), format_checker=jsonschema.FormatChecker())
