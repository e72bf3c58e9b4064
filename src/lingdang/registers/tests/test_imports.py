import pytest
from django.core.management import call_command

from lingdang.kernel.errors import Incomplete, NotFound
from lingdang.kernel.testing import a_csv, an_xlsx
from lingdang.kernel.workbook import xlsx_stream
from lingdang.registers.enums import State
from lingdang.registers.models import Chunk, Entry
from lingdang.registers.public import (
    cancel_import,
    choose_columns,
    entries_for,
    import_for,
    sheet_head,
    sheet_rows,
    sight_of,
    troubles_of,
    upload_sheet,
    write_import,
)
from lingdang.registers.services.work import work_on
from lingdang.registers.testing import FIELDS, KEEPER, a_register

HEAD = ["名称", "种类", "数量", "地点"]
ROWS = [["甲", "大型版面", "300余块", ""], ["乙", "小型版面", "约5", ""], ["丙", "", "1", ""]]


def brought(by, rows, code="boards", head=HEAD, **columns):
    content = a_csv([["2026年台账"], head, *rows], "gbk")
    run = upload_sheet(code=code, content=content, file_name="台账.csv", by=by)
    choose_columns(import_id=run.pk, columns=columns or run.columns, by=by)
    return gone_through(run)


def gone_through(run):
    while work_on(run.pk):
        pass
    run.refresh_from_db()
    return run


def let_in(run, by, *, partial=False):
    write_import(import_id=run.pk, partial=partial, by=by)
    return gone_through(run)


def test_a_sheet_comes_in_once_with_its_marks(register, dispatcher, ground):
    run = brought(dispatcher, ROWS)
    assert (run.state, run.created, run.refused, Entry.objects.count()) == ("checked", 3, 0, 0)
    run = let_in(run, dispatcher)
    assert (run.state, run.created, Chunk.objects.count()) == ("done", 3, 0)
    first = Entry.objects.order_by("pk").first()
    assert first.content["pieces"] == {"value": 300, "mark": "approximate"}
    assert first.place_id == ground.town.pk
    again = let_in(brought(dispatcher, ROWS), dispatcher)
    assert (again.created, again.unchanged, Entry.objects.count()) == (0, 3, 3)


@pytest.mark.parametrize(("partial", "state", "kept"), [(False, "checked", 0), (True, "done", 1)])
def test_all_or_none_or_the_good_rows(register, dispatcher, partial, state, kept):
    bad = [["", "大型版面", "1", ""], ["甲", "没有的", "x", ""], ["乙", "", "1.5", "天边"]]
    run = brought(dispatcher, [["好", "", "", ""], *bad])
    assert [one.row for one in troubles_of(run)] == [4, 5, 6]
    assert "名称" in troubles_of(run)[0].sentence
    run = let_in(run, dispatcher, partial=partial)
    assert (run.state, Entry.objects.count()) == (state, kept)


def test_one_name_twice_or_otherwise_is_a_problem_of_its_row(register, dispatcher):
    let_in(brought(dispatcher, ROWS), dispatcher)
    run = brought(
        dispatcher, [["甲", "小型版面", "1", ""], ["丁", "", "", ""], ["丁", "", "1", ""]]
    )
    assert [one.row for one in troubles_of(run)] == [3, 5]


def test_rows_without_a_unique_field_are_told_by_what_they_say(ground, dispatcher):
    fields = [{**FIELDS[0], "unique": False}, *FIELDS[1:]]
    a_register(ground.district, fields=fields)
    run = let_in(brought(dispatcher, [*ROWS, ROWS[0]]), dispatcher)
    assert (run.created, run.unchanged) == (3, 1)
    assert let_in(brought(dispatcher, ROWS), dispatcher).created == 0


def test_an_exported_sheet_comes_in_again_as_it_was(register, dispatcher, stranger):
    let_in(brought(dispatcher, ROWS), dispatcher)
    sight = sight_of(dispatcher, "boards")
    rows = sheet_rows(entries_for(dispatcher, register), sight.seen, dispatcher)
    content = b"".join(xlsx_stream("x", sheet_head(sight.seen), rows))
    run = upload_sheet(code="boards", content=content, file_name="x.xlsx", by=dispatcher)
    choose_columns(import_id=run.pk, columns=run.columns, by=dispatcher)
    run = gone_through(run)
    assert (run.created, run.unchanged, run.refused) == (0, 3, 0)
    nothing = sheet_rows(entries_for(stranger, register), sight.seen, stranger)
    assert [*nothing] == []


def test_what_nobody_may_edit_no_sheet_fills_in(ground, dispatcher, grid_worker):
    secret = {"name": "cost", "title": "造价", "type": "money", "seen_by": ["dispatcher"]}
    a_register(ground.district, fields=(*FIELDS, secret))
    head, row = ["名称", "造价"], ["甲", "5"]
    run = brought(grid_worker, [row], head=head)
    assert run.columns == {"名称": "name"}
    with pytest.raises(Incomplete):
        choose_columns(import_id=run.pk, columns={"造价": "cost"}, by=grid_worker)
    let_in(run, grid_worker)
    assert Entry.objects.get().content == {"name": "甲"}


def test_a_sheet_is_its_bringers_alone(register, dispatcher, grid_worker):
    run = brought(dispatcher, ROWS)
    with pytest.raises(NotFound):
        import_for(grid_worker, run.pk)
    with pytest.raises(NotFound):
        write_import(import_id=run.pk, partial=True, by=grid_worker)
    cancel_import(import_id=run.pk, by=dispatcher)
    run.refresh_from_db()
    assert (run.state, Chunk.objects.count()) == (State.CANCELLED, 0)


def test_rows_go_only_where_their_bringer_reaches(register, dispatcher, ground):
    run = brought(dispatcher, [["甲", "", "", "湖光社区"], ["乙", "", "", "建业社区"]])
    assert [one.row for one in troubles_of(run)] == [3]


def test_commands_do_the_same(ground, tmp_path, capsys):
    file = tmp_path / "boards.csv"
    file.write_bytes(a_csv([HEAD[:3], *(row[:3] for row in ROWS)]))
    call_command("registers", "define", "advertisements", "--place", "d", "--code", "boards")
    call_command("registers", "define", "advertisements", "--place", "d", "--code", "boards")
    with pytest.raises(SystemExit):
        call_command("registers", "import", "boards", str(file), "--dry-run")
    assert not Entry.objects.exists()
    with pytest.raises(SystemExit):  # the third row has no kind, which must be said
        call_command("registers", "import", "boards", str(file))
    with pytest.raises(SystemExit):
        call_command("registers", "import", "boards", str(file), "--partial")
    assert Entry.objects.count() == 2
    out = tmp_path / "out.csv"
    call_command("registers", "export", "boards", str(out))
    assert "300余" in out.read_text(encoding="utf-8-sig")
    assert "v1" in capsys.readouterr().out


def test_xlsx_is_read_like_csv(register):
    content = an_xlsx([HEAD[:3], ["甲", "大型版面", 12]])
    run = upload_sheet(code="boards", content=content, file_name="a.xlsx", by=KEEPER)
    assert run.columns == {"名称": "name", "种类": "kind", "数量": "pieces"}
