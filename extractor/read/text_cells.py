"""What the cell of a table typed as plain text looks like, where no frame and no column tells that it is one.

Takes the text of a cell; the words that head names are in tables.yaml. Reads no figure's value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.fold import simplified
from extractor.read.text_columns import LEFT_OUT
from extractor.wordlists import one_of
from models.loading import load_data

_FIGURE = re.compile(
    r"(?:[约≥≤＞＜<>+\-−]|不[低少高大小多]于|不超过|[低高大小]于|超过)?\s*\d[\d,]*(?:\.\d+)?(?:\s*[:：∶]\s*\d+(?:\.\d+)?)?\s*"
    r"(?:[%％‰]|(?![年月日号届])(?:个百分点|[\u4e00-\u9fff㎡]{0,3})(?:/[\u4e00-\u9fff㎡]{1,2})?)(?:及?以[上下内])?"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-—–~～至]\s*(?:19|20)?\d\d)?\s*(?:学?年度?)?")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADING = re.compile(r"[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]")
_HEADER = re.compile(r"(?=.*[\u4e00-\u9fff]|(?:19|20)\d\d\Z)[^。；;！？!?，,、：:\n]{1,20}")
_NO_HEADER = re.compile(r"页[码次数]?\Z|电\s*话|手\s*机|号\s*码|^日\s*期$|时\s*刻|地\s*址|邮\s*编|账\s*号|证\s*号")
"""Headers of columns whose numbers count nothing: tables of contents, of persons, of dates, of places."""
_NAME = re.compile(r"(?=.*[\u4e00-\u9fff]|(?:19|20)\d\d\Z)[^。；;！？!?，,：:\n]{1,30}")
_FIGURES = 0.5
"""Share of the columns right of the first that are figures."""


def is_figure(text: str) -> bool:
    """One figure, with or without its unit; no year, no date, no number of a heading."""
    return _FIGURE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def is_header(text: str) -> bool:
    """Short words without punctuation, which could head a column."""
    return _HEADER.fullmatch(text) is not None and not (is_figure(text) or _HEADING.match(text) or _NO_HEADER.search(text))


def is_name(text: str) -> bool:
    """Short words that could name a row, or stand in it as a verdict."""
    return _NAME.fullmatch(text) is not None and not is_figure(text)


def may_be_either(text: str) -> bool:
    """A cell left out, or a bare 2016: a year that names, or a number."""
    return LEFT_OUT.fullmatch(text) is not None or _BARE_YEAR.fullmatch(text) is not None


def heads_names(text: str) -> bool:
    """Whether the words head a column of names: 学段, 学校名称, 镇（街道）, 学 校."""
    return _stub().fullmatch(simplified("".join(text.split()))) is not None


def heads_figures(text: str) -> bool:
    """Whether the words head a column of figures: 在校生, 金额（万元）, 2023年."""
    return _measure().search(simplified("".join(text.split()))) is not None


def sums_up(text: str) -> bool:
    """Whether the words name a total: 合计, 总 计."""
    return "".join(text.split()) in _totals()


def columns_agree(corner: str, rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows have figures in the same columns, and names, or numbers in order, in the first.

    `corner`: what heads the first column.
    """
    first, *others = list(zip(*rows, strict=True))
    numbered = _serial().fullmatch(corner) is not None and list(first) == [str(i) for i in range(1, len(rows) + 1)]
    if not numbered and not all(is_name(text) for text in first):
        return False
    figures = sum(_are_figures(column) for column in others)
    return figures >= max(1, (len(others) - numbered) * _FIGURES) and all(_are_figures(c) or _are_words(c) for c in others)


def _are_figures(column: Sequence[str]) -> bool:
    return all(is_figure(text) or may_be_either(text) for text in column) and any(is_figure(text) for text in column)


def _are_words(column: Sequence[str]) -> bool:
    return all(is_name(text) or may_be_either(text) for text in column)


@cache
def _stub() -> re.Pattern[str]:
    words = load_data("tables.yaml", "extractor")
    whole = one_of([*words["names"], *words["schools"], *words["years"], *words["serial"]])
    return re.compile(rf"(?:{whole}|[\u4e00-\u9fff]{{0,4}}{one_of(words['names_end'])})(?:\s*[（(][^（）()]*[)）])?")


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(load_data('tables.yaml', 'extractor')['measures_end'])}|[）)]|^(?:19|20)\d\d年?)$")


@cache
def _serial() -> re.Pattern[str]:
    return re.compile(one_of(load_data("tables.yaml", "extractor")["serial"]))


@cache
def _totals() -> frozenset[str]:
    return frozenset("".join(word.split()) for word in load_data("tables.yaml", "extractor")["sums"])
