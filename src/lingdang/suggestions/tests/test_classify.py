import csv
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from lingdang.suggestions.examples import shipped_examples


@pytest.fixture
def sheet(tmp_path):
    """Our own examples as an office would save them: in GBK, with a title of its own."""
    file = tmp_path / "told.csv"
    with file.open("w", encoding="gbk", newline="") as written:
        rows = csv.writer(written)
        rows.writerow(["主题", "详情", "类别"])
        rows.writerows((text[:6], text, code) for code, text in shipped_examples())
    return file


@pytest.fixture
def segmented(tmp_path):
    file = tmp_path / "segmented.csv"
    lines = ["tokens,label", "电梯 坏 老人 困 里面,property-lift", "井盖 丢 危险,sudden-manhole"]
    file.write_text("\n".join(lines * 4).replace("\ntokens,label", ""), encoding="utf-8-sig")
    return file


def classify(*words):
    said, progress = StringIO(), StringIO()
    call_command("classify", *map(str, words), stdout=said, stderr=progress)
    return said.getvalue(), progress.getvalue()


def test_learns_from_a_table_and_labels_another(sheet, segmented, tmp_path):
    model = tmp_path / "model.npz"
    columns = ("--text", "主题", "详情", "tokens")
    said, progress = classify(
        *("train", "--csv", sheet, segmented, *columns, "--label", "类别", "label"),
        *("--model", model, "--json"),
    )
    told = json.loads(said)
    assert told["rows"] == len(shipped_examples()) + 8
    assert told["bytes"] == model.stat().st_size
    assert "5/5" in progress
    said, progress = classify(
        "predict", "--csv", segmented, "--text", "tokens", "--model", model, "--json"
    )
    first = json.loads(said.splitlines()[0])
    assert first["label"] == "property-lift"
    assert "8/8" in progress
    said, _ = classify("predict", "--csv", segmented, "--text", "tokens", "--model", model)
    assert said.splitlines()[1].startswith("sudden-manhole,")


def test_says_how_well_it_does_on_rows_it_has_not_read(sheet, segmented):
    words = ("evaluate", "--csv", sheet, segmented, "--text", "详情", "tokens")
    said, _ = classify(*words, "--label", "类别", "label", "--json")
    told = json.loads(said)
    assert told["learned_from"] + told["all"]["texts"] == len(shipped_examples()) + 8
    assert set(told["files"]) == {"told.csv", "segmented.csv"}
    assert told["all"]["curve"][0]["coverage"] == 1
    assert "macro-F1" in classify(*words, "--label", "类别", "label")[0]


def test_reads_workbooks_too(tmp_path):
    book = Workbook()
    book.active.append(["text", "label"])
    for code, text in shipped_examples():
        book.active.append([text, code])
    book.save(tmp_path / "told.xlsx")
    said, _ = classify(
        *("train", "--csv", tmp_path / "told.xlsx", "--text", "text", "--label", "label"),
        *("--model", tmp_path / "model.npz"),
    )
    assert str(len(shipped_examples())) in said


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (("--text", "nowhere", "--label", "类别"), "nowhere"),
        (("--text", "主题", "--label", "nowhere"), "nowhere"),
    ],
)
def test_a_column_that_is_not_there_is_named(sheet, tmp_path, columns, sentence):
    with pytest.raises(CommandError, match=sentence):
        classify("train", "--csv", sheet, *columns, "--model", tmp_path / "model.npz")


def test_a_file_that_is_not_there_or_no_model_is_said(sheet, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        classify(
            *("predict", "--csv", tmp_path / "none.csv", "--text", "a"),
            *("--model", tmp_path / "none.npz"),
        )
    with pytest.raises(CommandError, match="模型文件"):
        classify("predict", "--csv", sheet, "--text", "主题", "--model", sheet)


def test_tells_which_matters_are_hot(tmp_path):
    file = tmp_path / "messages.csv"
    told = ["丽景新城搅拌站噪音扰民", "丽景新城搅拌站粉尘很大", "公交车发车时间太长"]
    lines = [f"{text},2026/3/{day} 8:05,{day}" for day, text in enumerate(told, 1)]
    file.write_text("\n".join(["标题,时间,点赞", *lines]))
    words = ("hot", "--csv", file, "--text", "标题", "--time", "时间", "--votes", "点赞")
    said, _ = classify(*words, "--json")
    first = json.loads(said.splitlines()[0])
    assert first["rows"] == [1, 2]
    assert (first["first"], first["last"]) == ("2026-03-01", "2026-03-02")
    assert "丽景新城搅拌站" in classify(*words, "--top", "1")[0]


def test_a_time_that_is_none_is_named(tmp_path):
    file = tmp_path / "messages.csv"
    file.write_text("标题,时间\n电梯坏了,昨天\n")
    with pytest.raises(CommandError, match="昨天"):
        classify("hot", "--csv", file, "--text", "标题", "--time", "时间")
