"""Stage of a figure: named in its own words, told by 分别, taken from its whole, its school, or the clause before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractor.bind.granted import aided_before
from extractor.bind.lists import goes_on_listing
from extractor.context.stages.groups import StagesOfGroups
from extractor.context.stages.handed_on import BUILDINGS, stage_goes_on
from extractor.context.stages.lists import classes_of_pupils, first_of_group, named_before_size, stages_of_list
from extractor.context.stages.parts import set_wholes_of_both, stage_of_counted
from extractor.context.stages.words import is_one_of_several, kinds_counted, named_stages, names_exam, stage_of_part
from extractor.context.state import Context
from extractor.entities import Entity, find_entities
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of


@dataclass(slots=True)
class _Told:
    """What the figures of a sentence so far have told for those that come: `outer` is the stage that goes on, `setter` the figure that
    set it, `school` the stage of the school spoken of, `label` the school that the paragraph is on, `listed` the stages due to a list,
    `groups` the stages of what is told of kinds of schools."""

    outer: str | None
    setter: Figure | None
    school: str | None
    label: str | None
    groups: StagesOfGroups
    listed: Sequence[str | None] = ()
    last_list: Sequence[str | None] = ()


def set_stages(sentence: Sentence, context: Context) -> None:
    of_school = sentence.text[sentence.start : sentence.start + 2] in ("该校", "学校")
    told = _Told(context.stage, context.setter, context.school if of_school else None, context.entity, StagesOfGroups(sentence))
    for i, figure in enumerate(sentence.figures):
        _begin_matter(sentence, figure, told, context)
        school = _school_before(sentence, figure) or _first_of_county(sentence, figure)
        _set_school(sentence, i, school, told)
        named = named_stages(sentence, figure) or named_before_size(sentence, figure)
        if school is not None and school.stage and named in (["mixed"], [school.stage, "mixed"]):
            named = [school.stage]  # 中学 may be any secondary school, 县第三中学 is taken for a junior one
        if school is not None and _counts_other_schools(sentence, figure, school):
            named = []
        if not told.listed:
            told.listed = stages_of_list(sentence, i, named, told.last_list)
            told.last_list = told.listed or told.last_list
        if told.listed:
            figure.stage, *told.listed = told.listed
            continue
        figure.stage = _fitting(sentence, figure, _stage_told(sentence, i, named, school, told), named)
        if told.school == "junior" and names_exam(sentence, figure):
            told.school = figure.stage  # 河湾中学 is a senior school, if its pupils sit for 高考
        if (
            (figure.head is None or (figure.whole is None and "SEMI" in figure.tags))
            and figure.names_stage
            and not (context.setter is None and (figure.stage == context.stage or _is_attached(sentence, figure, context)))
        ):
            told.outer, told.setter = figure.stage, figure
    if told.outer and told.setter is not None and (_tells_on(told.setter) or _opens_with_schools(sentence, told.setter)):
        sentence.outer = (told.outer, told.setter)
    set_wholes_of_both(sentence)


def _is_attached(sentence: Sentence, figure: Figure, context: Context) -> bool:
    """在校小学生112人，幼儿21人，教职工13人: in a report on one school the children of its kindergarten class stand beside its pupils,
    and what follows is the school's."""
    if figure.stage != "preschool" or figure.unit not in ("person", "class"):
        return False
    before = sentence.figures[: sentence.figures.index(figure)]
    return any(f.stage == context.stage and (f.indicator, f.unit) == (figure.indicator, figure.unit) for f in before)


def _tells_on(setter: Figure) -> bool:
    """全县义务教育学校校舍面积32万平方米: what is told of all of them the sentences behind it go on with."""
    return setter.stage == "compulsory" and setter.indicator.split(".")[0] in BUILDINGS


def _opens_with_schools(sentence: Sentence, setter: Figure) -> bool:
    """全县幼儿园45所，比上年减少3所。新入园1680人: a sentence on the schools of one stage, of which those behind it tell."""
    return setter in sentence.figures and setter.indicator == "school.count" and _of_one_stage(sentence, setter)


