"""Judging a requirement from the facts of a report: which facts speak of it, what they stand for, where they disagree.

Only actual levels with a value count, of the latest period (undated figures speak of the present too). Reads no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.assess.judged import Judged, Line
from models.assess.result import Conflict
from models.assess.trace import Told, amount, bracketed, joined, phrase, range_text, say, word
from models.fact import Fact
from models.quantity import Interval
from models.schools.outcome import UNKNOWN, Outcome, compare, narrowed
from models.standard import Direction, Requirement, Selector, Standard

_WHOLE = Decimal(100)
_CLAUSE = re.compile(r"[，,；;。！？\n]")
_Basis = tuple[Sequence[Told], tuple[Fact, ...], tuple[Conflict, ...]]
"""The sentences, facts and conflicts that lead to a value."""
_BOUNDS = ("at_least", "at_most")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a requirement in a stage (None: the county) and for an item, on a day."""

    requirement: Requirement
    stage: str | None
    item: str | None
    standard: Standard

    def line(self, selector: Selector) -> Decimal | None:
        """The figure to compare with; None where the standard has none here."""
        if selector.line is not None:
            return selector.line
        if selector.floor_of is not None:
            threshold = self.standard.threshold(selector.floor_of, self.stage or "")
            rule = self.standard.school_rule
            return threshold * rule.floor if threshold is not None and rule else None
        value = self.requirement.threshold(self.stage)
        return None if value is None or isinstance(value, bool) else value

    def direction(self, selector: Selector) -> Direction:
        return selector.direction or ("at_least" if selector.floor_of else self.requirement.direction)


def judge_from_facts(question: Question, facts: Sequence[Fact]) -> Judged | None:
    """The verdict that the facts allow; None where none speaks of the requirement.

    Of several kinds of evidence the first certain one decides; where certain ones contradict each other nothing is decided.
    """
    tried = (_by_selector(s, question, facts) for s in question.requirement.judged_from)
    found = [judged for judged in tried if judged is not None]
    if not found:
        return None
    certain = [judged for judged in found if judged.certain]
    if len({judged.outcome.verdict for judged in certain}) > 1:
        return _contradiction(certain)
    return (certain or [j for j in found if j.outcome.verdict == "depends_on_rounding"] or found)[0]


def _contradiction(certain: Sequence[Judged]) -> Judged:
    facts = tuple({fact.id: fact for judged in certain for fact in judged.facts}.values())
    message = say("contradiction", texts=_texts(facts))
    trace = tuple(dict.fromkeys(line for judged in certain for line in judged.trace))
    conflict = Conflict(facts=tuple(f.id for f in facts), message=message.zh, message_en=message.en)
    return Judged(UNKNOWN, "facts", (*trace, message), facts=facts, conflicts=(conflict,))


def relevant(selector: Selector, question: Question, facts: Sequence[Fact]) -> list[Fact]:
    """The facts that `selector` picks, of the latest period."""
    return latest([f for f in facts if _matches(f, selector, question)], question.standard.day)


def _matches(fact: Fact, selector: Selector, question: Question) -> bool:
    return (
        fact.indicator == selector.indicator
        and fact.unit == selector.unit
        and (fact.status, fact.kind) == ("actual", "level")
        and fact.value is not None
        and (selector.entity == "any" or fact.entity is None)
        and (selector.area == "any" or fact.area is None)
        and _stage_fits(fact.stage, selector, question.stage)
        and _criterion_fits(fact.criterion, selector, question)
        and _words_fit(fact, selector, question.item)
    )


def _stage_fits(stage: str | None, selector: Selector, wanted: str | None) -> bool:
    if selector.stage == "any":
        return True
    if selector.stage == "own":
        return stage == wanted if wanted else stage in (None, "compulsory")
    return stage in selector.stage


def _criterion_fits(criterion: str | None, selector: Selector, question: Question) -> bool:
    wanted = {"none": None, "own": question.requirement.id, "item": question.item}
    return selector.criterion == "any" or criterion == wanted[selector.criterion]


