"""What a matter is called: a sentence of somebody who reported it, in which nobody is named."""

import re
from collections.abc import Iterable

import rjieba

from lingdang.suggestions.naming import place_words

LONGEST_TITLE = 60
_SHORTEST = 4
_ENDS = re.compile(r"[。！？!?；;\n\u3000]")
_POLITE = re.compile(
    r"^(?:尊敬的[^，,：:]*|您好|你好|各位|领导|请问|我要|反映|投诉|举报|[，,：:！!、\s])+"
)
_TELLS_WHO = re.compile(
    r"\d{5,}|我叫|我是|本人|电话|手机|微信|身份证|姓名|先生|女士|小姐|同志|老师|师傅|书记|主任|某"
)
_PERSON = "nr"  # how a name of a person is tagged


def title_of(text: str) -> str:
    """Its first sentence, if that is fit to be read by everybody."""
    sentence = _first_sentence(text)
    return sentence if len(sentence) >= _SHORTEST and _is_nameless(sentence) else ""


def nameless(words: Iterable[str]) -> list[str]:
    """Words among which nobody is named, nor any number that could be somebody's."""
    return [word for word in words if _is_nameless(word)]


def _first_sentence(text: str) -> str:
    said = (_POLITE.sub("", sentence).strip() for sentence in _ENDS.split(text))
    sentence = next((one for one in said if one), "")
    if len(sentence) > LONGEST_TITLE:
        sentence = re.split(r"[，,]", sentence)[0]
    return sentence if len(sentence) <= LONGEST_TITLE else f"{sentence[: LONGEST_TITLE - 1]}…"


def _is_nameless(text: str) -> bool:
    """Places are often called as people are: what ends as a place does names nobody."""
    if _TELLS_WHO.search(text):
        return False
    for place in place_words(text):
        text = text.replace(place, " ")
    return not any(tag.startswith(_PERSON) for _word, tag in rjieba.tag(text))
