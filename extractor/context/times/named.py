"""The period that a time in a sentence names: as written, or by what has been spoken of before it (全年, 三年间, 同期, 9月).

Takes a token that is a time and what the text before has settled; gives a period code or None. Sets nothing.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.context.plans.planned import is_of_plan
from extractor.context.state import Context
from extractor.context.times.inspected import is_of_inspection
from extractor.context.times.terms import last_term, month_of
from extractor.figures import Figure
from extractor.periods import is_span_of_years, period_of, span_of_years, year_before, years_long, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import one_of, words_of

_LISTING = frozenset(("SEP", "CONJ"))
_STEPS = {"before_last": -2, "last_year": -1, "this_year": 0, "next_year": 1}
"""By kind of word, the years from the document's own to the one it names."""


def is_time(token: Token) -> bool:
    return token.tag == "PERIOD" or word_of(token) is not None


def word_of(token: Token) -> str | None:
    """What kind of time a word without a number names."""
    return token.hit.word.period if token.hit else None


def is_founding(token: Token, sentence: Sentence, end: int) -> bool:
    """始建于1963年，校园占地8.4亩; 1998年建校，…: when a school was founded is not the time of what it has, nor of what is told at
    `end` behind the comma."""
    text = sentence.text
    comma = _COMMA.match(text, token.end, end)
    told = text.endswith(words_of("founded_in"), sentence.start, token.start) or (comma is not None and _founded().fullmatch(comma[0]))
    if comma is None or told:
        return comma is not None
    opened = _school_ahead().fullmatch(text, sentence.start, token.start) is not None
    return opened and _opened().fullmatch(comma[0]) is not None


_COMMA = re.compile(r"[^，,。；;、\d]{0,30}[，,。；;]")


@cache
def _founded() -> re.Pattern[str]:
    place = "(?:[为至到成][^，,。；;]{1,14}|(?:县城|城区|现在?|新|此)(?:校?[址区园]|办学地)?(?:办学|至今|招生|开学|上课|就读)?)?"
    return re.compile(rf"(?:[由经将][^，,。；;]{{1,24}})?{one_of(words_of('founded'))}{place}[，,。；;]")


@cache
def _school_ahead() -> re.Pattern[str]:
    """学校于2019年9月建成投入使用: whose opening it is."""
    return re.compile("[^，,。；;、\\d]{0,14}(?:学校|[我本该]校|小学|中学|初中|幼儿园|校区)(?:[于自在从]|始于)?")


@cache
def _opened() -> re.Pattern[str]:
    return re.compile(rf"(?:正式|全面|如期|顺利|已)?{one_of(words_of('opened_school'))}(?:办学|招生|开学|使用)?[，,。；;]")


