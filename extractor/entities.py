"""Named schools and townships in a sentence: 县第一小学, **乡中心小学, 海韵小学; 农村小学 and 新建小学 name none.

Takes a folded text; gives the names with their spans. Knows no list of places: the form of the name decides, by the
words of entities.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.wordlists import one_of
from models.loading import load_data


@dataclass(frozen=True, slots=True)
class Entity:
    """A named school at text[start:end]."""

    start: int
    end: int
    name: str
    stage: str | None


@dataclass(frozen=True, slots=True)
class _Rules:
    """entities.yaml, compiled. `name` has the groups stem and kind; `stem` finds where in the stem the name begins."""

    name: re.Pattern[str]
    stem: re.Pattern[str]
    no_name: tuple[str, ...]
    not_before: tuple[str, ...]
    stages: dict[str, tuple[str, ...]]


@lru_cache(maxsize=512)
def find_entities(text: str) -> tuple[Entity, ...]:
    """The named schools of a text, left to right."""
    rules = _rules()
    found = []
    for match in rules.name.finditer(text):
        stem = rules.stem.search(match["stem"])
        if stem is None or match["stem"].endswith(rules.no_name) or text.startswith(rules.not_before, match.end()):
            continue
        start = match.start("stem") + stem.start()
        found.append(Entity(start, match.end(), text[start : match.end()], _stage(match["kind"], rules)))
    return tuple(found)


def _stage(kind: str, rules: _Rules) -> str | None:
    return next((stage for stage, words in rules.stages.items() if any(word in kind for word in words)), None)


@cache
def _rules() -> _Rules:
    data = load_data("entities.yaml", "extractor")
    section = rf"(?:{one_of(data['sections'])}|[\u4e00-\u9fff]{{1,4}}{data['campus']}|{one_of(data['branches'])})?"
    numbered = r"第[一二三四五六七八九十\d]+"
    masked = rf"[Xx×*]{{1,3}}{one_of(data['masked_places'])}?"
    placed = rf"[\u4e00-\u9fff]{{1,4}}{one_of(data['places'])}"
    return _Rules(
        name=re.compile(rf"(?P<stem>[\u4e00-\u9fffXx×*]{{1,10}}?)(?P<kind>{one_of(data['kinds'])}{section})"),
        stem=re.compile(rf"(?:{numbered}|{masked}|{placed}|[\u4e00-\u9fff]{{2,3}})$"),
        no_name=tuple(data["no_name"]),
        not_before=tuple(data["not_before"]),
        stages={stage: tuple(words) for stage, words in data["stages"].items()},
    )
