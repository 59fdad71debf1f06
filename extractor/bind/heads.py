"""Which figure another one goes on with: the whole of a 其中, the start of a 从…到…, the neighbour in a list.

Takes a sentence whose figures before are bound; sets nothing but `whole`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractor.bind.counted import alike, counts_part_of, tags_of
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token
from models.loading import load_data


def find_head(sentence: Sentence, figure: Figure, previous: Figure | None) -> Figure | None:
    """The figure whose subject this one goes on with; sets `figure.whole` where the words make it a part.

    That is the whole of a 其中 or of a bracket, the value that a 从…到… starts from, or the neighbour in a list.
    """
    if previous is None:
        return None
    if start := start_of_change(sentence, figure):
        figure.whole = start.whole
        return start
    if opener := _opener_of_group(sentence, figure):
        figure.whole = opener.whole
        return opener
    share = figure.unit in ("%", "pp")
    near = _same_unit(sentence, figure)
    if near is previous and _changes_by(sentence, previous, figure):
        return previous
    if "AMONG" in figure.tags or "OPEN" in figure.tags:
        if share:
            return previous
        opened = _before_bracket(near, previous)
        figure.whole = (
            opened if "OPEN" in figure.tags else _divided_again(sentence, figure, near) or _large_enough(figure, _undivided(near))
        )
        return figure.whole
    if previous.unit in ("%", "pp") and names_own_rate(sentence, figure):
        return None
    if share and is_whole_of_share(sentence, previous):
        return _same_unit(sentence, previous) or previous
    if share or _is_per_head_of(figure, previous):
        return previous
    if near is not None and near.whole is not None and _of_other_stage(figure, near.whole):
        return near.whole
    goes_on = _next_stage(figure, near, previous) or _comes_to_as_well(figure)
    if "SEMI" in figure.tags and not goes_on and not (near is previous and _opens_list(sentence)):
        whole = near if "OPEN" in figure.tags else _undivided(near)
        return whole if previous is near else None
    if near is not None and _is_beyond(sentence, figure, near):
        return None
    if near is not None and near.whole is not None and not goes_on and _is_of_others(sentence, figure, near):
        return near.whole
    if near is not None and near.whole is not None and near.depth == figure.depth and (goes_on or not _parted(sentence, near, figure)):
        figure.whole = near.whole
        return near.whole
    return near


def _changes_by(sentence: Sentence, level: Figure, figure: Figure) -> bool:
    """学校71所，其中小学49所，减少5所: what a part has changed by is of that part, and none itself."""
    return "delta" in figure.roles and _ONLY_CHANGED.fullmatch(sentence.text, level.end, figure.start) is not None


_ONLY_CHANGED = re.compile(
    r"[，,](?:[比较](?:上年|去年|上学年|前年|20\d\d年)(?:同期)?[底末]?)?[净共又各均]?(?:增加|减少|增长|下降|提高|降低|增|减)了?"
)


def _before_bracket(near: Figure | None, previous: Figure) -> Figure | None:
    """14个乡镇，学校46所（教学点8个，小学27所…）: what is only counted, and told before the schools, is not what the bracket divides."""
    return None if near is not None and near.unit == "item" and previous.unit == "school" else near


def _undivided(near: Figure | None) -> Figure | None:
    """The whole that a figure ends the division of, else the figure: what 其中 or a semicolon goes on with."""
    return near if near is None else next(iter(divided_by(near)), near)


def _divided_again(sentence: Sentence, figure: Figure, near: Figure | None) -> Figure | None:
    """学位9300个，其中小学6000个、初中3300个；分年度看，2022年…: the whole that the parts right before make up, divided in another way."""
    way = _names_a_way(sentence, figure)
    whole = near.whole if near is not None and ("SEMI" in figure.tags or way) else None
    if whole is None or near is None:
        return None
    parts = _parts_of(sentence, whole, near)
    return whole if len(parts) > 1 and (way or _make_up(parts, whole)) else None


def _large_enough(figure: Figure, near: Figure | None) -> Figure | None:
    """专任教师1210人，其中小学820人、初中390人，其中女教师600人: of the part nearest and its whole, the one that can hold the figure."""
    outer = near.whole if near is not None else None
    if near is None or outer is None or not (figure.value and near.value and outer.value):
        return near
    return outer if near.value < figure.value <= outer.value and figure.unit == near.unit == outer.unit else near


def _names_a_way(sentence: Sentence, figure: Figure) -> bool:
    """从投向看: the words tell by what the whole is divided, which they do anew behind parts that are of another kind."""
    return any(t.tag == "AMONG" and sentence.text.startswith(_openings(), t.start) for t in figure.own)


@cache
def _openings() -> tuple[str, ...]:
    """从, 分, 按: what the words by which a whole is divided begin with."""
    return tuple(load_data("words.yaml", "extractor")["dividing"]["ends"])


def divided_by(last: Figure) -> list[Figure]:
    """在校生3200人，小学2100人，初中1100人；其中寄宿生…: the whole that the last figure and those before it make up, then these; else none.

    What follows 其中 or a semicolon is of all.
    """
    parts = [last]
    while (head := parts[-1].head) is not None and head.unit == last.unit and head.value and last.value:
        if sum(part.value or 0 for part in parts) == head.value and len(parts) > 1:
            return [head, *parts]
        parts.append(head)
    return []


def _is_beyond(sentence: Sentence, figure: Figure, near: Figure) -> bool:
    """招聘86名，其中研究生19名、本科生67名，选派124名: more than the whole that the parts before have made up is of something else."""
    whole = near.whole
    if whole is None or figure.unit != whole.unit or not whole.value or (figure.value or 0) <= whole.value:
        return False
    return _make_up(_parts_of(sentence, whole, near), whole)


def _parts_of(sentence: Sentence, whole: Figure, last: Figure) -> list[Figure]:
    """The parts of a whole up to `last`, counted as it is."""
    return [f for f in sentence.figures if f.whole is whole and f.order <= last.order and f.unit == whole.unit]


def _make_up(parts: list[Figure], whole: Figure) -> bool:
    """Whether two or more parts come to their whole."""
    return len(parts) > 1 and all(f.value is not None for f in parts) and sum(f.value or 0 for f in parts) == whole.value


def _is_of_others(sentence: Sentence, figure: Figure, near: Figure) -> bool:
    """在校学生846人，其中男生447人、女生399人，教职工87人: people told behind parts that have made up their whole are no part of it."""
    whole = near.whole
    return figure.unit == "person" and "COMMA" in figure.tags and whole is not None and _make_up(_parts_of(sentence, whole, near), whole)


def _comes_to_as_well(figure: Figure) -> bool:
    """甲校降至1972人，减少393人；乙校降至2548人: behind the semicolon a verb of change stands, and nothing that is measured."""
    own = figure.own
    moved = any(t.tag == "TO" for t in own) and "FROM" not in figure.tags
    return moved and not any(t.hit and t.hit.word.term and not t.hit.word.scope and t.tag == "TERM" for t in own)


def _next_stage(figure: Figure, near: Figure | None, previous: Figure) -> bool:
    """其中小学15所，占88.2%；初中6所，占85.7%: the same of the next stage, a part or with its share, told in the same words."""
    if near is None or [t.tag for t in near.own[-1:]] != ["STAGE"] or [t.tag for t in figure.own] != ["SEMI", "STAGE"]:
        return False
    return near.whole is not None or (previous.unit == "%" and previous.order == near.order + 1)


def _of_other_stage(figure: Figure, whole: Figure) -> bool:
    """小学31所，其中完小27所、小学部4所；初中13所: what only names the other stage stands beside the whole, and is no part of it."""
    tags, told = tags_of(figure), [_only_stage(figure), _only_stage(whole)]
    return len(tags) == 2 and tags[0] in _PARTING and told in (["primary", "junior"], ["junior", "primary"])


_PARTING = ("SEMI", "COMMA", "SEP")


def _only_stage(figure: Figure) -> str | None:
    """The one stage that stands before the figure; None where there is none or more."""
    stages = {t.hit.word.stage for t in figure.own if t.tag == "STAGE" and t.hit is not None}
    return stages.pop() if len(stages) == 1 else None


def _opener_of_group(sentence: Sentence, figure: Figure) -> Figure | None:
    """教师中小学84人，高于规定学历82人；初中64人，高于规定学历61人: behind the semicolon a group begins with the next stage and goes on
    like the one before, which begins with a stage as well."""
    if tags_of(figure) != ["SEMI", "STAGE"]:
        return None
    figures = sentence.figures
    here = next(i for i, other in enumerate(figures) if other is figure)
    first = next((i for i in range(here - 1, max(here - _LONGEST_GROUP, 0) - 1, -1) if _begins_with_stage(figures[i])), here)
    group, again = figures[first:here], figures[here : 2 * here - first]
    near = len(group) > 1 and [f.unit_text for f in group] == [f.unit_text for f in again]
    return group[0] if near else None


_LONGEST_GROUP = 5
"""Figures of a group at most."""


def _begins_with_stage(figure: Figure) -> bool:
    return tags_of(figure)[-1:] == ["STAGE"] and "SEP" not in figure.tags


def _is_per_head_of(figure: Figure, previous: Figure) -> bool:
    """占地21420平方米，生均11.67平方米; 发放资金1486.3万元，人均1176元: the amount right before, shared out."""
    return "/" in figure.unit and figure.unit.split("/")[0] == previous.unit


def _parted(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    """其中初中3120人；教学班211个，平均班额40.4人: behind a semicolon the parts are at an end, unless the sentence lists nothing else."""
    return not _opens_list(sentence) and any(t.tag == "SEMI" for t in sentence.tokens[before.at + 1 : figure.at])


def _opens_list(sentence: Sentence) -> bool:
    """其构成是：小学86所；初中21所: the sentence is a list of parts, whatever parts these."""
    opening = [t.tag for t in sentence.tokens[: sentence.figures[0].at]]
    return any(pair == ("AMONG", "COLON") for pair in pairwise(opening))


_FAR = 20
"""By how much a total surpasses an amount per head at the least."""
_NAMED_RATE = re.compile(r"[^比几概占效频\W]率")


def names_own_rate(sentence: Sentence, figure: Figure) -> bool:
    """体质健康优良率达到55%；普惠性幼儿园覆盖率达到93%: a rate with a name of its own goes on with no other."""
    return figure.unit == "%" and "delta" not in figure.roles and _NAMED_RATE.search(sentence.text, figure.clause, figure.start) is not None


def start_of_change(sentence: Sentence, figure: Figure) -> Figure | None:
    """What a 从…到… starts from, where this figure is its goal."""
    for form in sentence.forms:
        if form.name.startswith(("from_to", "grown")) and form.figures[1:2] == (figure,):
            start = form.figures[0]
            if start.unit_text == figure.unit_text:
                return start
    return None


def joined(sentence: Sentence, previous: Figure, figure: Figure) -> bool:
    """0.021和0.017: nothing but a joining mark stands between."""
    between = sentence.text[previous.end : figure.start].strip()
    if between in ("，", ",") and "delta" in previous.roles and "RESP" not in previous.tags:
        return False  # 较去年增加17人，2人被录取
    return previous.unit == figure.unit and between in ("、", "和", "与", "及", "，", ",")


def is_passing(sentence: Sentence, figure: Figure) -> bool:
    """A length of time (连续三年稳定在99%) or a group's size (100人以下的有12所, 56人以上大班额占9%) parts no statement from its figure."""
    if figure.unit == "person":
        return _OF_A_SIZE.match(sentence.text, figure.end) is not None
    return figure.unit in ("year", "month", "day", "m") and figure.unit_text not in ("岁", "周岁")


