"""Tables: a figure of the text against the same figure, or the total of a column, in the document's own table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from models.checks.amounts import amount
from models.checks.around import REACH
from models.checks.computing import adds_up_as_written, apart, far_apart, middle, rounded, rounded_or_cut, total
from models.checks.desk import Desk, Tally, in_order, is_exact, once
from models.checks.sameness import Key, is_whole_county, key_of, of_whole_county
from models.checks.tabled.columns import is_of_a_part, is_of_a_row
from models.checks.tabled.over_years import check_over_years
from models.checks.tabled.recomputed import recomputed
from models.checks.tabled.same_schools import count_the_same
from models.checks.wordings import before, same_spending, saying, says
from models.claims import heads_some
from models.fact import Fact
from models.finding import Finding
from models.indicators import OTHER
from models.quantity import Interval

ADDABLE = ("CNY", "person", "school", "class", "item", "m2", "person_time")


@dataclass(frozen=True)
class Column:
    """What a column of a table gives for the whole county: one cell (a total, a county value) or cells to add up.

    `rows`: the rows that were added up; 0 for a single cell.
    """

    key: Key
    cells: tuple[Fact, ...]
    rows: int

    @property
    def table(self) -> int:
        """The number of its table in the document."""
        return self.cells[0].evidence.table or 0

    @cached_property
    def total(self) -> Interval:
        """What the cells may add up to, however they were written."""
        return total(list(self.cells), rounded_or_cut)


def check_tables(desk: Desk) -> Tally:
    """table_mismatch for each figure of the text that its table surely does not give."""
    tally = Tally("tables")
    columns = all_columns(desk)
    check_over_years(desk, tally)
    if not columns:
        return tally
    texts = _texts(desk, {key for column in columns for key in (column.key, _undated_key(column), *_autumn_keys(column))})
    times = Counter(column.key[:-1] for column in columns)
    counts = {(f.stage, f.value) for f in desk.extraction.facts if f.indicator == "school.count" and f.area is None}
    for column in columns:
        found = texts.get(column.key, []) or _undated(column, times, texts) or _of_autumn(column, columns, texts)
        of_some = bool(found) and _is_of_some(desk, column)
        found = [f for f in found if not of_some or _points_at_table(desk, f)]
        facts = [f for f in found if _of_one_spending(desk, f, column) and count_the_same(desk, f, column.cells[0])]
        if not facts:
            continue
        if column.rows and not _is_complete(column, counts, columns, texts):
            tally.skip("table_may_be_incomplete")
        elif any(not _apart(column, fact) for fact in found):
            tally.check()
        elif len({f.value for f in facts}) > 1:
            tally.skip("several_values")
        elif _is_of_all_stages(facts[0], column, columns):
            tally.skip("another_reading_holds")
        elif far_apart(Fraction(facts[0].value or 0), middle(column.total)):
            tally.skip("far_apart")
        else:
            tally.check(_mismatch(facts[0], column))
    for fact, column in _totals_told(desk, columns):
        if fact not in texts.get(column.key, []):
            tally.check(_mismatch(fact, column) if _apart(column, fact) else None)
    return tally


def _is_of_all_stages(fact: Fact, column: Column, columns: list[Column]) -> bool:
    """乘车学生幼儿1766人 beside the columns 乘车学生 and 其中：幼儿: what is taken to be of one stage is what the table gives for all."""
    wider = (c for c in columns if c.table == column.table and c.key[:2] == column.key[:2] and c.key[2] is None is not column.key[2])
    return any(not _apart(c, fact) for c in wider)


def _is_of_some(desk: Desk, column: Column) -> bool:
    """Whether a line right in front of the table says that its rows are some of all: 部分乡镇小学基本情况对比表."""
    block = column.cells[0].evidence.paragraph or 0
    return any(heads_some(s.text) for at in range(block - REACH, block) for s in desk.blocks.get(at, ()))


def _points_at_table(desk: Desk, fact: Fact) -> bool:
    """附表所列乡镇小学专任教师合计1316人: whether a figure's sentence says that it is of a table's rows."""
    words = desk.sentence_of[fact.id].text
    return says("points_at_table", words) or says("sums_up_table", words)


def _totals_told(desk: Desk, columns: list[Column]) -> Iterator[tuple[Fact, Column]]:
    """表中五校在校生共4604人: what the text says to be the total of the table before it, and the one column that it can be of."""
    added = [column for column in columns if column.rows]
    summing = saying(desk, "sums_up_table") if added else ()
    for fact in (f for sentence in summing for f in sentence.facts if is_whole_county(f) and says("all_there_are", before(desk, f))):
        near = max((c.table for c in added if c.cells[0].evidence.start < fact.evidence.start), default=None)
        alike = (c for c in added if c.key[:2] == (fact.indicator, fact.unit) and fact.stage in (None, c.cells[0].stage))
        meant = [c for c in alike if c.table == near]
        if len(meant) == 1 and not is_of_a_part(desk, fact) and (fact.stage or _has_all_rows(desk, meant[0])):
            yield fact, meant[0]


def _has_all_rows(desk: Desk, column: Column) -> bool:
    """Whether the table has no row of another stage beside those that were added up."""
    place = (column.table, column.cells[0].evidence.column)
    return sum((f.evidence.table, f.evidence.column) == place and "total" not in f.flags for f in desk.in_tables) == len(column.cells)


def _of_one_spending(desk: Desk, fact: Fact, column: Column) -> bool:
    """Whether text and table do not name different parts of what is spent: 2023年人员支出 and the row 教育支出."""
    first = column.cells[0]
    return fact.unit != "CNY" or same_spending(fact.indicator, before(desk, fact), f"{first.evidence.sentence} {first.subject or ''}")


def _undated(column: Column, times: Counter[Key], texts: dict[Key, list[Fact]]) -> list[Fact]:
    """Figures of the text without a time, where the tables give their quantity for one time only.

    `times`: of each key without its time, how many columns have it.
    """
    return texts.get(_undated_key(column), []) if times[column.key[:-1]] == 1 else []


def _of_autumn(column: Column, columns: list[Column], texts: dict[Key, list[Fact]]) -> list[Fact]:
    """截至2024年9月 in the text and 2024年 over the table, or the other way round: the school year that begins then, where another of the
    table's columns gives what the text does."""
    for i, key in enumerate(_autumn_keys(column)):
        if key not in texts:
            continue
        mine = (c for c in columns if c.table == column.table and c.key[:2] != column.key[:2] and c.key[-1] == column.key[-1])
        if any(not _apart(c, f) for c in mine for f in texts.get(_autumn_keys(c)[i], [])):
            return texts[key]
    return []


