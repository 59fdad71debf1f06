"""Stage of a figure: named in its own words, told by 分别, taken from its whole, its school, or the clause before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from extractor.bind.heads import divided_by
from extractor.bind.lists import list_length, says_respectively
from extractor.context.state import Context
from extractor.entities import Entity, find_entities
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token, behind_last_semicolon
from extractor.wordlists import finder_of, one_of, words_of

_BASIC = frozenset(("school", "class", "teacher", "student", "seat"))
_BUILDINGS = frozenset(("area", "room", "equipment", "resource"))


@dataclass(slots=True)
class _Told:
    """What the figures of a sentence so far have told for those that come: `outer` is the stage that goes on, `setter` the figure that
    set it, `school` the stage of the school spoken of, `label` the school that the paragraph is on, `listed` the stages due to a list."""

    outer: str | None
    setter: Figure | None
    school: str | None
    label: str | None
    listed: list[str] = field(default_factory=list)
    last_list: list[str] = field(default_factory=list)


def set_stages(sentence: Sentence, context: Context) -> None:
    of_school = sentence.text[sentence.start : sentence.start + 2] in ("该校", "学校")
    told = _Told(context.stage, context.setter, context.school if of_school else None, context.entity)
    for i, figure in enumerate(sentence.figures):
        _begin_matter(sentence, figure, told, context)
        school = _school_before(sentence, figure) or _first_of_county(sentence, figure)
        _set_school(sentence, i, school, told)
        named = _named_stages(sentence, figure)
        if named == ["mixed"] and school is not None and school.stage:
            named = [school.stage]  # 中学 may be any secondary school, 县第三中学 is taken for a junior one
        if not told.listed:
            told.listed = _stages_of_list(sentence, i, named, told.last_list)
            told.last_list = told.listed or told.last_list
        if told.listed:
            figure.stage, *told.listed = told.listed
            continue
        figure.stage = _fitting(sentence, figure, _stage_told(sentence, i, named, school, told), named)
        if figure.head is None and any(t.hit and t.hit.word.stage for t in figure.own):
            told.outer, told.setter = figure.stage, figure
    if told.outer == "compulsory" and told.setter is not None and told.setter.indicator.split(".")[0] in _BUILDINGS:
        sentence.outer = (told.outer, told.setter)
    _whole_of_both(sentence)
    _divided_into_both(sentence)


def _begin_matter(sentence: Sentence, figure: Figure, told: _Told, context: Context) -> None:
    """A new matter goes back to what was told before the sentence."""
    if _counted_off(sentence, figure):
        told.outer, told.setter, told.school = context.stage, context.setter, None
        return
    semicolon = told.outer != "compulsory" and "SEMI" in figure.tags
    if semicolon and (context.stage == told.outer or not _of_one_stage(sentence, told.setter)):
        told.outer, told.setter = context.stage, context.setter


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
    if first := _first_of_group(sentence, i):
        return first.stage
    if figure.head is not None:
        return figure.head.stage
    if told.school is not None:
        return told.school
    return told.outer if _goes_on(sentence, figure, told.setter, told.outer) else figure.stage


def _fitting(sentence: Sentence, figure: Figure, stage: str | None, named: list[str]) -> str | None:
    """`stage` where the figure's indicator can be of it; what is held against the standard is of compulsory education."""
    if stage == "mixed" or "name" in figure.roles or (_of_no_stage(figure, sentence) and not {*named} & {"primary", "junior", "special"}):
        stage = None  # 不足50人的村小: a size that names a group is of no stage
    if stage != "primary" and figure.indicator in words_of("of_primary_only"):
        stage = None
    return "compulsory" if stage is None and _held_against_standard(sentence, figure) else stage


def _has_become(before: Figure, figure: Figure) -> bool:
    """县第二小学在校生由2412人降至1968人: what it has come to is the same school's."""
    alike = (before.indicator, before.unit) == (figure.indicator, figure.unit)
    return alike and "from" in before.roles and "to" in figure.roles


