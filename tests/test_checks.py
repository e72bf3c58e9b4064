"""A check that cannot fail is no check: each rule is broken once, and caught."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import models

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "checks"))

import diagrams  # noqa: E402 -- the checks are scripts, not a package
import rooms  # noqa: E402
import translations  # noqa: E402


@pytest.fixture
def copy(tmp_path):
    """Copy the sources, for breaking."""
    skip = shutil.ignore_patterns("__pycache__", "static", "locale", "templates")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=skip)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def contracts(folder):
    script = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [script, "--no-cache", "--config", folder / ".importlinter"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("places/queries.py", "import lingdang.cases.public", "Rooms depend one way"),
        (
            "cases/queries/lists.py",
            "import lingdang.people.models",
            "people is entered by its door",
        ),
        ("faces/desk/urls.py", "import lingdang.cases.services", "cases is entered by its door"),
        ("cases/policies.py", "import lingdang.cases.services", "Inside a room"),
        (
            "faces/entrance/urls.py",
            "import lingdang.faces.desk.urls",
            "Faces stand beside each other",
        ),
        ("faces/api/urls.py", "import lingdang.faces.desk.urls", "Faces stand beside each other"),
        ("kernel/errors.py", "import lingdang.journal.public", "Rooms depend one way"),
    ],
)
def test_an_import_past_a_wall_is_caught(copy, file, line, broken):
    path = copy / "src/lingdang" / file
    path.write_text(path.read_text() + f"\n\ndef late():\n    {line}\n")
    result = contracts(copy)
    assert result.returncode == 1
    verdicts = [row for row in result.stdout.splitlines() if " BROKEN" in row]
    assert any(row.startswith(broken) for row in verdicts), result.stdout


def test_a_new_room_must_choose_its_place(copy):
    (copy / "src/lingdang/attic").mkdir()
    (copy / "src/lingdang/attic/__init__.py").touch()
    result = contracts(copy)
    assert result.returncode == 1
    assert "attic" in result.stdout


def test_the_house_as_it_stands_keeps_its_contracts(copy):
    assert contracts(copy).returncode == 0


def test_a_foreign_key_that_points_up_is_caught():
    class Upward(models.Model):
        case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")

        class Meta:
            app_label = "places"
            managed = False

    Upward.__module__ = "lingdang.places.models"
    assert rooms.problems([Upward]) == ["places.Upward.case does not point down: cases"]


def test_a_foreign_key_that_can_be_walked_back_is_caught():
    class Visible(models.Model):
        place = models.ForeignKey("places.Place", on_delete=models.PROTECT)

        class Meta:
            app_label = "cases"
            managed = False

    Visible.__module__ = "lingdang.cases.models"
    assert rooms.problems([Visible]) == ["cases.Visible.place can be walked back from places"]


def test_a_stale_diagram_is_caught():
    stale = "<!-- rooms -->\nold\n<!-- /rooms -->"
    assert diagrams.place(stale, "rooms", "new") != stale
    with pytest.raises(SystemExit):
        diagrams.place("no place for it", "rooms", "new")


def test_a_missing_translation_is_caught(tmp_path, monkeypatch):
    app = tmp_path / "attic"
    (app / "templates").mkdir(parents=True)
    (app / "apps.py").write_text('from django.utils.translation import gettext as _\n_("Bell")\n')
    (app / "templates/page.html").write_text(
        "{% load i18n %}{% translate 'Ring' %}"
        "{% blocktranslate count n=n %}{{ n }} bell{% plural %}{{ n }} bells{% endblocktranslate %}"
    )
    monkeypatch.setattr(translations, "SOURCE", tmp_path)
    missing = translations.problems_of(app)
    assert len(missing) == 3
    translations.update(app)
    assert all("untranslated" in problem for problem in translations.problems_of(app))
