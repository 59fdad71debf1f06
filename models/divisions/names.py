"""The names that a division goes by: its full name, the short ones with their ending, and the bare one.

Takes names; gives strings. The words are in data/divisions/names.yaml. Knows no list of divisions.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from models.loading import load_data

_PLAIN = re.compile(r"(.{2,}?)(?:地区|林区|特区|矿区|[省县区市旗盟])$")
_SHORT_ENDING = {"自治县": "县", "自治旗": "旗", "自治州": "州"}


def stem(name: str) -> str:
    """The name without its ending; one that would be left with less than two characters keeps it.

    >>> stem("繁昌区"), stem("松桃苗族自治县"), stem("横县"), stem("东乡族自治县")
    ('繁昌', '松桃', '横县', '东乡')
    """
    found = _autonomous().match(name) if "自治" in name else _PLAIN.match(name)
    return found[1] if found else name


def short_names(name: str) -> tuple[str, ...]:
    """The names that keep an ending: 松桃县 of 松桃苗族自治县, 广西自治区 of 广西壮族自治区.

    >>> short_names("松桃苗族自治县"), short_names("内蒙古自治区"), short_names("繁昌区")
    (('松桃县',), (), ())
    """
    ending = next((short for long, short in _SHORT_ENDING.items() if name.endswith(long)), "自治区" if name.endswith("自治区") else None)
    short = stem(name) + ending if ending else name
    return (short,) if short != name else ()


def name_rules() -> dict[str, Any]:
    """The content of names.yaml."""
    rules: dict[str, Any] = load_data("divisions/names.yaml")
    return rules


@cache
def _autonomous() -> re.Pattern[str]:
    """A stem of two characters or more, the peoples, and what they are autonomous in."""
    nations = "|".join(sorted(name_rules()["nations"], key=len, reverse=True))
    return re.compile(rf"(.{{2,}}?)(?:(?:{nations})?族|{nations})*自治[县旗州区]$")
