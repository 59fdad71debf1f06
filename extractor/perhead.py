"""The unit that a figure has by the words around it: per head, per hundred, per month; schools and classes counted in 个.

Changes only the unit of a Figure; the words are data (`per` and `counted` in words.yaml).
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from models.loading import load_data


@cache
def _markers() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    data = load_data("words.yaml", "extractor")["per"]
    units = {word: entry["units"] for entry in data.values() for word in entry["words"]}
    words = sorted(units, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), units


def adapt_unit(text: str, figure: Figure, start: int, previous: Figure | None) -> None:
    """Give `figure` the unit per head that the words in text[start:figure.start] or the figure before it call for."""
    if figure.unit not in ("CNY", "m2", "person", "item"):
        return
    if unit := _called_for(text, figure, start):
        figure.unit = unit
    elif previous is not None and _goes_on(text, previous, figure):
        figure.unit = previous.unit


def _called_for(text: str, figure: Figure, start: int) -> str | None:
    pattern, units = _markers()
    found = [m[0] for m in pattern.finditer(text, start, figure.start)]
    if behind := re.compile(r"[/每]?(?:每|/)(?:人|生|月|天|年)").match(text, figure.end):
        found.append(behind[0])
    return next((u for word in reversed(found) if (u := units.get(word, {}).get(figure.unit))), None)


def _goes_on(text: str, previous: Figure, figure: Figure) -> bool:
    """The figure before is per head and this one is compared with it or follows it in a list."""
    if "/" not in previous.unit or previous.unit_text != figure.unit_text:
        return False
    between = text[previous.end : figure.start]
    return len(between) < 24 and not re.search(r"总|共|投入|新增|发放|全年|[。;；]", between)


@cache
def _counted() -> list[tuple[str, re.Pattern[str]]]:
    data = load_data("words.yaml", "extractor")["counted"]
    return [(unit, re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))) for unit, words in data.items()]


def count_by_noun(text: str, figure: Figure) -> None:
    """5个学校 and 9处中小学 count schools, 54个教学班 and 大班额21个 count classes; 3500所村卫生室 are neither."""
    if figure.unit_text not in ("个", "处") or figure.unit != "item":
        return
    for unit, nouns in _counted():
        if nouns.match(text, figure.end):
            figure.unit = unit
            return
    before = text[max(figure.start - 12, 0) : figure.start]
    if re.search(r"(?:教学班|班级|大班额|学前班|大班|班)(?:数|班级)?(?:共|共有|有|为|达|约|由|从|还有|仅有|仅|减至|减少到|压减到)*$", before):
        figure.unit = "class"
