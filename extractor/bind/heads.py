"""Which figure another one goes on with: the whole of a 其中, the start of a 从…到…, the neighbour in a list.

Takes a sentence whose figures before are bound; sets nothing but `whole`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractor.figures import Figure
from extractor.lexicon import Hit
from extractor.sentences import Sentence
from extractor.wordlists import one_of, words_of


def find_head(sentence: Sentence, figure: Figure, previous: Figure | None) -> Figure | None:
    """The figure whose subject this one goes on with; sets `figure.whole` where the words make it a part.

    That is the whole of a 其中 or of a bracket, the value that a 从…到… starts from, or the neighbour in a list.
    """
    if previous is None:
        return None
    if start := start_of_change(sentence, figure):
        figure.whole = start.whole
        return start
    if opener := _opener_of_group(sentence, figure):
        figure.whole = opener.whole
        return opener
    share = figure.unit in ("%", "pp")
    alike = _same_unit(sentence, figure)
    if "AMONG" in figure.tags or "OPEN" in figure.tags:
        if share:
            return previous
        figure.whole = alike if "OPEN" in figure.tags else _undivided(alike)
        return figure.whole
    if previous.unit == "%" and names_own_rate(sentence, figure):
        return None
    if share and is_whole_of_share(sentence, previous):
        return _same_unit(sentence, previous) or previous
    if share or _is_per_head_of(figure, previous):
        return previous
    goes_on = _next_stage(figure, alike, previous) or _comes_to_as_well(figure)
    if "SEMI" in figure.tags and not goes_on and not (alike is previous and _opens_list(sentence)):
        whole = alike if "OPEN" in figure.tags else _undivided(alike)
        return whole if previous is alike else None
    if alike is not None and alike.whole is not None and alike.depth == figure.depth and (goes_on or not _parted(sentence, alike, figure)):
        figure.whole = alike.whole
        return alike.whole
    return alike


def _undivided(alike: Figure | None) -> Figure | None:
    """The whole that a figure ends the division of, else the figure: what 其中 or a semicolon goes on with."""
    return alike if alike is None else next(iter(divided_by(alike)), alike)


def divided_by(last: Figure) -> list[Figure]:
    """在校生3200人，小学2100人，初中1100人；其中寄宿生…: the whole that the last figure and those before it make up, then these; else none.

    What follows 其中 or a semicolon is of all.
    """
    parts = [last]
    while (head := parts[-1].head) is not None and head.unit == last.unit and head.value and last.value:
        if sum(part.value or 0 for part in parts) == head.value and len(parts) > 1:
            return [head, *parts]
        parts.append(head)
    return []


def _comes_to_as_well(figure: Figure) -> bool:
    """甲校降至1972人，减少393人；乙校降至2548人: behind the semicolon a verb of change stands, and nothing that is measured."""
    own = figure.own
    moved = any(t.tag == "TO" for t in own) and "FROM" not in figure.tags
    return moved and not any(t.hit and t.hit.word.term and not t.hit.word.scope and t.tag == "TERM" for t in own)


def _next_stage(figure: Figure, alike: Figure | None, previous: Figure) -> bool:
    """其中小学15所，占88.2%；初中6所，占85.7%: the same of the next stage, a part or with its share, told in the same words."""
    if alike is None or [t.tag for t in alike.own[-1:]] != ["STAGE"] or [t.tag for t in figure.own] != ["SEMI", "STAGE"]:
        return False
    return alike.whole is not None or (previous.unit == "%" and previous.order == alike.order + 1)


def _opener_of_group(sentence: Sentence, figure: Figure) -> Figure | None:
    """教师中小学84人，高于规定学历82人；初中64人，高于规定学历61人: behind the semicolon a group begins with the next stage and goes on
    like the one before, which begins with a stage as well."""
    if _tags(figure) != ["SEMI", "STAGE"]:
        return None
    figures = sentence.figures
    here = next(i for i, other in enumerate(figures) if other is figure)
    first = next((i for i in range(here - 1, max(here - _LONGEST_GROUP, 0) - 1, -1) if _begins_with_stage(figures[i])), here)
    group, again = figures[first:here], figures[here : 2 * here - first]
    alike = len(group) > 1 and [f.unit_text for f in group] == [f.unit_text for f in again]
    return group[0] if alike else None


_LONGEST_GROUP = 5
"""Figures of a group at most."""


def _begins_with_stage(figure: Figure) -> bool:
    return _tags(figure)[-1:] == ["STAGE"] and "SEP" not in figure.tags


def _tags(figure: Figure) -> list[str]:
    """What stands before the figure, without 有, 为 and words of bound."""
    return [t.tag for t in figure.own if t.tag not in ("LE", "BE", "BOUND")]


def _is_per_head_of(figure: Figure, previous: Figure) -> bool:
    """占地21420平方米，生均11.67平方米; 发放资金1486.3万元，人均1176元: the amount right before, shared out."""
    return "/" in figure.unit and figure.unit.split("/")[0] == previous.unit


def _parted(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    """其中初中3120人；教学班211个，平均班额40.4人: behind a semicolon the parts are at an end, unless the sentence lists nothing else."""
    return not _opens_list(sentence) and any(t.tag == "SEMI" for t in sentence.tokens[before.at + 1 : figure.at])


def _opens_list(sentence: Sentence) -> bool:
    """其构成是：小学86所；初中21所: the sentence is a list of parts, whatever parts these."""
    opening = [t.tag for t in sentence.tokens[: sentence.figures[0].at]]
    return any(pair == ("AMONG", "COLON") for pair in pairwise(opening))


_FAR = 20
"""By how much a total surpasses an amount per head at the least."""
_NAMED_RATE = re.compile(r"[^比几概占效频\W]率")


def names_own_rate(sentence: Sentence, figure: Figure) -> bool:
    """体质健康优良率达到55%；普惠性幼儿园覆盖率达到93%: a rate with a name of its own goes on with no other."""
    return figure.unit == "%" and "delta" not in figure.roles and _NAMED_RATE.search(sentence.text, figure.clause, figure.start) is not None


def whole_before(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """A sentence that begins with 其中 (or 分年任务为：) divides a figure of the sentence before."""
    if "AMONG" not in figure.tags:
        return None
    levels = [f for f in before.figures if f.whole is None and "delta" not in f.roles]
    wholes = [f for f in levels if _alike(f, figure)] or [f for f in levels if counts_part_of(f, figure)]
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
        return next((f for f in reversed(before.figures) if _alike(f, figure) and f.kind == "level"), None)
    if coefficient := _coefficient_before(sentence, figure, before):
        return coefficient
    if _now_after().match(sentence.text, sentence.start, figure.start):
        return next((f for f in before.figures if _alike(f, figure) and f.kind == "level" and "norm" not in f.roles), None)
    if taken_up := _same_noun(sentence, figure, before):
        return taken_up
    if any(words.fullmatch(sentence.text, sentence.start, figure.start) for words in (_SET_AGAINST, _EARLIER_RESULT)):
        return next((f for f in reversed(before.figures) if _alike(f, figure) and f.kind == "level" and f.whole is None), None)
    if (counted := before.figures[-1:]) and figure.own and figure.own[0].tag == "STAGE" and counts_part_of(counted[0], figure):
        return counted[0]  # 现有教学班52个。小学36个，初中16个
    if _tags(figure) == ["STAGE"] and (whole := _one_level(figure, before)):
        return whole
    if figure.unit == "number" and _IN_YEAR.match(sentence.text, sentence.start, figure.start):
        return next((f for f in reversed(before.figures) if _alike(f, figure) and not f.is_score), None)
    if not _names_time_alone(sentence, figure, before) or _ends_on_a_part(before):
        return None
    return next((f for f in before.figures if _alike(f, figure)), None)


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
    levels = [f for f in before.figures if f.kind == "level" and _alike(f, figure) and f.whole is None and "norm" not in f.roles]
    larger = [f for f in levels if _holds(f, figure) and f.stage not in ("primary", "junior")]
    return larger[-1] if larger and len({f.indicator for f in levels}) == 1 else None


def refers_back(sentence: Sentence, figure: Figure) -> bool:
    """这一占比回落至4.1%: it measures what was told last."""
    return _REFERS_BACK.search(sentence.text, sentence.start, figure.start) is not None


def _same_noun(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """一般公共预算教育支出累计26.2亿元。2024年支出7.03亿元: a bare noun is the one that the sentence before tells in full."""
    noun = bare_noun(sentence, figure)
    if noun is None:
        return None
    told = (f for f in reversed(before.figures) if _alike(f, figure) and f.kind == "level" and f.whole is None and "norm" not in f.roles)
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


def start_of_change(sentence: Sentence, figure: Figure) -> Figure | None:
    """What a 从…到… starts from, where this figure is its goal."""
    for form in sentence.forms:
        if form.name.startswith(("from_to", "grown")) and form.figures[1:2] == (figure,):
            start = form.figures[0]
            if start.unit_text == figure.unit_text:
                return start
    return None


def joined(sentence: Sentence, previous: Figure, figure: Figure) -> bool:
    """0.021和0.017: nothing but a joining mark stands between."""
    return previous.unit == figure.unit and sentence.text[previous.end : figure.start].strip() in ("、", "和", "与", "及", "，", ",")


def is_passing(sentence: Sentence, figure: Figure) -> bool:
    """A length of time (连续三年稳定在99%) or a group's size (100人以下的有12所) does not part a statement from its figure."""
    if figure.unit == "person":
        return sentence.text.startswith(("以下的", "以上的"), figure.end)
    return figure.unit in ("year", "month", "day", "m") and figure.unit_text not in ("岁", "周岁")


