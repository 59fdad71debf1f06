"""Which figure of the sentence before a sentence goes on with: a whole that it divides, a series, an amount that it takes up.

Takes a sentence and the one before, whose figures are bound; sets nothing.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.bind.counted import alike, counts_part_of, may_hold, tags_of
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import one_of, words_of


def whole_before(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """A sentence that begins with 其中 (or 分年任务为：) divides a figure of the sentence before."""
    if "AMONG" not in figure.tags:
        return None
    levels = [f for f in before.figures if f.whole is None and "delta" not in f.roles]
    wholes = [f for f in levels if alike(f, figure)] or [f for f in levels if counts_part_of(f, figure)]
    own = _verbs(sentence, figure)
    return next((f for f in wholes if own and own & _verbs(before, f)), next(iter(wholes), None))


def _verbs(sentence: Sentence, figure: Figure) -> set[str]:
    """The verbs in front of a figure: of 项目17个，新增学位5940个 the second is what 其中，城区新增4260个 divides."""
    words = (sentence.text[t.start : t.end] for t in figure.own)
    return {verb for word in words for verb in words_of("verbs_of_wholes") if word.startswith(verb)}


def series_before(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """2022年为1.31%: a sentence that names nothing but a year goes on with what the one before measured; so does one on norms alone
    (各学段均控制在小学0.65、初中0.55以内)."""
    on_norms = "norm" in figure.roles and not any(h.word.term and not h.word.scope for h in sentence.terms if h.end <= figure.start)
    if on_norms or refers_back(sentence, figure):
        return next((f for f in reversed(before.figures) if alike(f, figure) and f.kind == "level"), None)
    if coefficient := _coefficient_before(sentence, figure, before):
        return coefficient
    if _now_after().match(sentence.text, sentence.start, figure.start):
        return next((f for f in before.figures if alike(f, figure) and f.kind == "level" and "norm" not in f.roles), None)
    if taken_up := _same_noun(sentence, figure, before):
        return taken_up
    if any(words.fullmatch(sentence.text, sentence.start, figure.start) for words in (_SET_AGAINST, _EARLIER_RESULT)):
        return next((f for f in reversed(before.figures) if alike(f, figure) and f.kind == "level" and f.whole is None), None)
    if (counted := before.figures[-1:]) and figure.own and figure.own[0].tag == "STAGE" and counts_part_of(counted[0], figure):
        return counted[0]  # 现有教学班52个。小学36个，初中16个
    if tags_of(figure) == ["STAGE"] and (whole := _one_level(figure, before)):
        return whole
    if figure.unit == "number" and _IN_YEAR.match(sentence.text, sentence.start, figure.start):
        return next((f for f in reversed(before.figures) if alike(f, figure) and not f.is_score), None)
    if not _names_time_alone(sentence, figure, before) or _ends_on_a_part(before):
        return None
    return next((f for f in before.figures if alike(f, figure)), None)


def _ends_on_a_part(before: Sentence) -> bool:
    """投入5.57亿元，其中校舍维修分年情况如下：⏎——2020年…: the items are of what the lead names last, which it gives no figure of."""
    return any(t.tag == "AMONG" for t in before.tokens[before.figures[-1].at + 1 :])


def _names_time_alone(sentence: Sentence, figure: Figure, before: Sentence) -> bool:
    """2022年为1.31%; ——2021年完成1.28亿元; right behind what is meant, 具体是：2022年4.35亿元: a time, and nothing that is measured."""
    mark = _ITEM_MARK.match(sentence.text, sentence.start)
    own = [t for t in sentence.tokens if t.end <= figure.start and t.start >= (mark.end() if mark else sentence.start)]
    colon = next((i for i, t in enumerate(own) if t.tag == "COLON"), None)
    right_behind = before.text is sentence.text and before.end == sentence.start
    if right_behind and colon is not None and all(t.tag != "TERM" and t.figure is None for t in own[:colon]):
        own = own[colon + 1 :]
    listed = mark is not None or colon is not None
    said = words_of("done_in_item") if listed else ()
    return all(t.tag in _OF_SERIES or sentence.text[t.start : t.end] in said for t in own)


_OF_SERIES = frozenset(("PERIOD", "LE", "COMMA", "END", "TO", "RESP", "UP", "DOWN"))
_ITEM_MARK = re.compile(r"\s*(?:[—–－·•●○■◆▪-]+|[(（]\d{1,2}[)）])\s*")
"""What an item of a list begins with: 分年情况如下：⏎——2021年1.28亿元，…"""


def _coefficient_before(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """小学综合差异系数2021年为0.45。初中这几年依次是0.39、0.37: a bare number below one behind a stage goes on with these."""
    if figure.unit != "number" or figure.value is None or not 0 < figure.value < 1 or not figure.step:
        return None
    ahead = [h.word for h in sentence.terms if h.end <= figure.start]
    if any(word.term and not word.scope for word in ahead) or not any(word.stage for word in ahead):
        return None
    return next((f for f in reversed(before.figures) if f.indicator == "cv.composite" and f.kind == "level"), None)


def _one_level(figure: Figure, before: Sentence) -> Figure | None:
    """专任教师4021人，增长3.9%。小学2498人: the one thing that the sentence before counts of all stages, of which this may be a part."""
    levels = [f for f in before.figures if f.kind == "level" and alike(f, figure) and f.whole is None and "norm" not in f.roles]
    larger = [f for f in levels if may_hold(f, figure) and f.stage not in ("primary", "junior")]
    return larger[-1] if larger and len({f.indicator for f in levels}) == 1 else None


def refers_back(sentence: Sentence, figure: Figure) -> bool:
    """这一占比回落至4.1%: it measures what was told last."""
    return _REFERS_BACK.search(sentence.text, sentence.start, figure.start) is not None


def _same_noun(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """一般公共预算教育支出累计26.2亿元。2024年支出7.03亿元: a bare noun is the one that the sentence before tells in full."""
    noun = bare_noun(sentence, figure)
    if noun is None:
        return None
    told = (f for f in reversed(before.figures) if alike(f, figure) and f.kind == "level" and f.whole is None and "norm" not in f.roles)
    last = next(told, None)
    full = re.compile(f"(?:[一-龥]{{2}}{noun}|{noun}[一-龥]{{2}})[^，,。；;]*$")
    return last if last is not None and full.search(before.text, before.start, last.start) else None


def bare_noun(sentence: Sentence, figure: Figure) -> str | None:
    """2024年支出7.03亿元: the noun of an amount of money, where it opens the sentence with nothing but a time in front of it, and nothing
    behind the amount says what it is for."""
    alone = figure.unit == "CNY" and sentence.text[figure.end : figure.end + 1] in _MARKS
    opening = _BARE_NOUN.fullmatch(sentence.text, sentence.start, figure.start) if alone else None
    return None if opening is None else opening[1]


_MARKS = (*"，,。；;（(、\n", "")


_BARE_NOUN = re.compile(
    r"\s*(?:到|至|而|其中)?(?:(?:19|20)\d\d年?[度底末]?|今年|去年|上年|当年|本年)?[，,]?(?:实际|共|总|全年|全县|全区|全市)?"
    r"(支出|投入|收入|拨款|拨付|安排|到位)(?:总?额|资金|经费)?(?:已|约|近|共|为|达到?|是|了|[:：])*"
)


@cache
def _now_after() -> re.Pattern[str]:
    """整改后，县实验小学降至1972人: behind a sentence on how it was, what is told is how the same is after that."""
    after = (word for word in words_of("told_of_now") if word.endswith("后"))
    return re.compile(rf"\s*{one_of(after)}[，,][^，,。；;\d]{{0,12}}(?:[降减增升提]|达|为|到|至)[^，,。；;\d]{{0,3}}$")


_IN_YEAR = re.compile(
    r"\s*[^，,。；;：:、\d]{0,8}(?:小学|初中)(?:阶段)?(?:20\d\d年|这[一两]?年|当年|去年|今年|上年)(?:[为是达到降至]{0,2})$"
)
"""某县小学2014年为0.512: a coefficient that is told of a stage and a year alone is the one that the sentence before speaks of."""
_REFERS_BACK = re.compile(
    r"(?:这|该|此)一?[个项]?(?:占比|比例|比率|比重|数字|数据|指标|数值|结果|差距|缺口|支出|投入|经费|资金|人数|数量|总量|规模)[^，,。；;]{0,6}$|这类[^，,。；;]{1,8}$"
)
_EARLIER_RESULT = re.compile(
    r"\s*(?:上一?年|去年|上次|前一年|20\d\d年)(?:的?同一?口径|的?同期|的?同类|的?同一调查)?的?(?:调查|测评|监测|统计|抽查)?(?:结果|数据|数字|数值|比例|占比)(?:为|是|只有|仅为)"
)
"""上年同一口径的调查结果为91.6%: the earlier value of what the sentence before told."""
_SET_AGAINST = re.compile(
    r"\s*(?:虽然?|但|尽管|而)?(?:与|和|同|较|比|相比|对比)[^，,。；;、]{0,12}(?:年|年底|年初|年秋季?|学年|同期|时|前)的?$"
)
"""与2020年的8.26万人相比: what the sentence before told is compared with an earlier value of its own."""
