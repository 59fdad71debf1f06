"""Named schools and townships, and civil servants, in a sentence: 县第一小学, **乡中心小学, 海韵小学; 农村小学 and 新建小学 name none.

Takes a folded text; gives the names with their spans. Knows no list of places: the form of the name decides, by the
words of entities.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.wordlists import finder, one_of
from models.loading import load_data


@dataclass(frozen=True, slots=True)
class Entity:
    """A named school, or another body that figures are about, at text[start:end]."""

    start: int
    end: int
    name: str
    stage: str | None
    outside: bool = False
    """No school of the county: 公务员."""


_LONGEST_STEM = 6
"""Characters that a name has before its kind at most, where no place tells: 天河城关第二|小学."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """entities.yaml, compiled. `name` has the groups stem and kind, or body; `leads` finds what leads up to a name in the stem, `stem`
    where one begins that nothing leads up to; `sure` the stems that are no mere word; `counted` and `means` are for the text behind.
    No name is without something of `any_kind`."""

    any_kind: re.Pattern[str]
    name: re.Pattern[str]
    masked: re.Pattern[str]
    leads: re.Pattern[str]
    stem: re.Pattern[str]
    no_name: tuple[str, ...]
    no_name_ending: tuple[str, ...]
    no_stem: frozenset[str]
    not_before: re.Pattern[str]
    joined: re.Pattern[str]
    """Behind the schools that another one has come from."""
    means: re.Pattern[str]
    county: re.Pattern[str]
    counties: tuple[str, ...]
    sure: re.Pattern[str]
    counted: re.Pattern[str]
    own_kinds: tuple[str, ...]
    """Kinds that are more than a stage: 实验小学, 初级中学."""
    short: re.Pattern[str]
    """The end of a numbered school's short name, 二小 or 三中, whose last character tells its stage by `short_kinds`."""
    short_kinds: dict[str, str]
    stages: dict[str, tuple[str, ...]]


@lru_cache(maxsize=512)
def find_entities(text: str) -> tuple[Entity, ...]:
    """The named schools and other bodies of a text, left to right."""
    rules = _rules()
    if not rules.any_kind.search(text):  # far faster than to look for names: most texts hold none
        return ()
    found = []
    for match in rules.name.finditer(text):
        if match["body"]:
            found.append(Entity(match.start(), match.end(), match["body"], None, outside=True))
            continue
        own_kind = match["kind"].startswith(rules.own_kinds) or rules.short.fullmatch(match["kind"]) is not None
        begins = _begins(match["stem"], rules, own_kind=own_kind)
        if begins is None or _names_none(match, text, rules):
            continue
        start = match.start("stem") + begins
        found.append(Entity(start, match.end(), text[start : match.end()], _stage(match["kind"], rules)))
    return tuple(found)


def names_school(text: str) -> bool:
    """Whether a school is named in a text."""
    return any(not entity.outside for entity in find_entities(text))


def stage_of_name(name: str) -> str | None:
    """The stage that the name of a school tells: 县第一中学 is a junior school; None where it tells none."""
    rules = _rules()
    if short := rules.short.search(name):
        return rules.short_kinds[short[0][-1]]
    kind = next((k for k in load_data("entities.yaml", "extractor")["kinds"] if name.endswith(k)), None)
    return _stage(kind, rules) if kind is not None else None


def _begins(stem: str, rules: _Rules, *, own_kind: bool) -> int | None:
    """Where in the stem the name begins: behind what leads up to it, if what is left can be a name; None where none begins.

    `own_kind`: the kind is more than a stage (县实验小学, 县三中).
    """
    if not rules.masked.search(stem):
        lead = max((m.end() for m in rules.leads.finditer(stem)), default=0)
        if lead == len(stem) > 0:
            return None  # 累计落实|学校建设资金
        if (lead or own_kind) and stem[lead:] in rules.counties:
            return lead  # 人数最多的|县实验小学
        if 2 <= len(stem) - lead <= _LONGEST_STEM:
            return None if stem[lead:] in rules.no_stem else lead
    found = rules.stem.search(stem)
    return None if found is None or found[0] in rules.no_stem else found.start()


