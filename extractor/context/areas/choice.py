"""Area of a figure, urban or rural: named in its own words, by the noun behind it, or handed on by what it goes on with.

Takes a bound figure with its sentence; sets `area`.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.context.stages.handed_on import is_reached
from extractor.context.told_behind import told_of_all
from extractor.entities import find_entities
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import finder_of, one_of, words_of

_MARKS = frozenset(("COMMA", "SEP", "SEMI", "END"))
_ENDS_NOUN = _MARKS | {"OPEN"}
"""What ends the noun behind a figure: in 5400个（县城3200个） the bracket tells of parts."""


def set_area(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    """The area that its own words name, or those behind it; else what it goes on with lies in."""
    if figure.unit == "m" or "name" in figure.roles or (figure.indicator.startswith("society.") and not _names_part(figure, sentence)):
        return  # a way from 县城, the number of 乡镇, a size that only names a group
    own = tokens[max(_noun_before(tokens, sentence), _own_clause(figure, sentence, tokens)) :]
    near = [t for t in own if t.hit and t.hit.word.area and not _tells_none(t, sentence, figure)]
    if near:
        figure.area = None if _of_both(near, sentence) else near[-1].hit.word.area  # type: ignore[union-attr]
    elif area := _area_behind(figure, sentence):
        figure.area = area
    elif _of_no_area(figure, sentence):
        figure.area = None
    elif figure.head is not None and figure.head.area is not None:
        figure.area = None if _is_its_own(figure.head, figure, sentence) else figure.head.area
    else:
        figure.area = _area_handed_on(figure, sentence)


def _is_its_own(head: Figure, figure: Figure, sentence: Sentence) -> bool:
    """改扩建3所乡镇小学和6所初中: the area in the noun of one list item is not that of the next."""
    listed = bool(figure.own) and figure.own[-1].tag in ("SEP", "CONJ")
    return listed and figure.unit == "school" == head.unit and _area_behind(head, sentence) is not None


def _of_no_area(figure: Figure, sentence: Sentence) -> bool:
    """县直学校5所, 5所县直幼儿园: whose they are, wherever they lie."""
    words = finder_of("of_no_area")
    return words.search(sentence.text, figure.clause, figure.start) is not None or words.match(sentence.text, figure.end) is not None


def _names_part(figure: Figure, sentence: Sentence) -> bool:
    """其中乡村人口16.9万人, 城区面积77平方公里: those who live there, and the land there."""
    part = _PART.get(figure.indicator)
    return part is not None and part.search(sentence.text, figure.clause, figure.start) is not None


_PART = {
    "society.population": re.compile(r"(?:乡村|农村|城镇|城区|城市|县城)(?:户籍|常住)?(?:人口|居民)"),
    "society.land": re.compile(r"(?:乡村|农村|城镇|主?城区|城市|县城|中心城区)(?:规划|建成区|建成)?(?:总|规划|用地)?面积"),
}


def _own_clause(figure: Figure, sentence: Sentence, tokens: list[Token]) -> int:
    """城区学位充足；教师交流10%, 城区学位充足，全县巩固率98%: how many of its tokens are of another matter than its own, told before
    the last semicolon or before what is said of all."""
    anew = next((m.end() for m in _ALL_ANEW.finditer(sentence.text, figure.left[0], figure.start)), figure.left[0])
    return next((i for i in range(len(tokens), 0, -1) if tokens[i - 1].tag in ("SEMI", "END") or tokens[i - 1].end <= anew), 0)


_ALL_ANEW = re.compile(r"[，,](?:目前|现在|现有|如今|今年)?[，,]?[全我本][县区市旗州省](?![共现已还仍尚]?[有缺]?[约近]?$)")


def _of_both(near: list[Token], sentence: Sentence) -> bool:
    """城区优质学校与乡镇学校结成的共同体6个: what joins two areas lies in neither."""
    if len(near) < 2 or near[-1].hit is None or near[-2].hit is None or near[-1].hit.word.area == near[-2].hit.word.area:
        return False
    return _JOINED.search(sentence.text[near[-2].end : near[-1].start]) is not None


_JOINED = re.compile(r"^[^，,。；;、]{0,8}[与和同跟][^，,。；;、]{0,4}$")


def _tells_none(token: Token, sentence: Sentence, figure: Figure) -> bool:
    """It stands in a name, is that of a partner, or tells how many places there are, or inspectors were in: 抽查9个乡镇的26所学校."""
    visited = ("sampled" in figure.roles or _COUNTED_ALONE.match(sentence.text, token.start)) and any(
        f.end <= token.start and not sentence.text[f.end : token.start].strip() for f in sentence.figures
    )
    apart = sentence.text[token.start - 1] in "离距"  # 教学点离县城68公里
    return visited or apart or _in_a_name(token, sentence) or _is_partner(token, sentence, figure)


_COUNTED_ALONE = re.compile(r"(?:乡镇|镇村)\s*(?=[\d一二三四五六七八九十两、，,。；;)）]|$)")
"""5个乡镇: so many places, and nothing that lies in them."""


def _in_a_name(token: Token, sentence: Sentence) -> bool:
    """城关一小: a word of area in a school's name tells none."""
    return any(entity.start <= token.start and token.end < entity.end for entity in find_entities(sentence.text))


