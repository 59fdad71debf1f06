"""Where the words that may speak for a figure stand: its clause, the noun behind it, what a share is of, what went before.

Takes a sentence and a figure; gives spans with weights. Reads no wordings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import one_of, words_of

OWN, BEHIND, PART_OF_SHARE, CLAUSE, EARLIER, LEAD, BEFORE = 1.0, 0.95, 0.8, 0.6, 0.3, 0.16, 0.15
DECAY = 0.012
"""What a character of distance takes off a word in the own clause."""
_STOPS_BEHIND = frozenset(
    ("COMMA", "SEP", "SEMI", "COLON", "END", "CLOSE", "TO", "UP", "DOWN", "SHARE", "CMP", "AMONG", "PLAN", "PAST", "PERIOD", "NOT",
     "FROM", "FIG", "PCT", "PP", "OPEN", "RESP", "MORE", "LESS")
)  # fmt: skip
_BREAKS = frozenset(("COMMA", "SEMI", "COLON", "OPEN", "CLOSE", "END"))


@dataclass(slots=True)
class Zones:
    """Where the words that may speak for a figure stand, as (start, end, weight), and what lies nearest."""

    own: tuple[int, int]
    behind: tuple[int, int]
    spans: list[tuple[int, int, float]]


def set_places(sentence: Sentence) -> None:
    """Each figure's place among the tokens, and how many brackets stand open there."""
    depth = 0
    for i, token in enumerate(sentence.tokens):
        if token.tag == "OPEN":
            depth += 1
        elif token.tag == "CLOSE":
            depth = max(depth - 1, 0)
        elif token.figure is not None:
            token.figure.at, token.figure.depth = i, depth


def find_zones(sentence: Sentence, figure: Figure, previous: Figure | None) -> Zones:
    """The zones of one figure, bounded by the figure before it and by punctuation."""
    low = previous.end if previous else sentence.start
    first = previous.at + 1 if previous else 0
    before = [t for t in sentence.tokens[first : figure.at] if t.start >= low]
    scopes = _scopes(before, sentence.text)
    figure.own = [t for t in before if not any(start <= t.start < end for start, end in scopes)] if scopes else before
    figure.tags = _tags(figure.own)
    clause = low if figure.tags.isdisjoint(_BREAKS) else next(t.end for t in reversed(figure.own) if t.tag in _BREAKS)
    behind_end = _behind(sentence, figure)
    if clause == low and previous is not None and _listed_with_noun(figure, behind_end):
        clause = figure.start
    edges = [clause, *(edge for scope in scopes if scope[0] >= clause for edge in scope), figure.start]
    spans = [*((edges[i], edges[i + 1], OWN) for i in range(0, len(edges), 2)), (figure.end, behind_end, BEHIND)]
    if previous is not None and is_size_of(sentence, figure, previous):
        return Zones((low, figure.start), (figure.end, behind_end), [*spans, (previous.clause, previous.end, CLAUSE)])
    if figure.unit == "%" and previous is not None and previous.unit not in ("%", "pp"):
        spans.append((previous.clause, previous.start, PART_OF_SHARE))
    if clause > low:
        # 各校教学用房都在标准以上；运动场馆低于标准（小学7.5㎡: of two clauses before a bracket the nearer one tells what is measured.
        said_before = max((t.end for t in figure.own if t.tag == "SEMI" and t.end < clause), default=low)
        label = max(_label_end(sentence, figure) if _names_something(figure, sentence) else low, low)
        spans += [(max(said_before, label), clause, CLAUSE), (label, said_before, EARLIER), (low, label, LEAD)]
    if low > sentence.start:
        divides = figure.unit == "%" and ("AMONG" in figure.tags or (previous is not None and "AMONG" in previous.tags))
        label = _label_end(sentence, figure)
        spans += [(label, low, CLAUSE - 0.01 if divides else EARLIER), (sentence.start, label, LEAD)]
    return Zones((low, figure.start), (figure.end, behind_end), spans)


def is_size_of(sentence: Sentence, figure: Figure, previous: Figure) -> bool:
    """硬化操场6800平方米；新建厕所3座，共240平方米: how large that is which was counted right before."""
    counted = figure.unit == "m2" and previous.unit == "item" and previous.unit_text in _BUILDINGS
    return counted and _SIZE.fullmatch(sentence.text, previous.end, figure.start) is not None


