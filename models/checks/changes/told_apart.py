"""Changes that a sentence of their own tells: 2020年教师2146人。…到2023年达到2418人。三年间净增加教师227人, for 272.

Takes a change and the two amounts of its kind right before it in its paragraph. Silent unless one slip of the pen parts it from what they
give: a change that differs otherwise may be of other things that came and went.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from models.checks.desk import Desk, Placed, Sentence, is_exact, is_plain
from models.checks.slips import miswritten
from models.checks.wordings import alike, before, clause, groups, is_of_last_year, pattern, saying, says
from models.claims import claims
from models.fact import Fact

Told = tuple[Fact, Fact, Fact]
"""What was before, what is then, and the change with its sign."""


def changes_told_apart(desk: Desk) -> Iterator[Told]:
    """Such changes, no relation's, that a slip of the pen parts from the difference of the two amounts."""
    known = {r.delta for _, r in desk.changes if r.from_ is not None and r.delta is not None}
    for sentence in saying(desk, "change_told_apart_key"):
        first = sentence.placed[0]
        said = pattern(claims()["change_told_apart"]).fullmatch(sentence.text[: first.start])
        if said is None or first.fact.id in known or not _is_change(first) or says("other_way_too", sentence.text[first.end :]):
            continue
        amounts = _amounts_before(desk, sentence, first.fact)
        if amounts is not None and _are_of_it(desk, *amounts, first.fact, (said["ahead"] or "") + (said["behind"] or "")):
            yield from _slipped(*amounts, first.fact, rising=said["up"] is not None)


def _is_change(placed: Placed) -> bool:
    fact = placed.fact
    return fact.value is not None and fact.value_max is None and fact.bound == "exact" and fact.unit not in ("%", "pp", "times")


def _amounts_before(desk: Desk, sentence: Sentence, delta: Fact) -> tuple[Fact, Fact] | None:
    """The two amounts of the unit in the sentences right before, if they are all that these tell of it."""
    earlier = [s for s in desk.blocks.get(sentence.block, []) if s.start < sentence.start and s.table is None][-_SENTENCES:]
    told = [f for s in earlier for f in s.facts if f.unit == delta.unit and f.evidence.text[-1:] == delta.evidence.text[-1:]]
    if len(told) != _TWO or not all(is_plain(f, ("actual", "baseline")) and is_exact(f, ("actual", "baseline")) for f in told):
        return None
    return (told[0], told[1])


_TWO = 2
_SENTENCES = 2
"""Sentences before a change in which the two amounts stand, at most."""


def _are_of_it(desk: Desk, start: Fact, end: Fact, delta: Fact, noun: str) -> bool:
    """Whether the second amount is what the first became, and the change is of them by what its words name, if anything."""
    became = says("became", before(desk, end)) or any((r.from_, r.to) == (start.id, end.id) for _, r in desk.changes)
    follows = (start.year < end.year) if start.year is not None and end.year is not None else became or is_of_last_year(desk, start)
    groups_alike = all(getattr(f, name) in (None, getattr(start, name)) for f in (end, delta) for name in ("stage", "area", "entity"))
    timed = delta.period is None or delta.year is None or "/" in delta.period
    if not follows or not groups_alike or not timed:
        return False
    named, words = _NO_NOUN.sub("", noun), clause(desk, start)
    return groups(named) == groups(words) & groups(named) and (not named or named in words or alike(start.indicator, named, words))


_NO_NOUN = re.compile("全[县区市旗]|[我本][县区市旗]|[共已了数的]|累计|总计|合计")


def _slipped(start: Fact, end: Fact, delta: Fact, *, rising: bool) -> Iterator[Told]:
    given, told = (end.value or Decimal(0)) - (start.value or Decimal(0)), abs(delta.value or Decimal(0))
    one, other = (value.normalize() for value in (abs(given), told))
    places = min(int(one.as_tuple().exponent), int(other.as_tuple().exponent))
    digits = [int(value.scaleb(-places)) for value in (one, other)]
    slipped = min(digits) >= _LEAST and digits[0] != digits[1] and miswritten(*map(Decimal, digits))
    telling = min(digits) >= _SURELY or sorted(str(digits[0])) == sorted(str(digits[1]))
    if (given > 0) == rising and slipped and telling:
        yield start, end, delta.model_copy(update={"value": told if rising else -told})


_LEAST, _SURELY = 10, 100
"""What is written with two digits is a slip where they are turned, with three where one is another."""
