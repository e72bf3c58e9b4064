import io
import json
import zipfile

import numpy as np
import pytest

from lingdang.suggestions.errors import ModelUnreadable, TooLittleToLearn
from lingdang.suggestions.examples import shipped_examples
from lingdang.suggestions.learning.classifier import Classifier
from lingdang.suggestions.learning.features import counted
from lingdang.suggestions.learning.judging import judged, judgement, parted
from lingdang.suggestions.learning.training import train
from lingdang.suggestions.learning.words import is_segmented, words_of


@pytest.fixture(scope="module")
def examples():
    found = shipped_examples()
    return [text for _, text in found], [code for code, _ in found]


@pytest.fixture(scope="module")
def learned(examples):
    return train(*examples).classifier


def test_text_that_is_cut_already_stays_as_it_is_cut():
    cut = "小区 电梯 坏 三天 没人 修 老人 上下楼 困难"
    assert is_segmented(cut)
    assert words_of(cut) == ["小区", "电梯", "坏", "三天", "没人", "修", "老人", "上下楼", "困难"]
    assert not is_segmented("小区电梯坏了三天 没人来修，老人上下楼很困难")


def test_words_that_stand_in_every_text_and_signs_are_left_out():
    assert words_of("请问，我们小区的电梯！！") == ["小区", "电梯"]


def test_what_stands_first_counts_more():
    row = counted(["电梯" + "，楼道灯坏了" * 40 + "，停车位"]).words
    assert row.data.max() > row.data.min()


def test_an_empty_text_is_a_row_too(learned):
    found = learned.probabilities(["", "电梯停在半路"])
    assert found.shape == (2, len(learned.labels))
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)
    assert learned.probabilities([]).shape == (0, len(learned.labels))


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("电梯又停在半路，老人被困", "property-lift", "电梯"),
        ("路口井盖不见了很危险", "sudden-manhole", "井盖"),
        ("饭店油烟直接排到居民楼", "06027", "油烟"),
    ],
)
def test_a_matter_is_told_with_the_words_that_spoke(learned, text, code, word):
    first = learned.guesses(text)[0]
    assert first.label == code
    assert word in first.words
    assert 0 < first.probability <= 1


def test_what_it_does_not_know_it_does_not_claim_to_know(learned):
    assert learned.guesses("嗯嗯哈哈")[0].probability < 0.5


def test_the_same_texts_give_the_same_model(examples, learned):
    assert train(*examples).classifier.to_bytes() == learned.to_bytes()


def test_a_model_survives_its_file(learned):
    read = Classifier.from_bytes(learned.to_bytes())
    said, again = learned.guesses("楼道灯坏了"), read.guesses("楼道灯坏了")
    assert [one.label for one in said] == [one.label for one in again]
    assert said[0].probability == pytest.approx(again[0].probability, abs=0.01)


def test_a_file_that_is_no_model_is_refused_and_nothing_in_it_runs(learned):
    with pytest.raises(ModelUnreadable):
        Classifier.from_bytes(b"not a zip")
    pickled = io.BytesIO()
    np.savez(pickled, about=np.array([{"format": 1}], dtype=object))
    with pytest.raises(ModelUnreadable):
        Classifier.from_bytes(pickled.getvalue())
    with pytest.raises(ModelUnreadable):
        Classifier.from_bytes(_changed(learned.to_bytes(), labels=["only one"]))


def _changed(content, **about):
    with np.load(io.BytesIO(content)) as held:
        arrays = dict(held)
    told = json.loads(arrays.pop("about").tobytes()) | about
    written = io.BytesIO()
    text = np.frombuffer(json.dumps(told).encode(), dtype=np.uint8)
    np.savez(written, about=text, **arrays)
    assert zipfile.is_zipfile(written)
    return written.getvalue()


def test_one_label_is_nothing_to_learn_from():
    with pytest.raises(TooLittleToLearn):
        train(["电梯坏了", "电梯停了"], ["lift", "lift"])


def test_a_label_borne_by_one_text_is_learned_too():
    learned = train(["电梯坏了", "电梯停了", "井盖丢了"], ["lift", "lift", "manhole"]).classifier
    assert set(learned.labels) == {"lift", "manhole"}


def test_a_judgement_counts_as_the_textbooks_do():
    names = ["a", "b"]
    shares = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.4, 0.6]])
    found = judgement(names, shares, ["a", "b", "b", "b"])
    assert found.accuracy == 0.75
    assert found.macro_f1 == pytest.approx((2 / 3 + 4 / 5) / 2, abs=1e-4)
    sure = {one.at_least: one for one in found.curve}
    assert (sure[0.7].coverage, sure[0.7].accuracy) == (0.75, 0.6667)
    assert sure[0.95].accuracy is None
    assert found.calibration_error == pytest.approx((0.1 + 0.8 + 0.3 + 0.4) / 4, abs=1e-4)


def test_the_surer_the_fewer(learned, examples):
    curve = judged(learned, *examples).curve
    covered = [one.coverage for one in curve]
    assert covered == sorted(covered, reverse=True)
    assert covered[0] == 1


def test_a_fifth_of_every_group_is_held_out_and_always_the_same():
    groups = ["a"] * 50 + ["b"] * 10
    rest, out = parted(groups, seed=1)
    assert [groups[row] for row in out].count("a") == 10
    assert [groups[row] for row in out].count("b") == 2
    assert not set(rest) & set(out)
    assert (parted(groups, seed=1)[1] == out).all()
