"""Words that are looked for in all sentences at once are found in the same sentences as one by one."""

import re
from pathlib import Path

import pytest

import models.checks
from models.checks.desk import Running, Sentence
from models.claims import claims, held_keys, trend_keys

SOURCES = [path.read_text(encoding="utf-8") for path in Path(models.checks.__path__[0]).rglob("*.py")]
LOOKED_FOR = re.compile(r'(?:saying\(desk, |having\(pattern\(claims\(\)\[)"(\w+)"')
NAMES = {"split_schools", "whole_key", *(name for source in SOURCES for name in LOOKED_FOR.findall(source))}
PATTERNS = [*(claims()[name] for name in sorted(NAMES)), held_keys().pattern, trend_keys().pattern]


def sentences(*texts: str) -> list[Sentence]:
    return [Sentence(text, (), (), None, start, 0) for start, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ([], []),
        ([""], []),
        (["共有其中", "", "其中12人", "无"], [0, 2]),
        (["其", "中"], []),  # a word does not go over the end of a sentence
        (["其中", "中其其中"], [0, 1]),
    ],
)
def test_sentences_that_have_a_word(texts: list[str], found: list[int]) -> None:
    assert [s.start for s in Running(sentences(*texts)).having(re.compile("其中"))] == found


def test_what_would_go_on_in_the_next_sentence_is_not_found() -> None:
    told = sentences("全省学校", "1200所", "全省1200所")
    assert [s.start for s in Running(told).having(re.compile(r"全省[^，。]{0,16}\d"))] == [2]


@pytest.mark.parametrize("words", PATTERNS)
def test_words_looked_for_at_once_know_no_beginning_or_end_of_a_text(words: str) -> None:
    assert not re.search(r"\\[AZbB]|\^|\$", re.sub(r"\[\^?[^\]]*\]", "", words))
