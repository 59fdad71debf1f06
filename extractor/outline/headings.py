"""Headings: their numbering and rank, what they name, and what they settle for the text below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.blocks import Paragraph
from extractor.context.state import DeedTime
from extractor.context.times.announced import named_time
from extractor.context.times.year_of_deeds import time_of_heading
from extractor.documents import document_words
from extractor.entities import find_entities
from extractor.lexicon import Hit, Lexicon
from extractor.periods import years_of
from extractor.sentences import blank
from extractor.spans import find_spans
from extractor.wordlists import finder, finder_of, one_of

RANKS = tuple(
    re.compile(rf"\s*(?:{numbering})")
    for numbering in (
        r"第[一二三四五六七八九十]+[章部篇]",
        r"[一二三四五六七八九十]+、",
        r"\([一二三四五六七八九十]+\)",
        r"\d{1,2}[.、．](?!\d)",
        r"\(\d{1,2}\)",
    )
)
"""How headings are numbered, the highest rank first."""
LABEL = len(RANKS)
"""The rank of a line that is the name of a school and has no number: it holds for what stands below it."""
RUN_IN = LABEL + 1
"""The rank of a heading without a number, below all others: it holds for its own paragraph only."""
SECTION = 2
"""Headings of this rank or a higher one end the list that a lead-in announced."""
_FIRST_SENTENCE = re.compile(r"[^。：:；;]{2,36}[。：:]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading names, and what it settles for the text below it."""

    terms: list[Hit]
    stage: str | None
    area: str | None
    criterion: str | None
    tones: tuple[str, ...]
    period: str | None
    """The time that it announces, where it announces what is to be done, or what money or works of a year have come to."""
    deeds: DeedTime | None = None
    """The time of what it says was done."""
    coefficients: bool = False
    """Whether it speaks of coefficients."""
    school: str | None = None
    """The school whose name it is."""


def read_heading(text: str, lexicon: Lexicon, year: int | None, runs_in: bool) -> Heading:
    """`runs_in`: the text of the paragraph follows right behind it."""
    hits = lexicon.tokens(blank(text, [s for s in find_spans(text) if s.kind == "period"]))
    stages = [e.stage for e in find_entities(text) if e.stage][:1]
    stages += [h.word.stage for h in hits if h.word.stage not in (None, "mixed") and len(text) <= len(h.word.text) + 6]
    stages = stages or [stage for stage in _stage_at_head(text, hits) if runs_in or stage == "preschool"]
    areas = {h.word.area for h in hits} - {None}
    criteria = [h.word.criterion for h in hits if h.word.criterion]
    tones = tuple(tone for tone, pattern in _tones().items() if pattern.search(text) and not (tone == "past" and _mends().search(text)))
    if not tones and _is_ahead(named_time(text, (), year), year):
        tones = ("plan",)
    period = named_time(text, hits, year) if tones == ("plan",) or ("plan" not in tones and _of_a_year().match(text)) else None
    deeds = time_of_heading(NUMBERING.sub("", text, count=1)) if "plan" not in tones else None
    if deeds is not None and deeds.period.isdigit():  # 2022年工作回顾: so were the schools counted; in “十三五” at its end only
        period = period or deeds.period
    if period is None and (told := _DATED.search(text)):
        period = named_time(told[1], (), year)
    stage, criterion = stages[-1] if stages else None, criteria[-1] if criteria else None
    coefficients = finder_of("coefficients").search(text) is not None
    return Heading(lexicon.terms(hits), stage, _only(areas), criterion, tones, period, deeds, coefficients)


def _is_ahead(period: str | None, year: int | None) -> bool:
    """五、2024年安排 in a report on 2023."""
    years = years_of(period)
    return years is not None and year is not None and years[0] > year


_DATED = re.compile(r"\((?:(?:统计)?(?:数据|时点|时间)?[为:：]?(?:截[至止]到?)?)(20\d\d[^()，,。；;]{0,18})\)[：:。]?\s*$")
"""二、基本情况（截至2023年9月底）: the time that a heading gives in brackets for all that it holds."""


def _stage_at_head(text: str, hits: list[Hit]) -> list[str]:
    """16.初中三年巩固率。2023年为…, 13.优质高中招生名额分配。: the stage that a numbered heading opens with, where it names no other.

    Below a heading on kindergartens (三、学前教育专项资金建设情况) all is theirs; below one on schools, that have pupils of other stages or
    of none (特殊教育: 随班就读), only what runs on.
    """
    rank, named = rank_of(text), [h for h in hits if h.word.stage]
    if rank is None or not named or len({h.word.stage for h in named}) > 1:
        return []
    number = RANKS[rank].match(text)
    opens = number is not None and _BEFORE_STAGE.fullmatch(text, number.end(), named[0].start) is not None
    return [stage for h in named[:1] if opens and (stage := h.word.stage) not in (None, "mixed", "compulsory")]


_BEFORE_STAGE = re.compile(r"(?:20\d\d年?(?:[-—–~至到]+20\d\d年?)?度?)?(?:优质|普通|公办|民办|示范性?|县域|全县|全市|全区|农村|城区|乡村)*")


def _only(areas: set[str | None]) -> str | None:
    """The area of a heading that names one; 城乡 and 县城挤、乡村弱 name both."""
    return next(iter(areas)) if len(areas) == 1 else None


def rank_of(text: str) -> int | None:
    if not _NUMBERED.match(text):  # most lines
        return None
    return next((rank for rank, pattern in enumerate(RANKS) if pattern.match(text)), None)


_NUMBERED = re.compile(r"\s*[第(\d一二三四五六七八九十]")
"""How a text begins that may be numbered."""


def lead_of(text: str, block: Paragraph, figure: int) -> str | None:
    """The heading that a paragraph is or opens with: all of it, or its short first sentence, if that tells no figure itself."""
    if block.kind == "heading" or (len(text) <= 40 and text[-1:] not in "。；;，,：:" and rank_of(text) is not None):
        return text
    first = _FIRST_SENTENCE.match(text)
    if first and first.end() <= figure and (rank_of(text) is not None or len(first[0]) <= 24) and len(text) > len(first[0]):
        return first[0]
    return None


NUMBERING = re.compile(rf"(?:{'|'.join(rank.pattern for rank in RANKS)}|[○●■◆▪•·])?\s*")


@cache
def _of_a_year() -> re.Pattern[str]:
    """二、2022年校舍维修资金935万元安排情况: the money or the works of a year, and not all that was done in it."""
    words = document_words()["of_a_year"]
    year = r"(?:19|20)\d\d年?(?:[-—–~至到]+(?:19|20)\d\d)?年度?(?![以之前后起底末初级])"
    return re.compile(rf"{NUMBERING.pattern}{year}[^。；;，,：:]*?{one_of(words['matters'])}[^。；;，,：:]*?{one_of(words['told'])}\s*$")


@cache
def _tones() -> dict[str, re.Pattern[str]]:
    return {tone: finder(words) for tone, words in document_words()["tones"].items()}


@cache
def measures_taken() -> re.Pattern[str]:
    """A label that is no more than that, and so not 下一步整改措施."""
    return re.compile(rf"(?:{NUMBERING.pattern})?{one_of(document_words()['mended']['measures'])}[：:。]?\s*$")


@cache
def _mends() -> re.Pattern[str]:
    """补齐设施短板, 夯实队伍基础, 强化结果运用: an order what to do about it, and no word of how things are."""
    words = document_words()["mending"]
    return re.compile(rf"{one_of(words['verbs'])}[^，,。；;、：:]{{0,12}}{one_of(words['of'])}|{one_of(words['nouns'])}")