def _begin_matter(sentence: Sentence, figure: Figure, told: _Told, context: Context) -> None:
    """A new matter goes back to what was told before the sentence."""
    if _counted_off(sentence, figure) or _builds_schools(sentence, figure):
        told.outer, told.setter, told.school = context.stage, context.setter, None
        return
    if told.school is not None and _is_of_county(sentence, figure):
        told.outer, told.setter, told.school = context.stage, context.setter, None
    semicolon = told.outer != "compulsory" and "SEMI" in figure.tags and not _measures_on(sentence, figure, told)
    if semicolon and (context.stage == told.outer or not _of_one_stage(sentence, told.setter)):
        told.outer, told.setter = context.stage, context.setter


def _is_of_county(sentence: Sentence, figure: Figure) -> bool:
    """城关一小有学生2876人；全县仍有大班额14个: no more of the school."""
    return finder_of("beyond_school").match(sentence.text, figure.clause) is not None


def _set_school(sentence: Sentence, i: int, school: Entity | None, told: _Told) -> None:
    """The school that figure `i` is of: named before it, that of the figure that it has come from, or the one the paragraph is on."""
    figure = sentence.figures[i]
    if school:
        figure.entity, told.school = school.name, school.stage
        told.label = told.label if school.name == told.label else None
    elif i and (_has_become(sentence.figures[i - 1], figure) or _is_next_count(sentence, sentence.figures[i - 1], figure)):
        figure.entity = sentence.figures[i - 1].entity
    elif told.label is not None and not _of_others(sentence, figure):
        figure.entity = told.label


def _stage_told(sentence: Sentence, i: int, named: list[str], school: Entity | None, told: _Told) -> str | None:
    """The stage of figure `i` by its own words, its school, group or whole, or what goes on; as it stands if none tells one."""
    figure = sentence.figures[i]
    if named:
        return _one(named)
    if school is not None and school.outside:
        return None
    if part := stage_of_part(sentence, sentence.part_start(figure.start), figure.start):
        return part
    if figure in told.groups:
        return told.groups[figure]
    if counted := stage_of_counted(sentence, i):
        return counted
    if _of_schools_counted(sentence, figure) and (kinds := kinds_counted(sentence, figure)):
        return "compulsory" if kinds <= _BASIC else None
    if first := first_of_group(sentence, i) or aided_before(figure, sentence) or classes_of_pupils(sentence, i):
        return first.stage
    if figure.head is not None and (figure.head.stage or "CMP" not in figure.tags):  # 当地公务员9.2万元，教师比公务员高0.1万元
        return told.outer if _was_of_one_school(sentence, figure, figure.head) else figure.head.stage
    if told.school is not None and figure.unit != "school":
        return told.school
    return told.outer if stage_goes_on(sentence, figure, told.setter, told.outer) else figure.stage


def _of_schools_counted(sentence: Sentence, figure: Figure) -> bool:
    """Who learns and teaches there, the seats that they bring, 教学点9个 beside them, or 受益学生1.2万人."""
    if figure.indicator in words_of("told_of_schools") or figure.indicator.startswith(("seat.", "school.")):
        return True
    return figure.unit == "person" and finder_of("reaches").search(sentence.text, figure.clause, figure.start) is not None


def _was_of_one_school(sentence: Sentence, figure: Figure, head: Figure) -> bool:
    """石桥小学投入120万元。投入20万元: what was told of one school the next sentence goes on with only for a part or a change, and the
    county's never."""
    if head.entity is not None and _is_of_county(sentence, figure):
        return True
    return head not in sentence.figures and head.entity is not None and figure.whole is None and figure.kind == "level"


_BASIC = {"primary", "junior", "compulsory"}


