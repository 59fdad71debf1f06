"""What the headings of a school table mean: from rows to columns, with stage, unit and kind. Words are data.

Takes rows of cell texts; gives where the heading ends and a Column for each that is understood. Reads no data rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from models.errors import UnreadableInput
from models.loading import load_data

Rows = Sequence[Sequence[str]]
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_LETTERS = "甲乙丙丁戊己"
_NUMBERING = re.compile(rf"L?\d{{1,2}}|[{_LETTERS}]")
_MOST_HEADER_ROWS = 4
_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is understood. `per`: it gives a value per student, not an amount. `factor`: to the base unit."""

    index: int
    key: str
    kind: str
    heading: str
    stage: str | None
    criterion: str | None
    factor: Decimal

    @property
    def per(self) -> bool:
        return self.criterion is not None


def words() -> dict[str, Any]:
    """The words of corpus/data/school_headers.yaml."""
    found: dict[str, Any] = load_data("school_headers.yaml", "corpus.data")
    return found


def plain(text: str) -> str:
    """A cell folded for comparing: half width, without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_number(text: str) -> bool:
    return NUMBER.fullmatch(plain(text)) is not None


def find_header(rows: Rows, header_rows: int | None, sheet: str) -> tuple[int, int]:
    """First and one past the last heading row, found where their number is not given. Raises UnreadableInput `school_table_no_header`."""
    if header_rows is not None and 0 < header_rows <= len(rows):
        return 0, header_rows
    for index, row in enumerate(rows[:_SEARCHED]):
        keys = {column["key"] for cell in row if (column := _meaning(plain(cell))) is not None}
        if "name" in keys and len(keys) > 1:
            return index, _header_end(rows, index)
    raise UnreadableInput("school_table_no_header", sheet=sheet)


def _header_end(rows: Rows, start: int) -> int:
    """Below a heading row stand further ones as long as they hold words, no figures, and no name of a school."""
    name = next(i for i, c in enumerate(rows[start]) if (m := _meaning(plain(c))) is not None and m["key"] == "name")
    end = start + 1
    while end < min(len(rows), start + _MOST_HEADER_ROWS):
        row = rows[end]
        below_name = plain(row[name]) if name < len(row) else ""
        if below_name not in ("", plain(rows[start][name])) or not any(map(plain, row)) or any(map(is_number, row)):
            break
        if not any(_is_heading(plain(cell)) for i, cell in enumerate(row) if i != name):
            break
        end += 1
    return end


def _is_heading(text: str) -> bool:
    return _meaning(text) is not None or stage_in(text) is not None or text.strip("()") in _unit_words()


def _unit_words() -> set[str]:
    return {unit for units in words()["units"].values() for unit in units}


def is_numbering(row: Sequence[str]) -> bool:
    """A row that only numbers the columns: L1, L2 … or 甲, 乙, 1, 2 …, the numbers one after the other."""
    cells = [plain(cell) for cell in row if plain(cell)]
    if len(cells) < 2 or not all(_NUMBERING.fullmatch(cell) for cell in cells):
        return False
    numbers = [int(cell.removeprefix("L")) for cell in cells if cell not in _LETTERS]
    return all(b - a == 1 for a, b in pairwise(numbers))


def read_columns(rows: Rows, start: int, end: int, sheet: str) -> list[Column]:
    """The columns that are understood. Raises UnreadableInput where one is missing, doubled or without its unit."""
    above = "".join(plain(cell) for row in rows[:start] for cell in row)
    headings = _headings(rows[start:end])
    values = _gives_values(headings, rows[end:])
    columns = [c for i, h in enumerate(headings) if (c := _column(i, h, above, sheet, values)) is not None]
    _refuse_doubles(columns, sheet)
    keys = {column.key for column in columns}
    missing = [name for key, name in (("name", "学校名称"), ("students", "在校生数")) if key not in keys]
    if not missing and not any(c.kind in ("count", "measure", "money") and c.key != "students" for c in columns):
        missing = ["七项指标中的任何一项"]
    if missing:
        raise UnreadableInput("school_table_columns", sheet=sheet, missing="、".join(missing), found="、".join(h for h in headings if h))
    return columns


def _headings(rows: Rows) -> list[str]:
    """One text for each column: what stands above each other, a merged cell's text over all that it spans."""
    width = max((len(row) for row in rows), default=0)
    grid = [[plain(row[i]) if i < len(row) else "" for i in range(width)] for row in rows]
    for upper, row in enumerate(grid[:-1]):
        for i in range(1, width):
            if not row[i] and any(below[i] for below in grid[upper + 1 :]):
                row[i] = row[i - 1]
    return ["".join(dict.fromkeys(row[i] for row in grid if row[i])) for i in range(width)]


