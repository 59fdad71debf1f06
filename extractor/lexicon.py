"""The field's words: which there are, what part each plays, and where they stand in a text.

Takes folded text in which numbers are blanked out; gives word hits, found by characters and longest first. The words
come from words.yaml (structure, stages, areas, bounds) and from models/data/indicators.yaml (what is measured).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from models.indicators import OTHER, Group, Indicator, load_indicators
from models.loading import load_data


@dataclass(slots=True)
class Word:
    """What the lexicon knows of one word. A word may be several things: 小学 is a stage, and a school."""

    text: str
    tag: str = ""
    stage: str | None = None
    area: str | None = None
    criterion: str | None = None
    period: str | None = None
    bound_left: str | None = None
    bound_right: str | None = None
    term: bool = False
    scope: bool = False
    """Listed as the name of a stage or an area: 小学, 乡镇."""
    strength: float = 1.0
    """How much it tells: a long word of one indicator (大班额) more than one of many (教师, 比例) or a mere stage."""
    groups: list[tuple[int, int]] = field(default_factory=list)
    """(wording, group) pairs of the indicators that this word speaks for."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One wording of an indicator; words refer to it and to its groups by number."""

    indicator: Indicator
    groups: tuple[Group, ...]
    weight: float
    needed: int
    """How many groups must be met, those left out that must not."""


class Hit(NamedTuple):
    """A word at text[start:end]."""

    start: int
    end: int
    word: Word


_SPLIT = re.compile(r"[学中](?=生均|生师比)")
"""小学生均公用经费 is 小学 and 生均, not 小学生: the one place where the longest word is the wrong one."""


class Lexicon:
    """All words in one automaton. Built once a process; holds no state of any document."""

    def __init__(self, words: dict[str, Word], wordings: list[Saying], silent: dict[str, list[str]]) -> None:
        self.words = list(words.values())
        self.wordings = wordings
        self.speaking = [w for w in self.words if w.groups]
        """Those that stand in the wording of some indicator."""
        self._longest = AhoCorasick([w.text for w in self.words], matchkind=MatchKind.LeftmostLongest)
        self._all = AhoCorasick([w.text for w in self.speaking], matchkind=MatchKind.Standard)
        self._silent = silent
        self._inner: dict[str, list[Hit]] = {}
        """What `_terms_in` found in a word, by its text."""

    def tokens(self, text: str) -> list[Hit]:
        """The words of `text`, longest first, none over another."""
        words = self.words
        found: list[Hit] = []
        at = 0
        for cut in [*(m.end() for m in _SPLIT.finditer(text)), len(text)]:
            found += [Hit(at + a, at + b, words[i]) for i, a, b in self._longest.find_matches_as_indexes(text[at:cut])]
            at = cut
        return found

    def terms(self, tokens: list[Hit]) -> list[Hit]:
        """Every word of a text that speaks for an indicator, also inside a longer one, but never across a token's edge.

        `tokens` are the words of the text: a word that speaks is one of them, or lies in one.
        """
        return [Hit(start + a, start + b, word) for start, _, token in tokens for a, b, word in self._terms_in(token.text)]

    def _terms_in(self, token: str) -> list[Hit]:
        """The words that speak in a token, in the order of their ends; single characters only where they are all of it."""
        if token not in self._inner:
            words, silent = self.speaking, self._silent.get(token, ())
            found = (Hit(a, b, words[i]) for i, a, b in self._all.find_matches_as_indexes(token, overlapping=True))
            self._inner[token] = [h for h in found if (h.end - h.start > 1 or len(token) == 1) and h.word.text not in silent]
        return self._inner[token]


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of words.yaml and of the indicators' wordings."""
    data = load_data("words.yaml", "extractor")
    words = _Words()
    _add_tags(data, words)
    _add_scopes(data, words)
    for bound, sides in data["bounds"].items():
        for text in sides["left"]:
            words[text].bound_left = bound
        for text in sides["right"]:
            words[text].bound_right = bound
    wordings = _add_wordings(load_indicators().values(), words)
    _inherit_scopes(words, data["no_scope"])
    _weigh(words, wordings)
    _tag_norms(words, tuple(data["tags"]["NORM"]))
    return Lexicon(words, wordings, data["silent"])


