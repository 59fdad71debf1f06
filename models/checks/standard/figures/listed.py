"""Figures that a claim names by a word and that are listed behind this word: 各学科的校际差异率依次为0.086、0.112…，均符合国家规定; or in
the table beside it.

Takes a claim on the standard; gives the figures of the list, each with its limit (identities.yaml). Compares nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from models.checks.around import REACH, View, outward, rows_beside
from models.checks.desk import Desk, Placed, Sentence, is_exact, is_plain
from models.checks.limits import identities, limit_of_requirement
from models.checks.shares.shares_told import cut_at_marks
from models.checks.standard.claimed.norms import NormClaim
from models.checks.standard.claimed.scheme import Limited, scheme_of
from models.checks.standard.claimed.standing import Standing, names_nothing
from models.checks.wordings import last_clause, pattern, says
from models.fact import Fact


def told_in_list(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The figures of the nearest list that the claim's own words name, with their limits; none where it names no list."""
    scheme = scheme_of(desk)
    clause = _own_words(standing) + cut_at_marks(sentence.text[standing.at :], 0)
    for entry in _entries(desk, clause):
        lists = (_listed(view, entry, view.shift + standing.at, of_all=standing.of_all) for view in outward(desk, sentence))
        for told in (*lists, _of_table(desk, sentence, entry) if standing.of_all else []):
            if limited := [(f, limit) for f in told if (limit := limit_of_requirement(entry["requirement"], f.stage, desk.year, scheme))]:
                return limited
    return []


def held_in_table(desk: Desk, sentence: Sentence, claim: NormClaim) -> list[Fact]:
    """校际差异率均低于0.15（见表4）: the figures of the table beside a claim on all of them that the written norm is for."""
    norm, ahead = claim.norm.fact, sentence.text[claim.start : claim.norm.start]
    words = last_clause(ahead)
    if not says("all_of_them", words) or any(says("left_open", text) for text in (ahead, sentence.text[claim.norm.end :])):
        return []
    tables = (_of_table(desk, sentence, entry) for entry in _entries(desk, words) if entry["unit"] == norm.unit)
    return [f for f in next(tables, []) if norm.stage in (None, f.stage)]


def _entries(desk: Desk, words: str) -> list[dict[str, Any]]:
    """The kinds of figures that words name."""
    known = identities()["listed_limits"].get(scheme_of(desk), [])
    return [e for e in known if pattern(e["words"]).search(words) and not pattern(e["without"]).search(words)]


def _of_table(desk: Desk, sentence: Sentence, entry: dict[str, Any]) -> list[Fact]:
    """The cells of the entry in the table that the sentence points at: all that the table has, or those of columns that it names."""
    if "of_schools" in entry or not says("points_at_table", sentence.text):
        return []
    for side in (1, -1):
        rows = [row for row in rows_beside(desk, sentence, side, REACH) if not any("total" in f.flags for f in row.facts)]
        told = [f for row in rows for f in row.facts]
        cells = [f for f in told if is_exact(f) and f.unit == entry["unit"] and f.indicator in entry["indicators"]]
        named = len(cells) == len(told) or all(pattern(entry["words"]).search(f.subject or "") for f in cells)
        if named and len({f.period for f in cells}) == 1:
            return cells
    return []


def _own_words(standing: Standing) -> str:
    """The claim's clause; with the one before, where it names nothing: 校际差异率分别为0.118和0.158，均低于限值."""
    clause = last_clause(standing.segment)
    ahead = standing.segment.removesuffix(clause).rstrip("，,")
    return last_clause(ahead) + clause if names_nothing(clause) else clause


def _listed(view: View, entry: dict[str, Any], claimed_at: int, *, of_all: bool) -> list[Fact]:
    if "of_schools" in entry:
        return _of_schools(view, entry)
    return _behind(view, entry, claimed_at) or (_right_before(view, entry, claimed_at) if of_all else [])


def _behind(view: View, entry: dict[str, Any], claimed_at: int) -> list[Fact]:
    """The figures of the entry right behind the last of its words in front of the claim that any follow."""
    words = [m.end() for m in pattern(entry["words"]).finditer(view.sentence.text, 0, claimed_at)]
    runs = (_run([p for p in view.sentence.placed if p.start >= at], entry) for at in reversed(words))
    return next((run for run in runs if len(run) > 1), [])


def _right_before(view: View, entry: dict[str, Any], claimed_at: int) -> list[Fact]:
    """学生92.6%，家长83.9%，教师95.1%。各类群体的认可度都达到要求: three or more, the last figures before a claim on all of them."""
    run = _run([p for p in reversed(view.sentence.placed) if p.end <= claimed_at], entry)
    return run[::-1] if len(run) > 2 else []


def _of_schools(view: View, entry: dict[str, Any]) -> list[Fact]:
    """四所小学在校生分别为1968人、1874人、…: as many figures behind the number of schools as there are."""
    placed = view.sentence.placed
    counts = ((p.fact, _run(placed[i + 1 :], entry)) for i, p in enumerate(placed) if p.fact.unit == "school")
    return next((run for count, run in counts if len(run) > 1 and len(run) == count.value), [])


def _run(placed: Sequence[Placed], entry: dict[str, Any]) -> list[Fact]:
    return [p.fact for p in takewhile(lambda p: _is_of(p.fact, entry), placed)]


def _is_of(fact: Fact, entry: dict[str, Any]) -> bool:
    return is_plain(fact) and fact.unit == entry["unit"] and fact.indicator in entry["indicators"] and fact.evidence.table is None
