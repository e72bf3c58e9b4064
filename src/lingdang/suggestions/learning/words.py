"""From what somebody wrote to the words that matter; what is cut already stays as it is."""

import re
from collections.abc import Iterator
from importlib.resources import files

import rjieba

_HAN = r"[\u3400-\u9fff]"
_SPACE = r"[ \u00a0\u3000\t]"
_HAN_LETTER = re.compile(_HAN)
_GAP = re.compile(f"(?<={_HAN}){_SPACE}+(?={_HAN})")
_WORDLIKE = re.compile(r"\w", re.UNICODE)
_SEGMENTED_FROM = 0.2  # gaps for each Chinese character: words have two or three


def _stop_words() -> frozenset[str]:
    return frozenset((files("lingdang.suggestions") / "data/stop_words.txt").read_text().split())


STOP_WORDS = _stop_words()


def is_segmented(text: str) -> bool:
    """Whether somebody has put spaces between the words: a few are typed by chance."""
    letters = len(_HAN_LETTER.findall(text))
    return letters > 0 and len(_GAP.findall(text)) / letters >= _SEGMENTED_FROM


def words_of(text: str) -> list[str]:
    """The words in their order, without those that stand in every text."""
    return [word for word in _cut(text) if word not in STOP_WORDS and _WORDLIKE.search(word)]


def _cut(text: str) -> Iterator[str]:
    if is_segmented(text):
        yield from text.split()
        return
    for word in rjieba.cut(text):
        if not word.isspace():
            yield word
