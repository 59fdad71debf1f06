"""Schools that are told of for what they lack: 有21所学校没有专职音乐教师, 5所学校教师培训费占比不足5%.

Takes a count of schools with its sentence; tells whether it is of some that fall short, and not of all there are. The words are in
words.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import one_of, words_of


def lacks(figure: Figure, sentence: Sentence) -> bool:
    """The noun stands right behind the number, and then what the schools lack."""
    if sentence.text.endswith(words_of("everyone"), 0, figure.start):
        return False
    if are_some(figure, sentence) and _lacking_at_once().match(sentence.text, figure.end):
        return True
    return _lacking().match(sentence.text, figure.end) is not None


def are_some(figure: Figure, sentence: Sentence) -> bool:
    """Some of the schools that were told right before: 46所学校中有|4所…"""
    return _SOME_OF_THEM.search(sentence.text, sentence.start, figure.start) is not None


_SOME_OF_THEM = re.compile(r"(?:学校|小学|初中|中学)[中里][，,]?(?:还|仍|尚)?有$")


@cache
def _lacking_at_once() -> re.Pattern[str]:
    return re.compile(rf"(?:的|的?学校)?{_told()}")


@cache
def _lacking() -> re.Pattern[str]:
    clause = r"[^，,。；;：:、]"
    others = r"(?:[、和及]\d+所[^，,。；;：:、\d]{0,6}?(?:学校|小学|初中|中学))*"
    return re.compile(
        rf"[^，,。；;：:、\d()（）]{{0,8}}?(?:学校|小学|初中|中学){others}(?:[(（][^()（）]{{1,30}}[)）])?(?![中里内])"
        rf"{clause}{{0,24}}?{_told()}"
    )


def _told() -> str:
    return one_of(words_of("lacking"), words_of("not_lacking"))
