from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lingdang.places.testing import a_district
from lingdang.standards.models import Category, Edition

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


def test_standards_come_shipped_and_an_edition_is_put_in_force():
    run("categories")
    run("schemes")
    assert "新增 71 条" in run("draft", "--edition", "试行", "--dry-run")
    assert not Edition.objects.exists()
    run("draft", "--edition", "试行", "--from", "2026-01-01")
    assert str(Edition.objects.get().since) == "2026-01-01"
    run("draft", "--edition", "新版")
    run("force", "新版", "--from", "2026-07-01")
    assert str(Edition.objects.get(name="试行").until) == "2026-07-01"
    with pytest.raises(CommandError):
        run("force", "没有", "--from", "2026-07-01")


def test_a_bad_row_ends_with_an_exit_code_of_its_own(tmp_path):
    sheet = tmp_path / "standards.csv"
    sheet.write_text("code,condition,closing,limit\nnobody,有,清除,3天\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        run("draft", str(sheet), "--edition", "试行")
    assert ended.value.code == 1


def test_old_codes_without_a_category_are_listed():
    run("categories")
    assert "道路积水" in run("mapping")


def test_the_next_code_of_our_own_is_proposed_and_taken():
    run("categories")
    assert run("own", "06") == "06999\n"
    assert run("own", "B01", "爱心驿站") == "B01999 爱心驿站\n"


def test_places_get_their_classes(tmp_path):
    a_district()
    run("schemes")
    sheet = tmp_path / "classes.csv"
    sheet.write_text("place_code,class,from\nd,严管街,2026-01-01\n", encoding="utf-8")
    assert run("classes", str(sheet)).startswith("新增 1 条")
