import pytest
from django.http import QueryDict

from lingdang.faces.api.open311.attributes import (
    Attribute,
    answers,
    given_answers,
    problems,
)

COLOURS = (("r", "Red"), ("g", "Green"))


def an_attribute(datatype="string", **more):
    return Attribute(code="A", datatype=datatype, description="?", values=COLOURS, **more)


def test_single_and_many_values_are_read():
    form = QueryDict("attribute[A]=1&attribute[B][]=2&attribute[B][]=3&attribute[C]=&other[D]=4")
    assert given_answers(form) == {"A": ["1"], "B": ["2", "3"]}


@pytest.mark.parametrize(
    ("datatype", "given", "fits"),
    [
        ("string", ["a"], True),
        ("string", ["a\nb"], False),
        ("string", ["a", "b"], False),
        ("text", ["a\nb"], True),
        ("number", ["1.5"], True),
        ("number", ["nan"], False),
        ("number", ["one"], False),
        ("datetime", ["2026-08-01T08:00:00+08:00"], True),
        ("datetime", ["soon"], False),
        ("singlevaluelist", ["r"], True),
        ("singlevaluelist", ["r", "g"], False),
        ("singlevaluelist", ["b"], False),
        ("multivaluelist", ["r", "g"], True),
        ("multivaluelist", ["r", "b"], False),
    ],
)
def test_an_answer_fits_its_datatype_or_is_named(datatype, given, fits):
    found = problems([an_attribute(datatype)], {"A": given})
    assert [("A" in sentence) for sentence in found] == ([] if fits else [True])


def test_a_missing_required_answer_and_an_unasked_one_are_both_named():
    found = problems([an_attribute(required=True)], {"X": ["1"]})
    assert len(found) == 2
    assert "A" in found[0]
    assert "X" in found[1]


def test_what_only_informs_takes_no_answer():
    informing = an_attribute(variable=False, required=True)
    assert problems([informing], {}) == []
    assert len(problems([informing], {"A": ["x"]})) == 1


def test_many_values_stay_a_list():
    many = Attribute(code="B", datatype="multivaluelist", description="?", values=COLOURS)
    given = {"A": ["1"], "B": ["r", "g"]}
    assert answers([an_attribute(), many], given) == {"A": "1", "B": ["r", "g"]}
