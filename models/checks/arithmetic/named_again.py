"""Which of the figures right before it a total names again as what it takes together:
优秀312人，良好986人，及格1019人，…，优秀和良好合计1298人; 滨江学校小学部增加1080个、初中部增加960个，该校两部合计2040个.

Words are data (named_sums.yaml). Silent where a name fits two figures or none, and where a total lies too far off to be meant as theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.computing import middle, rounded, total
from models.checks.desk import Placed, Sentence, is_exact
from models.checks.wordings import at_end, has_words, number_of, pattern
from models.fact import Fact
from models.loading import load_data

_FILE = "named_sums.yaml"


def parts_named(sentence: Sentence, whole: Placed) -> list[Fact]:
    """The figures before a total in its sentence that it names; none where they are not surely told."""
    words = _CLAUSE.split(sentence.text[: whole.start])[-1]
    said = at_end(f"{_words('counting')}{_words('totals')}").search(words)
    if said is None or not is_exact(whole.fact) or _is_silent(sentence, whole):
        return []
    told = [p for p in sentence.placed if p.end <= whole.start - len(words) and _may_be_part(p.fact, whole.fact)]
    named = [label for label in (_label(sentence, p) for p in told)]
    places = _by_names(words[: said.start()], named) or _by_kind(at_end(_words("totals")).sub("", words), named)
    parts = [told[place].fact for place in places]
    return parts if len(parts) > 1 and _is_near(whole.fact, parts) else []


_CLAUSE = re.compile("[，,。；;：:（）()]")
_FAR = Fraction(2, 5)
"""By what share of a total its parts may miss it."""


def _words(name: str) -> str:
    words: str = load_data(_FILE)[name]
    return words


def _is_near(whole: Fact, parts: list[Fact]) -> bool:
    value = Fraction(whole.value or 0)
    return abs(middle(total(parts, rounded)) - value) <= _FAR * value


def _is_silent(sentence: Sentence, whole: Placed) -> bool:
    """合计去重, 两项均有的: what is in two of them is counted once."""
    behind = _CLAUSE.split(sentence.text[whole.end :])
    return has_words(_FILE, "silent", _CLAUSE.split(sentence.text[: whole.start])[-1] + "".join(behind[:2]))


def _may_be_part(part: Fact, whole: Fact) -> bool:
    return is_exact(part) and "/" not in part.unit and part.value is not None and _counted_alike(part, whole)


def _counted_alike(a: Fact, b: Fact) -> bool:
    return a.unit == b.unit and (a.unit != "item" or a.evidence.text[-1:] == b.evidence.text[-1:])


def _label(sentence: Sentence, part: Placed) -> str:
    """What names a figure: the words right before it."""
    words = _MARK.split(sentence.text[: part.start])[-1]
    return at_end(_words("links")).sub("", words)


_MARK = re.compile("[，,、。；;：:（）()0-9]")


def _by_names(words: str, labels: list[str]) -> list[int]:
    """The places of the figures that 优秀和良好 names, each once; none where one of them is named by no label or by two."""
    names = _AND.split(words)
    if len(names) < 2:
        return []
    found = [_called(labels, name, names[-1]) for name in names]
    if any(len(places) != 1 for places in found):
        return []
    return sorted({places[0] for places in found}) if len({places[0] for places in found}) == len(names) else []


_AND = re.compile("以及|[、和与及]|加(?!强|快|大|入)")


def _called(labels: list[str], name: str, last: str) -> list[int]:
    """The places that a name is of: those of its very words, else those of more words that end in it (其中县一小)."""
    exact = [place for place, label in enumerate(labels) if _is_called(label, name, last)]
    return exact or [place for place, label in enumerate(labels) if len(name) > 1 and re.search(f"[^{_DENIES}]{re.escape(name)}$", label)]


_DENIES = "不非未基本副准次"


def _is_called(label: str, name: str, last: str) -> bool:
    """语文教师 is called 语文 of 语文和数学教师."""
    return len(name) > 1 and (label == name or (label.startswith(name) and last.endswith(label[len(name) :])))


def _by_kind(words: str, labels: list[str]) -> list[int]:
    """The places of the figures that 该校两部 takes up: the only ones named by its kind, all told side by side."""
    said = pattern(_words("of_a_kind")).fullmatch(words)
    if said is None:
        return []
    of_kind = [place for place, label in enumerate(labels) if label.endswith(said["kind"])]
    count = number_of(said["count"])
    chosen = of_kind[:count] if said["first"] else of_kind
    return list(_side_by_side(chosen)) if len(chosen) == count else []


def _side_by_side(places: list[int]) -> Iterator[int]:
    if places == list(range(places[0], places[0] + len(places))):
        yield from places
