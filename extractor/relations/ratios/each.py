"""Means of what is counted, named by its counter: 校均400万元, 平均每个4800平方米, 套均8万元, 平均每班46人.

Takes a figure and its sentence; gives the amount that is shared out and the count of those that share it. The words tell which; the
figures only must not be of another order of size.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.bind.lists import list_length
from extractor.figures import Figure
from extractor.relations.links import is_level, own_clause, own_words, share_words
from extractor.relations.ratios.quotients import Pair
from extractor.sentences import Sentence

_COUNTERS = "个所校班套间片块栋座点处园台辆车条"
_EACH = re.compile(
    rf"(?:平均每(?P<each>[{_COUNTERS}])|每(?P<every>[{_COUNTERS}])(?P<of>[一-龥]{{0,4}}?)平均|(?P<mean>[校班套间片点园车])均|(?P<size>平均班额))"
    r"(?P<noun>[一-龥]{0,8}?)(?:[约近达为有到超过]{0,4})$"
)
_KINDS = {"校": ("school",), "班": ("class",)}
"""Counters that are themselves what is counted, and the units of that."""
_MEASURES = {"车": "辆"}
"""Nouns that stand for their measure word: 车均, 平均每车."""
_APART = Decimal(2)
"""What a mean that is told may be off by, as a factor: beyond it the figures are of other things."""


def find_each(rate: Figure, sentence: Sentence) -> Pair | None:
    """The amount right before a mean, or before the count that it is shared by, and the nearest count of the things in the sentence."""
    rates = _listed_with(rate, sentence)
    pair = _in_turn(rate, rates, sentence) if rates else None
    if pair is not None or (rates and len({f.stage for f in rates}) == 1):
        return pair
    said = _EACH.search(own_clause(rate, sentence.text))
    if said is None or rate.value is None or rate.bound not in ("exact", "about"):
        return None
    counter = "班" if said["size"] else said["each"] or said["every"] or said["mean"]
    noun = (said["of"] or "") + (said["noun"] or "")
    inside = [f for f in sentence.figures if f.order < rate.order and is_level(f) and not f.roles & _NO_COUNTS]
    counts = [f for f in inside if _counts(f, counter, noun, sentence.text) and f.unit != rate.unit and _is_of_stage(f, rate)]
    named = [f for f in counts if share_words(noun, _words_of(f, sentence))]
    # 校车46辆，其中城关镇14辆、河口镇11辆，平均每辆校车: the count that the mean's own noun names, and no part of it
    whole = next(iter((named or counts)[-1:]), None)
    if whole is None:
        return None
    reach = 2 if rate.order - whole.order == 1 else 1
    near = [f for f in inside if f is not whole and rate.order - f.order <= reach]
    part = next((f for f in reversed(near) if _is_shared(f, rate)), None)
    if part is not None and part.whole is not None and whole.value and _is_shared(part.whole, rate):
        # 保安236人，其中县城92人、乡镇144人，平均每校3人: of the last part or of all, whichever comes nearer
        claimed = rate.value * whole.value
        part = min((part, part.whole), key=lambda f: abs((f.value or 0) - claimed))
    if part is None or len({part.stage, whole.stage} - {None, "compulsory"}) > 1 or not whole.value:
        return None
    quotient = (part.value or 0) / whole.value
    return (part, whole) if rate.value / _APART < quotient < rate.value * _APART else None


def _listed_with(rate: Figure, sentence: Sentence) -> list[Figure]:
    """The means of a list that 分别 assigns in turn, this one among them."""
    for first in (f for f in sentence.figures if "RESP" in f.tags and 0 <= rate.order - f.order < _LONGEST and f.unit == rate.unit):
        i = sentence.figures.index(first)
        listed = sentence.figures[i : i + list_length(sentence, i)]
        if len(listed) > 1 and rate in listed and _EACH.search(own_clause(first, sentence.text)):
            return listed
    return []


def _in_turn(rate: Figure, rates: list[Figure], sentence: Sentence) -> Pair | None:
    """七、八、九年级分别有28个班、27个班、26个班，在校生1316人、1269人、1196人，平均班额分别为47人、47人和46人: amount and count in the
    mean's own place, where as many of both are listed right before."""
    said = _EACH.search(own_clause(rates[0], sentence.text))
    counter = "班" if said and said["size"] else said and (said["each"] or said["every"] or said["mean"])
    ahead = [f for f in sentence.figures if f.order < rates[0].order][-2 * len(rates) :]
    lists = ahead[: len(rates)], ahead[len(rates) :]
    if not counter or len(lists[1]) != len(rates) or not all(is_level(f) for f in ahead):
        return None
    if any(list_length(sentence, sentence.figures.index(listed[0])) != len(rates) for listed in lists):
        return None
    at = rates.index(rate)
    for counts, amounts in (lists, lists[::-1]):
        if all(_counts(f, counter, "", sentence.text) for f in counts) and all(_is_shared(f, rate) for f in amounts):
            return amounts[at], counts[at]
    return None


_LONGEST = 12
"""Figures of a list, at most."""
_BEHIND = 8
"""Characters behind a count in which its noun stands: 46辆校车."""
_NO_COUNTS = {"norm", "group", "aged", "name", "from"}


def _words_of(count: Figure, sentence: Sentence) -> str:
    """Its own words and those behind it; for what something came to (名师工作室由8个增加到21个) those of what it was, too."""
    was = [f for f in sentence.figures if f.order == count.order - 1 and "from" in f.roles] if "to" in count.roles else []
    return "".join(own_words(f, sentence.text) for f in (*was, count)) + sentence.text[count.end : count.end + _BEHIND]


def _is_of_stage(count: Figure, rate: Figure) -> bool:
    """小学354个班，初中150个班，平均班额分别为42人和47人: a mean of one stage is of no other stage's classes."""
    return len({count.stage, rate.stage} - {None, "compulsory"}) <= 1


def _counts(figure: Figure, counter: str, noun: str, text: str) -> bool:
    """Whether a figure counts what the mean is of: 校均 any schools, 平均每个 what is counted in 个, 平均每个点 points alone."""
    if counter in _KINDS:
        return figure.unit in _KINDS[counter]
    measure = _MEASURES.get(counter, counter)
    return figure.unit_text == measure and (counter != measure or len(noun) != 1 or noun in text[figure.end : figure.end + _BEHIND])


def _is_shared(figure: Figure, rate: Figure) -> bool:
    same = figure.unit == rate.unit and (rate.unit != "item" or figure.unit_text.lstrip("万亿") == rate.unit_text.lstrip("万亿"))
    return same and figure.value is not None and rate.value is not None and figure.value > rate.value
