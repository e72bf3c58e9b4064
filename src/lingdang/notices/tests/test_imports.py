"""Notices from a sheet."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from lingdang.messaging.public import Message
from lingdang.notices.imports import COLUMNS, import_notices
from lingdang.notices.public import Notice, shown
from lingdang.notices.services.telling import tell_due
from lingdang.notices.testing import WRITER
from lingdang.people.public import actor_for, follow_place
from lingdang.people.testing import a_person
from lingdang.places.public import Place
from lingdang.places.testing import a_district

pytestmark = pytest.mark.django_db
CODE = "990100009001"


@pytest.fixture
def row(db):
    village, today = a_district().village, timezone.localdate()
    Place.objects.filter(pk=village.pk).update(code=CODE)
    follow_place(place_id=village.pk, by=actor_for(a_person()))
    return {
        "place_code": CODE,
        "title": "停水通知",
        "text": "明天停水。",
        "urgent": "1",
        "from_on": today.isoformat(),
        "until_on": (today + timedelta(days=3)).isoformat(),
    }


def test_rows_are_published_once_and_nobody_is_told(row):
    assert import_notices([row], by=WRITER).created == 1
    assert import_notices([row], by=WRITER).unchanged == 1
    assert shown().get().urgent
    assert tell_due() == 0
    assert not Message.objects.exists()


def test_all_rows_or_none_and_each_problem_named(row):
    wrong = [
        {"place_code": "0"},
        {"title": ""},
        {"from_on": "tomorrow"},
        {"until_on": ""},
        {"urgent": "yes"},
    ]
    report = import_notices([row, *({**row, **one} for one in wrong)], by=WRITER)
    assert [problem.row for problem in report.problems] == [3, 4, 5, 6, 7]
    assert not Notice.objects.exists()


def test_the_command_imports_a_file(row, tmp_path, capsys):
    file = tmp_path / "notices.csv"
    line = ",".join(row[name] for name in COLUMNS)
    file.write_text(f"{','.join(COLUMNS)}\n{line}\n", encoding="utf-8")
    call_command("notices", "import", str(file))
    assert Notice.objects.count() == 1
    file.write_text("title\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("notices", "import", str(file))