def same_written(sentence: Sentence, figure: Figure) -> Figure | None:
    """The nearest figure before this one with the same written unit."""
    found = None
    for other in sentence.figures:
        if other is figure:
            return found
        if other.unit_text == figure.unit_text:
            found = other
    return None


def _same_unit(sentence: Sentence, figure: Figure) -> Figure | None:
    """The nearest figure before this one that is counted alike."""
    found = None
    for other in sentence.figures:
        if other is figure:
            return found
        apart = "delta" in other.roles or other.depth > figure.depth or _a_total(figure, other) or _beside(sentence, figure, other)
        if (_alike(other, figure) or counts_part_of(other, figure)) and not apart:
            found = other
    return None


def counts_part_of(whole: Figure, part: Figure) -> bool:
    """39个班级全部在县城，其中小学22个; 52个班，小学36个: what the 个 of a part counts is named only at the whole."""
    if part.unit != "item" or part.unit_text != "个" or whole.unit not in ("school", "class") or not _holds(whole, part):
        return False
    return "AMONG" in part.tags or names_part_alone(part)


def names_part_alone(figure: Figure) -> bool:
    """，小学36个; （城区28个; ，56人以上的7个: its clause names a stage, an area or a size, and nothing that is counted."""
    clause = [t for t in figure.own if t.start >= figure.clause]
    named = [t for t in clause if t.tag == "STAGE" or (t.hit is not None and t.hit.word.area) or t.figure is not None]
    said = all(t in named or t.tag in _AROUND_PART or (t.hit is not None and says_nothing_counted(t.hit)) for t in clause)
    return bool(named) and said and all(_is_size(t.figure) for t in named if t.figure)


