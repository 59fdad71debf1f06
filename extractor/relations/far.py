"""Relations over the whole document: a whole told in another paragraph than its parts, a total in the text and a table's column.

Asks the figures to come out exactly, since no words tie them together; so none of these is a claim that can be wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import islice, pairwise

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import Link, own_words
from extractor.relations.means import nearest
from extractor.relations.parts import adds_up, is_amount, shared, written_alike
from extractor.relations.shares import FAMILIES
from extractor.sentences import Sentence
from models.indicators import OTHER, load_indicators

_CHANCE = 10
"""Below this, numbers add up to another too easily by chance."""
_WHOLES = 4
"""Counts of one name back from a list among which its whole may stand."""
_ROWS = 3
"""Cells that a column has at least."""


def find_far(paragraphs: list[list[Sentence]], figures: list[Figure], links: list[Link]) -> list[Link]:
    """The relations of a document that `links` do not hold yet."""
    known = {(link.type, *(id(m) for m in link.members[:2])) for link in links}
    rated = {id(link.members[2]) for link in links if link.type == "ratio"}
    found = [*_named_wholes(paragraphs, figures), *_of_columns(paragraphs, figures), *_of_years(paragraphs)]
    found = [link for link in found if ("sum", *(id(m) for m in link.members[:2])) not in known]
    return found + _per_head(figures, rated)


def _may_be_whole(figure: Figure) -> bool:
    told = _may_be_part(figure) and figure.bound == "exact" and "table" not in figure.flags
    return told and figure.value is not None and figure.value >= _CHANCE


def _may_be_part(figure: Figure) -> bool:
    return figure.kind == "level" and figure.value is not None and figure.indicator != OTHER and is_amount(figure) and not figure.roles


# --- a whole that is named in front of its parts -------------------------------------------------------------------


_INSIDE = re.compile(
    r"(?:^|[。；;，,：:])\s*(?:在|全县|全区|全市|全校)?([一-龥]{2,10}?)(?:当中|中|里)(?![小学心职考等专招央级高部层])[，,：:]?[一-龥]{0,10}$"
)


def _named_wholes(paragraphs: list[list[Sentence]], figures: list[Figure]) -> list[Link]:
    """专任教师128人。…专任教师中正高级1人、高级36人、中级91人: the count of that name told last, where the list behind it makes it up."""
    found = []
    for sentence in (s for sentences in paragraphs for s in sentences if len(s.figures) > 1):
        for at, first in enumerate(sentence.figures[:-1]):
            named = _INSIDE.search(own_words(first, sentence.text)) if first.whole is None and first.value is not None else None
            family = named and next((family for family, nouns in FAMILIES.items() if named[1].endswith(nouns)), None)
            if not family:
                continue
            run = [f for f in sentence.figures[at:] if f.unit_text == first.unit_text and f.value is not None and f.kind == "level"]
            runs = [run[:count] for count in range(len(run), 1, -1) if count > 2 or not shared(run[:2], sentence.text)]
            counts = (f for f in reversed(figures[: first.order]) if f.indicator == f"{family}count" and _may_be_whole(f))
            wholes = islice((f for f in counts if f.stage == first.stage and f.entity == first.entity and written_alike(first, f)), _WHOLES)
            if pair := next(((whole, run) for whole in wholes for run in runs if adds_up(whole, run)), None):
                found.append(Link("sum", (pair[0], *pair[1])))
    return found


# --- columns of a table --------------------------------------------------------------------------------------------


_TABLE = re.compile(r"(?:见|如|[下上附])表|表\s?(?:\d|[一二三四五六七八九])")
"""What points at a table: 具体情况见下表, 表1所列学校."""


def _of_columns(paragraphs: list[list[Sentence]], figures: list[Figure]) -> list[Link]:
    """表1所列学校在校生合计9682人，其中小学6073人: a total nearest to a table, whose column it adds up, or that of its stage; told in a
    paragraph that points at the table, since a total may equal a column that no words tie to it."""
    pointing = (s for sentences in paragraphs for s in sentences if s.figures and _TABLE.search(s.text))
    totals = [f for s in pointing for f in s.figures if _may_be_whole(f) and f.entity is None and f.area is None]
    found = []
    for column in _columns(figures):
        groups = [column, *([f for f in column if f.stage == stage] for stage in ("primary", "junior"))]
        for stages, parts in zip(((None, "compulsory"), ("primary",), ("junior",)), groups, strict=True):
            if len(parts) < _ROWS or (len(parts) == len(column) and parts is not column):
                continue
            alike = [f for f in totals if f.indicator == parts[0].indicator and f.stage in stages and adds_up(f, parts)]
            if alike:
                found.append(Link("sum", (min(alike, key=lambda f: abs(f.order - column[0].order)), *parts)))
    return found


def _columns(figures: list[Figure]) -> list[list[Figure]]:
    """The columns of counts of all tables that have no total of their own."""
    columns: dict[tuple[int, int | None], list[Figure]] = defaultdict(list)
    table, last = 0, -1
    for figure in figures:
        if "table" not in figure.flags:
            last = -1
            continue
        row = figure.row or 0
        table, last = table + (row < last or last < 0), row
        columns[table, figure.column].append(figure)
    plain = (c for c in columns.values() if len(c) >= _ROWS and not any("total" in f.flags for f in c))
    return [
        c for c in plain if len({(f.indicator, f.unit, f.status) for f in c}) == 1 and all(is_amount(f) and f.value is not None for f in c)
    ]


# --- years in paragraphs of their own -----------------------------------------------------------------------------


def _of_years(paragraphs: list[list[Sentence]]) -> list[Link]:
    """补充教师420名。…——2025年：补充教师150名。——2026年：…140名。——2027年：…130名: a paragraph for each year, and the whole told before, at
    the same place among its kind."""
    by_key: dict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    for sentences in paragraphs:
        own: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
        for figure in (f for s in sentences for f in s.figures if _may_be_part(f)):
            own[figure.indicator, figure.unit_text, figure.stage, figure.area].append(figure)
        for key, told in own.items():
            by_key[key].append(told)
    found = []
    for rows in by_key.values():
        for at, row in enumerate(rows[:-_ROWS]):
            for place, whole in enumerate(row):
                parts = [r[place] for r in rows[at + 1 : at + 1 + _ROWS] if place < len(r)]
                if len(parts) == _ROWS and _may_be_whole(whole) and _follow(parts) and adds_up(whole, parts):
                    found.append(Link("sum", (whole, *parts)))
    return found


def _follow(parts: list[Figure]) -> bool:
    """Each of the year after the one before."""
    years = [years_of(f.period) for f in parts]
    return all(a and b and a[0] == a[1] and b[0] == b[1] == a[0] + 1 for a, b in pairwise(years))


# --- amounts per head whose total and pupils stand elsewhere --------------------------------------------------------


def _per_head(figures: list[Figure], rated: set[int]) -> list[Link]:
    """每百名学生拥有骨干教师1.20人, 骨干教师139人 and 在校生11628人 in other paragraphs, or both in one row of a table."""
    rates = [f for f in figures if "/" in f.unit and f.unit.endswith("person") and id(f) not in rated and _is_told(f)]
    if not rates:
        return []
    totals: dict[str, list[Figure]] = defaultdict(list)
    pupils = [f for f in figures if f.indicator == "student.count" and _is_told(f)]
    for figure in figures:
        if (per_head := load_indicators()[figure.indicator].per_head) and _is_told(figure):
            totals[per_head].append(figure)
    found = []
    for rate in (r for r in rates if "table" not in r.flags):
        scale = Decimal(100) if rate.unit.endswith("100person") else Decimal(1)
        pairs = ((t, p) for t in nearest(totals[rate.indicator], rate) for p in nearest(pupils, rate) if _of_one(t, p, rate))
        pair = next(((t, p) for t, p in pairs if _gives(t, p, rate, scale)), None)
        if pair is not None:
            found.append(Link("ratio", (*pair, rate)))
    return found


def _is_told(figure: Figure) -> bool:
    return figure.kind == "level" and figure.status == "actual" and figure.bound == "exact" and bool(figure.value) and not figure.roles


def _of_one(total: Figure, pupils: Figure, rate: Figure) -> bool:
    """Total and pupils are of the rate's stage, of one time, and of one row where they stand in a table."""
    times = {f.period[:4] for f in (total, pupils, rate) if f.period is not None}
    return total.stage == pupils.stage == rate.stage and (total.row, total.entity) == (pupils.row, pupils.entity) and len(times) <= 1


def _gives(total: Figure, pupils: Figure, rate: Figure, scale: Decimal) -> bool:
    """Their quotient is the rate, rounded to the digit written."""
    exact = (total.value or Decimal(0)) * scale / (pupils.value or Decimal(1))
    return abs(exact - (rate.value or Decimal(0))) <= rate.step / 2