def _is_next_count(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    """县实验小学现有教学班46个、学生2087人: the next thing counted of one school; and the sizes of its classes."""
    if figure.indicator == "class.size":
        return figure.head is not None and figure.head.indicator == "class.count" and before.indicator in ("class.count", "class.size")
    counted = {before.indicator, figure.indicator} <= _OF_A_SCHOOL and before.indicator != figure.indicator
    return counted and _NEXT_COUNT.fullmatch(sentence.text, before.end, figure.start) is not None


_OF_A_SCHOOL = frozenset(("student.count", "teacher.count", "class.count"))
_NEXT_COUNT = re.compile(
    "(?:个?(?:教学班|班级|班)|名?(?:教师|教职工|专任教师|学生|在校生))?[，,、和与及](?:共?有|现有)?(?:在校|在籍|专任)?(?:学生|教师|教职工|在校生|教学班|班级)?(?:共?有|共计?|达)?"
)


def _first_of_group(sentence: Sentence, i: int) -> Figure | None:
    """小学24个班、学生1062人，初中12个班、学生563人: what follows in a group that is told like the one before, figure by figure, is of the
    stage that the first of the group names."""
    figures = sentence.figures
    if i < _TWO_GROUPS or figures[i].whole is not None:
        return None
    first = next((j for j in range(i - 1, max(i - _LONGEST_GROUP, 0), -1) if _named_stages(sentence, figures[j])), 0)
    nearest = range(first - 1, max(first - _LONGEST_GROUP, 0) - 1, -1)
    model = next((j for j in nearest if _measures_alike(figures[j], figures[first])), first)
    length = first - model
    if not i - first < length or not _measures_alike(figures[i - length], figures[i]) or figures[i - length].stage != figures[model].stage:
        return None
    return figures[first]


_TWO_GROUPS, _LONGEST_GROUP = 3, 5
"""Figures before the last of two pairs, and figures of a group at most."""


def _measures_alike(a: Figure, b: Figure) -> bool:
    return (a.indicator, a.unit) == (b.indicator, b.unit)


def _held_against_standard(sentence: Sentence, figure: Figure) -> bool:
    """Schools that reach the standard, and 参评学校23所: the standard is for the schools of compulsory education."""
    assessed = figure.indicator == "school.count" and finder_of("assessed").search(sentence.text, figure.clause, figure.end + 6) is not None
    return assessed or figure.indicator in words_of("of_compulsory")


def _counted_off(sentence: Sentence, figure: Figure) -> bool:
    """；二要招聘教师160名: the next of several matters, of which none speaks of the others' stage."""
    return "SEMI" in figure.tags and _NEXT_MATTER.search(sentence.text, figure.left[0], figure.start) is not None


def _of_one_stage(sentence: Sentence, setter: Figure | None) -> bool:
    """初中1745所，减少26所；招生53.2万人；在校生…: the sentence opens with the schools or pupils of a stage, and tells of these."""
    if setter is not sentence.figures[0] or setter.indicator not in _OPENING or setter.entity is not None:
        return False
    return not any(t.hit and t.hit.word.stage for t in sentence.tokens[setter.at + 1 :])


_OPENING = ("school.count", "student.enrolled_new", "student.count")
_NEXT_MATTER = re.compile(r"[；;][一二三四五六七八九十]+(?:是|要)")


def _stages_of_list(sentence: Sentence, i: int, named: list[str], last_list: list[str]) -> list[str]:
    """小学、初中分别为A和B: a stage for each figure of the list that begins with number `i`, or none."""
    figure, count = sentence.figures[i], list_length(sentence, i)
    if count == 1:
        return []
    if len(named) >= count:
        return named[-count:]
    in_turn = says_respectively(figure) or "norm" in figure.roles or _after_both(sentence, i, count)
    again = in_turn or (last_list == ["primary", "junior"] == last_list[:count])
    if not again or named:
        return []
    return last_list if len(last_list) == count else _stages_in_turn(sentence.figures[:i], count)


def _after_both(sentence: Sentence, i: int, count: int) -> bool:
    """小学928个班、初中388个班，平均班额43.2人和46.7人: as many figures as the stages that were listed right before."""
    before = sentence.figures[max(i - count, 0) : i]
    if count != 2 or len(before) != count or before[-1].unit == sentence.figures[i].unit:
        return False
    side_by_side = [t.tag for t in before[-1].own] in (["SEP", "STAGE"], ["CONJ", "STAGE"])
    return side_by_side and [f.stage for f in before] == ["primary", "junior"]


def _stages_in_turn(before: list[Figure], count: int) -> list[str]:
    """小学0.476，初中0.438，均低于0.50和0.45: the stages that as many figures just before have in turn."""
    stages = [f.stage for f in before if "norm" not in f.roles and f.unit != "%"][-count:]
    if len(set(stages)) < count:
        stages = [f.stage for f in before][-count:]
    return [s for s in stages if s] if len(set(stages)) == count and {"primary", "junior"} <= set(stages) else []


def _school_before(sentence: Sentence, figure: Figure) -> Entity | None:
    """The school that the figure's own zone names."""
    names = find_entities(sentence.text)  # of the whole paragraph, which may be long
    before = bisect_right(names, figure.start, key=lambda e: e.end)
    if not before or names[before - 1].start < figure.left[0]:
        return None
    return None if _of_mixed_schools(sentence.text, names[:before]) else names[before - 1]


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


def _goes_on(sentence: Sentence, figure: Figure, setter: Figure | None, outer: str | None) -> bool:
    """Whether a figure without a stage of its own is of the one that was told before."""
    taken = _takes_stage(figure, setter, outer) and not _of_all_schools(sentence, figure, setter)
    return taken or _of_schools_told(sentence, figure, setter)


def _takes_stage(figure: Figure, setter: Figure | None, outer: str | None) -> bool:
    """Does a figure without a stage of its own go on in the stage named before? 小学在校生…，教学班…, but not 满意度."""
    if outer is None or "group" in figure.roles:
        return False
    if setter is None:
        return True
    return not figure.indicator.startswith(words_of("own_stage_only")) and _same_matter(figure, setter)


def _of_schools_told(sentence: Sentence, figure: Figure, setter: Figure | None) -> bool:
    """初中8所学校全部达标，各项差异系数均未超过0.45: coefficients are of the schools that their sentence speaks of, if of one stage."""
    if not figure.indicator.startswith("cv.") or setter is None or setter.sentence != figure.sentence:
        return False
    since = max(sentence.start, *(sentence.text.rfind(mark, sentence.start, figure.start) for mark in "；;"))
    named = {t.hit.word.stage for t in sentence.tokens if t.hit and t.hit.word.stage and since <= t.start < figure.start}
    return setter.indicator in words_of("schools_held") and named == {setter.stage}


def _of_all_schools(sentence: Sentence, figure: Figure, setter: Figure | None) -> bool:
    """全县学校教学仪器设备值3356万元: who begins anew with all schools does not go on with those of the sentence before."""
    again = setter is not None and setter.sentence != figure.sentence
    return again and finder_of("all_schools").search(sentence.text, figure.left[0], figure.start) is not None


def _same_matter(figure: Figure, setter: Figure) -> bool:
    own, other = figure.indicator.split(".")[0], "school" if setter.unit == "school" else setter.indicator.split(".")[0]
    if setter.indicator.startswith("school.") and setter.indicator != "school.count" and own != other and setter.value != 1:
        return False  # 扩建初中3所，新增学位2000个: what was done to some schools says nothing of the rest
    if setter.stage in ("preschool", "special", "senior"):
        return {own, other} <= _BASIC and own != "school"
    if own == "quality":
        return figure.indicator == setter.indicator or (other == "quality" and _of_pupils(figure) and setter.sentence == figure.sentence)
    if own == "other":
        return figure.unit == "person" and other in _BASIC
    if other == "other":
        return own == "student" and figure.unit == "%" and setter.unit == "person" and setter.sentence == figure.sentence
    if setter.sentence != figure.sentence:
        return {own, other} <= _BUILDINGS
    return own == other or {own, other} <= _BASIC or {own, other} <= _BUILDINGS


def _of_pupils(figure: Figure) -> bool:
    """小学入学率100%、巩固率99.9%: the rates of one body of pupils."""
    return figure.unit == "%" and figure.indicator.endswith("_rate") and "health" not in figure.indicator


def _named_stages(sentence: Sentence, figure: Figure) -> list[str]:
    """The stages named in the figure's own zone, or by the noun right behind it."""
    own = [
        t for t in _after_last_semicolon(_after_noun_before(figure)) if t.hit and t.hit.word.stage and not _is_handed_to(sentence.text, t)
    ]
    if own:
        own = own[-1:] if _behind_a_pair(sentence, own) else own
        stages = [t.hit.word.stage for t in own if t.hit and t.hit.word.stage]
        return ["mixed"] if _of_several(own, stages) and _joined(sentence, own) else stages
    for token in sentence.tokens[figure.at + 1 : figure.at + 8]:
        if token.start >= figure.end:
            if token.start > figure.end + 8 or token.tag in ("COMMA", "SEP", "SEMI", "END", "FIG", "PCT", "PP", "OPEN", "CLOSE", "COLON"):
                break
            if token.hit and token.hit.word.stage and not _is_handed_to(sentence.text, token):
                return [token.hit.word.stage]
    return _told_of_all(sentence.tokens[figure.at + 1 : figure.at + 5])


def _is_handed_to(text: str, token: Token) -> bool:
    """招生名额的60%分配到各初中: the places are of the schools that hand them out."""
    return _handed_to().search(text, max(0, token.start - _HANDED), token.start) is not None


_HANDED = 16
"""Characters in which it is said that something is handed to schools."""


@cache
def _handed_to() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words_of('handed_to'))}[^，,。；;、\d]{{0,6}}$")