def _meaning(heading: str) -> dict[str, Any] | None:
    """The column entry whose words the heading holds most of."""
    best: tuple[int, dict[str, Any]] | None = None
    for entry in words()["columns"]:
        score = _score(entry, heading)
        if score and (best is None or score > best[0]):
            best = (score, entry)
    return best[1] if best else None


def _score(entry: dict[str, Any], heading: str) -> int:
    found = [len(word) for word in map(plain, entry["words"]) if word in heading]
    found += [len(word) for word in entry.get("short", ()) if word == _bare(heading)]
    extra = [len(word) for word in entry.get("with", ()) if word in heading]
    if not found or ("with" in entry and not extra) or any(word in heading for word in entry.get("without", ())):
        return 0
    return max(found) + max(extra, default=0)


def _bare(heading: str) -> str:
    """用房 of 生均用房面积(㎡): a short name stands for an item only where nothing else is named."""
    bare = re.sub(r"\(.*?\)", "", heading)
    for word in words()["per"]:
        bare = bare.removeprefix(word)
    return re.sub(r"(?:拥有|学生拥有)|(?:人数|面积|间数|数|值)$", "", bare)


def stage_in(text: str) -> str | None:
    """The one stage that the text names; None for none or several."""
    found = [stage for stage, names in words()["stages"].items() if any(name in text for name in names)]
    return found[0] if len(found) == 1 else None


def _gives_values(headings: Sequence[str], body: Rows) -> bool:
    """骨干教师 | 1.2: most of what is counted has a fraction, and no teacher has, so that all items are per student, said or not."""
    counted = [i for i, heading in enumerate(headings) if (m := _meaning(heading)) and m["kind"] == "count" and "criterion" in m]
    numbers = [plain(row[i]) for row in body for i in counted if i < len(row) and is_number(row[i])]
    return 2 * sum(Decimal(number.replace(",", "")) % 1 != 0 for number in numbers) > len(numbers)


def _column(index: int, heading: str, above: str, sheet: str, values: bool) -> Column | None:
    """`values`: the table gives what each item comes to per student."""
    entry = _meaning(heading)
    if entry is None or entry["key"] == "ignored":
        return None
    per = any(word in heading for word in words()["per"]) or (values and "criterion" in entry)
    criterion = entry.get("criterion") if per else None
    if per and criterion is None and entry["kind"] != "text":
        return None
    factor = _factor(entry["kind"], heading, above, per, sheet)
    return Column(index, entry["key"], entry["kind"], heading, stage_in(heading), criterion, factor)


def _factor(kind: str, heading: str, above: str, per: bool, sheet: str) -> Decimal:
    """Base units in one written unit. Money without a unit is refused unless it is per student (the form's unit is 元)."""
    units: dict[str, str] = words()["units"].get(kind, {})
    line = re.search(r"单位[:：](\S{1,12})", above)
    for text in (heading, line.group(1) if line else ""):
        for unit in sorted(units, key=len, reverse=True):
            if plain(unit) in text:
                return Decimal(units[unit])
    if kind == "money" and not per:
        raise UnreadableInput("school_table_unit", sheet=sheet, column=heading)
    return Decimal(1)


def _refuse_doubles(columns: Sequence[Column], sheet: str) -> None:
    seen: dict[tuple[str, str | None, bool], Column] = {}
    for column in columns:
        key = (column.criterion or column.key, column.stage, column.per)
        if key in seen:
            raise UnreadableInput("school_table_column_doubled", sheet=sheet, first=seen[key].heading, column=column.heading)
        seen[key] = column
