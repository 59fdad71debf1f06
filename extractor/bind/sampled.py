"""Counts among what inspectors looked at: 所查88个教学班中，超标准班额的6个，占6.8% tells of the sample, not of the county.

Runs when the indicator is bound; changes it where a figure is a part of a sample, or the share of such a part.
"""

from __future__ import annotations

import re

from extractor.bind.counted import may_hold
from extractor.bind.heads import is_bare_share
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER

_SAMPLED, _OF_SAMPLE = "sampled", "of_sample"


def bind_sampled(figure: Figure, sentence: Sentence) -> None:
    """Schools of a sample that reach the standard are told of as such; all else of a sample is `other`."""
    if figure.unit == "%":
        part = _part_before(figure, sentence)
        if part is not None and _OF_SAMPLE in part.roles and is_bare_share(figure, sentence):
            figure.indicator = "school.compliant_rate" if part.indicator == "school.compliant" else OTHER
    elif figure.indicator == OTHER and _AFTER_VISIT.search(sentence.text, sentence.start, figure.start):
        figure.roles.add(_SAMPLED)
    elif _is_part(figure, sentence):
        figure.roles.add(_OF_SAMPLE)
        figure.indicator = figure.indicator if figure.indicator == "school.compliant" else OTHER


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
