"""Times that do not go together: a work that was done before it was begun (2020年3月开工，2019年8月竣工), or took longer or less than from
the one time to the other (历时17个月); and years of age, of service or of a school that do not follow from the year since which (1985年参加
工作，到2023年从教48年).

Words and their data are in spans.yaml. Silent where the words between may speak of another work or person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Placed, Sentence, Tally
from models.checks.over_time.dates import When, days_between, is_before, when, with_dates
from models.checks.wordings import has_words, last_piece, pattern
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.loading import load_data
from models.quantity import Interval

_FILE = "spans.yaml"
_DAYS = {"day": Fraction(1), "month": Fraction(1461, 48), "year": Fraction(1461, 4)}
_SLACK = {"day": Fraction(1), "month": Fraction(1), "year": Fraction(1, 2)}
"""By how much of its unit a span may be rounded: 17 months for what took sixteen and a half, or for both months counted."""


class Step(NamedTuple):
    """A step of a work: when it was, the words that tell it, and where these begin and end in their sentence."""

    at: When
    words: str
    start: int
    end: int


def check_spans_told(desk: Desk) -> Tally:
    """period_conflict for each work that is told in the wrong order, each span and each number of years that its times surely do not
    give."""
    tally = Tally("spans_told")
    for sentence in desk.running_prose.having(pattern(_data()["steps_key"])):
        for finding in _of_works(sentence):
            tally.check(finding)
    for sentence in desk.running_prose.having(pattern(_data()["lives_key"])):
        for finding in _of_lives(desk, sentence):
            tally.check(finding)
    return tally


def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = load_data(_FILE)
    return loaded


# --- works ------------------------------------------------------------------------------------------------------------


def _of_works(sentence: Sentence) -> Iterator[Finding | None]:
    """The finding of each work of a sentence, None for one whose times go together."""
    steps = list(_steps(sentence.text))
    for begun, done in steps:
        if is_before(done.at, begun.at):
            facts = _took(sentence, done, "took") or [_nearest(sentence, done)]
            yield make_finding(
                "period_conflict", facts, variant="order", claimed=_written(done.at), computed=_written(begun.at),
                began=begun.words, ended=done.words,
            )  # fmt: skip
        elif len(steps) == 1:
            yield from (_other_span(fact, begun, done) for fact in _took(sentence, done, "took"))
    for begun, done in _from_to(sentence.text):
        yield from (_other_span(fact, begun, done) for fact in _took(sentence, done, "took_from_to"))


def _steps(text: str) -> Iterator[tuple[Step, Step]]:
    """What was begun, and the next of its steps that was done."""
    for words in _step_words("begun"):
        for match in words.finditer(text):
            if (at := when(match)) and (done := _next_done(text, match, at)):
                yield Step(at, match[0], match.start(), match.end()), done


def _next_done(text: str, begun: re.Match[str], at: When) -> Step | None:
    """The first step behind, that is told of no other work than the one begun."""
    found = [match for words in _step_words("done") if (match := words.search(text, begun.end()))]
    match = min(found, key=lambda m: m.start(), default=None)
    if match is None or _parted(text[begun.end() : match.start()]):
        return None
    later = when(match, since=at)
    return Step(later, match[0], match.start(), match.end()) if later else None


def _parted(between: str) -> bool:
    """Whether words between two steps may speak of another work, or of another time."""
    return "。" in between or has_words(_FILE, "another_work", between) or _YEAR.search(between) is not None


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


def _from_to(text: str) -> Iterator[tuple[Step, Step]]:
    """从2020年3月到2021年8月; one that goes backwards is no span."""
    for match in with_dates(_data()["from_to"]).finditer(text):
        first = when(match)
        last = when(match, 2, since=first)
        if first and last and not is_before(last, first):
            yield Step(first, match[0], match.start(), match.end()), Step(last, match[0], match.start(), match.end())


@cache
def _step_words(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(with_dates(words.replace("{fill}", _data()["step_fillers"])) for words in _data()[name])


def _took(sentence: Sentence, done: Step, words: str) -> list[Fact]:
    """How long the work took, by the first figure of time behind its last step and `words` right before it."""
    for placed in sentence.placed:
        between = sentence.text[done.end : placed.start]
        if placed.start >= done.end and placed.fact.unit in _DAYS and placed.fact.value is not None and not _parted(between):
            told = has_words(_FILE, words, between) and not has_words(_FILE, "goes_on", sentence.text[placed.end :])
            return [placed.fact] if told else []
    return []


def _other_span(fact: Fact, begun: Step, done: Step) -> Finding | None:
    fewest, most = days_between(begun.at, done.at)
    took, unit = rounded_or_cut(fact), _DAYS[fact.unit]
    slack = Interval(-_SLACK[fact.unit], _SLACK[fact.unit])
    if (took + slack).scaled(unit).meets(Interval(Fraction(fewest), Fraction(most))):
        return None
    middle = Fraction(fewest + most, 2) / unit
    since, until = (begun.words, done.words) if begun.words != done.words else (_written(begun.at), _written(done.at))
    return _span(fact, since, until, round(middle, 1 if fact.unit == "year" else 0))


def _nearest(sentence: Sentence, step: Step) -> Fact:
    return min(sentence.placed, key=lambda p: abs(p.start - step.end)).fact


# --- lives ------------------------------------------------------------------------------------------------------------


def _of_lives(desk: Desk, sentence: Sentence) -> Iterator[Finding | None]:
    """The finding of each number of years, None for one that two of the years told, or the document's own, may give."""
    for life in _data()["lives"]:
        for placed in (p for p in sentence.placed if p.fact.unit == "year" and p.fact.evidence.text.endswith(life["unit"])):
            text = _told_with(desk, sentence, placed, life)
            began = next((m for words in life["began"] if (m := with_dates(words).search(text))), None)
            since = when(began) if began else None
            if began and since and placed.fact.kind == "level" and placed.fact.value is not None:
                yield _other_years(desk, placed.fact, text, began[0], since[0])


