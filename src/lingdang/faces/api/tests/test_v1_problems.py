import pytest

from lingdang.faces.api.v1.bounds import box_of
from lingdang.faces.api.v1.problems import sentence, where
from lingdang.kernel.errors import Incomplete


@pytest.mark.parametrize(
    ("loc", "field"),
    [
        (("body", "case", "lng"), "lng"),
        (("body", "batch", "cases", 3, "lng"), "cases.3.lng"),
        (("query", "size"), "size"),
        (("body", "case"), "case"),
        (("header", "Idempotency-Key"), "Idempotency-Key"),
    ],
)
def test_a_problem_names_the_field_as_the_caller_knows_it(loc, field):
    assert where(loc) == field


def test_sentences_are_filled_and_unknown_ones_kept():
    known = {"type": "less_than_equal", "msg": "x", "ctx": {"le": 180}}
    assert "180" in sentence(known)
    assert sentence({"type": "brand_new", "msg": "As pydantic says"}) == "As pydantic says"


def test_a_box_is_read_and_none_is_none():
    assert box_of("113.3,33.7,113.4,33.8") == (113.3, 33.7, 113.4, 33.8)
    assert box_of(" ") is None


@pytest.mark.parametrize("text", ["1,2,3", "1,2,3,x", "2,0,1,1", "0,0,0,91", "nan,0,1,1"])
def test_what_is_no_box_is_refused(text):
    with pytest.raises(Incomplete):
        box_of(text)
