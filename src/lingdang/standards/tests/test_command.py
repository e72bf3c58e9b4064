from io import StringIO

import pytest
from django.core.management import call_command

from lingdang.standards.models import Category

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = StringIO()
    call_command("standards", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_categories_come_shipped_or_from_a_file(tmp_path):
    run("categories")
    assert Category.objects.filter(for_residents=True).count() == 4
    file = tmp_path / "own.csv"
    file.write_text("code,name\n06999,自定义\n", encoding="gb18030")
    assert "1" in run("categories", str(file))
    file.write_text("code,name\n,无码\n")
    with pytest.raises(SystemExit):
        run("categories", str(file))