_OF_A_SIZE = re.compile("以[上下]的|及?以上(?:超?大班额|大班|教学班|班级)")


def same_written(sentence: Sentence, figure: Figure) -> Figure | None:
    """The nearest figure before this one with the same written unit."""
    found = None
    for other in sentence.figures:
        if other is figure:
            return found
        if other.unit_text == figure.unit_text:
            found = other
    return None


def _same_unit(sentence: Sentence, figure: Figure) -> Figure | None:
    """The nearest figure before this one that is counted near."""
    found = None
    for other in sentence.figures:
        if other is figure:
            return found
        apart = "delta" in other.roles or other.depth > figure.depth or _a_total(figure, other) or _beside(sentence, figure, other)
        if (alike(other, figure) or counts_part_of(other, figure)) and not apart and not _in_one_class(sentence, figure, other):
            found = other
    return None


def _in_one_class(sentence: Sentence, figure: Figure, other: Figure) -> bool:
    """学生1620人，平均班额45人，其中七年级12个班540人: the pupils of all the classes right before are none of those in one."""
    before = sentence.figures[figure.order - sentence.figures[0].order - 1]
    beside = before.unit == "class" and before.order > other.order and before.end == figure.start
    return beside and other.indicator == "class.size" and (figure.value or 0) > (before.value or 0)