def _autumn_keys(column: Column) -> list[Key]:
    """The keys under which the text may tell a column's quantity by the month where the table does by the year, and by the year."""
    year, _, month = (column.key[-1] if isinstance(column.key[-1], str) else "").partition("-")
    if not year.isdecimal():
        return []
    times = [year] if month in _AUTUMN else [] if month else [f"{year}-{month}" for month in _AUTUMN]
    return [(*column.key[:-1], time) for time in times]


_AUTUMN = ("09", "10", "11", "12")


def _undated_key(column: Column) -> Key:
    return (*column.key[:-1], None)


def _texts(desk: Desk, asked: Collection[Key]) -> dict[Key, list[Fact]]:
    """The county's figures in the text by what they speak of, where that is one of the keys asked for."""
    found: dict[Key, list[Fact]] = {}
    for fact in (f for facts in of_whole_county(desk).values() for f in facts):
        if (key := key_of(fact)) not in asked or "平均" in before(desk, fact):
            continue
        if is_of_a_part(desk, fact) or is_of_a_row(desk, fact) or says("of_years_together", before(desk, fact, _YEARS)):
            continue
        found.setdefault(key, []).append(fact)
    return found


_YEARS = 30
"""Characters before an amount in which 三年 may make it that of several years, which no one column gives."""