def _fitting(sentence: Sentence, figure: Figure, stage: str | None, named: list[str]) -> str | None:
    """`stage` where the figure's indicator can be of it; what is held against the standard is of compulsory education."""
    if stage == "mixed" and figure.whole is not None and figure.whole.stage == "compulsory":
        stage = "compulsory"  # 义务教育学校29所，其中完全中学1所
    if stage == "mixed" or "name" in figure.roles or (_of_no_stage(figure, sentence) and not _names_own(figure, named)):
        stage = None  # 不足50人的村小: a size that names a group is of no stage
    if stage != "primary" and figure.indicator in words_of("of_primary_only"):
        stage = None
    return "compulsory" if stage is None and _held_against_standard(sentence, figure) else stage


def _names_own(figure: Figure, named: list[str]) -> bool:
    """特殊教育学校残疾学生96人, but in 特殊教育不断加强，残疾儿童143人 it is not in the figure's own clause."""
    own = {t.hit.word.stage for t in figure.own if t.hit and t.start >= figure.clause}
    return bool({*named} & {"primary", "junior"}) or ("special" in named and "special" in own)


def _has_become(before: Figure, figure: Figure) -> bool:
    """县第二小学在校生由2412人降至1968人: what it has come to is the same school's."""
    alike = (before.indicator, before.unit) == (figure.indicator, figure.unit)
    return alike and "from" in before.roles and "to" in figure.roles


def _is_next_count(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    """县实验小学现有教学班46个、学生2087人: the next thing counted of one school; and the sizes of its classes."""
    if figure.indicator == "class.size":
        return figure.head is not None and figure.head.indicator == "class.count" and before.indicator in ("class.count", "class.size")
    if before.indicator != figure.indicator and goes_on_listing(sentence, before, figure):
        return True  # 实验小学分别为4.2平方米、6.9平方米
    counted = {before.indicator, figure.indicator} <= _OF_A_SCHOOL and before.indicator != figure.indicator
    return counted and _NEXT_COUNT.fullmatch(sentence.text, before.end, figure.start) is not None


_OF_A_SCHOOL = frozenset(("student.count", "teacher.count", "class.count"))
_NEXT_COUNT = re.compile(
    "(?:个?(?:教学班|班级|班)|名?(?:教师|教职工|专任教师|学生|在校生))?[，,、和与及](?:共?有|现有)?(?:在校|在籍|专任)?(?:学生|教师|教职工|在校生|教学班|班级)?(?:共?有|共计?|达)?"
)


def _held_against_standard(sentence: Sentence, figure: Figure) -> bool:
    """Schools that reach the standard, and 参评学校23所: the standard is for the schools of compulsory education."""
    assessed = figure.indicator == "school.count" and finder_of("assessed").search(sentence.text, figure.clause, figure.end + 6) is not None
    return assessed or figure.indicator in words_of("of_compulsory")


def _counted_off(sentence: Sentence, figure: Figure) -> bool:
    """；二要招聘教师160名: the next of several matters, of which none speaks of the others' stage."""
    return "SEMI" in figure.tags and _NEXT_MATTER.search(sentence.text, figure.left[0], figure.start) is not None


def _measures_on(sentence: Sentence, figure: Figure, told: _Told) -> bool:
    """小学生均教学用房4.36平方米，比标准少0.14平方米；生均运动场馆…: the next item of the standard, where one stage is named."""
    setter = told.setter
    measured = all(f is not None and f.indicator.startswith("resource.") for f in (figure, setter))
    if setter is None or not measured or setter.sentence != figure.sentence:
        return False
    return {t.hit.word.stage for t in sentence.tokens if t.hit and t.hit.word.stage and t.start < figure.start} == {setter.stage}


def _builds_schools(sentence: Sentence, figure: Figure) -> bool:
    """新建初中1所，改扩建学校8所，新增学位1650个: these are schools of whichever stage."""
    return figure.unit == "school" and _building_schools().search(sentence.text, figure.left[0], figure.start) is not None


@cache
def _building_schools() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words_of('built'))}学校[共约]?$")