def code_of(token: Token, figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """The period that a token names."""
    word, spoken_of = word_of(token), years_of(state.period)
    if word == "now":
        return state.period if not state.earlier and _AS_OF.search(sentence.text, sentence.start, token.start) else None
    if word == "same_span":
        return last_span(sentence, token.start) or state.span or state.period
    if word in ("this_month", "last_month"):
        return month_of(state, 0 if word == "this_month" else -1)
    if word == "last_term":
        return last_term(token, sentence, state)
    if word == "programme":
        return state.programme or state.period
    if word == "inspected":
        known = state.inspection
        return known.month if known and is_of_inspection(_text(token, sentence), known) else None
    if word == "year_before":
        period = state.period or plain_year(state.year)
        return year_before(period) if period else None
    if word in ("named_year", "yearly"):
        if sentence.text[token.start - 1 : token.start] in _NUMERALS:
            return None  # 争取三|年内
        if spoken_of is None:
            return plain_year(state.year or _year_of_deeds(state))
        return state.period if is_span_of_years(state.period) else str(spoken_of[1])
    if word in ("this_year", "next_year", "before_last"):
        return plain_year(state.year, _STEPS[word]) or (state.period if word == "this_year" else None)
    if word == "last_year":
        of_now = spoken_of is None or (state.earlier and state.year is not None and _text(token, sentence).startswith("去年"))
        return plain_year(state.year if of_now or spoken_of is None else spoken_of[1], -1)
    return _written(token, figure, sentence, state)


def _year_of_deeds(state: Context) -> int | None:
    years = years_of(state.deed_time.period) if state.deed_time else None
    return years[1] if years else None


def plain_year(year: int | None, step: int = 0) -> str | None:
    return str(year + step) if year else None


def _written(token: Token, figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """The period of a time that is written with a number, or of a half year."""
    text = _text(token, sentence)
    if count := years_long(text):
        told = _span_spoken_of(count, token, figure, sentence, state)
        ahead = sentence.text.endswith(_TO_COME, sentence.start, token.start)
        return told or (None if ahead else period_of(text, state.year))
    if run := _listed_until(token, sentence):
        return run
    code = period_of(text, _year_of_month(token, figure, sentence, state))
    if state.year is None and _SINCE.search(sentence.text, token.start, token.end + 10):
        return None  # up to nobody knows when
    if code is None or state.year is None or not code.isdigit() or int(code) >= state.year:
        return code
    if sentence.text.startswith(("以前", "之前"), token.end):
        return None  # 2016年以前购置的: any time up to that year
    return f"{code}/{state.year}" if _SINCE.search(sentence.text, token.start, token.end + 10) else code


_AS_OF = re.compile(r"截[至止]")
"""截至2020年10月，投入7235万元，目前已开工57个: now is the time that the sentence gives its figures for."""
_SINCE = re.compile(r"\d年[^，,。；;、\d]{0,8}以来")
"""2019年以来, 自2019年实施改革以来: from that year to the document's own."""


def _text(token: Token, sentence: Sentence) -> str:
    """The time as written, with the 前 of 前三季度."""
    text = sentence.text[token.start : token.end]
    return f"前{text}" if "季度" in text and sentence.text.startswith("前", max(token.start - 1, 0)) else text


def _year_of_month(token: Token, figure: Figure, sentence: Sentence, state: Context) -> int | None:
    """The year that a month without a year is of: 去年9月, else the year spoken of, else the document's own."""
    ahead = next((word_of(t) for t in sentence.tokens if t.end == token.start), None)
    if ahead in _STEPS:
        return state.year + _STEPS[ahead] if state.year else None
    if ahead_of_it := _year_ahead(token, figure, sentence):
        return ahead_of_it
    if state.earlier and (written := _written_in(token, sentence, state)):
        return written
    spoken_of = years_of(state.period)
    return spoken_of[1] if spoken_of else state.year


def _year_ahead(token: Token, figure: Figure, sentence: Sentence) -> int | None:
    """2022年，全县…，截至4月底: the year that opens the sentence in which the month stands, but not one since which or against which."""
    opening = next((t for t in figure.own if t.start < token.start and t.tag == "PERIOD"), None)
    if opening is None or not _OPENS_WITH_YEAR.match(sentence.text, sentence.start, opening.end + 1):
        return None
    return int(sentence.text[opening.start : opening.start + 4])


_OPENS_WITH_YEAR = re.compile(r"\s*20\d\d年度?[，,]")


def _written_in(token: Token, sentence: Sentence, state: Context) -> int | None:
    """截至6月底 in a report of July: the year in which the document was written, whatever year a sentence before has spoken of."""
    if state.dated is None or not sentence.text.endswith(("截至", "截止", "截止到", "截至到"), 0, token.start):
        return None
    year = int(state.dated[:4])
    until = period_of(_text(token, sentence), year)
    return year if until is not None and "-" in until and until[-7:] <= state.dated else None


def _span_spoken_of(count: int, token: Token, figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """三年 behind 2020年至2022年 is that span; 三年增长 behind figures of 2020 and 2023 is the time between the two."""
    told = [y[0] for f in sentence.figures if f.end <= token.start and (y := years_of(f.period)) and y[0] == y[1]]
    if figure.kind == "change" and told and told[-1] - count in told:
        return f"{told[-1] - count}/{told[-1]}"
    if figure.kind == "change" and told and state.year and state.year - told[-1] == count:
        return f"{told[-1]}/{state.year}"  # 与2020年的8.26万人相比，四年净增
    recent = sentence.text.endswith(("近", "过去", "连续"), 0, token.start)
    meant = _PROGRAMME.search(sentence.text, max(token.start - _NEAR, 0), figure.start) is not None
    if not recent and (span := _of_programme(count, state, meant=meant)):
        return span
    span = last_span(sentence, token.start)
    if span is None and not recent and _lasts(state.past_plan, count):
        return state.past_plan
    if span is None and not sentence.text.endswith("近", 0, token.start):
        span = None if _is_ahead(state.span, state) else state.span
    return span if _lasts(span, count) else None


def _is_ahead(span: str | None, state: Context) -> bool:
    """三年来 behind a plan's title (2025—2027年): what has been done is of no years to come."""
    years = years_of(span)
    return years is not None and state.year is not None and years[1] > state.year and not is_of_plan(state)


def programme_in(figure: Figure, sentence: Sentence, state: Context) -> str | None:
    """用三年时间新建学校6所: in a plan of three years its own, in which what follows is to be done."""
    if figure.unit != "year" or figure.value is None:
        return None
    text, opens = sentence.text, sentence.text[sentence.start : figure.start].isspace() or sentence.start == figure.start
    if not (opens or text.endswith(_IN, 0, figure.start) or _SO_LONG.match(text, figure.end)):
        return None
    return _of_programme(int(figure.value), state, meant=False)


_NUMERALS = frozenset("一二两三四五六七八九十0123456789")
_TO_COME = ("未来", "今后", "接下来", "争取", "力争", "计划", "拟", "拟用", "确保", "将在")
"""未来三年, 争取三年内: years that are still to come, and not those up to the document's own."""
_IN = ("用", "未来", "今后", "力争", "争取", "计划")
_SO_LONG = re.compile(r"(?:左右)?的?(?:时间|努力)|[内间](?!隔)")


def _of_programme(count: int, state: Context, *, meant: bool) -> str | None:
    """The years of the programme, where it is so long."""
    return state.programme if (meant or is_of_plan(state)) and _lasts(state.programme, count) else None


def _lasts(span: str | None, count: int) -> bool:
    years = years_of(span)
    return years is not None and years[1] - years[0] + 1 == count


_NEAR = 6
_PROGRAMME = re.compile(r"规划|计划|拟")
"""规划提出五年新增, 三年计划投资: the years of the programme, and none that are over."""


def last_span(sentence: Sentence, end: int) -> str | None:
    """The last span of years that the sentence names before `end`, written as one or as a list of its years."""
    named = (t for t in reversed(sentence.tokens) if t.tag == "PERIOD" and t.span and t.end <= end)
    spans = (_listed_until(t, sentence) or span_of_years(sentence.text[t.start : t.end]) for t in named)
    return next((span for span in spans if span), None)


def _listed_until(token: Token, sentence: Sentence) -> str | None:
    """2019年、2020年、2021年: the span of a list of years that ends in `token`."""
    codes = [period_of(sentence.text[t.start : t.end]) for t in listed(token, sentence)]
    years = [code for code in codes if code and code.isdigit()]
    if len(years) < max(len(codes), 2) or years[0] > years[-1]:
        return None
    return f"{years[0]}/{years[-1]}"


def listed(token: Token, sentence: Sentence) -> list[Token]:
    """The times that stand in a list, with nothing but 、 or 和 between, up to `token`."""
    at = next(i for i, t in enumerate(sentence.tokens) if t is token)
    run = [token]
    while at >= 2 and sentence.tokens[at - 1].tag in _LISTING and sentence.tokens[at - 2].tag == "PERIOD":
        at -= 2
        run.insert(0, sentence.tokens[at])
    return run


def dated_behind(sentence: Sentence, state: Context) -> str | None:
    """评估组一行14人于2023年10月16日至20日进行了评估: the days told behind the figures are those of what comes next."""
    for token in reversed(sentence.tokens[sentence.figures[-1].at :]):
        if token.tag == "PERIOD" and token.span and sentence.text.startswith("于", token.start - 1):
            code = _written(token, sentence.figures[-1], sentence, state)
            return code if code and "-" in code else None
    return None


def done_behind(figure: Figure, sentence: Sentence) -> Token | None:
    """综合楼5400平方米，已于2023年11月竣工: the time at which what a figure measures is told, behind it, as finished; and that at which
    people went to see (督导组一行14人于2023年10月对…)."""
    went = figure.unit == "person" and _PARTY.search(sentence.text, figure.left[0], figure.start) is not None
    told = (_WENT_AT if went else _DONE_AT).match(sentence.text, figure.end)
    times = (t for t in sentence.tokens[figure.at :] if t.tag == "PERIOD" and t.span)
    time = next((t for t in times if t.start == told.end()), None) if told else None
    return time if time is not None and (went or _FINISHED.match(sentence.text, time.end)) else None


_DONE_AT = re.compile(r"[^，,。；;]{0,24}[，,]?(?:均|都|全部|也|现|目前)*已(?:经)?(?:[于在])?")
_FINISHED = re.compile(r"(?:前|底|初|中旬|上旬|下旬)?[^，,。；;\d]{0,6}(?:竣工|完工|建成|交付|投入使用|投用|启用|落成|通过验收)")
_PARTY = re.compile(r"一行(?:共|共计)?$|(?:[专检督复核调评验][家查导核估研收]组|工作组|评估团|专班)[^，,。；;\d]{0,3}$")
_WENT_AT = re.compile(r"[，,]?[^，,。；;\d]{0,6}[于在]")
