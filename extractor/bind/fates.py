"""Figures told by what became of those counted: 2所学校因生源减少被撤销, 有38人到农村学校任教, 312名学生被重点高中录取.

Runs when the indicator is bound: the predicate may stand too far behind the number to be heard there. Only a figure that was
bound as a mere count of schools, teachers or pupils is changed, so what the words say more clearly stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER
from models.loading import load_data

_END = r"(?=[，,。；;、！!\s]|$)"
_WORDS = r"[^，,。；;：:、\d（）()]"
_SCHOOLS = frozenset(("school.count", "school.covered", "school.teaching_point", OTHER))
_MONEY = frozenset(("funding.investment", "funding.expenditure", OTHER))
_PEOPLE = frozenset(("teacher.count", "teacher.backbone", "student.count", OTHER))


def bind_fate(figure: Figure, sentence: Sentence) -> None:
    """Change the indicator of a mere count where the words behind it, or right before it, say what became of those counted."""
    if "norm" in figure.roles or "delta" in figure.roles:
        return
    if figure.unit == "school":
        figure.indicator = _of_schools(figure, sentence) or figure.indicator
    elif figure.unit == "person" and figure.indicator in _PEOPLE:
        figure.indicator = _of_people(figure, sentence) or figure.indicator
    elif figure.unit == "%" and figure.indicator == OTHER and _teach_elsewhere(figure, sentence):
        figure.indicator = "teacher.exchange_rate"
    elif figure.unit == "CNY" and figure.indicator in _MONEY:
        figure.indicator = _of_money(figure, sentence) or figure.indicator
    elif figure.indicator == "teacher.awarded" and _names_pupils(figure, sentence):
        figure.indicator = "quality.award"


def _of_money(figure: Figure, sentence: Sentence) -> str | None:
    """征收的教育费附加1286万元中，已拨付868万元，尚有418万元滞留财政: what became of a sum is of the same money."""
    wholes = (f for f in reversed(sentence.figures) if f.order < figure.order and f.unit == "CNY" and _AMONG.match(sentence.text, f.end))
    whole = next(wholes, None)
    if whole is None or _ENDS.search(sentence.text, whole.end, figure.start) or (figure.value or 0) > (whole.value or 0):
        return None
    said = (sentence.text, figure.clause, figure.end + _NOUN)
    aimed = finder_of("money_aims").search(sentence.text, figure.clause, figure.start) or _aim_behind(figure, sentence)
    return whole.indicator if finder_of("money_fates").search(*said) and not aimed else None


def _aim_behind(figure: Figure, sentence: Sentence) -> bool:
    return finder_of("money_aims").match(sentence.text, figure.end) is not None


_AMONG = re.compile(r"的?(?:资金|经费|总额)?[中里][，,]")
_ENDS = re.compile(r"[。；;]")


def _of_schools(figure: Figure, sentence: Sentence) -> str | None:
    """撤销 and 落成 end a clause on schools; 建成 with something behind it tells what they have."""
    fates = _fates_of_schools()
    if figure.indicator in _SCHOOLS:
        if fates["closed"].match(sentence.text, figure.end):
            return "school.closed"
        if fates["opened"].match(sentence.text, figure.end):
            return "school.built"
        if _joins_group(figure, sentence):
            return "school.group_member"
    if figure.indicator in ("school.built", "school.count") and fates["equipped"].match(sentence.text, figure.end):
        return "school.covered"
    if figure.indicator in ("school.built", "school.count", "school.project") and fates["in_part"].match(sentence.text, figure.end):
        worked = finder_of("works_at_parts").search(sentence.text, figure.clause, figure.start)
        return "school.renovated" if worked else None
    return None


def _joins_group(figure: Figure, sentence: Sentence) -> bool:
    """组建12个教育共同体，36所乡村学校参与其中: what they take part in was counted before."""
    groups = any(f.indicator == "school.group" and f.end < figure.start for f in sentence.figures)
    return groups and _fates_of_schools()["joined_in"].match(sentence.text, figure.end) is not None


@cache
def _fates_of_schools() -> dict[str, re.Pattern[str]]:
    """The predicates behind a number of schools, by what became of these."""
    nouns = one_of([*load_data("words.yaml", "extractor")["counted"]["school"], "教学点", "村小"])
    ahead = rf"(?:{one_of(words_of('by_then'))}|(?:因为?|由于|随着){_WORDS}{{2,14}}?|[在于]?\d{{1,2}}月[初底份]?|在{_WORDS}{{2,8}}?)*"
    ended = {name: rf"{ahead}{one_of(words_of(name))}(?:了|完毕|到位)?{_END}" for name in ("closed", "opened", "joined_in")}
    built = rf"{one_of(words_of('equipped'))}了?(?!{one_of(words_of('no_equipment'))})[一-龥]{{2}}"
    having = f"(?:的{_WORDS}{{2,10}}?{ahead}{one_of(words_of('opened'))}{_END}|{ahead}{built})"
    part = rf"的?{_WORDS}{{0,4}}?{one_of(words_of('parts_of_schools'))}"  # 新建2所学校教学楼
    said_behind = {**ended, "equipped": having, "in_part": part}
    return {name: re.compile(f"{_WORDS}{{0,12}}?{nouns}{said}") for name, said in said_behind.items()}


def _of_people(figure: Figure, sentence: Sentence) -> str | None:
    if _admitted().match(sentence.text, figure.end):
        return "quality.exam_count"
    if figure.indicator == "student.count" or not _teachers().search(sentence.text, figure.clause, figure.end + _NOUN):
        return None
    if _teach_elsewhere(figure, sentence):
        return "teacher.exchanged"
    return "teacher.trained" if _IN_TRAINING.match(sentence.text, figure.end) else None


def _teach_elsewhere(figure: Figure, sentence: Sentence) -> bool:
    """120名教师安排到农村学校支教, 到农村学校任教的有38人, 有12%的教师到其他学校任教; not those who were taken on for it."""
    behind, before = _elsewhere()
    told = behind.match(sentence.text, figure.end) or before.search(sentence.text, figure.clause, figure.start)
    if told is None or not _teachers().search(sentence.text, figure.clause, told.end()):
        return False
    return finder_of("newly_come").search(sentence.text, figure.clause, told.end()) is None


@cache
def _elsewhere() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """To teach at another school, behind the number and right before it."""
    place, there = one_of(words_of("other_schools")), one_of(words_of("teaching_there"))
    said = rf"(?:(?:[到赴去往]|调任){_WORDS}{{0,10}}?{place}{_WORDS}{{0,6}}?|跨校){there}"
    who = rf"的?(?:{one_of(words_of('teachers'))})?[已现共]?(?:有|为|达到?|是)?[约近仅只]?$"
    return re.compile(f"{_WORDS}{{0,16}}?{said}"), re.compile(said + who)


@cache
def _teachers() -> re.Pattern[str]:
    return finder_of("teachers")


@cache
def _admitted() -> re.Pattern[str]:
    """名学生被重点高中录取; newcomers (新生) are told by the school that takes them in."""
    return re.compile(rf"(?!新生){_WORDS}{{0,10}}?被{_WORDS}{{0,12}}?{one_of(words_of('higher_schools'))}{_WORDS}{{0,4}}?录取")


_IN_TRAINING = re.compile(rf"{_WORDS}{{0,10}}?(?:[到赴]|前往|外出){_WORDS}{{0,12}}?(?:培训|研修|进修|轮训|跟岗学习){_END}")
_NOUN = 14
"""Characters behind a number in which its noun may stand."""


def _names_pupils(figure: Figure, sentence: Sentence) -> bool:
    """教师获奖35人次，学生获奖126人次: the clause speaks of pupils, whoever the one before spoke of."""
    said = (sentence.text, figure.clause, figure.start)
    return finder_of("pupils").search(*said) is not None and not (_teachers().search(*said) or _GUIDING.search(*said))


_GUIDING = re.compile("指导|辅导")
"""指导学生获奖35人次 tells of the teachers who guided them."""
