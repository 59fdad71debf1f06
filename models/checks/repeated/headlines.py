"""Headlines: a figure of the title that the text never gives, though it gives one with the same digits in another order,
or one that differs by a digit behind the very same words, or the only one that it has of the same thing over as many years.

投资7103万！… and 投资7013万元. Takes a document; gives such pairs, the headline's figure first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from models.checks.computing import far_apart, rounded_or_cut
from models.checks.desk import Desk, is_plain
from models.checks.slips import miswritten
from models.checks.wordings import alike, clause, last_clause, pattern
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER

_LONGEST = 60
"""Characters of a headline at most; a sentence of the text ends in 。."""


def headline_slips(desk: Desk) -> Iterator[tuple[Fact, Fact]]:
    """The figures of the headline with the one figure of the text that they are surely miswritten for."""
    title, text = _parted(desk)
    for told in title:
        same_unit = [f for f in text if f.unit == told.unit]
        if any(rounded_or_cut(f).meets(rounded_or_cut(told)) for f in same_unit):
            continue
        slips = [f for f in same_unit if _swapped(told, f) and alike(told.indicator, clause(desk, told), clause(desk, f))]
        slips += [f for f in same_unit if f not in slips and (_surely_swapped(told, f) or _said_again(desk, told, f))]
        slips = slips or _over_the_same_years(desk, told, same_unit)
        if len({f.value for f in slips}) == 1:
            yield told, slips[0]


def _parted(desk: Desk) -> tuple[list[Fact], list[Fact]]:
    """The plain figures of the document's first paragraph, if that is a headline, and those of its text."""
    first = desk.claiming[0] if desk.claiming else None
    if first is None or first.table is not None or first.block != 0 or len(first.text) > _LONGEST or "。" in first.text:
        return [], []
    plain = [f for f in desk.extraction.facts if is_plain(f) and f.bound == "exact" and f.evidence.table is None]
    return [f for f in plain if f.evidence.paragraph == 0], [f for f in plain if f.evidence.paragraph != 0]


def _swapped(a: Fact, b: Fact) -> bool:
    """6500万元 and 0.56亿元: the same digits in another order, the zeros behind left out, and near each other."""
    one, other = _digits(a), _digits(b)
    near = (a.value or 0) < 2 * (b.value or 0) and (b.value or 0) < 2 * (a.value or 0)
    return len(one) >= _FEWEST and one != other and sorted(one) == sorted(other) and near


def _surely_swapped(a: Fact, b: Fact) -> bool:
    """1519亿 and 1591亿: so many digits in another order are one number, whatever the headline calls it."""
    return _swapped(a, b) and len(_digits(a)) >= _SURELY


def _over_the_same_years(desk: Desk, told: Fact, text: list[Fact]) -> list[Fact]:
    """三年新增学位5200个 and 三年来……新增学位7800个: the one figure of the text that measures the same, over as many years."""
    alike_all = [f for f in text if f.indicator == told.indicator != OTHER]
    phrase = _over_years(desk, told)
    if phrase is None or len(alike_all) != 1 or phrase != _over_years(desk, alike_all[0]):
        return []
    found = alike_all[0]
    own = found.entity is None and found.area is None and (told.stage is None or told.stage == found.stage)
    return [found] if own and not far_apart(Fraction(told.value or 0), Fraction(found.value or 0)) else []


def _over_years(desk: Desk, fact: Fact) -> tuple[str, str] | None:
    """三 and 新增学位 of 三年新增义务教育学位6200个: over how many years a figure is told, and of what; None where no years are."""
    ahead = desk.sentence_of[fact.id].text[: desk.placed[fact.id].start]
    spans = {match[1]: match.end() for match in _YEARS.finditer(ahead)}
    if len(spans) != 1:
        return None
    years, end = spans.popitem()
    return years, pattern(claims()["not_narrower"]).sub("", last_clause(ahead[end:]))


_YEARS = re.compile("(?<![\\d至第前])([一两二三四五六七八九十]|\\d)年(?![级制度前后])(?:来|间|内|以来)?")


def _digits(fact: Fact) -> str:
    """The digits of a value without the zeros behind, so that 万 and 亿 make no difference."""
    return format(fact.value or 0, "f").replace(".", "").rstrip("0")


def _said_again(desk: Desk, a: Fact, b: Fact) -> bool:
    """累计落实补助资金1.1亿元 and …累计落实补助资金1.7亿元: the same words right before both, and one digit that differs."""
    one, other = (_WORDS.split(desk.sentence_of[f.id].text[: desk.placed[f.id].start])[-1] for f in (a, b))
    again = (len(other) >= _PHRASE and one.endswith(other)) or (len(one) >= _PHRASE and other.endswith(one))
    return again and miswritten(a.value or Decimal(0), b.value or Decimal(0))


_WORDS = re.compile(r"[^一-龥]")
_PHRASE = 6
"""Characters that two clauses share to be one phrase, at least."""
_SURELY = 4
_FEWEST = 2
