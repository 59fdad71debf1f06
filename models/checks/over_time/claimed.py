"""Trends as they are claimed: what 逐年下降, 不断提高, 稳中有升 say of which subject. Reads text; knows no figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from models.checks.wordings import MARKS, pattern, says
from models.claims import claims, claims_trend

_GOES_ON = re.compile(r"(?:(?:小学|初中)[、和]|(?:经费|支出|事业费|工资|收入|拨款|投入|率|面积)、)$")
"""小学、初中均呈逐年下降, 教师工资、生均公用经费逐年增长: the mark parts two stages or subjects, and no clauses."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A trend that is claimed: its words, its place, and what it says of each step."""

    words: str
    start: int
    subject: str
    clause: str
    direction: str
    each_step: bool
    steady: bool
    indicators: frozenset[str]
    """What the words themselves say to go so, and nothing else: 年轻化; empty where they do not."""


def trend_claims(text: str) -> list[Claim]:
    """The claims of a trend in a sentence, in its order."""
    found: list[Claim] = []
    if not claims_trend(text):
        return found
    for entry in claims()["trends"]:
        for match in pattern(entry["words"]).finditer(text):
            if not _is_denied(text, match, entry["direction"]):
                found.append(_claim(text, match, entry))
    return sorted(found, key=lambda c: c.start)


def _is_denied(text: str, match: re.Match[str], direction: str) -> bool:
    """未做到逐年增长, “两个只增不减”落实不到位; and what goes so but for a part of it."""
    ahead, behind = text[: match.start()], text[match.end() :]
    if direction == "rising" and says("trend_owned_up", behind):
        return True
    return says("trend_excepted", ahead) or says("trend_denied", ahead) or says("trend_denied_behind", behind)


def _claim(text: str, match: re.Match[str], entry: dict[str, Any]) -> Claim:
    cuts = [m.end() for m in MARKS.finditer(text, 0, match.start()) if not _GOES_ON.search(text, 0, m.end())]
    clause = text[cuts[-1] if cuts else 0 : match.start()]
    subject = re.sub(claims()["trend_fillers"], "", clause)
    good = pattern(entry["good_words"]).search(match.group()) is not None if "good_words" in entry else False
    direction = "better" if good else entry["direction"]
    of = frozenset(entry.get("indicators", ()))
    return Claim(match.group(), match.start(), subject, clause, direction, entry["each_step"], "steady" in entry, of)
