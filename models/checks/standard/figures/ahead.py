"""Norms that stand in front of a claim on them, or in brackets behind it: 对照小学2000人的控制线，各校均未超标.

Takes a sentence; gives for each such norm the figures told before it that the claim speaks of, and whether it says that they meet it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from models.checks.around import outward
from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.limits import Limit
from models.checks.standard.claimed.norms import is_better_low
from models.checks.standard.figures.each_row import of_places
from models.checks.standard.figures.single import as_measured
from models.checks.wordings import STAGE_WORDS, last_clause, names_indicator, pattern, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER


class Told(NamedTuple):
    """A norm, the figures that a claim holds against it, and whether it says that they meet it."""

    norm: Fact
    limit: Limit
    figures: list[Fact]
    """None where it holds no figure that stands before it against the norm."""
    met: bool
    claim: str
    end: int
    """Where the claim ends in its sentence."""


def told_of_norms(desk: Desk, sentence: Sentence) -> Iterator[Told]:
    """The claims of a sentence whose norm is written, but not right behind the words of the claim; it has one of the `told_keys`."""
    in_brackets = ["norm_in_brackets"] if "（" in sentence.text or "(" in sentence.text else []
    for frame in ("norm_ahead", "norm_stated", "norm_kept", *in_brackets):
        for match in pattern(claims()[frame]).finditer(sentence.text):
            met = frame == "norm_kept" or _is_met(match["claim"])
            if met is None or says("wishes", _GOAL.sub("", match["claim"])):
                continue
            norms = [p for p in sentence.placed if match.start("norms") <= p.start < match.end("norms") and _may_be_norm(p.fact)]
            norms = [p._replace(fact=as_measured(p.fact, match.group())) for p in norms]
            for norm in norms:
                limit = Limit("at_most" if _is_upper(norm.fact, match.group()) else "at_least", Fraction(norm.fact.value or 0))
                if limit.demand == "at_most" and says("line_passed", match["claim"]):
                    continue
                own = _in_turn(desk, sentence, match, norms, norm) or of_places(desk, sentence, match["claim"], norm.fact)
                figures = own or _figures(desk, sentence, match, norm, _name(sentence, norm, match.start("norms")))
                if figures or says("universal", match["claim"]):
                    yield Told(norm.fact, limit, figures, met, match["claim"], match.end("claim"))


_GOAL = re.compile("目标值?")
"""What is met, and no wish: 已经达到目标值."""


def _is_met(claim: str) -> bool | None:
    """What the words say; None where they say neither."""
    if says("told_missed", claim):
        return False
    return True if says("told_met", claim) else None


def _may_be_norm(fact: Fact) -> bool:
    """No number of schools is one: 未达标学校0所（小学0所，初中0所）."""
    plain = is_plain(fact, ("actual", "standard", "plan", "baseline")) and fact.value_max is None
    return plain and fact.unit != "school" and fact.evidence.table is None


def _is_upper(norm: Fact, words: str) -> bool:
    return is_better_low(norm) or says("norm_upper", words)


def _name(sentence: Sentence, norm: Placed, since: int) -> str:
    """What stands in front of a norm to tell it from the next: 音乐 of 音乐96平方米."""
    return _NAME_START.split(sentence.text[since : norm.start])[-1]


_NAME_START = re.compile(r"[、，,；;：:\d年]|平方米|和")


def _figures(desk: Desk, sentence: Sentence, match: re.Match[str], norm: Placed, name: str) -> list[Fact]:
    """The figures before the frame that the norm is for, in the nearest place that tells any."""
    for view in outward(desk, sentence):
        before = [p for p in view.sentence.placed if p.end <= view.shift + match.start("norms")]
        if told := [p.fact for p in before if _is_for(view.sentence, p, norm.fact, name, match["claim"])]:
            return told if says("all_of_them", match["claim"]) or any(f.entity for f in told) else told[-1:]
    return []


def _in_turn(desk: Desk, sentence: Sentence, match: re.Match[str], norms: list[Placed], norm: Placed) -> list[Fact]:
    """4.86人、1.15人、0.83人。三项依次对照4.2人、1人、0.9人的标准: to each of as many figures, the last told, the norm of its place."""
    if len(norms) < 2 or not says("in_turn", last_clause(sentence.text[: match.start("norms")])):
        return []
    for view in outward(desk, sentence):
        ahead = [p.fact for p in view.sentence.placed if p.end <= view.shift + match.start("norms") and p.fact.unit != "item"]
        told = ahead[-len(norms) :]
        if len(told) == len(norms) and all(is_plain(f) and _is_per(f, n.fact) for f, n in zip(told, norms, strict=True)):
            return [told[norms.index(norm)]]
    return []


def _is_per(fact: Fact, norm: Fact) -> bool:
    """Of one unit, or per head of what the norm counts."""
    return fact.unit == norm.unit or fact.unit.startswith(f"{norm.unit}/")


def _is_for(sentence: Sentence, placed: Placed, norm: Fact, name: str, claim: str) -> bool:
    """A figure of the norm's unit and stage, of what it measures: by indicator, by the words of the claim, or by the norm's name."""
    fact = placed.fact
    if not is_plain(fact) or fact.unit != norm.unit or fact.value_max is not None:
        return False
    if norm.stage is not None and norm.indicator != OTHER:
        return (fact.indicator, fact.stage) == (norm.indicator, norm.stage)
    bare = _STAGES.sub("", name)
    if len(bare) > 1 and norm.indicator == fact.indicator == OTHER:
        return bare in last_clause(sentence.text[: placed.start]) or bare in _clause_before(sentence, placed)
    return fact.indicator != OTHER and (norm.indicator in (OTHER, fact.indicator)) and names_indicator(fact.indicator, claim)


def _clause_before(sentence: Sentence, placed: Placed) -> str:
    """美术教室两间，每间92平方米: the clause before the figure's own, where that is short."""
    clauses = re.split(r"[，,；;。]", sentence.text[: placed.start])
    return clauses[-2] if len(clauses) > 1 and len(clauses[-1]) <= _SHORT else ""


_SHORT = 4
_STAGES = re.compile("|".join(STAGE_WORDS.values()))