def _told_of_all(behind: list[Token]) -> list[str]:
    """成员校17所，均为义务教育学校: the stage that is told of all that were counted."""
    if [t.tag for t in behind[:3]] != ["COMMA", "BE", "LE"]:
        return []
    return [t.hit.word.stage for t in behind[3:] if t.hit and t.hit.word.stage]


def _of_several(own: list[Token], stages: list[str]) -> bool:
    return len(own) > 1 and stages[-1] != stages[-2] and not {*stages[-2:]} <= {"primary", "junior", "compulsory"}


def _behind_a_pair(sentence: Sentence, own: list[Token]) -> bool:
    """小学、初中均已达标，小学生均用房5.12平方米: what both are told of ends with its clause; the last stage stands alone."""
    if len(own) <= _PAIR or not _joined(sentence, own[:-1]):
        return False
    return "，" in sentence.text[own[-2].end : own[-1].start]


_PAIR = 2


def _joined(sentence: Sentence, own: list[Token]) -> bool:
    """中小学校幼儿园11所, 小学和幼儿园: two stages side by side before one figure."""
    return sentence.text[own[-2].end : own[-1].start].strip("校、和及与") == ""


def _after_noun_before(figure: Figure) -> list[Token]:
    """Its own tokens, without the noun that the figure before it counts: 3所小学、2所初中."""
    own = figure.own
    if own and own[0].hit and own[0].hit.word.stage:
        cut = next((i for i, t in enumerate(own) if t.tag in ("SEP", "CONJ")), None)
        if cut is not None and figure.at - len(own) > 0:
            return own[cut:]
    return own


