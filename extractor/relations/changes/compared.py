"""Differences between two things that the words name: 教师比公务员高500元, 小学比初中高3.1个百分点; several, each in its turn.

Takes a difference and the values told before it; which of them is meant the words in front of each tell. Asks no arithmetic.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from extractor.context.bounds import is_apart
from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.changes.bases import differs_by, is_against_norm, measures
from extractor.relations.links import is_dated, own_clause, own_words
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of

_TOLD = 12
"""Values back among which those compared stand."""


def find_compared(deltas: list[Figure], sentence: Sentence, told: list[Figure]) -> list[tuple[Figure, Figure]]:
    """For each of the differences, which are one or a list, what it is from and what differs; empty where the words do not name both.

    `told`: the values of the paragraph before the sentence.
    """
    said = _names().search(own_clause(deltas[0], sentence.text))
    if said is None:
        return []
    values = [f for f in [*told, *sentence.figures] if f.order < deltas[0].order and f.kind == "level" and f.value is not None]
    rows = _rows([f for f in values if measures(f, deltas[0]) and not f.roles & {"norm", "group"}][-_TOLD:], len(deltas))
    base = _called(said["base"], rows, sentence.text)
    others = [row for row in rows if row is not base]
    goal = _called(said["goal"], others, sentence.text) if said["goal"] else next(reversed(others), None)
    return list(zip(base, goal, strict=True)) if base and goal and base[0].unit == goal[0].unit else []


def find_apart(delta: Figure, sentence: Sentence) -> tuple[Figure, Figure] | None:
    """最高的城关中学86.4%，最低的石桥中学41.2%，两校相差45.2个百分点: the two, the lower first."""
    if not is_apart(delta, sentence.text):
        return None
    start = sentence.part_start(delta.start)
    values = [f for f in sentence.figures if start <= f.start < delta.start and measures(f, delta) and f.kind == "level" and not f.roles]
    ordered = [f for f in values if f.value is not None]
    if len(ordered) < _TWO:
        return None
    last, ends = ordered[-2:], [min(ordered, key=_value), max(ordered, key=_value)]
    of_ends = finder_of("ends_apart").search(own_clause(delta, sentence.text)) or not differs_by(*_lower_first(last)[::-1], delta)
    pair = _lower_first(ends if of_ends and differs_by(ends[1], ends[0], delta) else last)
    return pair if pair[0].indicator == pair[1].indicator else None


def find_one_of_two(delta: Figure, sentence: Sentence) -> tuple[Figure, Figure] | None:
    """乡村13.9平方米，城镇11.6平方米，乡村高出2.3平方米: of the two values right before a difference the other, and the one named."""
    said = _one_named().search(own_clause(delta, sentence.text))
    rows = [sentence.neighbour(delta, -2), sentence.neighbour(delta, -1)] if said else []
    values = [f for f in rows if f is not None and f.kind == "level" and f.value is not None and measures(f, delta) and not f.roles]
    if said is None or len(values) < _TWO or values[0].indicator != values[1].indicator or values[0].unit != values[1].unit:
        return None
    named = [f for f in values if said["goal"] in _words(f, sentence.text)]
    other = next((f for f in values if f is not named[0]), None) if len(named) == 1 else None
    return (other, named[0]) if other is not None else None


@cache
def _one_named() -> re.Pattern[str]:
    """乡村高出, 初中又低: which of two values is meant, and which way it differs."""
    return re.compile(
        rf"(?:^|[^一-龥])(?P<goal>[一-龥]{{2,10}}?){one_of(words_of('compared_fillers'))}{{0,2}}(?:高出|多出|领先|落后|高|低|多|少)了?约?$"
    )


def find_due(delta: Figure, sentence: Sentence) -> tuple[Figure, Figure] | None:
    """应提640万元，实际拨付568万元，少拨72万元: what was due and what was done of it, which differ by so much."""
    due, done = sentence.neighbour(delta, -2), sentence.neighbour(delta, -1)
    if due is None or done is None or due.kind != "level" or not measures(due, delta) or not measures(done, delta):
        return None
    told = _DUE.search(own_clause(due, sentence.text)) and _DONE.search(own_clause(done, sentence.text))
    one_part = sentence.part_start(delta.start) <= due.start and done.kind == "level"
    return (due, done) if told and one_part and _SHORT.search(own_clause(delta, sentence.text)) else None


_DUE = re.compile(r"应(?!急|用|届|对)[一-龥]{1,12}$")
_DONE = re.compile(r"(?:实际|实有|仅|只|已|现有|才)[一-龥]{0,12}$")
_SHORT = re.compile(r"^(?:还|尚|仍)?(?:少|多|低|差|超)[一-龥]{0,6}$")
_TWO = 2


def _value(figure: Figure) -> Decimal:
    return figure.value or Decimal(0)


def _lower_first(pair: list[Figure]) -> tuple[Figure, Figure]:
    low, high = sorted(pair, key=_value)
    return low, high


def names_two(delta: Figure, sentence: Sentence) -> bool:
    """教师比公务员高: both that are compared are named, and neither is a time."""
    said = _names().search(own_clause(delta, sentence.text))
    return said is not None and bool(said["goal"]) and not finder_of("compared_times").search(said["base"])


def norm_told(goal: Figure, delta: Figure, sentence: Sentence, told: list[Figure]) -> Figure | None:
    """规定不超过2000人。某校2386人，超出上限386人；另一校2134人，超出134人: the norm of the sentence before that a value is said to pass
    or to miss."""
    if not is_against_norm(delta, sentence):
        return None
    norms = [f for f in told[-_TOLD:] if f.status == "standard" and f.unit == goal.unit and f.value is not None]
    alone = norms[-1] if len({f.value for f in norms}) == 1 else None
    if alone is None or alone.value is None or goal.value is None or delta.value is None:
        return None
    return alone if (goal.value > alone.value) == (delta.value > 0) else None


@cache
def _names() -> re.Pattern[str]:
    """教师比公务员分别高出, 小学比初中高: what is compared, and with what."""
    verb = "(?:高出|高|多出|多|低|少|领先|落后)"
    filler = one_of(words_of("compared_fillers"))
    return re.compile(rf"(?:^|[^一-龥])(?P<goal>[一-龥]{{0,14}}?)(?:比|较)(?P<base>[一-龥]{{2,14}}?){filler}{{0,3}}{verb}了?$")


def _rows(values: list[Figure], count: int) -> list[list[Figure]]:
    """The values one by one; or, for several differences, the lists of as many values: joined, or of years that follow each other."""
    if count == 1:
        return [[f] for f in values]
    rows: list[list[Figure]] = []
    for figure in values:
        if rows and (figure.joined is rows[-1][-1] or _is_next_year(rows[-1][-1], figure)):
            rows[-1].append(figure)
        else:
            rows.append([figure])
    return [row for row in rows if len(row) == count]


def _is_next_year(a: Figure, b: Figure) -> bool:
    then, now = years_of(a.period), years_of(b.period)
    return b.order == a.order + 1 and is_dated(b) and then is not None and now is not None and now[0] == then[1] + 1


def _called(name: str, rows: list[list[Figure]], text: str) -> list[Figure] | None:
    """The row told last in whose words the name stands; or the one row where its last two characters do."""
    if finder_of("compared_times").search(name):
        return None
    if name in _PLACES:
        return rows[_PLACES[name]] if len(rows) >= -_PLACES[name] else rows[-1] if rows else None
    told = [(row, own_words(row[0], text) if len(row) > 1 else _words(row[0], text)) for row in rows]
    whole_name = [row for row, words in told if name in words]
    last_word = [row for row, words in told if name[-2:] in words]
    return whole_name[-1] if whole_name else last_word[0] if len(last_word) == 1 else None


_PLACES = {"后者": -1, "前者": -2}
"""The place among the rows; a former whose latter is taken is the last that is left."""


def _words(figure: Figure, text: str) -> str:
    """What a value is named by: the words in front of it; 小学、初中分别为95.2%、92.1% names each in its place."""
    first, place = figure, 0
    while first.joined is not None:
        first, place = first.joined, place + 1
    words = own_words(first, text)
    names = _LISTED.split(words)
    return names[place] if "RESP" in first.tags and place < len(names) > 1 else words


_LISTED = re.compile("[、和与及]")
