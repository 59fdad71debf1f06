"""What figures count: whether two count alike, one may hold the other, and what a bare measure word counts.

Takes figures with their own tokens; sets nothing.
"""

from __future__ import annotations

from extractor.figures import Figure
from extractor.lexicon import Hit
from extractor.wordlists import words_of


def alike(a: Figure, b: Figure) -> bool:
    if a.unit == b.unit == "item" or a.is_score or b.is_score:
        return a.unit_text == b.unit_text
    return a.unit == b.unit or a.unit_text == b.unit_text != "" or {a.unit, b.unit} <= {"%", "pp"} or a.unit.split("/")[0] == b.unit


def tags_of(figure: Figure) -> list[str]:
    """What stands before the figure, without 有, 为 and words of bound."""
    return [t.tag for t in figure.own if t.tag not in ("LE", "BE", "BOUND")]


def counts_part_of(whole: Figure, part: Figure) -> bool:
    """39个班级全部在县城，其中小学22个; 52个班，小学36个: what the 个 of a part counts is named only at the whole."""
    if part.unit != "item" or part.unit_text != "个" or whole.unit not in ("school", "class") or not may_hold(whole, part):
        return False
    return "AMONG" in part.tags or names_part_alone(part)


def names_part_alone(figure: Figure) -> bool:
    """，小学36个; （城区28个; ，56人以上的7个: its clause names a stage, an area or a size, and nothing that is counted."""
    clause = [t for t in figure.own if t.start >= figure.clause]
    named = [t for t in clause if t.tag == "STAGE" or (t.hit is not None and t.hit.word.area) or t.figure is not None]
    said = all(t in named or t.tag in _AROUND_PART or (t.hit is not None and says_nothing_counted(t.hit)) for t in clause)
    return bool(named) and said and all(_is_size(t.figure) for t in named if t.figure)


def says_nothing_counted(hit: Hit) -> bool:
    """小学占612个，初中开设268个: what joins a part to its number, and tells nothing of what is counted."""
    return hit.word.tag in ("LE", "SHARE") or hit.word.text in words_of("holds_part")


def noun_end(figure: Figure) -> int:
    """Where the noun ends that the figure before this one counts: the first term right behind it, and the stage before that."""
    end = figure.left[0]
    for token in figure.own:
        if token.start != end or token.tag not in ("STAGE", "TERM"):
            break
        end = token.end
        if token.tag == "TERM":
            break
    return end


_AROUND_PART = frozenset(("COMMA", "SEP", "SEMI", "CONJ", "LE", "BE", "BOUND", "RIGHT", "GEN", "AMONG"))


def _is_size(figure: Figure) -> bool:
    return figure.unit == "person" and (figure.bound != "exact" or figure.value is None or figure.value < _LARGEST_CLASS)


_LARGEST_CLASS = 100
"""No class has so many pupils."""


def may_hold(whole: Figure, part: Figure) -> bool:
    return whole.value is None or part.value is None or part.value <= whole.value
