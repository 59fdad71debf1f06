"""Claims that every school attains (学校全部达到省定办学基本标准), against those that are said to miss it: 尚有2所未达标, 12所中达标11所.

Takes a claim's sentence; gives the numbers of schools that go against it: of its paragraph, or of any place that names the same standard.
Silent where either tells of another time, of some schools only or of one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.checks.desk import Desk, Placed, Sentence, is_exact
from models.checks.sameness import ATTAINED
from models.checks.standard.claimed.norms import segment_start
from models.checks.standard.claimed.times import last_year
from models.checks.wordings import last_clause, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, make_finding


def not_all_attain(desk: Desk, sentence: Sentence) -> Iterator[Finding]:
    """The finding of each claim that all schools attain, where some are counted that do not."""
    for match in pattern(claims()["all_attain"]).finditer(sentence.text):
        ahead = sentence.text[segment_start(sentence.text, match.start()) : match.start()]
        said = last_clause(ahead) + match.group()
        name = pattern(claims()["whole_standard"]).search(said)
        narrowed = any(says(words, ahead + match.group()) for words in _NARROWED)
        if narrowed or says("time_told", sentence.text) or (says("of_one_item", ahead + match.group()) and not name):
            continue
        near = desk.blocks.get(sentence.block, [sentence])
        told = [s for s in desk.prose if s in near or (name and name.group() in s.text)]
        years = [int(year) for year in pattern(claims()["year_of_claim"]).findall(ahead + match.group())]
        of_time = years[-1:] or ([desk.year - 1, desk.year] if desk.year else [])
        if missing := [f for s in told for f in _missing(s, stages_named(said)) if last_year(f) in (None, *of_time)]:
            yield _finding(said.strip(), missing)


_NARROWED = ("some_schools", "left_open", "wishes", "all_but", "beyond_compulsory")
"""Words by which a claim is not on every school, or only wished for."""


def _missing(sentence: Sentence, stages: list[str]) -> Iterator[Fact]:
    """The schools of these stages that a sentence counts as missing the standard, or as those of more that reach it."""
    if says("time_told", sentence.text) or says("wishes", sentence.text):
        return
    for position, placed in enumerate(sentence.placed):
        fact, before = placed.fact, sentence.placed[position - 1] if position else None
        meant = not stages or fact.stage in (*stages, None)
        if fact.unit != "school" or not is_exact(fact, _STATUSES) or not fact.value or not meant:
            continue
        ahead = sentence.text[before.end if before else 0 : placed.start]
        told = says("told_of_past", sentence.text[: placed.start]) or says("of_one_item", ahead)
        if not told and (_is_missed(sentence, placed, ahead) or _is_less(before, fact, ahead)):
            yield fact


_STATUSES = ("actual", "standard")
"""尚有2所未达到省定标准: schools are no norm, though the words of one stand behind them."""


def _is_missed(sentence: Sentence, placed: Placed, ahead: str) -> bool:
    behind = sentence.text[placed.end :]
    return says("schools_missed", ahead) or says("schools_missed_behind", behind) or says("schools_missed_later", behind)


def _is_less(before: Placed | None, fact: Fact, ahead: str) -> bool:
    """12所初中中，达标11所: fewer than those before, of which they are."""
    if before is None or before.fact.unit != "school" or fact.indicator != ATTAINED or fact.criterion is not None:
        return False
    return is_exact(before.fact) and (before.fact.value or 0) > (fact.value or 0) and _OF_THEM.search(ahead) is not None


_OF_THEM = re.compile("^[^，,。；;]{0,10}[，,](?:其中|已|有|综合|评估)*达标(?:的|学校)*(?:有|为)?$")


def _finding(said: str, missing: list[Fact]) -> Finding:
    figures = "、".join(dict.fromkeys(f.evidence.text for f in missing))
    return make_finding("threshold_contradiction", missing, variant="not_all", changes_verdict=True, said=said, figures=figures)
