"""Documents are short and true: what they name is there, and what is there is named."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *ROOT.glob("docs/**/*.md"),
    ROOT / "demo" / "README.md",
    ROOT / "benchmarks" / "README.md",
]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)|src=\"([^\"]+)\"")
SETTING = re.compile(r"\b(?:text|flag|number|words|ladder|stages)\(\s*\"(LINGDANG_[A-Z0-9_]+)\"")


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_points_to_is_there(page):
    named = [link or picture for link, picture in LINK.findall(page.read_text())]
    assert [name for name in named if not (page.parent / name).exists()] == []


def test_every_setting_is_described():
    read = {name for file in ROOT.glob("src/**/*.py") for name in SETTING.findall(file.read_text())}
    page = (ROOT / "docs" / "running.md").read_text()
    described = set(re.findall(r"`(LINGDANG_[A-Z0-9_]+)`", page))
    for group in re.findall(r"`(LINGDANG_[A-Z0-9]+)_[A-Z0-9]+`((?:, `_[A-Z]+`(?: and)?)+)", page):
        described |= {group[0] + part for part in re.findall(r"`(_[A-Z]+)`", group[1])}
    assert read - described == set()


def test_both_readmes_say_the_same():
    english, chinese = ((ROOT / name).read_text() for name in ("README.md", "README.zh-CN.md"))
    for shape in (r"^#+ ", r"^    make \w+", r"src=\"[^\"]+\"", r"^\| `[^`]+`"):
        assert len(re.findall(shape, english, re.MULTILINE)) == len(
            re.findall(shape, chinese, re.MULTILINE)
        ), shape
