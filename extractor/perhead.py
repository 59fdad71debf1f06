"""The unit that a figure has by the words around it: per head, per hundred, per month; schools and classes counted in 个.

Changes only the unit of a Figure; the words are data (`per` and `counted` in words.yaml).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from extractor.figures import Figure
from models.loading import load_data


@cache
def _markers() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    data = load_data("words.yaml", "extractor")["per"]
    units = {word: entry["units"] for entry in data.values() for word in entry["words"]}
    words = sorted(units, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), units


def adapt_unit(text: str, figure: Figure, start: int, alike: Figure | None) -> None:
    """Give `figure` the unit per head that the words in text[start:figure.start] call for, or that of `alike`.

    `alike` is the figure before it with the same written unit, which it may be compared with or follow in a list.
    """
    if figure.unit not in ("CNY", "m2", "person", "item"):
        return
    unit = _called_for(text, figure, start)
    if unit is None and alike is not None and _goes_on(text, alike, figure):
        unit = alike.unit
    if unit and not (unit.startswith("CNY") and _too_large(text, figure, start)):
        figure.unit = unit
        figure.step = figure.step or Decimal(1)  # 生均24册 is a rounded mean, no count


def _too_large(text: str, figure: Figure, start: int) -> bool:
    """Amounts in 万元 are totals, but for a year's pay."""
    written = text[figure.start : figure.end]
    return "亿" in written or ("万" in written and not re.search(r"工资|收入|薪|待遇", text[start : figure.start]))


@lru_cache(maxsize=4096)
def named_unit(words: str, unit: str) -> str | None:
    """The unit per head that `words`, such as a table's header, make of `unit`; None where they name none."""
    pattern, units = _markers()
    found = (m[0] for m in pattern.finditer(words))
    return next((u for word in reversed(list(found)) if (u := units.get(word, {}).get(unit))), None)


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
    return len(between) < 30 and not re.search(r"总|共|投入|新增|发放|全年|建设|面积达|占地|。", between)


@cache
def _counted() -> list[tuple[str, re.Pattern[str]]]:
    data = load_data("words.yaml", "extractor")["counted"]
    return [(unit, re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))) for unit, words in data.items()]


def count_by_noun(text: str, figure: Figure, start: int) -> None:
    """5个学校 and 9处中小学 count schools, 54个教学班 and 大班额21个 count classes; 3500所村卫生室 are neither."""
    if figure.unit_text not in ("个", "处") or figure.unit != "item":
        return
    for unit, nouns in _counted():
        if (noun := nouns.match(text, figure.end)) and not text.startswith(_NOT_THE_NOUN, noun.end()):
            figure.unit = unit
            return
    before = _TIMES.sub("", text[max(start, figure.start - 30) : figure.start])
    if _CLASSES_BEFORE.search(before):
        figure.unit = "class"


def count_people(text: str, figure: Figure, start: int) -> None:
    """29万 of 人口 are persons, 3.2亿 of 资金 yuan: a number with a scale word but no unit."""
    if figure.unit_text or figure.unit != "number" or figure.span.form != "bare" or not re.search(r"[万亿]", text[figure.start : figure.end]):
        return
    before = text[max(start, figure.start - 14) : figure.start]
    if re.search(r"人口|人数|学生|教师|居民|在校生", before):
        figure.unit, figure.unit_text = "person", "人"
    elif re.search(r"资金|投入|经费|投资|支出", before):
        figure.unit, figure.unit_text = "CNY", "元"


_NOT_THE_NOUN = ("学位", "学生", "教师", "老师", "生", "教学班", "班", "座位", "项目", "教室", "社团")
"""Behind 小学 these are what is counted: 1620个小学学位 are no schools."""
_TIMES = re.compile(r"(?:(?:19|20)\d{2}年|[\d一二三四五六七八九十]+月|秋季|春季|学期|底|初|末|去年|上年|目前)的?")
_CLASSES_BEFORE = re.compile(
    r"(?:教学班|班级|大班额|学前班|大班|班)(?:\([^()]*\))?[班级数总的]{0,3}"
    r"(?:共|有|为|达|约|由|从|还|仍|仅|只|剩|减|至|少|到|压|降|控|制|在|缩|增|设|已|也|尚|均|全部|消除|化解|了)*$"
)