def says_nothing_counted(hit: Hit) -> bool:
    """小学占612个，初中开设268个: what joins a part to its number, and tells nothing of what is counted."""
    return hit.word.tag in ("LE", "SHARE") or hit.word.text in words_of("holds_part")


def noun_end(figure: Figure) -> int:
    """Where the noun ends that the figure before this one counts: the first term right behind it, and the stage before that."""
    end = figure.left[0]
    for token in figure.own:
        if token.start != end or token.tag not in ("STAGE", "TERM"):
            break
        end = token.end
        if token.tag == "TERM":
            break
    return end


_AROUND_PART = frozenset(("COMMA", "SEP", "SEMI", "CONJ", "LE", "BE", "BOUND", "RIGHT", "GEN", "AMONG"))


def _is_size(figure: Figure) -> bool:
    return figure.unit == "person" and (figure.bound != "exact" or figure.value is None or figure.value < _LARGEST_CLASS)


_LARGEST_CLASS = 100
"""No class has so many pupils."""


def _holds(whole: Figure, part: Figure) -> bool:
    return whole.value is None or part.value is None or part.value <= whole.value


def _beside(sentence: Sentence, figure: Figure, other: Figure) -> bool:
    """交流教师143人，占应交流教师1075人的13.3%，其中骨干教师30人; 比上年的4016人增加96人: what a share is of, or a value is compared
    with, is told beside what goes on; so is a norm whose parts 其中 cannot be (得分89.6分，高于85分的要求，其中入学机会19.2分)."""
    of_norm = "norm" in other.roles and "norm" not in figure.roles and "AMONG" in figure.tags
    compared = ("base" in other.roles and "delta" not in figure.roles) or of_norm
    return compared or is_whole_of_share(sentence, other)


def is_whole_of_share(sentence: Sentence, figure: Figure) -> bool:
    """占全县26所小学的42.3%, 占当年571个班的近一成: what a share is told to be of, in front of it."""
    if "SHARE" not in figure.tags or figure.unit in ("%", "pp"):
        return False
    behind = [t.tag for t in sentence.tokens[figure.at + 1 : figure.at + 9]]
    if "GEN" not in behind:
        return False
    noun, rate = behind[: behind.index("GEN")], (tag for tag in behind[behind.index("GEN") + 1 :] if tag not in ("BOUND", "LE"))
    return _OF_NOUN.issuperset(noun) and next(rate, None) == "PCT"


_OF_NOUN = frozenset(("STAGE", "TERM", "W"))


def _a_total(figure: Figure, other: Figure) -> bool:
    """每月1400元，全年兑现2916万元: far too much to be an amount per head as well, so it goes on with no such amount."""
    if "/" not in other.unit or "/" in figure.unit or not figure.value or not other.value:
        return False
    return figure.value > _FAR * other.value


def _alike(a: Figure, b: Figure) -> bool:
    if a.unit == b.unit == "item" or a.is_score or b.is_score:
        return a.unit_text == b.unit_text
    return a.unit == b.unit or a.unit_text == b.unit_text != "" or {a.unit, b.unit} <= {"%", "pp"} or a.unit.split("/")[0] == b.unit