def _beside(sentence: Sentence, figure: Figure, other: Figure) -> bool:
    """交流教师143人，占应交流教师1075人的13.3%，其中骨干教师30人; 比上年的4016人增加96人: what a share is of, or a value is compared
    with, is told beside what goes on; so is a norm whose parts 其中 cannot be (得分89.6分，高于85分的要求，其中入学机会19.2分)."""
    of_norm = "norm" in other.roles and "norm" not in figure.roles and "AMONG" in figure.tags
    compared = ("base" in other.roles and "delta" not in figure.roles) or of_norm
    return compared or is_whole_of_share(sentence, other)


def is_bare_share(figure: Figure, sentence: Sentence) -> bool:
    """6个，占6.8%: nothing but 占 stands in the share's own clause."""
    return figure.unit == "%" and _BARE_SHARE.fullmatch(sentence.text, figure.clause, figure.start) is not None


_BARE_SHARE = re.compile(r"(?:约|仅|只)?占(?:比|到|了)?(?:约|近|为|达)?")


def is_whole_of_share(sentence: Sentence, figure: Figure) -> bool:
    """占全县26所小学的42.3%, 占当年571个班的近一成: what a share is told to be of, in front of it."""
    if figure.unit in ("%", "pp") or share_word(figure) is None:
        return False
    behind = [t.tag for t in sentence.tokens[figure.at + 1 : figure.at + 9]]
    if "GEN" not in behind:
        return False
    noun, rate = behind[: behind.index("GEN")], (tag for tag in behind[behind.index("GEN") + 1 :] if tag not in ("BOUND", "LE"))
    return _OF_NOUN.issuperset(noun) and next(rate, None) == "PCT"


def share_word(figure: Figure) -> Token | None:
    """The last 占 in front of a figure, alone or at the head of a name: 占一般公共预算支出41.97亿元的21.3%."""
    shares = (t for t in reversed(figure.own) if t.tag == "SHARE" or (t.hit is not None and t.hit.word.text.startswith("占")))
    return next(shares, None)


_OF_NOUN = frozenset(("STAGE", "TERM", "W"))


def _a_total(figure: Figure, other: Figure) -> bool:
    """每月1400元，全年兑现2916万元: far too much to be an amount per head as well, so it goes on with no such amount."""
    if "/" not in other.unit or "/" in figure.unit or not figure.value or not other.value:
        return False
    return figure.value > _FAR * other.value
