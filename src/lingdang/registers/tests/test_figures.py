from decimal import Decimal

import pytest
from django.utils import translation

from lingdang.kernel.errors import Incomplete
from lingdang.registers.enums import Mark
from lingdang.registers.figures import Figure, heaviest, printed
from lingdang.registers.formulas import require_formula, worked_out


@pytest.mark.parametrize(
    ("text", "unit", "value", "mark"),
    [
        ("465", "块", "465", None),
        ("300余块", "块", "300", "approximate"),
        ("300余", "块", "300", "approximate"),
        ("190多个", "个", "190", "approximate"),
        ("1,000+", "", "1000", "approximate"),
        ("13500平方米", "平方米", "13500", None),
        ("约45万平方米", "平方米", "450000", "about"),
        ("1000余万元", "万元", "1000", "approximate"),
        ("3万余户", "户", "30000", "approximate"),
        ("120000(存疑)", "万元", "120000", "doubtful"),
        ("12（存疑）", "", "12", "doubtful"),
        ("8.5", "", "8.5", None),
        ("-3", "", "-3", None),
    ],
)
def test_figures_are_read_as_they_are_printed(text, unit, value, mark):
    assert printed(text, unit) == Figure(Decimal(value), Mark(mark) if mark else None)


@pytest.mark.parametrize("text", ["", "许多", "3 箱", "1e9", "12345678901234567", "0x10", "三百"])
def test_what_is_no_figure_is_none(text):
    assert printed(text, "块") is None


@pytest.mark.parametrize("figure", [Figure(Decimal("0.1")), *(Figure(Decimal(3), m) for m in Mark)])
def test_a_figure_survives_json_and_a_sheet(figure):
    assert Figure.of(figure.stored()) == figure
    assert printed(figure.written()) == figure


def test_a_figure_is_shown_with_its_mark():
    with translation.override("zh-hans"):
        shown = [Figure(Decimal(300), mark).shown("块") for mark in (None, *Mark)]
    assert shown == ["300块", "300余块", "约300块", "300块（存疑）"]


def test_the_heaviest_mark_is_said_of_a_sum():
    assert heaviest([None, Mark.APPROXIMATE, None]) == Mark.APPROXIMATE
    assert heaviest([Mark.DOUBTFUL, Mark.APPROXIMATE]) == Mark.DOUBTFUL
    assert heaviest([None]) is None


def test_a_formula_keeps_the_mark_of_what_it_is_made_of():
    figures = {"a": Figure(Decimal("0.1")), "b": Figure(Decimal("0.2"), Mark.APPROXIMATE)}
    assert worked_out("a + b", figures, 2) == Figure(Decimal("0.3"), Mark.APPROXIMATE)
    assert worked_out("a / (b - b)", figures, 2) is None
    assert worked_out("a + c", figures, 2) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "a +", "a ** 99", "c + 1", "__import__('os')", "a.real", "[a][0]", "'a' * 9"),
        *("a if a else a", "lambda: a", "a" * 201, "(" * 150 + "a" + ")" * 150, "open(a)"),
    ],
)
def test_a_formula_does_sums_and_nothing_else(text):
    with pytest.raises(Incomplete):
        require_formula(text, frozenset({"a", "b"}))


def test_a_formula_of_number_fields_is_taken():
    require_formula("round(max(a, b) * 1.5 - a / b, 1)", frozenset({"a", "b"}))
    require_formula("a / (b - 1)", frozenset({"a", "b"}))
