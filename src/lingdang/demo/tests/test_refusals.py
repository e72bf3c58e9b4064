"""What the commands refuse, on an empty database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.demo import loading
from lingdang.demo.figures import is_about
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


def test_a_figure_that_does_not_hold_fails_the_command(db):
    a_district()
    out = StringIO()
    with pytest.raises(SystemExit) as ending:
        call_command("demo", "figures", "N-69", stdout=out)
    assert ending.value.code == 1
    assert "✗ N-69" in out.getvalue()


def test_an_unknown_figure_is_refused():
    with pytest.raises(CommandError):
        call_command("demo", "figures", "N-00")


def test_a_broken_file_changes_nothing_and_is_named(db, tmp_path):
    (tmp_path / "places.csv").write_text("code,name,level,parent_code,valid_from\nx,,city,,2025\n")
    with pytest.raises(CommandError, match=r"places\.csv"):
        call_command("demo", "load", "--from", str(tmp_path), stdout=StringIO())
    assert loading.loaded() == {"days"}
