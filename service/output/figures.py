"""A fact in words that people read: its value with separators and unit, its place, its snippet of the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.blocks import Report
from models.fact import Evidence, Fact
from models.indicators import OTHER
from models.plain import plain_line
from service.exits import Lang
from service.labels import indicator_name, label, word

_SENTENCE_ENDS = "。；！？\n"
_DIGITS = "0123456789.,"
"""What a cut takes along: half a number would be another number."""


def measure_name(fact: Fact, lang: Lang) -> str:
    """What the figure measures: its indicator; the text's own words beside it where no indicator fits."""
    name = indicator_name(fact.indicator, lang)
    return f"{name} · {plain_line(fact.subject)}" if fact.indicator == OTHER and fact.subject else name


def value_text(fact: Fact, lang: Lang) -> str:
    """The normalised value: `≥ 4,200 个`, `-3.6 %`, `10,000–20,000 米`; a blank one says so."""
    if fact.value is None:
        return word("masked_value", lang) if fact.masked else "—"
    number = number_text(fact.value)
    if fact.value_max is not None:
        number += "–" + number_text(fact.value_max)
    if fact.kind == "change" and fact.value > 0:
        number = "+" + number
    sign = label("bound_sign", fact.bound, lang)
    return " ".join(part for part in (sign, with_unit(number, fact.unit, lang)) if part)


def number_text(value: Decimal) -> str:
    """With separators, all written digits and no exponent."""
    return f"{value:,f}"


def with_unit(number: str, unit: str, lang: Lang) -> str:
    if unit == "number":
        return number
    space = "" if unit in ("%", "ratio") else " "
    return f"{number}{space}{label('unit', unit, lang)}"


def qualifiers(fact: Fact, lang: Lang) -> list[str]:
    """What narrows the figure down: stage, area, time, status, and marks such as 缺数; only what is there."""
    said = (label("stage", fact.stage, lang), label("area", fact.area, lang), fact.period or "", *status_words(fact, lang))
    return [part for part in said if part]


def status_words(fact: Fact, lang: Lang) -> list[str]:
    """The status first, then what is unusual. That it stands in a table says its place already."""
    change = [label("kind", "change", lang)] if fact.kind == "change" else []
    return [label("status", fact.status, lang), *change, *(label("flag", flag, lang) for flag in fact.flags if flag != "table")]


def place_text(fact: Fact, lang: Lang) -> str:
    """Where a fact is written."""
    return place_of(fact.evidence, lang)


def place_of(at: Evidence, lang: Lang) -> str:
    """Page, then table cell or paragraph; people count from 1."""
    parts = [word("page", lang, n=at.page)] if at.page is not None else []
    if at.table is not None and at.row is not None and at.column is not None:
        parts += [word("table", lang, n=at.table + 1), word("cell", lang, row=at.row + 1, column=at.column + 1)]
    elif at.paragraph is not None:
        parts.append(word("paragraph", lang, n=at.paragraph + 1))
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the text around a number."""

    before: str
    number: str
    after: str


def snippet(report: Report, start: int, end: int, before: int, after: int) -> Snippet:
    """Up to `before` and `after` characters of the sentence around text[start:end], on one line, cuts marked by …"""
    found = report.block_at(start)
    low, high = (found[1].start, max(found[1].end, end)) if found else (start, end)
    left, right = report.text[low:start], report.text[end:high]
    left = left[max(left.rfind(c) for c in _SENTENCE_ENDS) + 1 :]
    right = right[: min((i for c in _SENTENCE_ENDS if (i := right.find(c)) >= 0), default=len(right))]
    if len(left) > before:
        left = "…" + left[-before:].lstrip(_DIGITS)
    if len(right) > after:
        right = right[:after].rstrip(_DIGITS) + "…"
    return Snippet(plain_line(left).lstrip(), plain_line(report.text[start:end]), plain_line(right).rstrip())


def cell_snippet(report: Report, fact: Fact) -> Snippet:
    """For a number in a table: whose and what it is stands in the headings, not beside it."""
    heads = " · ".join(part for part in (fact.entity, fact.subject) if part)
    return Snippet(plain_line(heads + "：" if heads else ""), plain_line(fact.evidence.text), "")


def fact_snippet(report: Report, fact: Fact, before: int, after: int) -> Snippet:
    at = fact.evidence
    return snippet(report, at.start, at.end, before, after) if at.table is None else cell_snippet(report, fact)
