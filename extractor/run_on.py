"""Short sentences that only go on with the figures of the one before: 专任教师1840人。小学1120人，初中720人。占38%。

Takes a paragraph's text with its figures, times and words; gives the text with a comma for each such full stop, so that the
clauses are read as those of one sentence. What is cited as evidence stays the sentence as written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise

from extractor.figures import Figure
from extractor.lexicon import Hit
from extractor.spans import Span
from extractor.wordlists import one_of, words_of
from models.loading import load_data

_FULL_STOP = re.compile(r"[。！？!?\n；;]")
_LONGEST = 60
"""Characters at most of a sentence that only goes on."""


def join_run_on(text: str, spans: list[Span], figures: list[Figure], hits: list[Hit]) -> str:
    """The text with a comma in place of each full stop behind which a sentence only goes on with the figures before."""
    if "。" not in text or len(figures) < 2:
        return text
    ends = [match.start() for match in _FULL_STOP.finditer(text)]
    marks, starts = _marks(spans, figures, hits), [f.start for f in figures]
    stops: list[int] = []
    begins = 0
    for stop, end in pairwise([*ends, len(text)]):
        first, last = bisect_left(starts, stop), bisect_left(starts, end)
        told, own = figures[bisect_left(starts, begins) : first], figures[first:last]
        short = text[stop] == "。" and end - stop <= _LONGEST
        if short and told and own and _goes_on(text, stop + 1, end, own, told, marks):
            stops.append(stop)
        else:
            begins = stop + 1
    return _with_commas(text, stops) if stops else text


def _with_commas(text: str, stops: list[int]) -> str:
    pieces = [text[a + 1 : b] for a, b in pairwise([-1, *stops, len(text)])]
    return "，".join(pieces)


def _marks(spans: list[Span], figures: list[Figure], hits: list[Hit]) -> list[tuple[int, int, str]]:
    """Figures, times and whose they are, in order, each with the letter that the patterns know it by."""
    found = [(f.start, f.end, {"%": "%", "pp": "P"}.get(f.unit, "F")) for f in figures]
    found += [(s.start, s.end, "T") for s in spans if s.kind == "period"]
    found += [(h.start, h.end, "S") for h in hits if h.word.stage or h.word.area]
    return sorted(found)


def _outline(text: str, start: int, end: int, marks: list[tuple[int, int, str]]) -> str:
    """小学1120人，初中720人 as SF，SF: the words of a sentence with a letter for each figure, time and stage or area."""
    pieces, at = [], start
    for first, last, letter in marks[bisect_left(marks, (start,)) : bisect_left(marks, (end,))]:
        if at <= first and last <= end:
            pieces += [text[at:first], letter]
            at = last
    return "".join(pieces) + text[at:end]


def _goes_on(text: str, start: int, end: int, own: list[Figure], told: list[Figure], marks: list[tuple[int, int, str]]) -> bool:
    """Whether a sentence names no subject of its own; `told`: the figures of the sentence that it would go on with."""
    said, last = _outline(text, start, end, marks), told[-1]
    amounts = [f for f in own if f.unit not in ("%", "pp")]
    if _shares().fullmatch(said):
        return last.unit not in ("%", "pp")
    if _rate_of_told(said, text, told):
        return True
    if any(form.fullmatch(said) for form in (_norms(), _moves(), _AT_VISIT)):
        return all(_alike(f, last) or f.unit in ("%", "pp") for f in own) and last.kind == "level"
    if _years().fullmatch(said):
        return all(any(_alike(f, t) for t in told) for f in amounts)
    if _rates().fullmatch(said):
        return last.unit == "%" and _owner().fullmatch(_outline(text, _clause_of(text, last), last.start, marks)) is not None
    if _parts().fullmatch(said):
        whole = next((f for f in reversed(told) if f.unit != "%"), last)
        listed = whole.unit == "number" or _owner().fullmatch(_outline(text, _clause_of(text, whole), whole.start, marks)) is not None
        return bool(amounts) and all(_alike(f, whole) for f in amounts) and (listed or _within(amounts, whole))
    return _deeds().fullmatch(said) is not None and _alike(own[0], last) and _within(own[:1], last)


def _alike(figure: Figure, other: Figure) -> bool:
    """Written with one unit; amounts of money may differ in 万 and 亿."""
    return figure.unit == other.unit and (figure.unit == "CNY" or figure.unit_text == other.unit_text)


def _within(parts: list[Figure], whole: Figure) -> bool:
    """No part is larger than the whole."""
    return bool(parts) and whole.value is not None and all(p.value is not None and p.value <= whole.value for p in parts)


def _clause_of(text: str, figure: Figure) -> int:
    """Where the clause of a figure begins."""
    return max(text.rfind(mark, 0, figure.start) for mark in "。，,；;、：:（(\n") + 1


def _rate_of_told(said: str, text: str, told: list[Figure]) -> bool:
    """已入住222套。入住率92.5%: a rate that is named by what was told of the last count."""
    name = _RATE.fullmatch(said)
    if name is None or told[-1].unit in ("%", "pp"):
        return False
    echoes = [name[1], name[1][-2:], *load_data("words.yaml", "extractor")["rate_names"].get(name[1][-2:], [])]
    clause = text[told[-2].end if len(told) > 1 else max(0, told[-1].start - _CLAUSE) : told[-1].end + 4]
    return any(word in clause for word in echoes)


_CLAUSE = 20
_FILL = "(?:达到|[有为共是各约近达则也仅只设含:：])*"
_RATE = re.compile(rf"([^，、F%TS]{{2,4}})(?:率|度|面|比例|占比){_FILL}已?%")


@cache
def _shares() -> re.Pattern[str]:
    """占96%; 占比为6%; 占全县教师的23%."""
    return re.compile(rf"(?:[仅只约]|大约|分别)?(?:所?占比例?|所占比重|占|比例|比重){_FILL}[^，、F%TS]{{0,12}}%")


@cache
def _scopes() -> str:
    return f"(?:S|{one_of(words_of('purses'))}(?:财政|资金|补助|配套|投入|专项|安排|承担)*)"


@cache
def _parts() -> re.Pattern[str]:
    """小学1120人，初中720人; 中央0.62亿元; 初中2014年为0.463，2015年为0.431; each with its share."""
    scope, share = _scopes(), r"(?:[，,（(]?占?%[)）]?)?"
    again = rf"[，,、和](?:{scope}{{1,2}}T?|T){_FILL}F{share}"
    return re.compile(rf"{scope}{{1,2}}T?{_FILL}F{share}(?:{again})*")


@cache
def _rates() -> re.Pattern[str]:
    """初中98.2%, behind 巩固率小学99.8%."""
    return re.compile(rf"{_scopes()}{{1,2}}T?{_FILL}%(?:[，,、和](?:{_scopes()}{{1,2}}T?|T){_FILL}%)*")


@cache
def _owner() -> re.Pattern[str]:
    """小学32所。初中14所: what stands before is itself one of a list, and no whole."""
    return re.compile(rf"(?:[^，、F%TS]{{2,6}}(?:率|度|系数|比例))?{_scopes()}{{1,2}}T?{_FILL}")


@cache
def _deeds() -> re.Pattern[str]:
    """已入住222套; 在公办学校就读787人; 用于教师培训192万元; 收回910份: what was done with what was counted before."""
    done = r"(?:目前|现)?(?:现已|已经?|实际|实)(?![有在])[^，、F%TS\d]{1,6}"
    where = r"(?:(?:分配|分|下达|安排|拨付)到[^，、F%T]{1,6}|在[^，、F%T]{2,8}(?:就读|入学|上学|学习|读书|寄宿|住校|居住|使用))"
    return re.compile(rf"(?:{done}|{where}|(?:其中)?用于[^，、F%T]{{2,10}}|{one_of(words_of('taken_back'))}(?:有效问卷|问卷|了)?){_FILL}F")


@cache
def _moves() -> re.Pattern[str]:
    """提高了2.5个百分点; 比上年增加12人."""
    against = r"(?:[比较与同](?:上年|上一年|去年|上学年|同期|上年同期|T)(?:同期|相比)?|同比|环比)?"
    return re.compile(rf"{against}[净共又再]?(?:提高|提升|上升|增加|增长|减少|下降|降低|缩小|扩大)了?[F%P]")


@cache
def _norms() -> re.Pattern[str]:
    """高于75%的要求; 达到了85分以上的要求."""
    reached = r"[已均都远]{0,2}(?:高于|低于|达到|超过|符合|高出|优于|满足|不低于|未达到|没有达到)了?"
    return re.compile(
        rf"{reached}(?:国家|省|市|县|省定|国定|规定|T)*(?:规定)?的?[F%](?:以上|以下|以内)?的?(?:国家|省定?|规定)?{one_of(words_of('norm_nouns'))}"
    )


_AT_VISIT = re.compile(
    r"(?:上一?次|上一?轮|首次|此前|[省市县国]级?)?(?:评估|督导|复查|检查|监测|普查|验收|创建|反馈|评价|整改|认定|测评|调查)(?:时|前)[为是有仅只]{1,2}[F%]"
)
"""省级评估时为90.1%."""


@cache
def _years() -> re.Pattern[str]:
    """后两年分别增长12.2%和10%; 三年共13.76亿元."""
    span = r"(?:[前后近这])?(?:T|[一两二三四五六七八九十]年)(?:间|来)?"
    return re.compile(
        rf"{span}(?:(?:分别|各)(?:增长|提高|增加|下降|减少)[F%P](?:[和、][F%P])+|(?:合计|累计|一共|总共|共计|总计|共)(?:为|达)?F)"
    )
