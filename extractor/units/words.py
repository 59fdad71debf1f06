"""The words that tell a unit, compiled from words.yaml (`per`, `counted`) and perhead.yaml, and what a header makes of a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from extractor.spans import number_pattern
from extractor.wordlists import finder, one_of, words_of
from models.loading import load_data


@dataclass(frozen=True, slots=True)
class UnitWords:
    """perhead.yaml, compiled. `times` and `classes_before` are for the text before a figure."""

    pay: re.Pattern[str]
    spent_on_each: re.Pattern[str]
    totals_anew: re.Pattern[str]
    of_hundred: re.Pattern[str]
    without_unit: tuple[tuple[str, str, re.Pattern[str]], ...]
    """Base unit, written unit, and the words that tell them."""
    no_money: re.Pattern[str]
    people_behind: tuple[str, ...]
    people_before: re.Pattern[str]
    not_the_noun: tuple[str, ...]
    no_schools: re.Pattern[str]
    no_schools_before: re.Pattern[str]
    times: re.Pattern[str]
    classes_before: re.Pattern[str]
    listed_behind: re.Pattern[str]
    schools_before: re.Pattern[str]
    not_of_schools: re.Pattern[str]
    monthly: tuple[re.Pattern[str], Decimal]
    small: tuple[re.Pattern[str], re.Pattern[str], Decimal]
    equipment: tuple[re.Pattern[str], Decimal]
    means: re.Pattern[str]
    """Words that make a count a rounded mean, with few others behind them."""


@lru_cache(maxsize=4096)
def named_unit(words: str, unit: str) -> str | None:
    """The unit per head that `words`, such as a table's header, make of `unit`; None where they name none."""
    pattern, units = per_head_markers()
    return unit_made_of(unit, pattern.findall(words), units)


def unit_made_of(unit: str, markers: list[str], units: dict[str, dict[str, str]]) -> str | None:
    """What the last of the markers makes of `unit`, or a marker at its end: in 2024年生均 it is 生均, not 年生均."""
    ends = (marker[i:] for marker in reversed(markers) for i in range(len(marker)))
    return next((made for end in ends if (made := units.get(end, {}).get(unit))), None)


@cache
def per_head_markers() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    """The words that tell a unit per head, and for each the unit that it makes of a base unit."""
    data = load_data("words.yaml", "extractor")["per"]
    units = {word: entry["units"] for entry in data.values() for word in entry["words"]}
    return finder(units), units


@cache
def counted_nouns() -> list[tuple[str, re.Pattern[str]]]:
    """Base units, and the nouns that are counted in them by a mere 个; classes also with the school that they are of: 54个小学教学班."""
    data = load_data("words.yaml", "extractor")["counted"]
    schools = {"class": one_of(["", *words_of("classes_of")])}
    return [(unit, re.compile(schools.get(unit, "") + one_of(words))) for unit, words in data.items()]


def _before(entry: dict[str, list[str]]) -> re.Pattern[str]:
    """A text that holds one of the entry's `words`, or ends in one that must stand right before the number."""
    return re.compile(rf"{one_of(entry['words'])}|{one_of(entry.get('right_before', []))}$")


_QUOTE = '[”"’』」]?'
"""Behind a noun in quotes: “大班额”14个."""


@cache
def unit_words() -> UnitWords:
    data = load_data("perhead.yaml", "extractor")
    classes = data["classes"]
    noun = rf"{one_of(classes['nouns'])}{_QUOTE}(?:\([^()]*\))?[{classes['rest']}]{{0,3}}"
    between = f"{one_of(classes['between'])}*"
    schools, monthly, small, equipment = data["schools"], data["monthly"], data["small"], data["equipment"]
    return UnitWords(
        pay=finder(data["pay"]),
        spent_on_each=re.compile(rf"(?:生均|人均|每生)[^，,。；;：:、\d]*{one_of(data['spent_on_each'])}"),
        totals_anew=finder(data["totals_anew"]),
        of_hundred=finder(data["of_hundred"]),
        without_unit=tuple((entry["base"], entry["unit"], _before(entry)) for entry in data["without_unit"]),
        no_money=finder(data["no_money"]),
        people_behind=tuple(data["people_behind"]),
        people_before=re.compile(
            rf"{one_of(data['people_before'])}(?:总?数|[一总]?共|[现还只仅才就都约]|已?有|计|为|是)*(?:{one_of(data['moves_of_people'])}了?)?$"
        ),
        not_the_noun=tuple(data["not_the_noun"]),
        no_schools=finder(data["no_schools"]),
        no_schools_before=re.compile(rf"{one_of(data['no_schools'])}(?:数量?|共|有|为|达|约|近|总计|合计|各)*$"),
        times=re.compile(rf"[，,]?(?:(?:19|20)\d{{2}}年|[\d一二三四五六七八九十]+月|{one_of(classes['times'])})的?"),
        classes_before=re.compile(rf"{noun}{between}(?:{number_pattern()}个[，,、；;和与及]?{between})*$"),
        listed_behind=re.compile(rf"(?:[、和与及]{number_pattern()}个)*"),
        schools_before=re.compile(rf"{one_of(schools['nouns'])}{_QUOTE}{one_of(['', *schools['numbers']])}$"),
        not_of_schools=finder(schools["not_of"]),
        monthly=(finder(monthly["words"]), Decimal(monthly["most"])),
        equipment=(finder(equipment["nouns"]), Decimal(equipment["most"])),
        small=(finder(small["nouns"]), finder(small["totals"]), Decimal(small["least"])),
        means=re.compile(rf"(?:{one_of(words_of('means'))}|每[一-龥]{{2,5}}平均)[一-龥]{{0,6}}$"),
    )