def _words_fit(fact: Fact, selector: Selector, item: str | None) -> bool:
    around = _clause(fact)
    words = (item,) if selector.item_word and item else ()
    return (
        all(word in around for word in words)
        and (not selector.words or any(word in around for word in selector.words))
        and not any(word in around for word in selector.without)
    )


def _clause(fact: Fact) -> str:
    """Subject, entity and the clause in which the figure stands; without the clause where it is not clear which."""
    clauses = [c for c in _CLAUSE.split(fact.evidence.sentence) if fact.evidence.text in c]
    return " ".join((fact.subject or "", fact.entity or "", clauses[0] if len(clauses) == 1 else ""))


def latest(facts: Sequence[Fact], day: date) -> list[Fact]:
    """The facts of the last period that has begun by `day`, and those that name no period."""
    begun = [f for f in facts if f.period is None or _month(f.period.split("/")[0], 1) <= (day.year, day.month)]
    ends = [_month(f.period.split("/")[-1], 12) for f in begun if f.period is not None]
    return [f for f in begun if f.period is None or _month(f.period.split("/")[-1], 12) == max(ends)]


def _month(text: str, default: int) -> tuple[int, int]:
    year, _, month = text.partition("-")
    return int(year), int(month[:2]) if month else default


def stands_for(fact: Fact, selector: Selector) -> Interval:
    """What a fact says. A bound (85%以上) names its limit itself and is not rounded; 100% of all is a claim of all."""
    quantity = fact.quantity()
    if selector.whole_claim and fact.value == _WHOLE and fact.bound == "exact":
        return Interval.point(_WHOLE)
    return (replace(quantity, step=Decimal(0)) if fact.bound in _BOUNDS else quantity).interval()


def _by_selector(selector: Selector, question: Question, facts: Sequence[Fact]) -> Judged | None:
    line = question.line(selector)
    picked = relevant(selector, question, facts)
    if line is None or not picked:
        return None
    if selector.over is not None:
        return _ratio(selector, selector.over, question, (picked, relevant(selector.over, question, facts)))
    void = [f for f in picked if selector.share and _above_whole(f, selector)]
    notes = tuple(say("void_share", text=f.evidence.text) for f in void)
    usable = [f for f in picked if f not in void]
    if not usable:
        return Judged(UNKNOWN, "facts", notes, facts=tuple(void))
    judged = _weakest(selector, question, usable) if selector.proves == "failure" else _agreed(selector, question, usable)
    return replace(judged, trace=(*notes, *judged.trace))


def _above_whole(fact: Fact, selector: Selector) -> bool:
    low = stands_for(fact, selector).low
    return low is not None and low > 100


def _weakest(selector: Selector, question: Question, facts: Sequence[Fact]) -> Judged:
    """One figure that misses the line is enough: figures of several schools need not agree."""
    each = [_agreed(selector, question, [fact]) for fact in facts]
    return next((judged for judged in each if judged.certain), each[0])


def _agreed(selector: Selector, question: Question, facts: Sequence[Fact]) -> Judged:
    """From all figures at once: what they have in common, or where they disagree all that they span."""
    values = [stands_for(fact, selector) for fact in facts]
    used = [_fact_line(fact, stands_for(fact, selector)) for fact in facts]
    if not disagree(values):
        return _judged(selector, question, _common(values), (used, tuple(facts), ()))
    told = say("conflict", texts=_texts(facts))
    conflict = Conflict(facts=tuple(f.id for f in facts), message=told.zh, message_en=told.en)
    return _judged(selector, question, _span(values), ((*used, told), tuple(facts), (conflict,)))