@once
def all_columns(desk: Desk) -> list[Column]:
    """What the document's tables give for the whole county. A quantity that two cells give differently is left out."""
    cells: dict[Key, list[Fact]] = {}
    sums: dict[tuple[object, ...], list[Fact]] = {}
    totals = {r.whole for _, r in desk.sums}
    for fact in desk.in_tables:
        if not _is_cell(fact):
            continue
        if fact.entity is None or "total" in fact.flags or fact.id in totals:
            cells.setdefault(_county_key(fact), []).append(fact)
        elif fact.evidence.table not in desk.unclear_tables:
            place = (fact.evidence.table, fact.evidence.column, _county_key(fact))
            sums.setdefault(place, []).append(fact)
    chosen = {key: [f for f in facts if "total" in f.flags or f.id in totals] or facts for key, facts in cells.items()}
    single = [Column(key, (facts[0],), 0) for key, facts in chosen.items() if len({f.value for f in facts}) == 1]
    by_stage = [_added(facts) for facts in sums.values() if facts[0].unit in ADDABLE]
    added = [*(column for column in by_stage if len(column.cells) > 1), *_of_both_stages(by_stage)]
    known = {column.key for column in single}
    return single + [column for column in added if column.key not in known and column.key not in cells]


def _is_cell(fact: Fact) -> bool:
    return is_exact(fact) and fact.indicator != OTHER


def _county_key(fact: Fact) -> Key:
    # The area in which one school lies is not the area that the column's total speaks of.
    area = None if fact.entity else fact.area
    return (fact.indicator, fact.unit, fact.stage, area, fact.criterion, None, fact.period)


def _added(facts: list[Fact]) -> Column:
    return Column(_county_key(facts[0]), tuple(facts), len({f.evidence.row for f in facts}))


def _of_both_stages(by_stage: list[Column]) -> Iterator[Column]:
    """What the rows of 小学 and of 初中 give together, where a table has one column of this kind and rows of no other stage: the text tells
    it as of compulsory education, or of no stage."""
    alike: dict[Key, list[Column]] = {}
    for column in by_stage:
        alike.setdefault((column.table, *column.key[:2], *column.key[3:]), []).append(column)
    for columns in alike.values():
        if len(columns) == 2 and {c.key[2] for c in columns} == _EACH and len({c.cells[0].evidence.column for c in columns}) == 1:
            cells = tuple(in_order(f for c in columns for f in c.cells))
            for stage in _BOTH:
                yield Column((*columns[0].key[:2], stage, *columns[0].key[3:]), cells, sum(c.rows for c in columns))


_EACH, _BOTH = {"primary", "junior"}, ("compulsory", None)


def _is_complete(
    column: Column, counts: Collection[tuple[str | None, Decimal | None]], columns: list[Column], texts: dict[Key, list[Fact]]
) -> bool:
    """Whether the table surely has every row: as many as there are schools, or another of its columns adds up.

    `counts`: stage and number of schools as the document gives them.
    """
    first = column.cells[0]
    if first.stage is not None and (column.key[2], Decimal(column.rows)) in counts:
        return True
    mine = [c for c in columns if c.rows and c.key != column.key and c.table == column.table]
    if _is_of_both(column):
        mine = [c for c in mine if _is_of_both(c) and c.key[:2] != column.key[:2]]
    if first.indicator.startswith("funding."):  # projects that bring no places cost money too
        mine = [c for c in mine if c.key[1] == column.key[1]]
    told = ((c, f) for c in mine for f in texts.get(c.key, []) if not says("sums_up_table", f.evidence.sentence))
    return any(not _apart(c, fact) for c, fact in told)


def _is_of_both(column: Column) -> bool:
    return len({f.stage for f in column.cells}) > 1


def _apart(column: Column, fact: Fact) -> bool:
    return not adds_up_as_written(fact, list(column.cells)) and apart(column.total, rounded_or_cut(fact))


def _mismatch(fact: Fact, column: Column) -> Finding:
    interval = total(list(column.cells), rounded)
    computed = middle(interval)
    variant, shown = "added" if column.rows else "plain", amount(computed, fact)
    return recomputed("table_mismatch", fact, column.cells, computed, interval, variant=variant, rows=column.rows, shown=shown)
