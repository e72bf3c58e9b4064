import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.demo.figures import compute, is_about, known
from lingdang.places.testing import a_district


@pytest.mark.parametrize(
    ("count", "printed", "holds"),
    [
        (70, 70, False),
        (71, 70, True),
        (79, 70, True),
        (80, 70, False),
        (1600, 1600, False),
        (1699, 1600, True),
        (1700, 1600, False),
        (1512, 1500, True),
        (3, 2, False),
    ],
)
def test_a_printed_approximation_is_a_range(count, printed, holds):
    assert is_about(count, printed) is holds


@pytest.mark.parametrize("number", known())
def test_each_figure_adds_up(demo, number):
    figure = compute([number])[0]
    assert figure.holds, figure
    assert figure.url.startswith("/")


def figures(*words):
    out = StringIO()
    try:
        call_command("demo", "figures", *words, stdout=out)
    except SystemExit as ending:
        return ending.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_prints_them_for_machines(demo):
    code, said = figures("--json", "N-23")
    assert code == 0
    (row,) = json.loads(said)
    assert set(row) == {"id", "printed", "precision", "computed", "url", "holds"}
    assert (row["id"], row["precision"], row["holds"]) == ("N-23", "approximate", True)
    assert row["computed"]["closed_online"] == 74


def test_a_figure_that_does_not_hold_fails_the_command(db):
    a_district()
    code, said = figures("N-69")
    assert code == 1
    assert "✗ N-69" in said


def test_an_unknown_figure_is_refused():
    with pytest.raises(CommandError):
        call_command("demo", "figures", "N-00")
