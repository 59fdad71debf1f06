"""Teachers who are lacking, posts that stand empty, and those who are there instead or come in their place.

Runs when the indicator is bound; changes it where these forms say otherwise.
"""

from __future__ import annotations

import re

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of
from models.indicators import OTHER


def bind_posts(figure: Figure, sentence: Sentence) -> None:
    """空余编制126个, 空编86个: posts that nobody holds are as many teachers lacking, in whichever word they are counted."""
    counted = figure.unit == "item" and figure.indicator in ("teacher.posts", OTHER)
    if counted and finder_of("vacant_posts").search(sentence.text, figure.clause, figure.start):
        figure.indicator = "teacher.gap"
    if figure.indicator == "teacher.gap" and "delta" not in figure.roles:
        figure.indicator = _none_lacking(figure, sentence) or figure.indicator


def _none_lacking(figure: Figure, sentence: Sentence) -> str | None:
    """拿出空编60个用于招聘: posts; 补足缺编教师，每年不少于25人: those who come; 音乐教师短缺，全县只有12人: those who are there."""
    text, own = sentence.text, (sentence.text, figure.clause, figure.start)
    if finder_of("posts_given").search(*own) and finder_of("vacant_posts").search(text, figure.clause, figure.end + _POSTS):
        return "teacher.posts"
    if _EACH_YEAR.fullmatch(*own) and _MADE_GOOD.search(text, sentence.start, figure.clause):
        return "teacher.recruited"
    if figure.unit == "person" and _THERE_ARE.fullmatch(*own):
        named = finder_of("arts_teachers").search(text, sentence.part_start(figure.start, "。；;"), figure.start)
        return "teacher.arts_pe" if named else "teacher.count"
    return None


_POSTS = 6
"""Characters behind a number in which its posts may stand: 60名空编."""
_EACH_YEAR = re.compile(
    r"[，,（(]?(?:力争|确保|计划|原则上|平均)?(?:每学?年|逐年|年均)(?:补充|招聘|招录|补足|引进|新增)?[^，,。；;、\d缺空]{0,6}"
)
_MADE_GOOD = re.compile(r"(?:补足|补齐|补充|配齐|配足|消化|解决)[^。；;]{0,16}$")
"""三年内补足缺编教师，每年…: those who come in the place of the missing."""
_THERE_ARE = re.compile(r"[，,（(]?[^，,。；;、\d缺空差]{0,10}?(?:[只仅]有|现有|实有|现仅有|现只有)")
