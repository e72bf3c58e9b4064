import pytest

from lingdang.journal.public import Fact
from lingdang.kernel.actor import ANYONE
from lingdang.kernel.errors import NotAllowed
from lingdang.standards.models import Question
from lingdang.standards.public import import_questions, questions_of
from lingdang.standards.testing import LIBRARIAN, a_category
from lingdang.standards.tests.test_constraints import refused

pytestmark = pytest.mark.django_db
ROW = {"category_code": "lamp", "code": "dark", "text": "几盏不亮?", "datatype": "number"}
LIST = {"datatype": "singlevaluelist", "values": "one=一盏|row=一排"}


@pytest.fixture(autouse=True)
def lamp():
    return a_category("lamp", "路灯")


def test_the_questions_of_a_sheet_replace_the_old_ones_in_its_order():
    import_questions([ROW, ROW | LIST | {"code": "which"}], by=LIBRARIAN)
    import_questions([ROW | LIST | {"code": "which"}, ROW], by=LIBRARIAN)
    asked = questions_of("lamp")
    assert [(one.position, one.code) for one in asked] == [(1, "which"), (2, "dark")]
    assert asked[0].values == [["one", "一盏"], ["row", "一排"]]
    assert Fact.objects.filter(name="standards.questions_set.v1").count() == 2


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"category_code": "nobody"}, "category_code"),
        ({"code": ""}, "code"),
        ({"text": ""}, "text"),
        ({"datatype": "colour"}, "datatype"),
        ({"values": "a=b"}, "values"),
        ({"datatype": "multivaluelist"}, "values"),
        (LIST | {"values": "a"}, "values"),
        ({"required": "1", "variable": "0"}, "required"),
        ({"required": "yes"}, "required"),
        ({"code": "first"}, "code"),
    ],
)
def test_a_bad_row_stops_them_all(change, column):
    report = import_questions([ROW | {"code": "first"}, ROW | change], by=LIBRARIAN)
    assert [problem.row for problem in report.problems] == [3]
    assert not Question.objects.exists()


def test_not_for_everybody():
    with pytest.raises(NotAllowed):
        import_questions([ROW], by=ANYONE)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("question_datatype_known", {"datatype": "colour"}),
        ("question_says_something", {"text": ""}),
        ("question_list_has_values", {"values": [["a", "b"]]}),
        ("question_list_has_values", {"datatype": "multivaluelist"}),
        ("question_required_takes_answers", {"required": True, "variable": False}),
        ("question_code_once", {"code": "other"}),
        ("question_position_once", {"position": 2}),
    ],
)
def test_questions_are_whole(name, fields):
    import_questions([ROW, ROW | {"code": "other"}], by=LIBRARIAN)
    refused(name, lambda: Question.objects.filter(code="dark").update(**fields))
