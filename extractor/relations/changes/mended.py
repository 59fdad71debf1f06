"""Changes between two labelled parts of one item: 反馈时：…达标33所，达标率63.5%。目前：…达标41所，达标率78.8%.

Takes the paragraphs of a document as read and its links; gives the links with the changes from what was found to what there is, one
for each value. Labels part the text, not status: what 目前 tells of is now, whatever verb stands there. The labels are in words.yaml.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from extractor.figures import Figure
from extractor.outline.headings import RANKS
from extractor.periods import years_of
from extractor.relations.changes.bases import may_be_goal, measures
from extractor.relations.links import Link, own_clause, own_words
from extractor.sentences import Reading
from extractor.wordlists import finder, finder_of, one_of, words_of
from models.indicators import OTHER

_Told = tuple[Figure, str]
"""A value, and the text of its paragraph."""
_Item = tuple[list[_Told], list[_Told]]
"""What an item tells of then, and of now."""
_NUMBER = re.compile(rf"(?:{'|'.join(rank.pattern for rank in RANKS)}|\s*第[一二三四五六七八九十]+条)\s*")
"""How a paragraph begins that opens another item."""


def find_mended(paragraphs: list[Reading], links: list[Link]) -> list[Link]:
    """All the links, those between the two parts of each item among them."""
    changes = [link.members for link in links if link.type == "change"]
    taken = {id(start) for start, *_ in changes}
    reached = {id(goal) for start, goal, _ in changes if start is not None}
    pairs: dict[int, Figure] = {}
    """What there is now, by identity, and the value that it has come from."""
    found = []
    for then, now in _items(paragraphs):
        first = [told for told in then if id(told[0]) not in taken]
        for a, b in _pairs(first, [told for told in now if id(told[0]) not in reached]):
            pairs[id(b)] = a
            found.append(Link("change", (a, b, None)))
    if not found:
        return links
    texts = {id(f): paragraph.folded.text for paragraph in paragraphs for f in paragraph.figures}
    filled = [_with_start(link, pairs, texts) for link in links]
    told = {id(link.members[1]) for link in filled if link.type == "change" and link.members[0] is not None}
    return [*filled, *(link for link in found if id(link.members[1]) not in told)]


def _with_start(link: Link, pairs: dict[int, Figure], texts: dict[int, str]) -> Link:
    """81.3%，比反馈时提高18.8%: the difference is from what the item tells of then, unless it is said to be from another time."""
    start, goal, delta = link.members if link.type == "change" else (None, None, None)
    then = pairs.get(id(goal))
    if start is not None or delta is None or then is None or not (measures(then, delta) or delta.unit == then.unit):
        return link
    words = own_words(delta, texts[id(delta)])
    elsewhere = _COMPARED.search(words) and not _labels()["then"][1].search(words)
    return link if elsewhere else Link("change", (then, goal, delta))


_COMPARED = re.compile("[比较]|同期")


# --- the two parts of an item ---------------------------------------------------------------------------------------


def _items(paragraphs: Iterable[Reading]) -> Iterator[_Item]:
    """Each run of paragraphs under one number that tells first of then and, behind that, of now."""
    then: list[_Told] = []
    now: list[_Told] = []
    side: str | None = None
    for paragraph in paragraphs:
        text, figures = paragraph.folded.text, paragraph.figures
        number = _NUMBER.match(text)
        opening = number.end() if number else 0
        labels = list(_sides(text, opening))
        if number and not (labels and labels[0][0] == opening):
            yield then, now
            then, now, side = [], [], None
        alone = not figures and bool(labels)
        side = side if not labels and side and not _LABEL.match(text, opening) else None
        for figure in figures:
            own = next((name for at, name in reversed(labels) if at <= figure.start), side)
            if own == "then" and now:
                yield then, now
                then, now = [], []
            if own is not None and _is_value(figure, own, text):
                (then if own == "then" else now).append((figure, text))
        side = labels[-1][1] if alone else side
    yield then, now


_LABEL = re.compile("[一-龥]{2,8}[:：]")
"""整改措施：, 目标：."""


def _sides(text: str, opening: int) -> Iterator[tuple[int, str | None]]:
    """Where a label stands, and whether it leads to what was or what is; None for one that leads to something else."""
    if _LABEL.match(text, opening):
        yield opening, None
    for name, (key, pattern) in _labels().items():
        if key.search(text, opening):
            yield from ((m.start("label"), name) for m in pattern.finditer(text, opening) if _opens(text, m.start(), opening))


def _opens(text: str, at: int, opening: int) -> bool:
    """A label stands at the head of its paragraph, sentence or clause."""
    return at == opening or text[at - 1 : at] in tuple("。；;，,\n")


@cache
def _labels() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """反馈时, 2024年11月反馈时, 整改前; 目前, 截至2025年5月, 整改后, 整改情况：; each with the words that it has one of, found at once."""
    time = r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:省级|市级|国家)?"
    after, told = [w for w in words_of("told_of_now") if len(w) > 1], words_of("labels_of_results")
    before, behind = one_of(words_of("told_of_before")), one_of(after)
    results = rf"{one_of(told)}(?=[】\])）]?[:：])"
    then = re.compile(rf"(?P<label>[【\[(（]?{time}{before})")
    now = re.compile(rf"(?P<label>[【\[(（]?(?:(?:截至|到)?{behind}|(?<![，,])截至(?=(?:19|20)\d\d年)|{time}{results}))")
    return {"then": (finder_of("told_of_before"), then), "now": (finder([*after, *told, "截至"]), now)}


def _is_value(figure: Figure, side: str, text: str) -> bool:
    """A value of that time; what came or went, as 补充体育教师33名, is none."""
    statuses = ("baseline", "actual") if side == "then" else ("actual",)
    if figure.value is None or figure.status not in statuses or not may_be_goal(figure, at_any_time=True):
        return False
    words = own_clause(figure, text)
    return _REACHED.search(words) is not None or finder_of("came_or_went").search(words) is None


_REACHED = re.compile("[到至达为有剩][约近]?$")


# --- the values of one thing ----------------------------------------------------------------------------------------


def _pairs(then: list[_Told], now: list[_Told]) -> Iterator[tuple[Figure, Figure]]:
    """Of each thing that both parts tell, its value then and its value now."""
    groups: dict[tuple[object, ...], _Item] = defaultdict(lambda: ([], []))
    for side, part in enumerate((then, now)):
        for told in part:
            groups[_key(told[0])][side].append(told)
    used: set[int] = set()
    for olds, news in groups.values():
        for old, new in zip(olds, news, strict=True) if len(olds) == len(news) else _named_alike(olds, news):
            if (old[0].indicator != OTHER or _is_named(old, new)) and not _is_earlier(new[0], old[0]):
                used |= {id(old[0]), id(new[0])}
                yield old[0], new[0]
    left = [[told for told in part if id(told[0]) not in used] for part in (then, now)]
    for old, new in _of_no_indicator(*left):
        yield old[0], new[0]


def _key(figure: Figure) -> tuple[object, ...]:
    return (figure.indicator, figure.unit, figure.stage, figure.area, figure.criterion, figure.entity)


def _is_earlier(new: Figure, old: Figure) -> bool:
    then, now = years_of(old.period), years_of(new.period)
    return then is not None and now is not None and now[1] < then[0]


def _named_alike(olds: list[_Told], news: list[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """Where one part tells more than the other: those whose names are the same."""
    for old in olds:
        named = [new for new in news if _is_named(old, new)]
        rivals = [other for other in olds if any(_is_named(other, new) for new in named)]
        if len(named) == len(rivals) == 1:
            yield old, named[0]


def _of_no_indicator(then: list[_Told], now: list[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """What no indicator ties together: 超规模学校3所 and 超规模学校减少到1所 by the name; 减少到12名 by being the only one of its unit."""
    for new in now:
        olds = [old for old in then if old[0].unit_text == new[0].unit_text and old[0].entity == new[0].entity]
        named = [old for old in olds if _is_named(old, new)]
        alone = olds if len(olds) == 1 and not _name(new) and _MOVED.search(own_clause(*new)) else []
        if len(named or alone) == 1:
            yield (named or alone)[0], new


_MOVED = re.compile("[升降增减高低少加大小][到至为]$")
_TAIL = 4
"""Characters at the end of a name by which it is known again."""


def _is_named(old: _Told, new: _Told) -> bool:
    name = _name(old)[-_TAIL:]
    return len(name) == _TAIL and name in own_words(*new) and old[0].unit == new[0].unit


def _name(told: _Told) -> str:
    """What stands before a value in its clause, without the time and the verb."""
    words = _VERB.sub("", own_clause(*told))
    return "".join(re.findall("[一-龥]+", _WHEN.sub("", words)))


_WHEN = re.compile(r"(?:截至|到)?(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?底?|目前|现在|全县|全区|全市")
_VERB = re.compile("(?:[有为是达到至约近共仅只还仍已由]|增加|减少|提高|提升|上升|下降|降低|缩小|扩大|压减|增|减|降|升)+$")
