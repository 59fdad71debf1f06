"""Claims against another body's figure: teachers' pay is said to be no lower than that of civil servants (不低于公务员).

Takes a sentence that makes the claim; gives the two figures, of one year or of each of several, and whether the one surely lies below the
other.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.around import views
from models.checks.computing import rounded_or_cut, surely_less
from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.standard.claimed.norms import segment_start
from models.checks.wordings import last_clause, pattern, says
from models.claims import claims
from models.fact import Fact

Pair = tuple[Fact, Fact]


def below_the_other(desk: Desk, sentence: Sentence) -> list[tuple[Fact, Fact, bool]]:
    """For each claim that a figure of the county is no lower than that of a body: the two, and whether it surely is lower."""
    found: list[tuple[Fact, Fact, bool]] = []
    for match in pattern(claims()["against_body"]).finditer(sentence.text):
        ahead = sentence.text[: match.start()]
        wished = says("wishes", sentence.text[segment_start(sentence.text, match.start()) : match.start()])
        if not wished and not says("negations", last_clause(ahead)):
            found += _judged(_pairs(sentence, match["body"]), last_clause(ahead))
    return found or list(_told_around(desk, sentence))


def _told_around(desk: Desk, sentence: Sentence) -> Iterator[tuple[Fact, Fact, bool]]:
    """教师工资待遇“不低于”的要求得到落实, 教师平均工资不低于公务员: the figures stand in other sentences of the paragraph."""
    if not (says("against_body_told", sentence.text) or says("against_body", sentence.text)) or says("wishes", sentence.text):
        return
    for view in views(desk, sentence):
        for body in claims()["bodies"]:
            if pairs := _pairs(view.sentence, body):
                yield from _judged(pairs, sentence.text)
                return


def _judged(pairs: list[Pair], words: str) -> Iterator[tuple[Fact, Fact, bool]]:
    """The pair of the last year, or those of every year where the words claim it of each."""
    for own, other in pairs if says("each_year", words) else pairs[-1:]:
        yield own, other, surely_less(rounded_or_cut(own), rounded_or_cut(other))


def _pairs(sentence: Sentence, body: str) -> list[Pair]:
    """The one figure of the county and the one of the body, of the same time, that a sentence gives; or those of each year, in order."""
    others = _of_body(sentence, body)
    if not others:
        return []
    measure = (others[0].indicator, others[0].unit)
    own = [f for f in sentence.facts if is_plain(f) and (f.indicator, f.unit) == measure and f.entity is None and f not in others]
    if len(others) == 1:
        paired = [(f, others[0]) for f in own if f.period in (None, others[0].period)] if len(own) == 1 else []
    else:
        years = sorted({f.period for f in others if f.year is not None and f.period})
        of_years = [([f for f in own if f.period == year], [f for f in others if f.period == year]) for year in years]
        paired = [(mine[0], its[0]) for mine, its in of_years if len(mine) == len(its) == 1]
    return [pair for pair in paired if _is_near(*pair)]


def _of_body(sentence: Sentence, body: str) -> list[Fact]:
    """The figures of a body; 公务员分别为8.87万元、9.21万元: with those that only a mark parts from one of them."""
    found: list[Placed] = []
    for placed in sentence.placed:
        goes_on = bool(found) and sentence.text[found[-1].end : placed.start] in ("、", "和") and placed.fact.unit == found[-1].fact.unit
        if is_plain(placed.fact) and (placed.fact.entity == body or goes_on):
            found.append(placed)
    return [p.fact for p in found]


def _is_near(own: Fact, other: Fact) -> bool:
    """9.86元 beside 9.81万元 is a slip of the unit, which is told elsewhere."""
    return (own.value or 0) * 2 > (other.value or 0)