def _judged(selector: Selector, question: Question, value: Interval, basis: _Basis) -> Judged:
    trace, facts, conflicts = basis
    line, direction = question.line(selector), question.direction(selector)
    assert line is not None
    outcome = compare(value, direction, line)
    if conflicts and outcome.best != outcome.worst:
        outcome = Outcome(True, False, "missing")
    unit = selector.unit if selector.over is None else question.requirement.unit
    lines = [*trace, compared(value, direction, line, unit)]
    kept = narrowed(outcome, selector.proves)
    if kept.verdict == "insufficient" and not conflicts:
        lines.append(say(f"only_{selector.proves}"))
    elif kept.verdict == "depends_on_rounding":
        lines.append(say("rounding"))
    against = Line(line, direction, unit)
    return Judged(kept, "facts", tuple(lines), value, facts=facts, conflicts=conflicts, against=against)


def compared(value: Interval, direction: Direction, line: Decimal, unit: str) -> Told:
    """The sentence that lays a value beside its line."""
    off = margin(value, direction, Fraction(line))
    return say(
        "compare", range=range_text(value, unit, line), direction=word("directions", direction),
        line=amount(line, unit), margin=phrase("unknown") if off is None else amount(off, unit, Fraction(0)),
    )  # fmt: skip


def margin(value: Interval, direction: Direction, line: Fraction, middle: Fraction | None = None) -> Fraction | None:
    """How far the middle of `value` (or its one limit) is on the good side of the line."""
    ends = [end for end in (value.low, value.high) if end is not None]
    if not ends:
        return None
    middle = sum(ends, Fraction(0)) / len(ends) if middle is None else middle
    return line - middle if direction in ("at_most", "less_than") else middle - line


def _ratio(part: Selector, whole: Selector, question: Question, picked: tuple[list[Fact], list[Fact]]) -> Judged | None:
    """Part / whole x scale, both of one period and free of conflict."""
    parts, wholes = picked
    periods = {fact.period for fact in parts}
    wholes = [fact for fact in wholes if fact.period in periods or None in (fact.period, *periods)]
    shares = [stands_for(f, part) for f in parts]
    bases = [stands_for(f, whole) for f in wholes]
    if not wholes or disagree(shares) or disagree(bases):
        return None
    try:
        value = _common(shares).divided_by(_common(bases)).scaled(Fraction(part.scale))
    except ZeroDivisionError:
        return None
    text = say("ratio", part=_texts(parts), whole=_texts(wholes), range=range_text(value, question.requirement.unit))
    return _judged(part, question, value, ((text,), (*parts, *wholes), ()))


def disagree(values: Sequence[Interval]) -> bool:
    """True where some two of the intervals share no value."""
    return any(not a.meets(b) for i, a in enumerate(values) for b in values[i + 1 :])


def _common(values: Sequence[Interval]) -> Interval:
    """The intersection of intervals that all meet."""
    lows = [v.low for v in values if v.low is not None]
    high = min((v.high for v in values if v.high is not None), default=None)
    open_high = any(v.open_high and v.high == high for v in values)
    low = max(lows, default=None)
    return Interval(low, high, open_high and low != high)


def _span(values: Sequence[Interval]) -> Interval:
    lows, highs = [v.low for v in values], [v.high for v in values]
    high = None if None in highs else max(h for h in highs if h is not None)
    low = None if None in lows else min(x for x in lows if x is not None)
    return Interval(low, high, all(v.open_high for v in values if v.high == high))


def _texts(facts: Iterable[Fact]) -> Told:
    return joined(bracketed(fact.evidence.text, fact.id) for fact in facts)


def _fact_line(fact: Fact, value: Interval) -> Told:
    key = "fact_claim" if fact.bound in _BOUNDS else "fact"
    where = joined([fact.id, *_place(fact)], "note_comma")
    return say(key, text=fact.evidence.text, where=where, range=range_text(value, fact.unit))


def _place(fact: Fact) -> list[Told]:
    """The page or paragraph of a fact; nothing of one that has neither."""
    if fact.evidence.page is not None:
        return [phrase("page", number=fact.evidence.page)]
    return [] if fact.evidence.paragraph is None else [phrase("paragraph", number=fact.evidence.paragraph + 1)]
