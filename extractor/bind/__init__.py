"""What does a figure measure? Candidates from the indicators' wordings around it, scored, and the best taken.

The words in a figure's own zone (its clause, and the noun behind it) count most; words further off in the sentence and
the heading can complete a wording, never make one alone. A part without words of its own takes the indicator of its
whole; a share takes the share-indicator of what it is a share of.
"""

from __future__ import annotations

import re

from extractor.bind.actors import bind_base, bind_exchanged, bind_taking_part
from extractor.bind.ages import bind_by_age
from extractor.bind.attaining import bind_attaining, bind_left_over
from extractor.bind.choice import choose
from extractor.bind.class_sizes import bind_by_size, bind_class_sizes, bind_pupils, bind_pupils_of_school
from extractor.bind.counted import counts_part_of, may_hold, names_part_alone, noun_end, says_nothing_counted
from extractor.bind.due import bind_paid
from extractor.bind.earlier import series_before, whole_before
from extractor.bind.fates import bind_fate
from extractor.bind.granted import bind_beneficiaries, bind_granted, bind_next_aided, bind_total
from extractor.bind.groups import bind_group, bind_same_test
from extractor.bind.heads import find_head, is_passing, joined, same_written
from extractor.bind.leads import take_lead
from extractor.bind.limits import bind_limit
from extractor.bind.lists import name_in_turn, name_set_against
from extractor.bind.names import name_by_list
from extractor.bind.posts import bind_posts
from extractor.bind.purposes import bind_purposes
from extractor.bind.sampled import bind_sampled
from extractor.bind.subject import find_subject
from extractor.bind.voices import Voice
from extractor.bind.zones import Zones, find_zones, is_size_of, set_places
from extractor.figures import Figure
from extractor.lexicon import Lexicon
from extractor.sentences import Sentence
from extractor.units.bare_means import name_unit_of_mean
from extractor.units.counted import count_by_noun, count_people
from extractor.units.per_head import adapt_unit
from extractor.units.totals import is_shortage
from models.indicators import OTHER, load_indicators


def bind_sentence(sentence: Sentence, lexicon: Lexicon, above: list[Voice], before: Sentence | None = None) -> None:
    """Set indicator and score of every figure of the sentence.

    `above`: the voices of the headings above. `before`: the sentence before, whose whole a 其中 may divide.
    """
    if not sentence.figures:
        return
    previous: Figure | None = None
    set_places(sentence)
    for figure in sentence.figures:
        zones = find_zones(sentence, figure, previous)
        _set_unit(sentence, figure, zones, previous)
        _set_head(sentence, figure, previous, before, zones)
        choose(figure, sentence, zones, lexicon, above)
        take_lead(figure, sentence, above, lexicon)
        bind_by_age(figure, sentence, previous)
        bind_attaining(figure, sentence)
        bind_left_over(figure, sentence)
        bind_posts(figure, sentence)
        bind_by_size(figure, sentence)
        bind_limit(figure, sentence)
        bind_base(figure, sentence)
        bind_pupils(figure, sentence, previous)
        bind_pupils_of_school(figure, sentence)
        bind_exchanged(figure, sentence, previous)
        bind_fate(figure, sentence)
        bind_paid(figure, sentence)
        bind_granted(figure, sentence)
        bind_next_aided(figure, sentence)
        bind_beneficiaries(figure, sentence)
        bind_group(figure, sentence, previous)
        bind_same_test(figure, sentence, previous)
        bind_total(figure, previous, sentence.text)
        bind_taking_part(figure, sentence, previous)
        bind_sampled(figure, sentence)
        _share_unit(sentence, figure)
        figure.subject = find_subject(sentence, figure, zones.behind)
        if not is_passing(sentence, figure):
            previous = figure
    name_by_list(sentence, lexicon)
    name_in_turn(sentence, before)
    name_set_against(sentence)
    bind_purposes(sentence)
    bind_class_sizes(sentence)


def _set_unit(sentence: Sentence, figure: Figure, zones: Zones, previous: Figure | None) -> None:
    figure.left, figure.clause = zones.own, zones.spans[0][0]
    name_unit_of_mean(sentence.text, sentence.start, figure, previous)
    adapt_unit(sentence.text, figure, zones.own[0], same_written(sentence, figure), previous)
    count_by_noun(sentence.text, figure, zones.own[0])
    count_people(sentence.text, figure, zones.own[0], previous)


def _set_head(sentence: Sentence, figure: Figure, previous: Figure | None, before: Sentence | None, zones: Zones) -> None:
    """Find what the figure goes on with; a bare 个 then counts what its head counts, and a list shares its roles."""
    figure.head = find_head(sentence, figure, previous)
    if previous is not None and is_size_of(sentence, figure, previous):
        figure.head = figure.whole = None
    if previous is None and before is not None:
        figure.whole = whole_before(sentence, figure, before)
        figure.head = figure.whole or series_before(sentence, figure, before)
    head = figure.head
    if head is not None and figure.unit == "item" and _is_counted_as(sentence, figure, head, previous, zones):
        figure.unit = head.unit
    if previous is not None and joined(sentence, previous, figure):
        figure.joined = previous
        figure.roles |= previous.roles & {"delta", "norm", "rate"}
        if "delta" in figure.roles:
            figure.head = previous


def _is_counted_as(sentence: Sentence, figure: Figure, head: Figure, previous: Figure | None, zones: Zones) -> bool:
    some = head.unit == "class" and figure.unit_text == "个" and may_hold(head, figure)
    if some and _SOME_OF_THEM.fullmatch(sentence.text, head.end, figure.start):
        return True
    lent = figure.span.form == "shared_unit" and figure.unit_text == head.unit_text  # 补了41个：特岗18、公招20
    return lent or (_counted_as(head, figure, previous) and not _speaks(sentence, figure, zones))


_SOME_OF_THEM = re.compile(r"(?:教学班|班级|班)?[中里][，,]?(?:还|仍|只|仅|已|共)?有")
"""512个教学班中，有21个超过标准班额: what is said of some stands behind their number."""


def _counted_as(head: Figure, figure: Figure, previous: Figure | None) -> bool:
    """Written with the unit of its head, or one of the parts 小学22个、初中17个 of a whole that names what 个 counts."""
    next_part = previous is not None and previous.head is head and (previous.unit, previous.unit_text) == (head.unit, figure.unit_text)
    return figure.unit_text == head.unit_text or counts_part_of(head, figure) or next_part


def _speaks(sentence: Sentence, figure: Figure, zones: Zones) -> bool:
    """The figure's own zone names what is counted, beyond a stage; the noun of the figure before is not its own (52个教学班：小学36个)."""
    left = (noun_end(figure), figure.clause) if names_part_alone(figure) else zones.own
    spans = (left, zones.behind)
    told = (h for h in sentence.terms if not h.word.scope and not says_nothing_counted(h))
    return any(s <= h.start and h.end <= e for h in told for s, e in spans)


def _share_unit(sentence: Sentence, figure: Figure) -> None:
    """小学每百名学生拥有骨干教师1.3人，初中为1.2人: a ratio is per head also where only the figure before it says so."""
    unit = load_indicators()[figure.indicator].unit
    if unit.startswith(f"{figure.unit}/") and is_shortage(sentence.text, figure):
        figure.indicator = "teacher.gap" if figure.unit == "person" else OTHER  # 低于0.9人的标准，还差1人: one teacher in all
        figure.roles.discard("delta")
    elif unit.startswith(f"{figure.unit}/"):
        alike = same_written(sentence, figure)
        if alike is not None and alike is figure.head and alike.unit == unit:
            figure.unit = unit
