"""Claims that no class is larger than so many (三所学校最大班额均不超过45人), against pupils beside classes: 在校生1126人，编班24个.

These are 46.9 on the mean, so that one class at least is larger.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from models.checks.computing import rounded
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.wordings import pattern, saying, says, stages_named
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def check_full_classes(desk: Desk) -> Tally:
    """threshold_contradiction for each school whose classes are larger on the mean than all are said to be at most."""
    tally = Tally("full_classes")
    for sentence in saying(desk, "class_limit_keys"):
        for norm in sentence.placed:
            if norm.fact.unit != "person" or not norm.fact.value or not _claims_all(sentence, norm):
                continue
            for pupils, classes in _schools(desk, sentence, norm):
                mean = (rounded(pupils).low or Fraction(0)) / Fraction(classes.value or 1)
                tally.check(_finding(pupils, classes, norm.fact, mean) if mean > norm.fact.value else None)
    return tally


def _claims_all(sentence: Sentence, norm: Placed) -> bool:
    """Whether the clause of a number says that no class is larger, and asks for nothing."""
    start = max(sentence.text.rfind(mark, 0, norm.start) for mark in "，,。；;、：:") + 1
    ahead, behind = sentence.text[start : norm.start], sentence.text[norm.end : norm.end + _BEHIND]
    said = pattern(claims()["no_class_above"]).search(f"{ahead}#{behind}")
    if says("some_day", sentence.text[max(0, norm.start - _AHEAD) : norm.start]):
        return False
    return said is not None and not says("wishes", ahead) and not says("some_classes", sentence.text[start : norm.end + _BEHIND])


_AHEAD, _BEHIND = 20, 3


def _schools(desk: Desk, sentence: Sentence, norm: Placed) -> Iterator[tuple[Fact, Fact]]:
    """Pupils and classes side by side in the claim's paragraph, told in front of it, of its stage and time."""
    clause = sentence.text[max(0, norm.start - _AHEAD) : norm.start]
    stages = stages_named(clause)
    for told in desk.blocks.get(sentence.block, []):
        if told.start > sentence.start:
            break
        for before, after in pairwise(told.placed):
            pair = {f.fact.unit: f.fact for f in (before, after)}
            pupils, classes = pair.get("person"), pair.get("class")
            if pupils is None or classes is None or not says("pupils_and_classes", told.text[before.end : after.start]):
                continue
            of_stage = len(stages) != 1 or {pupils.stage, classes.stage} <= {None, *stages}
            of_time = all(None in (f.period, norm.fact.period) or f.period == norm.fact.period for f in (pupils, classes))
            if of_stage and of_time and _are_counted(pupils, classes):
                yield pupils, classes


def _are_counted(pupils: Fact, classes: Fact) -> bool:
    told = is_exact(pupils) and is_exact(classes) and bool(classes.value)
    return told and (pupils.indicator, classes.indicator) == ("student.count", "class.count")


def _finding(pupils: Fact, classes: Fact, norm: Fact, mean: Fraction) -> Finding:
    return make_finding(
        "threshold_contradiction",
        [pupils, classes, norm],
        variant="full_class",
        claimed=exact_text(Fraction(norm.value or 0)),
        computed=exact_text(mean),
        changes_verdict=True,
        pupils=pupils.evidence.text,
        classes=classes.evidence.text,
        shown=exact_text(round(mean, 1)),
        norm=norm.evidence.text,
    )
