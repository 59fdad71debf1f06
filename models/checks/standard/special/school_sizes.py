"""Schools larger than the standard allows, though the text says that there are none: 城北小学2136人……全县没有超规模办学的学校.

Takes a claim's sentence; gives the sizes that go against it. A school's name tells its limit; one that may have senior classes,
or whose name may stand for several schools, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.around import View, outward
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Sentence
from models.checks.limits import limit_of_requirement
from models.checks.standard.claimed.norms import segment_start
from models.checks.standard.claimed.scheme import scheme_of
from models.checks.standard.figures.schools import kind_of_school, school_of
from models.checks.standard.figures.single import of_all_pupils
from models.checks.wordings import pattern, says
from models.claims import claims
from models.fact import Fact

_REQUIREMENT = "gov_04_school_size"


def oversize_in_spite(desk: Desk, sentence: Sentence) -> Iterator[list[Fact]]:
    """For a claim that no school is too large, the sizes of the nearest place that tells any which are, or of any place where none is
    near; none where all keep to it."""
    match = pattern(claims()["no_oversize"]).search(sentence.text)
    if match is None or scheme_of(desk) != "yzjh2017":
        return
    start = segment_start(sentence.text, match.start())
    told = [p.end for p in sentence.placed if start <= p.start and p.end <= match.start()]
    left_out = says("all_but", sentence.text[max([start, *told]) : match.start()]) or says("left_out", sentence.text[start : match.start()])
    if left_out or says("wishes", sentence.text[start : match.end()]):
        return
    for view in outward(desk, sentence):
        sizes = _sizes(view)
        if sizes and not says("older_schools", view.sentence.text):
            yield [fact for fact, kind in sizes if _is_too_large(desk, fact, kind)]
        if sizes:
            return
    far = of_all_pupils(desk, sentence, sentence.text[start : match.end()], match.end())
    if wrong := [f for f in far if (kind := kind_of_school(f.entity or "")) and _is_too_large(desk, f, kind)]:
        yield wrong


def _sizes(view: View) -> list[tuple[Fact, str]]:
    """The sizes that a place tells and the kind of each school; none where it tells that of one school twice."""
    named = [(p.fact, name) for p in view.sentence.placed if (name := school_of(view.sentence, p))]
    if len({name for _, name in named}) < len(named):
        return []
    return [(fact, kind) for fact, name in named if (kind := kind_of_school(name))]


def _is_too_large(desk: Desk, fact: Fact, kind: str) -> bool:
    limit = limit_of_requirement(_REQUIREMENT, kind, desk.year, scheme_of(desk))
    return limit is not None and limit.missed_by(rounded_or_cut(fact))
