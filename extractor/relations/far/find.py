"""Relations over the whole document: a whole told in another paragraph than its parts, and what other modules find of columns and per head.

Asks the figures to come out exactly, since no words tie them together; only a total beside its table may have a slip (columns.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice, pairwise

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.far.columns import ROWS, column_totals, may_be_part, may_be_whole
from extractor.relations.far.means import find_far_means
from extractor.relations.far.rates import find_far_rates
from extractor.relations.far.rests import find_far_rests
from extractor.relations.far.shares import find_far_shares
from extractor.relations.far.stages import find_far_stages
from extractor.relations.links import Link, own_words
from extractor.relations.ratios.shares import FAMILIES
from extractor.relations.sums.parts import adds_up, shared, written_alike
from extractor.sentences import Sentence

_WHOLES = 4
"""Counts of one name back from a list among which its whole may stand."""


def find_far(paragraphs: list[list[Sentence]], figures: list[Figure], links: list[Link]) -> list[Link]:
    """The relations of a document that `links` do not hold yet."""
    known = {(link.type, *(id(m) for m in link.members[:2])) for link in links}
    rated = {id(link.members[2]) for link in links if link.type == "ratio"}
    found = [*_named_wholes(paragraphs, figures), *column_totals(paragraphs, figures), *_of_years(paragraphs)]
    found = [link for link in found if ("sum", *(id(m) for m in link.members[:2])) not in known]
    found += find_far_stages(figures, links + found)
    found += find_far_rests(paragraphs, [*links, *found])
    found += find_far_shares(paragraphs, figures, links)
    return found + find_far_rates(figures, rated) + find_far_means(figures, rated)


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
            counts = (f for f in reversed(figures[: first.order]) if f.indicator == f"{family}count" and may_be_whole(f))
            wholes = islice((f for f in counts if f.stage == first.stage and f.entity == first.entity and written_alike(first, f)), _WHOLES)
            if pair := next(((whole, run) for whole in wholes for run in runs if adds_up(whole, run)), None):
                found.append(Link("sum", (pair[0], *pair[1])))
    return found


# --- years in paragraphs of their own -----------------------------------------------------------------------------


def _of_years(paragraphs: list[list[Sentence]]) -> list[Link]:
    """补充教师420名。…——2025年：补充教师150名。——2026年：…140名。——2027年：…130名: a paragraph for each year, and the whole told before, at
    the same place among its kind."""
    by_key: dict[tuple[object, ...], list[list[Figure]]] = defaultdict(list)
    for sentences in paragraphs:
        own: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
        for figure in (f for s in sentences for f in s.figures if may_be_part(f)):
            own[figure.indicator, figure.unit_text, figure.stage, figure.area].append(figure)
        for key, told in own.items():
            by_key[key].append(told)
    found = []
    for rows in by_key.values():
        for at, row in enumerate(rows[:-ROWS]):
            for place, whole in enumerate(row):
                parts = [r[place] for r in rows[at + 1 : at + 1 + ROWS] if place < len(r)]
                if len(parts) == ROWS and may_be_whole(whole) and _follow(parts) and adds_up(whole, parts):
                    found.append(Link("sum", (whole, *parts)))
    return found


def _follow(parts: list[Figure]) -> bool:
    """Each of the year after the one before."""
    years = [years_of(f.period) for f in parts]
    return all(a and b and a[0] == a[1] and b[0] == b[1] == a[0] + 1 for a, b in pairwise(years))