_BUILDINGS = frozenset(("栋", "幢", "座", "处", "个", "间", "块", "片", "套"))
_SIZE = re.compile("[，,(（、]?(?:共计?|合计|总计)?(?:总?(?:建筑|使用|建设|施工|改造)?(?:总)?面积)?(?:[共达为约近]|共计|合计|超过|达到)*")


def _tags(own: list[Token]) -> frozenset[str]:
    """村小（教学点）94所, 小学（含教学点）94所: a bracket that is closed again in front of the figure opens nothing for it."""
    tags = frozenset(t.tag for t in own)
    if "CLOSE" not in tags:
        return tags
    closed = next((i for i in reversed(range(len(own))) if own[i].tag == "CLOSE"), 0)
    opened = next((i for i in reversed(range(closed)) if own[i].tag == "OPEN"), closed)
    return frozenset(t.tag for i, t in enumerate(own) if not (opened <= i < closed and t.tag in ("OPEN", "AMONG")))


def _label_end(sentence: Sentence, figure: Figure) -> int:
    """反馈问题：2022年初中三年巩固率为94.2%: where the label ends under which something is told; else the start of the sentence."""
    label = _label().match(sentence.text, sentence.start, figure.start)
    return label.end() if label else sentence.start


def _names_something(figure: Figure, sentence: Sentence) -> bool:
    """Behind the label stands what is measured; of 反馈问题：共32个 the label tells it."""
    behind = _label_end(sentence, figure)
    return any(t.tag == "TERM" and t.hit is not None and not t.hit.word.scope and t.start >= behind for t in figure.own)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"[^，,。；;：:\d]{{0,8}}{one_of(words_of('matters'))}[：:]")


def _scopes(tokens: list[Token], text: str) -> list[tuple[int, int]]:
    """小学（含小学部）38所: where brackets stand that only say what is counted in."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for token in tokens:
        if token.tag == "OPEN" and text.startswith(words_of("counted_in"), token.end):
            opened = token.start
        elif token.tag == "CLOSE" and opened is not None:
            found.append((opened, token.end))
            opened = None
    return found


def _listed_with_noun(figure: Figure, behind_end: int) -> bool:
    """三名学生、一位老师: in a list whose every figure has its noun behind it, the words before are the neighbour's."""
    if len(figure.own) < 2 or figure.own[-1].tag not in ("SEP", "CONJ") or behind_end == figure.end:
        return False
    return all(t.tag in ("TERM", "W") for t in figure.own[:-1])


def _behind(sentence: Sentence, figure: Figure) -> int:
    """Where the noun behind the figure ends. What leads on to the next figure is not of it: 小学66所达标5所."""
    end = figure.end
    listed = False
    for i in range(figure.at + 1, len(sentence.tokens)):
        token = sentence.tokens[i]
        if listed and token.figure is not None and token.figure.unit_text == figure.unit_text:
            listed = False
        elif token.tag in ("SEP", "CONJ") and _goes_on_listing(sentence.tokens[i + 1 : i + 4], figure):
            listed = True
        elif token.tag == "SEP" and _names_several(sentence, i, figure):
            continue
        elif not (listed and token.tag in _NEXT_MEMBER):
            leads_on = token.tag == "ATTAIN" and any(t.figure is not None for t in sentence.tokens[i + 1 : i + 3])
            if token.tag in _STOPS_BEHIND or token.start - figure.end > 20 or leads_on or _said_of_all(token, figure):
                break
            end = token.end
    return end


def _names_several(sentence: Sentence, place: int, figure: Figure) -> bool:
    """74间音乐、美术专用教室: one noun with two kinds; no figure follows that the second kind would belong to."""
    kind = sentence.text[figure.end : sentence.tokens[place].start]
    return len(kind) == _KIND and all(t.tag in ("TERM", "W") for t in sentence.tokens[place + 1 : place + 3])


_KIND = 2
"""Characters of such a kind: 音乐, 体育."""


def _said_of_all(token: Token, figure: Figure) -> bool:
    """困难学生1475名全部得到资助: what all of them do, who were named before their number, does not say who they are."""
    return token.tag == "BE" and token.start == figure.end and figure.unit == "person"


def _goes_on_listing(tokens: list[Token], figure: Figure) -> bool:
    """小学14所、初中11所达标, 初中每生每年880元拨付公用经费: only a stage, or by whom it is counted, stands before the next of the list."""
    for token in tokens:
        if token.figure is not None:
            return token.figure.unit_text == figure.unit_text
        if token.tag not in _NEXT_MEMBER:
            return False
    return False


_NEXT_MEMBER = frozenset(("STAGE", "PER"))