def _told_with(desk: Desk, sentence: Sentence, placed: Placed, life: dict[str, Any]) -> str:
    """The words that tell since when the years in a clause without a subject of its own are: its sentence, with the one before it where
    its own tells nothing of it; empty where the clause has a subject, or goes on."""
    clause = pattern(_data()["time_opens"]).sub("", last_piece(sentence.text[: placed.start]))
    if not (pattern(life["told"]).search(clause) and pattern(life["behind"]).search(sentence.text[placed.end :])):
        return ""
    if any(with_dates(words).search(sentence.text) for words in life["began"]):
        return sentence.text
    earlier = [s for s in desk.blocks.get(sentence.block, []) if s.start < sentence.start]
    return earlier[-1].text + sentence.text if earlier else ""


def _other_years(desk: Desk, fact: Fact, text: str, began: str, since: int) -> Finding | None:
    """The finding of years that no two years of the text are apart, give or take one, as years are counted."""
    told = {int(year) for year in _YEAR.findall(text)}
    ends = {int(year) for year in _UNTIL.findall(text) if int(year) > since}
    until = max(ends) if ends else desk.year or max(told)
    if until is None or until <= since:
        return None
    known = told | ({until} if ends else {until - 1, until, until + 1})
    apart = {a - b for a in known for b in known if a > b}
    years = rounded_or_cut(fact)
    if any(years.meets(Interval(Fraction(n - 1), Fraction(n + 1))) for n in apart):
        return None
    return _span(fact, began, f"{until}年", Fraction(until - since))


_UNTIL = re.compile(r"(?:截至|截止到?|[到至])(20\d\d)(?=年)")


def _span(fact: Fact, since: str, until: str, years: Fraction) -> Finding:
    unit = {"day": "天", "month": "个月", "year": "年"}[fact.unit]
    return make_finding(
        "period_conflict", [fact], variant="span", claimed=fact.evidence.text, computed=f"{exact_text(years)}{unit}",
        figure=fact.evidence.text, since=since, until=until, shown=f"{exact_text(years)}{unit}",
    )  # fmt: skip


def _written(told: When) -> str:
    return "-".join(f"{part:02}" for part in told)