def _after_last_semicolon(own: list[Token]) -> list[Token]:
    """主要是四至六年级学生；初中寄宿生3878人: those behind the mark, if they name a stage."""
    behind = behind_last_semicolon(own)
    return behind if any(t.hit and t.hit.word.stage for t in behind) else own


def _of_no_stage(figure: Figure, sentence: Sentence) -> bool:
    """公众对义务教育的满意度, 残疾儿童少年入学率: told of all, whichever stage is spoken of around it."""
    own = sentence.text[figure.clause : figure.start]
    return figure.indicator in words_of("told_of_all") or finder_of("of_no_stage").search(own) is not None


def _one(named: list[str]) -> str | None:
    if {"primary", "junior"} <= set(named[-2:]):
        return "compulsory"
    return named[-1]


def _whole_of_both(sentence: Sentence) -> None:
    """A whole without a stage whose parts are 小学 and 初中 is of compulsory education."""
    parted = {id(f.whole) for f in sentence.figures if f.whole is not None}
    for figure in sentence.figures:
        if id(figure) in parted and figure.unit != "%" and not _named_stages(sentence, figure):
            parts = {f.stage for f in sentence.figures if f.whole is figure and f.indicator == figure.indicator}
            if {"primary", "junior"} <= parts <= {"primary", "junior", "compulsory", None}:
                figure.stage = "compulsory"
                for share in sentence.figures:
                    if share.head is figure and share.unit == "%" and share.stage is None:
                        share.stage = "compulsory"


def _divided_into_both(sentence: Sentence) -> None:
    """专任教师2246人，小学1327人，初中919人: what 小学 and 初中 make up is of compulsory education, and so is what is then told of all."""
    for last in sentence.figures:
        divided = divided_by(last)
        if not divided or divided[0].stage is not None or {part.stage for part in divided[1:]} != {"primary", "junior"}:
            continue
        divided[0].stage = "compulsory"
        for figure in sentence.figures:
            if figure.stage is None and figure.head is not None and figure.head.stage == "compulsory" and figure.order > last.order:
                figure.stage = "compulsory"
