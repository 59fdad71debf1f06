"""Sums over clauses and sentences: what is done and what is left of a whole, and a whole divided once more.

应配96人，实有61人，缺35人; 从流向看，城区到乡镇52人，…. Only what adds up exactly: no word says which figure is the whole.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from extractor.figures import Figure
from extractor.relations.links import Link, is_level, own_clause, own_words
from extractor.relations.slips import LARGE, digits, slipped
from extractor.relations.sums.parts import CHANCE, adds_up, names_a_class, near, summable, written_alike
from extractor.relations.sums.states import divided_by_state
from extractor.wordlists import finder_of, one_of, words_of

_REACH = 12
"""Figures back in the paragraph among which the whole may stand."""


def find_left_over(figures: list[Figure], text: str, links: list[Link]) -> list[Link]:
    """The sums of a paragraph that `links` do not hold yet."""
    told = {frozenset(id(m) for m in link.members) for link in links if link.type == "sum"}
    taken = {id(part) for link in links if link.type == "sum" for part in link.members[1:]}
    found = []
    for i, figure in enumerate(figures):
        before = figures[max(0, i - _REACH) : i]
        behind = figures[i + 1 :]
        members = (
            divided_by_state(figure, before, behind, text)
            or _rest(figure, before, text, taken)
            or _divided_again(figure, before, behind, text)
            or _accounted(figure, behind, text)
            or _behind_bracket(figure, behind, text)
            or _came_through(figure, behind, text)
        )
        if members and frozenset(map(id, members)) not in told:
            found.append(Link("sum", tuple(members)))
            taken |= {id(part) for part in members[1:]}
    return found


def _rest(rest: Figure, before: list[Figure], text: str, taken: set[int]) -> list[Figure]:
    """应配96人，实有61人，缺35人; 问题24个，已整改18个，正在整改6个: a whole, what is done of it, and all that is left."""
    words = own_clause(rest, text)
    if rest.value is None or id(rest) in taken or not _left().search(words) or _TAKEN_UP.search(words):
        return []
    told = [f for f in before if _may_belong(f, rest)]
    for at in range(len(told) - 1, 0, -1):
        done = told[at]
        for whole in reversed(told[:at]):
            side_by_side = rest.order - whole.order == 2
            large = side_by_side or (whole.value or 0) >= CHANCE
            of_kind = done.whole in (None, whole) and whole.status in (done.status, "standard", "plan")
            fits = large and of_kind and done.value and adds_up(whole, [done, rest])
            if fits and not any(near(f, [whole, done, rest]) for f in told[:at]):  # 招聘96人，公开48人，特岗27人，另引进21人
                return [whole, done, rest]
    return []


_TAKEN_UP = re.compile("[未没][^，,。；;]*的$")
"""未达标的6所均为村小: what is left is spoken of, and not told as what the others leave."""


def _may_belong(figure: Figure, rest: Figure) -> bool:
    return figure.value is not None and summable(figure, rest) and written_alike(figure, rest) and figure.bound == "exact"


@cache
def _left() -> re.Pattern[str]:
    return re.compile(f"{one_of(words_of('left_over'))}[^，,。；;]{{0,12}}$")


def _divided_again(first: Figure, before: list[Figure], behind: list[Figure], text: str) -> list[Figure]:
    """交流96人，…从流向看，城区到乡镇52人，乡镇到城区31人，乡镇之间13人: a list led in as a division, and the count that it makes up."""
    if not _BY.search(own_words(first, text)) or first.value is None:
        return []
    same = takewhile(lambda f: f.sentence == first.sentence, behind)
    run = [first, *takewhile(lambda f: _may_belong(f, first), (f for f in same if f.unit != "%"))]
    wholes = [f for f in reversed(before) if _may_belong(f, first) and (f.value or 0) >= CHANCE and not names_a_class(f, text)]
    for count in range(2, len(run) + 1):
        if whole := next((f for f in wholes if adds_up(f, run[:count]) and f.status == first.status), None):
            return [whole, *run[:count]]
    return []


def _accounted(whole: Figure, behind: list[Figure], text: str) -> list[Figure]:
    """应返校6240人，已返校6120人，转学96人，休学4人，送教20人: of those who were due each is told of once, so that the list is meant to
    make up the whole."""
    if not finder_of("due").search(own_words(whole, text)) or (whole.value or 0) < CHANCE:
        return []
    told = takewhile(lambda f: f.sentence == whole.sentence and _may_belong(f, whole) and f.order <= whole.order + _REACH, behind)
    parts = [*takewhile(lambda f: finder_of("fates_of_pupils").search(own_words(f, text)) is not None, told)]
    further = any("AMONG" in f.tags for f in parts[1:])  # 未返校120人，其中转学96人
    return [whole, *parts] if len(parts) >= _FATES and not further and near(whole, parts) else []


_FATES = 3
"""Fates told at the least."""


def _behind_bracket(whole: Figure, behind: list[Figure], text: str) -> list[Figure]:
    """拨来2840万元（中央1960万元、省级880万元），用于建校舍2185万元，购设备655万元: what stands behind the bracket divides the whole
    anew, where it makes it up."""
    if not is_level(whole) or text[whole.end : whole.end + 1] not in _BRACKETS or digits(whole) < LARGE:
        return []
    inside = [*takewhile(lambda f: f.depth > whole.depth, behind)]
    run = takewhile(lambda f: f.sentence == whole.sentence and f.depth == whole.depth and _may_belong(f, whole), behind[len(inside) :])
    parts = [*run][:_MOST]
    made = next((parts[:count] for count in range(2, len(parts) + 1) if adds_up(whole, parts[:count])), [])
    return [whole, *made] if inside and made and whole.status == made[0].status else []


_BRACKETS = ("(", "（")
_MOST = 8
"""Parts behind a bracket at most."""


def _came_through(whole: Figure, behind: list[Figure], text: str) -> list[Figure]:
    """入学时2860人，三年流失132人，毕业时2728人: those who began, those who were lost on the way and those who came through."""
    if not finder_of("those_who_began").search(own_clause(whole, text)) or (whole.value or 0) < CHANCE or not is_level(whole):
        return []
    same = takewhile(lambda f: f.sentence == whole.sentence and _may_belong(f, whole), (f for f in behind[:_FATES] if f.unit != "%"))
    parts = [*same][:2]
    if len(parts) < 2 or not all(finder_of(words).search(own_words(f, text)) for words, f in zip(_ON_THE_WAY, parts, strict=True)):
        return []
    return [whole, *parts] if adds_up(whole, parts) or (digits(whole) >= LARGE and slipped(whole, parts)) else []


_ON_THE_WAY = ("those_who_were_lost", "those_who_came_through")


_BY = re.compile(
    r"(?:按[^，,。；;：:]{1,10}?(?:分|划分|统计|看|归类|区分|计|算)|(?:从|就)[^，,。；;：:]{1,8}?(?:看|分|讲|说)|分[^，,。；;：:\d]{1,5}看)[，,：:]"
    r"|(?:方式|流向|来源|构成|渠道|途径|去向)(?:上)?(?:为|是|[，,：:])"
)
"""按所在地分，; 从流向看，; 安置方式为: what leads a division in."""