def _is_partner(token: Token, sentence: Sentence, figure: Figure) -> bool:
    """中心小学与县城学校结对教研，每学期6次: with whom something is done says nothing of where it is."""
    done = sentence.text[token.start - 1] in "与和同跟" and _done_with().match(sentence.text, token.end)
    return bool(done) and sentence.text.find("，", token.end, figure.start) >= 0


@cache
def _done_with() -> re.Pattern[str]:
    return re.compile(rf"[^，,。；;、\d]{{0,6}}{one_of(words_of('done_together'))}")


def _area_handed_on(figure: Figure, sentence: Sentence) -> str | None:
    """县城小学15所，达标11所，占73.3%: up to the next semicolon what is told of the same matter lies in one area."""
    before = _told_before(figure, sentence)
    if area := _area_of_project(figure, sentence):
        return area
    anew = "SEMI" in figure.tags or figure.roles & {"norm", "base"} or _counts_a_stage(figure, sentence)
    if before is None or before.area is None or anew:
        return None
    gained = _is_gained(figure, sentence) or (figure.own[:1] != [] and figure.own[0].tag == "SEP" and _is_gained(before, sentence))
    if gained and _is_built_there(before, sentence):
        return before.area
    if is_reached(sentence, figure, before):
        return before.area
    listed = (figure.joined is before or _next_stage_of_list(figure)) and before.indicator == figure.indicator
    counted = _is_counted_there(before, sentence) and _is_counted_there(figure, sentence)
    return before.area if listed or (counted and not _OF_ALL.search(sentence.text, before.end, figure.start)) else None


def _is_counted_there(figure: Figure, sentence: Sentence) -> bool:
    """What schools are, have or take in; their seats too, new or not."""
    return figure.indicator in _COUNTED or (figure.unit == "item" and "学位" in sentence.text[figure.clause : figure.start])


def _is_gained(figure: Figure, sentence: Sentence) -> bool:
    """，增加运动场地1.2万平方米: what building brings."""
    return (
        figure.unit in ("m2", "item", "class", "person")
        and finder_of("gained").search(sentence.text, figure.left[0], figure.start) is not None
    )


def _area_of_project(figure: Figure, sentence: Sentence) -> str | None:
    """投入3260万元实施县城学校扩容工程，征用土地46亩，新建综合楼2栋: what a project builds is where the project says."""
    if figure.unit not in _BROUGHT or figure.roles & {"norm", "base"} or _OF_ALL.search(sentence.text, figure.clause, figure.start):
        return None
    if finder_of("done_in_project").match(sentence.text, figure.clause) is None:
        return None
    start = sentence.part_start(figure.start)
    named = [t for t in sentence.tokens if t.hit and t.hit.word.area and start <= t.start < figure.start]
    there = any(_PROJECT.match(sentence.text, t.end) for t in named)
    areas = {t.hit.word.area for t in named if t.hit}
    return areas.pop() if there and len(areas) == 1 else None


_BROUGHT = frozenset(("m2", "item", "class", "school"))
_PROJECT = re.compile(r"[^，,。；;：:、\d]{0,14}(?:工程|项目)[，,：:。]")


def _is_built_there(before: Figure, sentence: Sentence) -> bool:
    """改扩建县城学校3所: what is built brings what it does where it is, unless the one before it in the list lies elsewhere."""
    if _is_gained(before, sentence):
        return True
    listed = sentence.neighbour(before, -1) if "SEP" in before.tags else None
    there = any(t.hit and t.hit.word.area and t.start >= before.clause for t in before.own)
    built = there and finder_of("built").search(sentence.text, before.clause, before.start)
    return bool(built) and (listed is None or listed.area == before.area)


def _next_stage_of_list(figure: Figure) -> bool:
    """县城小学缺1500个、初中约缺600个: the next stage of a list, told of the same place."""
    return figure.own[:1] != [] and figure.own[0].tag == "SEP" and "STAGE" in figure.tags and "COMMA" not in figure.tags


def _told_before(figure: Figure, sentence: Sentence) -> Figure | None:
    """The figure before, past one that only names a group: 县城学校有教学班386个，其中56人以上的大班额143个."""
    before = sentence.neighbour(figure, -1)
    while before is not None and before.depth > figure.depth:
        before = sentence.neighbour(before, -1)  # 小学71所（城区18所、农村53所），初中19所
    return sentence.neighbour(before, -1) if before is not None and "group" in before.roles and "SEMI" not in before.tags else before


