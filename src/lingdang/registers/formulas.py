"""A formula over number fields: plus, minus, times, divided by, min, max, round. Nothing else."""

import ast
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from simpleeval import InvalidExpression, SimpleEval

from lingdang.kernel.errors import Incomplete
from lingdang.registers.figures import Figure, heaviest

LONGEST = 200
_KNOWN = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult, "/": ast.Div}
_OPERATORS = {
    **{node: work for node, work in SimpleEval().operators.items() if node in _KNOWN.values()},
    ast.USub: lambda number: -number,
    ast.UAdd: lambda number: number,
}
_NODES = {ast.Expr, ast.Constant, ast.Name, ast.UnaryOp, ast.BinOp, ast.Call}
_FUNCTIONS = {"min": min, "max": max, "round": round, "abs": abs}
_MOST = 1e15
_NO_RESULT = (
    InvalidExpression,
    ArithmeticError,
    TypeError,
    ValueError,
    SyntaxError,
    RecursionError,
)


def names_in(text: str) -> set[str]:
    """Which fields a formula asks for; refused when it is none."""
    if len(text) > LONGEST:
        raise Incomplete({"formula": _("At most %(longest)s characters.") % {"longest": LONGEST}})
    try:
        parsed = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Incomplete({"formula": _("“%(text)s” is not a formula.") % {"text": text}}) from None
    names = {node.id for node in ast.walk(parsed) if isinstance(node, ast.Name)}
    return names - _FUNCTIONS.keys()


def require_formula(text: str, known: frozenset[str]) -> None:
    """Refuse what names no number field, or does what a formula may not."""
    names = names_in(text)
    if absent := sorted(names - known):
        sentence = _("“%(name)s” in the formula is not a number field of this register.")
        raise Incomplete({"formula": sentence % {"name": absent[0]}})
    try:
        _worked_out(text, dict.fromkeys(names, 1.0))
    except ZeroDivisionError:
        return  # of ones alone it may be
    except _NO_RESULT:
        told = _("“%(text)s” is not a formula.") % {"text": text}
        raise Incomplete({"formula": told}) from None


def worked_out(text: str, figures: Mapping[str, Figure], decimals: int) -> Figure | None:
    """Work it out; nothing while a field is empty or it comes to no number."""
    names = names_in(text)
    if names - figures.keys():
        return None
    try:
        result = _worked_out(text, {name: float(figures[name].value) for name in names})
    except _NO_RESULT:
        return None
    mark = heaviest(figures[name].mark for name in names)
    value = Decimal(repr(round(result, decimals)))
    return Figure(value, mark) if abs(value) < _MOST else None


def _worked_out(text: str, names: Mapping[str, float]) -> float:
    evaluator = SimpleEval(operators=_OPERATORS, functions=_FUNCTIONS, names=dict(names))
    evaluator.nodes = {node: work for node, work in evaluator.nodes.items() if node in _NODES}
    return float(evaluator.eval(text.strip()))