def _names_none(match: re.Match[str], text: str, rules: _Rules) -> bool:
    """What is matched is a kind of school, or part of a longer word, or schools that are counted."""
    kind = text[match.start() : match.end()].endswith(rules.no_name_ending) or match["stem"].endswith(rules.no_name)
    bare = len(match["kind"]) == 2 and not rules.short.fullmatch(match["kind"])
    kind = kind or (bare and rules.county.search(match["stem"]) is not None)  # 朔川县小学综合差异系数
    if rules.means.match(text, match.end()):  # 落实小学生均…, but 县第二小学生均… and 县实验小学生均…
        kind = kind or (bare and rules.sure.search(match["stem"]) is None)
    behind = (rules.not_before, rules.joined)
    return kind or any(pattern.match(text, match.end()) for pattern in behind) or rules.counted.match(text, match.end()) is not None


def _stage(kind: str, rules: _Rules) -> str | None:
    told = next((stage for stage, words in rules.stages.items() if any(word in kind for word in words)), None)
    return told or (rules.short_kinds.get(kind[-1]) if rules.short.fullmatch(kind) else None)


@cache
def _rules() -> _Rules:
    data = load_data("entities.yaml", "extractor")
    section = rf"(?:{one_of(data['sections'])}|[\u4e00-\u9fff]{{1,4}}{data['campus']}|{one_of(data['branches'])})?"
    counted, bodies = data["counted"], data["bodies"]
    body = rf"(?P<body>{one_of(bodies['names'])})(?={one_of(bodies['between'])}*[0-9])"
    short = "|".join(f"[{data['short']['numbers'][kind]}]{kind}" for kind in data["short"]["kinds"])
    numbered_kinds = (number + kind for kind in data["short"]["kinds"] for number in data["short"]["numbers"][kind])
    numbered = r"第[一二三四五六七八九十\d]+"
    masked = rf"[Xx×*]{{1,3}}(?:{one_of(data['masked_places'])}|[\u4e00-\u9fff])?"  # **县, **寺
    placed = rf"[\u4e00-\u9fff]{{1,4}}{one_of(data['places'])}"
    name_short = rf"(?:{short})(?!{one_of(data['short']['not_before'])})"
    return _Rules(
        any_kind=finder([*data["kinds"], *bodies["names"], *numbered_kinds]),
        name=re.compile(rf"{body}|(?P<stem>[\u4e00-\u9fffXx×*]{{1,10}}?)(?P<kind>{one_of(data['kinds'])}{section}|{name_short})"),
        stem=re.compile(rf"(?:{numbered}|{masked}|{placed}|[\u4e00-\u9fff]{{2,3}})$"),
        masked=re.compile(r"[Xx×*]"),
        leads=finder([*data["leads"], *(word for word in data["no_name"] if len(word) > 1)], data["not_leads"]),
        no_name=tuple(data["no_name"]),
        no_name_ending=tuple(data["no_name_ending"]),
        no_stem=frozenset(data["no_stem"]),
        counted=re.compile(rf"{one_of(counted['before'])}?[0-9零一二三四五六七八九十百两]+[余多]?{one_of(counted['units'])}"),
        not_before=re.compile(one_of(data["not_before"], data["means"])),
        joined=re.compile(rf"(?:[和与及、][^，,。；;\d]{{1,20}}?)?(?:[两三四][所校])?{one_of(data['joined'])}"),
        means=re.compile(one_of(data["means"])),
        county=re.compile(rf"(?<![第a-zA-ZXx×*]){one_of(data['counties'])}$"),
        counties=tuple(data["counties"]),
        sure=re.compile(rf"(?:{numbered}|{masked}|{placed}|{one_of(data['quarters'])})$"),
        own_kinds=tuple(kind for kind in data["kinds"] if len(kind) > 2),
        short=re.compile(rf"(?:{short})$"),
        short_kinds=data["short"]["kinds"],
        stages={stage: tuple(words) for stage, words in data["stages"].items()},
    )
