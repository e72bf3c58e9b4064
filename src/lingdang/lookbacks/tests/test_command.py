import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lingdang.cases.testing import cast
from lingdang.lookbacks.models import Draw
from lingdang.lookbacks.tests.conftest import closed


def said(*words):
    out = StringIO()
    call_command("lookbacks", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_day_is_drawn_and_the_draw_checked(db, tmp_path):
    case = closed(cast())
    day = timezone.localtime(case.closed_at).date()
    assert said("draw", "--day", day.isoformat()).startswith(f"{day} daily ")
    file = tmp_path / "draw.json"
    told = Draw.objects.get().told
    file.write_text(json.dumps(told), encoding="utf-8")
    said("check", str(file))
    told["frame"]["cases"][0]["chosen"] ^= True
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(SystemExit):
        said("check", str(file))
    for content in ("[]", "no json"):
        file.write_text(content, encoding="utf-8")
        with pytest.raises((SystemExit, CommandError)):
            said("check", str(file))
    with pytest.raises(CommandError):
        said("draw", "--day", timezone.localdate().isoformat())


def test_a_quarter_is_played():
    told = json.loads(said("simulate", "--cases", "40", "--rounds", "300", "--json"))
    assert told["needed"] == 33
    for how in ("at_random", "late"):
        low, high = told[how]["interval"]
        assert 0.9 < low < told[how]["share"] <= high <= 1
    again = said("simulate", "--cases", "40", "--rounds", "300", "--json")
    assert json.loads(again) == told
    assert "at_random" in said("simulate", "--cases", "40", "--rounds", "10")
    with pytest.raises(CommandError):
        said("simulate", "--cases", "0")
