"""Names counted: 新建城西小学、滨河小学、育才学校、第四中学等5所学校，四校设计学位…: the number of the things that are listed by name.

等 may leave others out, so that more than are named is no mistake by itself: only where what follows speaks of just those named.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from itertools import pairwise

from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.wordings import number_of, pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding


def check_names_counted(desk: Desk) -> Tally:
    """sum_mismatch for each count right behind names that are more, or fewer without 等, or that are taken up by another number; and for
    each that opens names that are more or fewer."""
    tally = Tally("names_counted")
    for sentence in saying(desk, "names_key"):
        for place, placed in enumerate(sentence.placed):
            kind = _kind(sentence, placed)
            if kind is None or not is_exact(placed.fact, ("actual", "plan")):
                continue
            ahead = sentence.text[sentence.placed[place - 1].end if place else 0 : placed.start]
            names, etc = _names(ahead, kind)
            if len(names) > 1:
                proper = [re.sub(f"^(?:{claims()['no_proper_name']})", "", names[0]), *names[1:]]
                tally.check(_finding(placed.fact, proper) if _is_wrong(sentence, place, len(names), etc=etc) else None)
    for sentence in saying(desk, "names_behind_key"):
        for placed in sentence.placed:
            kind = _kind(sentence, placed)
            if kind is not None and is_exact(placed.fact, ("actual", "plan")):
                names, etc = _names_behind(sentence.text[placed.end :], kind)
                if len(names) > 1:
                    told = placed.fact.value or 0
                    tally.check(_finding(placed.fact, names) if len(names) > told or (len(names) < told and not etc) else None)
    return tally


def _names_behind(behind: str, kind: dict[str, str]) -> tuple[list[str], bool]:
    """小学五所，分别是城关一小、河湾小学（5.86平方米）和…: the names that a count opens, and whether 等 ends them; none
    where more may follow."""
    opened = pattern(claims()["names_open"]).match(behind)
    told = _CLAUSE.split(_ASIDE.sub("", behind[opened.end() :])) if opened else []
    if not told or (len(told) > 1 and re.search(kind["ends"], told[1])):
        return [], False
    clause, etc, _ = told[0].partition("等")
    names = _split(kind["ends"]).split(clause)
    return (names, bool(etc)) if _are_names(names, kind) else ([], False)


_ASIDE = re.compile("[（(][^（）()、]*[）)]")


def _kind(sentence: Sentence, placed: Placed) -> dict[str, str] | None:
    """What is counted, if it is something that is listed by name."""
    behind = sentence.text[placed.end : placed.end + _BEHIND]
    kinds: list[dict[str, str]] = claims()["names_of_things"]
    return next((k for k in kinds if placed.fact.unit == k["unit"] and re.match(k["behind"], behind)), None)


_BEHIND = 6


def _names(ahead: str, kind: dict[str, str]) -> tuple[list[str], bool]:
    """The names right in front of a count, and whether 等 stands behind them; none where one of them names a whole kind."""
    clause, etc = pattern(claims()["names_end"]).sub("", _CLAUSE.split(ahead)[-1]), "等" in ahead[-_ETC:]
    names = _split(kind["ends"]).split(clause)
    return (names, etc) if _are_names(names, kind) else ([], etc)


def _are_names(names: list[str], kind: dict[str, str]) -> bool:
    """Each a name of its own."""
    return len({*names}) == len(names) and all(re.search(f"(?:{kind['ends']})$", name) and _is_proper(name, kind) for name in names)


_CLAUSE = re.compile("[，,。；;：:（）()“”]")
_ETC = 5
"""Characters before a count in which 等 stands behind the names."""


@cache
def _split(ends: str) -> re.Pattern[str]:
    """、 parts names everywhere, 和 only behind what may end one and in front of what is no name with 和 in it: 实验小学和平校区."""
    last = "".join(dict.fromkeys(word[-1] for word in ends.split("|")))
    return re.compile(rf"、|(?<=[{last}])(?:以及|[与及]|和(?![平谐睦美顺]))")


def _is_proper(name: str, kind: dict[str, str]) -> bool:
    """城西小学, 一中 and 新建滨河小学, but no 乡镇小学, 新建小学 or 绿色学校, nor 11个镇 of 18个乡镇（11个镇、7个乡）."""
    if says("names_of_kinds", re.sub(f"(?:{kind['ends']})$", "", name)) or _COUNTED.match(name):
        return False
    own = pattern(claims()["no_proper_name"]).sub("", name)
    return 0 < len(own) <= _LONGEST


_LONGEST = 12
_COUNTED = re.compile(r"\s*(?:\d+|[一二两三四五六七八九十]+)(?:个|所|处)")


def _is_wrong(sentence: Sentence, place: int, named: int, *, etc: bool) -> bool:
    told = sentence.placed[place].fact.value or 0
    if named > told or (not etc and named >= _MANY and told - named == 1):
        return True
    return told != named in (_taken_up(sentence, place), _values_behind(sentence, place))


_MANY = 3
"""Names that are hardly all but one, if no 等 says so."""


def _taken_up(sentence: Sentence, place: int) -> int | None:
    """四校设计学位: the number by which what was listed is taken up right behind."""
    match = pattern(claims()["names_taken_up"]).search(sentence.text, sentence.placed[place].end)
    return number_of(match["count"]) if match and match.start() - sentence.placed[place].end <= _NEAR else None


_NEAR = 8


def _values_behind(sentence: Sentence, place: int) -> int | None:
    """设计学位分别为1620个、1350个、2400个、1800个: how many values follow, one for each."""
    behind = sentence.placed[place + 1 :]
    if not behind or "分别" not in sentence.text[sentence.placed[place].end : behind[0].start]:
        return None
    apart = (sentence.text[a.end : b.start] not in ("、", "和", "及", "与") for a, b in pairwise(behind))
    return next((number for number, end in enumerate(apart, 1) if end), len(behind))


def _finding(told: Fact, names: list[str]) -> Finding:
    return make_finding(
        "sum_mismatch",
        [told],
        variant="named",
        claimed=exact_text(Fraction(told.value or 0)),
        computed=exact_text(Fraction(len(names))),
        names="、".join(names),
        number=len(names),
        told=told.evidence.text,
    )
