"""Claims against another body's figure: teachers' pay is said to be no lower than that of civil servants (不低于公务员).

Takes a sentence that makes the claim; gives the two figures, and whether the one surely lies below the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.around import views
from models.checks.computing import rounded_or_cut, surely_less
from models.checks.desk import Desk, Sentence, is_plain
from models.checks.standard.norms import segment_start
from models.checks.wordings import last_clause, pattern, says
from models.claims import claims
from models.fact import Fact


def below_the_other(desk: Desk, sentence: Sentence) -> list[tuple[Fact, Fact, bool]]:
    """For each claim that a figure of the county is no lower than that of a body: the two, and whether it surely is lower."""
    words = claims()["against_body"]
    found = []
    for match in pattern(words).finditer(sentence.text):
        clause = last_clause(sentence.text[: match.start()])
        wished = says("wishes", sentence.text[segment_start(sentence.text, match.start()) : match.start()])
        if not wished and not says("negations", clause) and (pair := _one_of_each(sentence, match["body"])):
            found.append((*pair, surely_less(rounded_or_cut(pair[0]), rounded_or_cut(pair[1]))))
    return found or list(_told_around(desk, sentence))


def _told_around(desk: Desk, sentence: Sentence) -> Iterator[tuple[Fact, Fact, bool]]:
    """教师工资待遇“不低于”的要求得到落实: the figures stand in other sentences of the paragraph."""
    if not says("against_body_told", sentence.text) or says("wishes", sentence.text):
        return
    for view in views(desk, sentence):
        pairs = (_one_of_each(view.sentence, body) for body in claims()["bodies"])
        if pair := next((pair for pair in pairs if pair), None):
            yield (*pair, surely_less(rounded_or_cut(pair[0]), rounded_or_cut(pair[1])))
            return


def _one_of_each(sentence: Sentence, body: str) -> tuple[Fact, Fact] | None:
    """The one figure of the county and the one of the body, of the same time, that the sentence gives."""
    others = [f for f in sentence.facts if f.entity == body and is_plain(f)]
    if len(others) != 1:
        return None
    other = others[0]
    alike = [f for f in sentence.facts if is_plain(f) and (f.indicator, f.unit) == (other.indicator, other.unit)]
    own = [f for f in alike if f.entity is None]
    if len(own) != 1 or own[0].period not in (None, other.period):
        return None
    near = (own[0].value or 0) * 2 > (other.value or 0)  # 9.86元 beside 9.81万元 is a slip of the unit, which is told elsewhere
    return (own[0], other) if near else None
