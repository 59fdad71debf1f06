"""Stages of figures that are told in turn: by 分别, behind as many of both stages, or figure by figure in groups alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extractor.bind.lists import list_length, says_respectively
from extractor.context.stages.words import listed_stages, named_stages
from extractor.figures import Figure
from extractor.sentences import Sentence
from models.indicators import OTHER


def stages_of_list(sentence: Sentence, i: int, named: list[str], last_list: Sequence[str | None]) -> Sequence[str | None]:
    """小学、初中分别为A和B: a stage for each figure of the list that begins with number `i`, or none."""
    figure, count = sentence.figures[i], list_length(sentence, i)
    if count == 1:
        return []
    if len(listed := listed_stages(figure)) == count:
        return listed
    if len(named) >= count:
        return [None if stage == "mixed" else stage for stage in named[-count:]]
    if whole_named := _stages_of_whole(sentence, i, count):
        return whole_named
    in_turn = says_respectively(figure) or "norm" in figure.roles or _after_both(sentence, i, count) or _compared_with(sentence, figure)
    again = in_turn or (last_list == ["primary", "junior"] == last_list[:count])
    if not again or named or len({f.indicator for f in sentence.figures[i : i + count]}) > 1:
        return []  # 在校生、教师分别为3200人、210人: things in turn, of one stage
    if groups := _groups_in_turn(sentence, i, count):
        return groups
    return last_list if len(last_list) == count else _stages_in_turn(sentence.figures[:i], count)


def _stages_of_whole(sentence: Sentence, i: int, count: int) -> Sequence[str | None]:
    """小学、初中专任教师合计1420人，分别为910人和510人: the stages that the whole right before names, as many as its parts, which name
    nothing."""
    whole = sentence.figures[i - 1] if i else None
    figure = sentence.figures[i]
    if whole is None or whole.unit != figure.unit or not _PARTS_ALONE.fullmatch(sentence.text, whole.end, figure.start):
        return []
    listed = listed_stages(whole)
    return listed if len(listed) == count else []


_PARTS_ALONE = re.compile(r"[，,；;（(]?(?:其中)?(?:分别|依次)(?:[为是有达约]|达到)*")


def _compared_with(sentence: Sentence, figure: Figure) -> bool:
    """小学0.547，初中0.483，比2013年的0.573和0.498分别缩小…: two earlier values, set against the two right before."""
    return _OF_A_TIME.search(sentence.text, figure.left[0], figure.start) is not None


_OF_A_TIME = re.compile(r"[，,](?:分别|均|都)?[比较与和同跟][^，,。；;、]{0,10}(?:年|年底|年初|学年|年度|时|期|前)的?$")


def _after_both(sentence: Sentence, i: int, count: int) -> bool:
    """小学928个班、初中388个班，平均班额43.2人和46.7人: as many figures as the stages that were listed right before."""
    before = sentence.figures[max(i - count, 0) : i]
    if count != 2 or len(before) != count or before[-1].unit == sentence.figures[i].unit:
        return False
    side_by_side = [t.tag for t in before[-1].own] in (["SEP", "STAGE"], ["CONJ", "STAGE"], ["COMMA", "STAGE"])
    return side_by_side and [f.stage for f in before] == ["primary", "junior"]


def _groups_in_turn(sentence: Sentence, i: int, count: int) -> list[str]:
    """小学50所达标43所，初中25所达标21所，达标学校数分别增加4所、3所: one thing is named, with a figure for each stage, of which one group
    was told behind the other."""
    figure = sentence.figures[i]
    named = any(t.tag == "TERM" and t.hit and not t.hit.word.scope for t in figure.own)
    if not named or not says_respectively(figure) or figure.indicator == OTHER:
        return []
    same = [f.stage for f in sentence.figures[:i] if f.indicator == figure.indicator and f.unit == figure.unit]
    runs = [stage for stage, _ in groupby(f.stage for f in sentence.figures[:i])][-count:]
    return runs if same == runs == ["primary", "junior"] else []  # type: ignore[return-value]


def _stages_in_turn(before: list[Figure], count: int) -> list[str]:
    """小学0.476，初中0.438，均低于0.50和0.45: the stages that as many figures just before have in turn."""
    reached = [f for f in before if "from" not in f.roles]  # 小学由500元提高到650元，初中由700元提高到850元，增幅分别为…
    runs = [stage for stage, _ in groupby(f.stage for f in before)]  # 小学依次为0.286、…，初中依次为0.214、…，分别在0.50和0.45以内
    alone = [f.stage for f in reached if "norm" not in f.roles and f.unit != "%"]
    told = (stages[-count:] for stages in (alone, [f.stage for f in reached], runs))
    found = next((stages for stages in told if len(set(stages)) == count and {"primary", "junior"} <= set(stages)), [])
    return [s for s in found if s]


def first_of_group(sentence: Sentence, i: int) -> Figure | None:
    """小学24个班、学生1062人，初中12个班、学生563人: what follows in a group that is told like the one before, figure by figure, is of the
    stage that the first of the group names."""
    figures = sentence.figures
    if i < _TWO_GROUPS or figures[i].whole is not None:
        return None
    first = next((j for j in range(i - 1, max(i - _LONGEST_GROUP, 0), -1) if named_stages(sentence, figures[j])), 0)
    nearest = range(first - 1, max(first - _LONGEST_GROUP, 0) - 1, -1)
    model = next((j for j in nearest if _measures_alike(figures[j], figures[first])), first)
    length = first - model
    if not i - first < length or not _measures_alike(figures[i - length], figures[i]) or figures[i - length].stage != figures[model].stage:
        return None
    return figures[first]


def classes_of_pupils(sentence: Sentence, i: int) -> Figure | None:
    """其中小学部27个班、1186人，初中部15个班、692人: the classes right before, of whose stage their pupils are."""
    figure, before = sentence.figures[i], sentence.figures[i - 1] if i else None
    if before is None or (before.unit, figure.unit) != ("class", "person") or not before.names_stage:
        return None
    return before if _THEIR_PUPILS.fullmatch(sentence.text, before.end, figure.start) else None


_THEIR_PUPILS = re.compile(r"(?:教学班|班级)?[、，,和]?(?:在校|在读)?(?:学生|生)?[共有计为约]*")


def named_before_size(sentence: Sentence, figure: Figure) -> list[str]:
    """小学35岁以下的教师87人, 初中超过50人的班级62个: the stage named in front of the age or size that tells which are counted."""
    size = sentence.neighbour(figure, -1)
    if size is None or "group" not in size.roles or _MARK.search(sentence.text, size.end, figure.start):
        return []
    return named_stages(sentence, size)


_MARK = re.compile(r"[，,。；;：:、()（）]")
_TWO_GROUPS, _LONGEST_GROUP = 3, 5
"""Figures before the last of two pairs, and figures of a group at most."""


def _measures_alike(a: Figure, b: Figure) -> bool:
    return (a.indicator, a.unit) == (b.indicator, b.unit)
