"""The patterns of patterns.yaml match what they match item by item, tried slowly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from extractor.form_patterns import Match, find_matches
from extractor.tokens import Token
from models.loading import load_data

FORMS = load_data("patterns.yaml", "extractor")
TAGS = ["FROM", "TO", "UP", "LESS", "CMP", "NORM", "BY", "GRANT", "SHARE", "GEN", "LE", "W", "COMMA", "SEP", "FIG", "PCT", "PP", "OTHER"]
WORDS = ["达到", "低于", "超过", "学生", "净增", "高标准", "标准", "呃"]


def matched(items: list[dict[str, Any]], tokens: list[tuple[str, str]], start: int) -> Iterator[int]:
    """All ends of a pattern that matches from `start` on."""
    if not items:
        yield start
        return
    first, rest = items[0], items[1:]
    if first.get("OP") in ("?", "*"):
        yield from matched(rest, tokens, start)
    if start < len(tokens) and meets(first, *tokens[start]):
        yield from matched(items if first.get("OP") == "*" else rest, tokens, start + 1)


def meets(item: dict[str, Any], tag: str, word: str) -> bool:
    return holds(item.get("TAG", {"NOT_IN": []}), tag) and holds(item.get("ORTH", {"NOT_IN": []}), word)


def holds(wanted: Any, told: str) -> bool:
    if isinstance(wanted, str):
        return told == wanted
    [(how, what)] = wanted.items()
    return {"IN": lambda: told in what, "NOT_IN": lambda: told not in what, "REGEX": lambda: re.search(what, told) is not None}[how]()


def written_out(pattern: list[Any]) -> list[dict[str, Any]]:
    return [item for part in pattern for item in (FORMS["short_forms"][part] if isinstance(part, str) else [part])]


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.sampled_from(WORDS)), max_size=16))
def test_all_matches_are_found(tokens: list[tuple[str, str]]) -> None:
    text, made = "", []
    for tag, word in tokens:
        made.append(Token(len(text), len(text) + len(word), tag))
        text += word
    slowly = {
        Match(name, start, end)
        for name, form in FORMS["forms"].items()
        for pattern in form["patterns"]
        for start in range(len(tokens))
        for end in matched(written_out(pattern), tokens, start)
    }
    found = find_matches(text, made)
    assert set(found) == slowly
    assert [(m.end, -m.start) for m in found] == sorted((m.end, -m.start) for m in found)
