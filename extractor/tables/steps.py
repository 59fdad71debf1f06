"""Changes along the lines of a table: from year to year, and from what was found to what there is now (整改前 | 整改后 | 目标).

Takes the figures of a table with their headers; gives links. The words are in tables.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.changes.bases import measures
from extractor.relations.links import Link
from extractor.tables.heads import Head, Heads
from extractor.wordlists import one_of
from models.indicators import OTHER
from models.loading import load_data

_SERIES = 2
"""Steps that make a series at least."""


def step_links(heads: Heads, figures: Sequence[Figure], told: Iterable[Link]) -> list[Link]:
    """The changes that the lines of a table show; `told`: those that the headers tell with a difference."""
    known = {(id(link.members[0]), id(link.members[1])) for link in told if link.type == "change"}
    rows, columns = _lines([(f.row, f) for f in figures]), _lines([(f.column, f) for f in figures])
    links: list[Link] = []
    for line in rows:
        links += [*_years(line, [heads.column(f.column or 0) for f in line]), *_mended(line, heads)]
    for line in columns:
        links += _years(line, [heads.row(f.row or 0) for f in line])
    return [link for link in links if (id(link.members[0]), id(link.members[1])) not in known]


def _lines(numbered: Iterable[tuple[int | None, Figure]]) -> list[list[Figure]]:
    lines: dict[int | None, list[Figure]] = {}
    for number, figure in numbered:
        lines.setdefault(number, []).append(figure)
    return list(lines.values())


def _years(line: Sequence[Figure], heads: Sequence[Head]) -> list[Link]:
    """2021年 | 2022年 | 2023年: a change a step, where three years or more follow each other; two are enough of what a table shows only
    for its course.

    What a 合计 of the line adds up is shared out over the years, and has no course.
    """
    runs: list[list[Figure]] = [[]]
    for at, figure in enumerate(line):
        if runs[-1] and not (_bare(heads[at - 1].texts) == _bare(heads[at].texts) and _is_next(runs[-1][-1], figure)):
            runs.append([])
        runs[-1].append(figure)
    summed = any("total" in f.flags for f in line)
    course = load_data("tables.yaml", "extractor")["course_told"]
    told = (run for run in runs if run[0].indicator in course or (len(run) > _SERIES and not summed))
    return [Link("change", (a, b, None)) for run in told for a, b in pairwise(run)]


def _is_next(a: Figure, b: Figure) -> bool:
    then, now = years_of(a.period), years_of(b.period)
    alike = _alike(a, b) and a.kind == b.kind == "level" and not {a.status, b.status} & {"plan", "standard"}
    return alike and then is not None and now is not None and then[1] - then[0] == now[1] - now[0] <= 1 and now[0] == then[0] + 1


def _mended(line: Sequence[Figure], heads: Heads) -> list[Link]:
    """反馈时 | 目前 | 目标: from what was found to what there is, with the difference where that is the next cell."""
    links: list[Link] = []
    for at, then in enumerate(line):
        if then.status != "baseline" or then.kind != "level" or then.value is None:
            continue
        head = _bare(heads.column(then.column or 0).texts)
        behind = (f for f in line[at + 1 :] if f.kind == "level" and f.status == "actual" and _alike(then, f) and f.value is not None)
        now = next((f for f in behind if _bare(heads.column(f.column or 0).texts) == head), None)
        if now is None or any(now is link.members[1] for link in links):
            continue
        following = next((f for f in line if f.order == now.order + 1), None)
        delta = following if following is not None and following.kind == "change" and measures(now, following) else None
        links.append(Link("change", (then, now, delta)))
    return links


def _alike(a: Figure, b: Figure) -> bool:
    """Both measure one thing of one part of the pupils, schools and places."""
    of_one = (a.unit, a.stage, a.area, a.criterion, a.entity) == (b.unit, b.stage, b.area, b.criterion, b.entity)
    return of_one and a.indicator == b.indicator and (a.indicator != OTHER or a.unit_text == b.unit_text)


@cache
def _time_or_state() -> re.Pattern[str]:
    """2023年, 2023年秋季, (2024年11月), 整改前, 目前: what of a header tells no more than when."""
    data = load_data("tables.yaml", "extractor")
    states = one_of([*data["old"], *data["as_it_is"], *data["now"]])
    occasion = f"{one_of(data['time_or_state']['occasions'])}(?:[前后时]|完成[前后])"
    values = one_of(data["time_or_state"]["values"])
    year = r"(?:19|20)\d\d(?:[—–~\-至/]+(?:19|20)?\d\d)?(?:学年|年)?度?(?:\d{1,2}月|[春秋]季)?(?:学期)?[底末初]?"
    return re.compile(rf"[（(]?(?:{year}|(?:{states}|{occasion}){values}?)[)）]?|\s|[（(][)）]")


@lru_cache(maxsize=1024)
def _bare(texts: tuple[str, ...]) -> str:
    """What a header of these texts says beside its time and state."""
    return "|".join(_time_or_state().sub("", text) for text in texts).strip("|")