def _counts_a_stage(figure: Figure, sentence: Sentence) -> bool:
    """12所初中: who counts another stage begins anew."""
    return any(t.tag == "STAGE" for t in sentence.tokens[figure.at + 1 : figure.at + 2])


_COUNTED = frozenset((
    "school.count", "school.compliant", "school.compliant_rate", "student.count",
    "class.count", "class.size", "class.large", "class.large_rate", "school.boarding", "school.teaching_point", "teacher.count",
))  # fmt: skip
"""What is told of the schools of one area side by side."""

_OF_ALL = re.compile(r"[全我本][县区市旗州省]|县域|区域内|各[县区校]|总")


def begins_another_matter(sentence: Sentence) -> bool:
    """一是城区学校用地紧张。县第三小学…。二是骨干教师分布不均: where the first matter lies says nothing of the next."""
    return _NEXT_MATTER.match(sentence.text, sentence.start) is not None


_NEXT_MATTER = re.compile(r"(?:其?[二三四五六七八九]是?|其次是?|最后)(?=[^、，])")


def take_area(sentence: Sentence, area: str) -> None:
    """（一）县城学校拥挤。县第二小学现有学生2286人: schools named below a heading are where the heading says."""
    for figure, behind in zip(sentence.figures, [*sentence.figures[1:], None], strict=False):
        part_told = behind is not None and behind.area is not None and _PART_TOLD.fullmatch(sentence.text, figure.end, behind.start)
        if figure.area is None and not figure.roles & {"norm", "name"} and not part_told:
            figure.area = area


_PART_TOLD = re.compile(r"[^，,。；;\d]{0,10}[中里][，,]?[共只仅]?有?")
"""不达标的5所学校中，有4所在县城: of the whole it is not said that it lies there."""


def share_area_of_allowance(sentence: Sentence) -> None:
    """按每人每月400元的标准发放乡村教师生活补助，全年发放386万元，惠及602人: all that is told of one allowance, up to the semicolon, is of
    the teachers whom it names."""
    for before, figure in zip([None, *sentence.figures], sentence.figures, strict=False):
        if figure.area is not None or "name" in figure.roles:
            continue
        if figure.indicator.startswith(_ALLOWANCE):
            figure.area = _area_of_teachers(sentence, figure)
        elif before is not None and before.indicator.startswith(_ALLOWANCE) and _REACHED.fullmatch(sentence.text, before.end, figure.start):
            figure.area = before.area


_ALLOWANCE = "funding.teacher_allowance"
_REACHED = re.compile(r"[，,、]?(?:共|累计|直接)?(?:惠及|受益|覆盖)(?:的?(?:专任)?教师)?(?:人数)?[共达为约有]*")


def _area_of_teachers(sentence: Sentence, figure: Figure) -> str | None:
    """The area of the teachers that are named with an allowance, unless the figure's own words name another one."""
    if finder_of("other_allowances").search(sentence.text, figure.left[0], figure.start):
        return None
    start = sentence.part_start(figure.start)
    end = min(at for at in (sentence.text.find("；", figure.end, sentence.end), sentence.end) if at >= 0)
    named = (t for t in sentence.tokens if start <= t.start < end and _is_of_teachers(t, sentence.text))
    return next((t.hit.word.area for t in named if t.hit), None)


def _is_of_teachers(token: Token, text: str) -> bool:
    """乡村教师, 农村学校在编教师."""
    return token.hit is not None and token.hit.word.area is not None and _TEACHERS.match(text, token.start) is not None


_TEACHERS = re.compile(r"[一-龥]{2,10}?教师")


def _area_behind(figure: Figure, sentence: Sentence) -> str | None:
    """The area that the noun right behind the figure names: 3所农村小学."""
    for token in sentence.tokens[figure.at + 1 :]:
        if token.tag in _ENDS_NOUN or token.start > figure.end + 8:
            return _area_told_behind(figure, sentence)
        if token.hit and token.hit.word.area and sentence.text[token.start - 1] not in "从由" and not _tells_none(token, sentence, figure):
            return token.hit.word.area
    return None


def _area_told_behind(figure: Figure, sentence: Sentence) -> str | None:
    """仍有4所，都在县城: where all that were counted lie is told in a clause of its own."""
    return next((t.hit.word.area for t in told_of_all(figure, sentence)[:1] if t.hit), None)


def _noun_before(tokens: list[Token], sentence: Sentence) -> int:
    """How many of a figure's own tokens are still of the figure before: in 204名乡村教师，111名… and 12所乡镇初中和5所… the noun is."""
    if not tokens or not any(f.end == tokens[0].start for f in sentence.figures):
        return 0
    joined = len(tokens) - 1 if tokens[-1].tag == "CONJ" else 0
    return next((i for i, t in enumerate(tokens) if t.tag in _MARKS), joined)
