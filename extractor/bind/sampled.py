"""Counts among what inspectors looked at: 所查88个教学班中，超标准班额的6个，占6.8% tells of the sample, not of the county.

Runs when the indicator is bound; changes it where a figure is a part of a sample, or the share of such a part.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.bind.counted import may_hold
from extractor.bind.heads import is_bare_share
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.spans import number_pattern
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER

_SAMPLED, _OF_SAMPLE = "sampled", "of_sample"


def bind_sampled(figure: Figure, sentence: Sentence) -> None:
    """Schools of a sample that reach the standard are told of as such; all else of a sample is `other`."""
    if figure.unit == "person" and _is_interviewed(figure, sentence):
        figure.roles.add("interviewed")
        figure.indicator, figure.head = OTHER, None
    elif (
        figure.unit == "%"
        and _SHARE_OF_SCHOOLS.search(sentence.text, figure.left[0], figure.start)
        and _sample_of_schools(figure, sentence)
    ):
        figure.indicator = OTHER
    elif figure.unit == "%":
        part = _part_before(figure, sentence)
        if part is not None and _OF_SAMPLE in part.roles and is_bare_share(figure, sentence):
            figure.indicator = "school.compliant_rate" if part.indicator == "school.compliant" else OTHER
    elif figure.unit == "school" and _is_looked_at(figure, sentence):
        figure.roles.add(_SAMPLED)
        figure.indicator = OTHER
    elif figure.unit == "school" and _is_listed_of_sample(figure, sentence):
        figure.indicator = OTHER
    elif figure.indicator == OTHER and _AFTER_VISIT.search(sentence.text, sentence.start, figure.start):
        figure.roles.add(_SAMPLED)
    elif _is_part(figure, sentence):
        figure.roles.add(_OF_SAMPLE)
        figure.indicator = figure.indicator if figure.indicator == "school.compliant" else OTHER


def _is_interviewed(figure: Figure, sentence: Sentence) -> bool:
    """随机访谈校长21人、教师126人、家长168人: those who were asked, in the first words or going on with the one before."""
    first, goes_on = _interviews()
    if first.search(sentence.text, figure.clause, figure.start):
        return True
    before = sentence.neighbour(figure, -1)
    listed = before is not None and "interviewed" in before.roles
    return before is not None and listed and goes_on.fullmatch(sentence.text, before.end, figure.start) is not None


@cache
def _interviews() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words before the number of those who were asked, and those before the next of them."""
    people = f"(?:小学|初中|中小学|学校|部分|相关)?{one_of(words_of('people_asked'))}(?:代表)?"
    together = f"{people}(?:[、和及与]{people})*(?:等|共|共计|合计)*"
    return re.compile(f"{one_of(words_of('interviewing'))}了?{together}$"), re.compile(f"(?:次|代表)?[、，,和及]{together}")


def _is_looked_at(figure: Figure, sentence: Sentence) -> bool:
    """抽取9个乡镇的26所学校, 对5所学校逐班清点: schools that were gone to, and not those that there are."""
    of_places, done = _visits()
    if of_places.search(sentence.text, sentence.start, figure.start):
        return True
    return sentence.text.endswith("对", sentence.start, figure.start) and done.match(sentence.text, figure.end) is not None


@cache
def _visits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The places whose schools were visited, in front of their number; and what was done at schools, behind it."""
    visited = one_of(words_of("visited"))
    places = rf"{number_pattern()}个{one_of(words_of('sampled_places'))}"
    of_places = re.compile(rf"{visited}(?:过|到|了)?[^，,。；;：:\d]{{0,6}}{places}(?:[、和及]{places})*(?:中?的|共|内的?|[、和及])?$")
    return of_places, re.compile(
        rf"[^，,。；;：:\d]{{0,8}}?(?:学校|小学|初中|中学){_GOING}(?:{visited}|{one_of(words_of('looked_through'))})"
    )


_GOING = "(?:都|均|分别|逐校)?(?:进行|开展|作|做)?了?(?:随机|实地|现场|突击|逐校|专项|重点)*"


def _is_listed_of_sample(figure: Figure, sentence: Sentence) -> bool:
    """26所学校（小学14所、初中12所）: listed in the bracket right behind those that were visited."""
    samples = [f for f in sentence.figures if f.order < figure.order and _SAMPLED in f.roles and f.depth < figure.depth]
    return bool(samples) and _IN_BRACKET.fullmatch(sentence.text, samples[-1].end, figure.start) is not None


_IN_BRACKET = re.compile(r"[^，,。；;()]{0,10}\([^。；;()]*")


def _sample_of_schools(figure: Figure, sentence: Sentence) -> bool:
    """所查24所学校中，…: the last schools that are told of were looked at, and something is said of some of them."""
    told = next((f for f in reversed(sentence.figures) if f.order < figure.order and f.unit == "school"), None)
    return told is not None and _SAMPLED in told.roles and _AMONG_THEM.match(sentence.text, told.end) is not None


_SHARE_OF_SCHOOLS = re.compile(r"的(?:学校)?[约仅只]?占(?:比|到)?[约近]?$")
"""…达到5%以上的占93.5%: the share of those of whom it is said."""


def _is_part(figure: Figure, sentence: Sentence) -> bool:
    samples = (f for f in sentence.figures if f.order < figure.order and _SAMPLED in f.roles)
    sample = next((f for f in samples if f.unit == figure.unit and may_hold(f, figure)), None)
    if sample is None or _AMONG_THEM.match(sentence.text, sample.end) is None:
        return False
    return _ENDS.search(sentence.text, sample.end, figure.start) is None and not finder_of("beyond_school").search(
        sentence.text, sample.end, figure.start
    )


def _part_before(figure: Figure, sentence: Sentence) -> Figure | None:
    """有5所培训经费占比低于5%，占22.7%: the last count before a share."""
    return next((f for f in reversed(sentence.figures) if f.order < figure.order and f.unit != "%"), None)


_AFTER_VISIT = re.compile(rf"{one_of(words_of('visited'))}(?:过|到|了)?的$|所[查抽看访]$")
"""所查88个教学班, 抽查的24间教室: the figure counts what was looked at, and its noun stands behind it."""
_AMONG_THEM = re.compile(r"[^，,。；;\d]{1,20}?[中里]|[^，,。；;、\d]{1,12}[，,]")
_ENDS = re.compile(r"[。；;\n]")