def _of_one_stage(sentence: Sentence, setter: Figure | None) -> bool:
    """初中1745所，减少26所；招生53.2万人；在校生…: the sentence opens with the schools or pupils of a stage, and tells of these."""
    if setter is not sentence.figures[0] or setter.indicator not in _OPENING or setter.entity is not None:
        return False
    return not any(t.hit and t.hit.word.stage for t in sentence.tokens[setter.at + 1 :])


_OPENING = ("school.count", "student.enrolled_new", "student.count")
_NEXT_MATTER = re.compile(r"[；;][一二三四五六七八九十]+(?:是|要)")


def _school_before(sentence: Sentence, figure: Figure) -> Entity | None:
    """The school that the figure's own zone names."""
    names = find_entities(sentence.text)  # of the whole paragraph, which may be long
    before = bisect_right(names, figure.start, key=lambda e: e.end)
    if not before or names[before - 1].start < figure.left[0] or _is_of_more(sentence, names[before - 1].end, figure):
        return None
    return None if _of_mixed_schools(sentence.text, names[:before]) else names[before - 1]


def _is_of_more(sentence: Sentence, end: int, figure: Figure) -> bool:
    """The school whose name ends there is only one of those that the figure is of."""
    return _LISTED_ASIDE.match(sentence.text, end, figure.start) is not None or is_one_of_several(sentence.text, end, figure)


_LISTED_ASIDE = re.compile(r"[^()（）]*[)）]")
"""新建学校4所（东关小学、西关小学），增加学位3200个: schools that only a bracket names."""


def _counts_other_schools(sentence: Sentence, figure: Figure, school: Entity) -> bool:
    """县第四小学已投入使用，改扩建学校7所: schools that are counted in a clause of their own."""
    if (
        figure.unit != "school"
        or not sentence.text.startswith("学校", figure.start - 2)
        or "，" not in sentence.text[school.end : figure.start]
    ):
        return False
    return not any(t.hit and t.hit.word.stage and t.start >= school.end for t in figure.own)


def _first_of_county(sentence: Sentence, figure: Figure) -> Entity | None:
    """城关二小5.9㎡；县一中只有8.7㎡: a name that may be a senior school's; what the standard measures of it is of its junior pupils."""
    named = _FIRST_OF_COUNTY.search(sentence.text, figure.left[0], figure.start) if figure.indicator.startswith("resource.") else None
    return Entity(named.start(), named.end(), named[0], "junior") if named else None


_FIRST_OF_COUNTY = re.compile(r"(?<=[，,。；;、：:])[县市区旗]一中(?=(?:的|生均|每百|现有?|仅|只|为|有|$))")


def _of_mixed_schools(text: str, names: Sequence[Entity]) -> bool:
    """县二小、县三中大班额46个: the last of a list of schools of several stages, of which none has the figure for itself."""
    last = names[-1]
    if last.start == 0 or text[last.start - 1] not in "、和与及":
        return False
    run = [e for e in names[-_LONGEST_RUN:-1] if _ONLY_NAMES.fullmatch(text, e.end, last.start)]
    return any(e.stage != last.stage for e in run)


_LONGEST_RUN = 8
_ONLY_NAMES = re.compile(r"[、和与及](?:[一-龥、]{0,16}[、和与及])?")


def _of_others(sentence: Sentence, figure: Figure) -> bool:
    """全县平均13.2人, and a norm: told of more than the school that the paragraph is on."""
    of_rule = "norm" in figure.roles and "delta" not in figure.roles
    return of_rule or finder_of("beyond_school").search(sentence.text, figure.left[0], figure.start) is not None


def _of_no_stage(figure: Figure, sentence: Sentence) -> bool:
    """公众对义务教育的满意度, 残疾儿童少年入学率: told of all, whichever stage is spoken of around it."""
    own = sentence.text[figure.clause : figure.start]
    return figure.indicator in words_of("told_of_all") or "interviewed" in figure.roles or finder_of("of_no_stage").search(own) is not None


def _one(named: list[str]) -> str | None:
    if {"primary", "junior"} <= set(named[-2:]):
        return "compulsory"
    return named[-1]