class _Words(dict[str, Word]):
    """Words by their text; one that is asked for and not yet known is new."""

    def __missing__(self, text: str) -> Word:
        word = self[text] = Word(text)
        return word


def _add_tags(data: dict[str, Any], words: _Words) -> None:
    """The part that a word plays in a sentence; the first list that names it decides."""
    reaching = [verb + end for verb in data["reaching"]["verbs"] for end in data["reaching"]["ends"]]
    per = (("PER", entry["words"]) for entry in data["per"].values())
    lists = [*data["tags"].items(), ("TO", reaching), *_ways(data["dividing"]), *per, ("W", [*data["compounds"], *data["silent"]])]
    for tag, texts in lists:
        for text in texts:
            words[text].tag = words[text].tag or tag


def _ways(data: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """从来源看, 按用途分: every opening with the sides that it divides by and its ends; WAY where it does so only of money."""
    for opening, ends in data["ends"].items():
        parts = opening in data["parting"]
        for_good = [*data["sides"], *((*data["sides_of_some"], *data["sides_of_all"]) if parts else ())]
        yield "AMONG", [opening + side + end for side in for_good for end in ends]
        if not parts:
            yield "WAY", [opening + side + end for side in data["sides_of_some"] for end in ends]


def _add_scopes(data: dict[str, Any], words: _Words) -> None:
    """The stage, area, item of the standard or time that a word names."""
    for attribute, section in (("stage", "stages"), ("area", "areas"), ("criterion", "criteria"), ("period", "periods")):
        for value, texts in data[section].items():
            for text in texts:
                setattr(words[text], attribute, value)
                words[text].scope = words[text].scope or attribute in ("stage", "area")


def _weigh(words: dict[str, Word], wordings: list[Saying]) -> None:
    """Set the strength of each word: by how few indicators it speaks for, its length, and whether it is a mere scope."""
    for word in words.values():
        count = len({wordings[n].indicator.id for n, group in word.groups if wordings[n].groups[group].side != "never"})
        weight = next((w for most, w in _WEIGHTS if count <= most), 0.7)
        word.strength = weight * (1 + 0.06 * min(len(word.text), 8)) * (SCOPE if word.scope else 1)


SCOPE = 0.6
"""A word that only names the stage or the area (小学, 乡镇) says little of what is counted."""
_WEIGHTS = ((1, 1.2), (2, 1.1), (4, 1.0), (8, 0.85))
"""The most indicators that a word may speak for, and its weight then."""


def _tag_norms(words: dict[str, Word], norms: tuple[str, ...]) -> None:
    """公用经费基准定额 is a norm as 定额 is."""
    for word in words.values():
        if not word.tag and len(word.text) > 3 and word.text.endswith(norms):
            word.tag = "NORM"


def _inherit_scopes(words: dict[str, Word], no_scope: list[str]) -> None:
    """A longer word speaks of the stage or area that a word inside it names: 特教学校就读 is of special education.

    `no_scope`: what only looks like one (高一级学历).
    """
    scoped = [*(w for w in words.values() if w.stage or w.area), *(Word(text) for text in no_scope)]
    automaton = AhoCorasick([w.text for w in scoped], matchkind=MatchKind.LeftmostLongest)
    for word in words.values():
        if word.stage or word.area or word.tag not in ("", "PER") or len(word.text) < 3:
            continue
        for i, _, _ in automaton.find_matches_as_indexes(word.text):
            word.stage = scoped[i].stage or word.stage
            word.area = scoped[i].area or word.area


def _add_wordings(indicators: Iterable[Indicator], words: _Words) -> list[Saying]:
    """The wordings of the indicators, numbered; each word is told the groups in which it stands."""
    wordings: list[Saying] = []
    for indicator in indicators:
        for wording in indicator.wordings:
            number = len(wordings)
            wordings.append(Saying(indicator, wording.groups, wording.weight, sum(g.side != "never" for g in wording.groups)))
            for i, group in enumerate(wording.groups):
                for text in group.words:
                    entry = words[text]
                    entry.groups.append((number, i))
                    entry.term = entry.term or indicator.id != OTHER
    return wordings
