"""Sheets of older systems write the codes of 2013; some of them mean two things."""

import pytest

from lingdang.cases.public import Case
from lingdang.intake.enums import State
from lingdang.intake.models import Import, Trouble
from lingdang.intake.public import ColumnMap, choose_map, unknown_words, upload_sheet, write_import
from lingdang.intake.tests.conftest import IMPORTER
from lingdang.kernel.testing import a_csv
from lingdang.standards.testing import some_categories, some_old_codes

HEAD = ["内容", "时间", "类别", "事部件"]


@pytest.fixture
def checked(people, worked):
    """A file of rows that say a category, and a kind or none; looked at by the worker."""
    some_categories()
    some_old_codes()

    def bring(*rows, **more):
        told = [[f"第{at}件", "2019-03-01", *row] for at, row in enumerate(rows)]
        run = upload_sheet(content=a_csv([HEAD, *told]), file_name="x.csv", by=IMPORTER)
        column_map = ColumnMap.read(run.map | more)
        choose_map(import_id=run.pk, column_map=column_map, by=IMPORTER)
        return worked(run)

    return bring


def categories_of(run, worked):
    write_import(import_id=run.pk, partial=False, by=IMPORTER)
    assert worked(run).state == State.DONE, list(Trouble.objects.values_list("sentence", flat=True))
    return list(Case.objects.order_by("pk").values_list("category_id", flat=True))


@pytest.mark.parametrize(
    ("word", "kind", "code"),
    [
        ("06010", "", "06010"),  # of today
        ("B01001", "", "B01001"),
        ("积存垃圾渣土", "", "06011"),  # by its name
        ("0136", "", "06036"),  # of 2013, a matter alone
        ("136", "", "06036"),  # a spreadsheet drops the zero
        ("0101", "部件", "B01001"),  # collides: the row says which
        ("0101", "事件", "06001"),
        ("部件0101", "", "B01001"),  # or a mark says it
        ("B0101", "", "B01001"),
        ("事项0101", "", "06001"),
        ("乱堆物堆料", "", "06036"),
    ],
)
def test_a_word_for_a_category_is_understood(checked, worked, word, kind, code):
    assert categories_of(checked((word, kind)), worked) == [code]


@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("0101", "", "部件 0101"),  # which of the two?
        ("0131", "事项", "餐厨垃圾遗撒和污染"),  # nothing of today
        ("0999", "", "0999"),
        ("06010", "部件", "06010"),
        ("0101", "其他", "其他"),
    ],
)
def test_what_is_unknown_or_means_two_things_is_a_problem_of_its_row(checked, word, kind, said):
    run = checked(("0136", ""), (word, kind))
    assert (run.created, run.refused) == (1, 1)
    trouble = Trouble.objects.get()
    assert trouble.row == 3
    assert said in trouble.sentence


def test_what_is_not_understood_is_asked_for_once(checked, worked):
    rows = [("0101", ""), ("0101", ""), ("0101", "部件"), ("0131", "事项")]
    run = checked(*rows)
    asked = {(one.target, one.word, one.rows) for one in unknown_words(Import.objects.get())}
    assert asked == {("category", "0101", 2), ("category", "0131", 1)}
    values = {"category": {"0101": "06001", "0131": "06001"}}
    column_map = ColumnMap.read(run.map | {"values": values})
    choose_map(import_id=run.pk, column_map=column_map, by=IMPORTER)
    assert categories_of(worked(run), worked) == ["06001"] * 4


def test_all_rows_may_be_said_to_be_of_one_kind(checked, worked):
    run = checked(("0101", ""), ("0102", ""), constants={"kind": "component"})
    assert categories_of(run, worked) == ["B01001", "B01002"]
