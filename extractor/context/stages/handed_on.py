"""Whether a figure without a stage of its own goes on in the one that was told before it: by what both measure.

Takes a figure and the one that set the stage; sets nothing.
"""

from __future__ import annotations

from extractor.context.missing import misses
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, words_of
from models.indicators import OTHER

_BASIC = frozenset(("school", "class", "teacher", "student", "seat"))
BUILDINGS = frozenset(("area", "room", "equipment", "resource"))
_BROUGHT = frozenset(("area", "room", "seat"))
"""What building brings."""


def stage_goes_on(sentence: Sentence, figure: Figure, setter: Figure | None, outer: str | None) -> bool:
    """Whether a figure without a stage of its own is of the one that was told before."""
    taken = _takes_stage(sentence, figure, setter, outer) and not _of_all_schools(sentence, figure, setter)
    taken = taken or _is_rest_of_schools(sentence, figure, setter)
    taken = taken or (outer == "compulsory" and is_reached(sentence, figure, setter))
    return taken or _of_schools_told(sentence, figure, setter)


def _takes_stage(sentence: Sentence, figure: Figure, setter: Figure | None, outer: str | None) -> bool:
    """Does a figure without a stage of its own go on in the stage named before? 小学在校生…，教学班…, but not 满意度."""
    if outer is None or "group" in figure.roles:
        return False
    if setter is None:
        return True
    if _is_exchanged_of(sentence, figure, setter):
        return True
    return not figure.indicator.startswith(words_of("own_stage_only")) and _same_matter(figure, setter)


def _is_rest_of_schools(sentence: Sentence, figure: Figure, setter: Figure | None) -> bool:
    """109所义务教育学校中，达标104所，尚未达标的5所: those who miss the standard are of the same schools."""
    if setter is None or setter.stage != "compulsory" or setter.sentence != figure.sentence or not figure.unit == setter.unit == "school":
        return False
    return figure.indicator == OTHER and misses(figure, sentence)


def is_reached(sentence: Sentence, figure: Figure, setter: Figure | None) -> bool:
    """实施营养改善计划的义务教育学校141所，受益学生38652人: the pupils of the schools right before."""
    if setter is None or setter.unit != "school" or sentence.neighbour(figure, -1) is not setter:
        return False
    return figure.unit == "person" and finder_of("reaches").search(sentence.text, figure.clause, figure.start) is not None


def _is_exchanged_of(sentence: Sentence, figure: Figure, setter: Figure) -> bool:
    """义务教育学校符合交流条件的教师1200人，实际交流150人，占12.5%，其中骨干教师30人: of those who are told in the same sentence."""
    if figure.indicator not in words_of("exchanged") or setter.sentence != figure.sentence:
        return False
    return setter.indicator in words_of("exchanged") or finder_of("eligible").search(sentence.text, setter.clause, setter.start) is not None


def _of_schools_told(sentence: Sentence, figure: Figure, setter: Figure | None) -> bool:
    """初中8所学校全部达标，各项差异系数均未超过0.45: coefficients are of the schools that their sentence speaks of, if of one stage."""
    if not figure.indicator.startswith("cv.") or setter is None or setter.sentence != figure.sentence:
        return False
    since = sentence.part_start(figure.start)
    named = {t.hit.word.stage for t in sentence.tokens if t.hit and t.hit.word.stage and since <= t.start < figure.start}
    return setter.indicator in words_of("schools_held") and named == {setter.stage}


def _of_all_schools(sentence: Sentence, figure: Figure, setter: Figure | None) -> bool:
    """全县学校教学仪器设备值3356万元: who begins anew with all schools does not go on with those of the sentence before."""
    if setter is None or setter.sentence == figure.sentence:
        return False
    anew = "beyond_school" if setter.unit == "school" else "all_schools"
    return finder_of(anew).search(sentence.text, figure.left[0], figure.start) is not None


def _same_matter(figure: Figure, setter: Figure) -> bool:
    """Whether what a figure measures is told of those whom `setter` is told of."""
    own, other = figure.indicator.split(".")[0], "school" if setter.unit == "school" else setter.indicator.split(".")[0]
    if setter.indicator.startswith("school.") and setter.indicator != "school.count" and own != other and setter.value != 1:
        # 扩建初中3所，新增学位2000个: what was done to some schools says nothing of the rest; 义务教育 names them all
        return setter.stage == "compulsory" and (own in _BROUGHT or figure.indicator == "funding.investment")
    if setter.stage in ("preschool", "special", "senior"):
        built = {own, other} <= BUILDINGS if setter.sentence == figure.sentence else other == "school" and own in BUILDINGS
        people = own == "other" and figure.unit == "person" and setter.unit == "school"  # 毕业3600人
        return ({own, other} <= _BASIC and own != "school") or built or people or figure.unit == f"{setter.unit}/person" == "CNY/person"
    if own == "quality":
        return figure.indicator == setter.indicator or (
            (other in ("quality", "student") or (other == "other" and setter.unit == "person"))
            and _of_pupils(figure)
            and setter.sentence == figure.sentence
        )
    if own == "other":
        return figure.unit == "person" and other in _BASIC
    if other == "other":
        return own == "student" and figure.unit == "%" and setter.unit == "person" and setter.sentence == figure.sentence
    if setter.sentence != figure.sentence:
        return {own, other} <= BUILDINGS or (setter.unit == "school" and own != "school" and own in _BASIC | BUILDINGS)
    return own == other or {own, other} <= _BASIC or {own, other} <= BUILDINGS


def _of_pupils(figure: Figure) -> bool:
    """小学入学率100%、巩固率99.9%: the rates of one body of pupils."""
    return figure.unit == "%" and figure.indicator.endswith("_rate") and "health" not in figure.indicator
