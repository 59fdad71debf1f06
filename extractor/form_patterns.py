"""The patterns of patterns.yaml as regular expressions over a sentence that is written in two characters a token.

The first character is the token's tag, the second tells which of the conditions on words its word meets. Takes a sentence's
tokens; gives where each pattern matches. What a match means is decided in forms.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from extractor.tokens import Token
from models.loading import load_data

_FIRST = 0xE000
"""The first character of both alphabets: none of these stands for anything else in a regular expression."""
_CONDITIONS = 12
"""Conditions on words at most: each doubles the characters that stand for a word."""


class Match(NamedTuple):
    """A pattern of the form `name` on tokens[start:end]."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Patterns:
    """patterns.yaml, compiled."""

    tags: dict[str, str]
    """The character of each tag that some pattern names; `""` for all others."""
    conditions: tuple[dict[str, Any], ...]
    """The conditions on words, by their bit."""
    beginning: dict[str, list[tuple[str, re.Pattern[str]]]]
    """By the tag of the first token, the patterns that may match there, with the names of their forms."""


def find_matches(text: str, tokens: list[Token]) -> list[Match]:
    """All matches in a sentence, of one pattern at most one from each token on: those that end first, of these the shortest first."""
    beginning = _patterns().beginning
    codes = [_code(t.tag, text[t.start : t.end]) for t in tokens]
    written = "".join(codes)
    found = [
        Match(name, start, match.end() // 2)
        for start in reversed(range(len(codes)))
        for name, pattern in beginning.get(codes[start][0], ())
        if (match := pattern.match(written, 2 * start))
    ]
    return sorted(found, key=attrgetter("end"))


@lru_cache(maxsize=8192)
def _code(tag: str, word: str) -> str:
    """The two characters of a token."""
    patterns = _patterns()
    met = sum(_meets(word, condition) << bit for bit, condition in enumerate(patterns.conditions))
    return patterns.tags.get(tag, patterns.tags[""]) + chr(_FIRST + met)


@cache
def _patterns() -> _Patterns:
    items = [item for _, pattern in _written() for item in pattern]
    named = sorted({tag for item in items for tag in _tags_named(item)})
    tags = {tag: chr(_FIRST + i) for i, tag in enumerate(["", *named])}
    conditions: list[dict[str, Any]] = []
    for item in items:
        if "ORTH" in item and item["ORTH"] not in conditions:
            conditions.append(item["ORTH"])
    if len(conditions) > _CONDITIONS:
        raise ValueError(f"patterns.yaml: more than {_CONDITIONS} different conditions on words")
    beginning: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name, pattern in _written():
        compiled = re.compile("".join(_expression(item, tags, conditions) for item in pattern), re.DOTALL)
        for tag in _allowed(pattern[0], tags):
            beginning.setdefault(tag, []).append((name, compiled))
    return _Patterns(tags, tuple(conditions), beginning)


def _written() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each pattern with the name of its form, its short forms written out."""
    data = load_data("patterns.yaml", "extractor")
    for name, form in data["forms"].items():
        for pattern in form["patterns"]:
            items = [item for part in pattern for item in (data["short_forms"][part] if isinstance(part, str) else [part])]
            if "OP" in items[0]:
                raise ValueError(f"patterns.yaml: a pattern of {name} begins with a word that may be lacking")
            yield name, items


def _tags_named(item: dict[str, Any]) -> list[str]:
    wanted = item.get("TAG", {})
    return [wanted] if isinstance(wanted, str) else [tag for among in wanted.values() for tag in among]


def _expression(item: dict[str, Any], tags: dict[str, str], conditions: list[dict[str, Any]]) -> str:
    """One item of a pattern: a token, `?` one that may be lacking, `*` any number."""
    word = "."
    if "ORTH" in item:
        bit = conditions.index(item["ORTH"])
        word = f"[{''.join(chr(_FIRST + met) for met in range(2 ** len(conditions)) if met >> bit & 1)}]"
    token = f"[{''.join(_allowed(item, tags))}]{word}"
    return f"(?:{token}){item['OP']}" if "OP" in item else token


def _allowed(item: dict[str, Any], tags: dict[str, str]) -> list[str]:
    """The characters of the tags that an item may have."""
    wanted = item.get("TAG", {"NOT_IN": []})
    return [code for tag, code in tags.items() if (tag == wanted if isinstance(wanted, str) else _meets(tag, wanted))]


def _meets(told: str, wanted: dict[str, Any]) -> bool:
    """Whether a tag or a word meets a condition such as IN: [UP, DOWN]."""
    match wanted:
        case {"IN": among}:
            return told in among
        case {"NOT_IN": barred}:
            return told not in barred
        case {"REGEX": pattern}:
            return re.search(pattern, told) is not None
    raise ValueError(f"patterns.yaml: {wanted} is no condition")
