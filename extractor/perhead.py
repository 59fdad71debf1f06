"""The unit that a figure has by the words around it: per head, per hundred, per month; schools and classes counted in 个.

Changes only the unit of a Figure; the words are data (`per` and `counted` in words.yaml, and perhead.yaml).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from extractor.entities import find_entities
from extractor.figures import Figure
from extractor.spans import number_pattern
from extractor.wordlists import finder, finder_of, one_of, words_of
from models.loading import load_data

_NEW_SUBJECT = re.compile(r"[;；](?!小学|初中)")
"""Behind a semicolon only another stage, or another school, goes on with what was said per head."""
_COMPARED_ALONE = re.compile(
    r"(?:的|则|也|仍|还|又|更|为|是|仅|只|有|达到?|由|从|[升降增减提]?[到至]|比|较|与|[低高少多]于|规定|国家|省定|标准|要求|下限|值|[少多低高差缺]|了|约|近)*"
)
"""Behind a school's name: nothing that is measured."""
_COUNTED = ("person", "class", "item", "school")
_PER_BEHIND = re.compile(r"[/每]?(?:每|/)(?:人|生|月|天|年)")
"""Per head or per time written behind the unit: 800元每人, 500元/月."""


@dataclass(frozen=True, slots=True)
class _Words:
    """perhead.yaml, compiled. `times` and `classes_before` are for the text before a figure."""

    pay: re.Pattern[str]
    totals_anew: re.Pattern[str]
    of_hundred: re.Pattern[str]
    without_unit: tuple[tuple[str, str, re.Pattern[str]], ...]
    """Base unit, written unit, and the words that tell them."""
    people_behind: tuple[str, ...]
    not_the_noun: tuple[str, ...]
    no_schools: re.Pattern[str]
    no_schools_before: re.Pattern[str]
    times: re.Pattern[str]
    classes_before: re.Pattern[str]
    schools_before: re.Pattern[str]
    not_of_schools: re.Pattern[str]
    monthly: tuple[re.Pattern[str], Decimal]
    small: tuple[re.Pattern[str], re.Pattern[str], Decimal]
    equipment: tuple[re.Pattern[str], Decimal]
    means: re.Pattern[str]
    """Words that make a count a rounded mean, with few others behind them."""


def adapt_unit(text: str, figure: Figure, start: int, alike: Figure | None, before: Figure | None = None) -> None:
    """Give `figure` the unit per head that the words in text[start:figure.start] call for, or that of `alike`.

    `alike` is the figure before it with the same written unit, which it may be compared with or follow in a list;
    `before` is the figure just before it, whatever its unit.
    """
    if figure.unit in _COUNTED and _words().means.search(text, start, figure.start):
        figure.step = figure.step or Decimal(1)  # 平均班额47人, 校均学生54人
    if figure.unit not in ("CNY", "m2", "person", "item"):
        return
    unit = _called_for(text, figure, start)
    next_stage = _next_stage(text, alike, figure)
    if unit is None and alike is not None and _goes_on(text, alike, figure) and (next_stage or not _far_above(figure, alike)):
        unit = alike.unit
    if unit is None and before is not None:
        unit = _in_list_of_means(text, before, figure) or _of_hundred(text, before, figure) or _added_to(text, before, figure)
    if unit is None and figure.unit_text == "元" and _is_monthly(text, figure, start, before):
        unit = "CNY/month"
    if unit is None and _too_small(text, figure):
        unit = "m2/person"
    if unit is None and before is not None and _beside_means(text, before, figure):
        unit = "CNY/person"
    # 初中生均3754万元: a slip of the unit, which is for the checks to tell
    surely = _SURELY_PER_HEAD.search(text, start, figure.start) is not None
    surely = surely or next_stage or _as_large(text, alike, unit)
    if unit and (surely or not (_too_large(text, figure, start) or _beyond(figure, unit))):
        figure.unit = unit
        figure.step = figure.step or Decimal(1)  # 生均24册 is a rounded mean, no count


def _as_large(text: str, alike: Figure | None, unit: str | None) -> bool:
    """生均支出小学1.12万元、初中1.46万元: the one before it is per head though written in 万."""
    return alike is not None and alike.unit == unit and "万" in text[alike.start : alike.end]


def _next_stage(text: str, alike: Figure | None, figure: Figure) -> bool:
    """每百名学生拥有…小学0.98人，初中106人; 小学、初中生均…分别为2386元和3152万元: nothing but the next stage or the mark of a list stands
    between, so that it is a slip and no total."""
    if alike is None or "/" not in alike.unit or _is_total(text, figure):
        return False
    return _ANOTHER_STAGE.fullmatch(text, alike.end, figure.start) is not None or _next_school(text, alike, figure)


def _next_school(text: str, alike: Figure, figure: Figure) -> bool:
    marked = figure.unit in ("CNY", "m2") and text.startswith(_MARKS, alike.end)
    return marked and _only_school(text, alike.end + 1, figure)


_MARKS = tuple("，,、；;")


def _far_above(figure: Figure, alike: Figure) -> bool:
    """生均4.1平方米，扩建教学楼3200平方米: far too much to be one pupil's as well."""
    return figure.value is not None and alike.value is not None and 0 < _FAR * abs(alike.value) < abs(figure.value)


_FAR = 50
"""By how much."""


def _too_small(text: str, figure: Figure) -> bool:
    """体育运动场馆面积由10.31平方米减为…: no school has so little, told to the decimals; it is one pupil's, said or not."""
    nouns, totals, least = _words().small
    if figure.unit != "m2" or figure.value is None or figure.value >= least or "." not in text[figure.start : figure.end]:
        return False
    told = nouns.search(text, text.rfind("。", 0, figure.start) + 1, figure.start) is not None
    return told and not totals.search(text, figure.left[0], figure.start)


def _beside_means(text: str, before: Figure, figure: Figure) -> bool:
    """生均教学用房4.2㎡，运动场馆8.6㎡，教学仪器设备值1120元: an amount in 元 that no school's equipment is worth."""
    words, between = _words(), (text, before.end, figure.start)
    nouns, most = words.equipment
    if (
        "/" not in before.unit
        or figure.unit_text != "元"
        or figure.value is None
        or figure.value > most
        or figure.start - before.end >= _LISTED
    ):
        return False
    return nouns.search(*between) is not None and not words.totals_anew.search(*between) and not _begins_anew(text, before, figure)


_ANOTHER_STAGE = re.compile(
    r"[，,、；;]而?(?:小学|初中)(?:学校|阶段|段|部)?(?:[则也还更仅只竟]|甚至|[是有为]|高?达|达到|约|近){0,3}|[、和与及]"
)
_MOST = {"person/100person": Decimal(100), "CNY/month": Decimal(50000), "CNY/day": Decimal(5000)}
"""What no amount of this unit exceeds: 100 of 100, a month's pay, a day's."""


def _beyond(figure: Figure, unit: str) -> bool:
    """每人每月600元，一共发了38.4万元: the second amount can be no month's."""
    return figure.value is not None and unit in _MOST and figure.value > _MOST[unit]


def _too_large(text: str, figure: Figure, start: int) -> bool:
    """Amounts in 万元 or 万册 are totals, but for a year's pay."""
    written = text[figure.start : figure.end]
    return "亿" in written or ("万" in written and not _words().pay.search(text, start, figure.start))


def is_of_many(figure: Figure, text: str) -> bool:
    """All the schools together have so much, and no one pupil or school: 13.7万平方米, 186人."""
    written = text[figure.start : figure.end]
    return "万" in written or "亿" in written or (figure.value is not None and abs(figure.value) >= _TOTALS.get(figure.unit, 0))


_TOTALS = {"person": 100, "item": 100, "m2": 100, "CNY": 50_000}
"""From so much on an amount is one of all together, and none per head."""


@lru_cache(maxsize=4096)
def named_unit(words: str, unit: str) -> str | None:
    """The unit per head that `words`, such as a table's header, make of `unit`; None where they name none."""
    pattern, units = _markers()
    return _made_of(unit, pattern.findall(words), units)


def _called_for(text: str, figure: Figure, start: int) -> str | None:
    pattern, units = _markers()
    found = [m[0] for m in pattern.finditer(text, start, figure.start)]
    if behind := _PER_BEHIND.match(text, figure.end):
        found.append(behind[0])
    return _made_of(figure.unit, found, units)


def _made_of(unit: str, markers: list[str], units: dict[str, dict[str, str]]) -> str | None:
    """What the last of the markers makes of `unit`, or a marker at its end: in 2024年生均 it is 生均, not 年生均."""
    ends = (marker[i:] for marker in reversed(markers) for i in range(len(marker)))
    return next((made for end in ends if (made := units.get(end, {}).get(unit))), None)


def _in_list_of_means(text: str, before: Figure, figure: Figure) -> str | None:
    """每百名学生拥有骨干教师1.2人、多媒体教室2.71间: the next of a list is per head as the one before."""
    between = text[before.end : figure.start]
    listed = between.startswith("、") and len(between) <= 24
    if "/" not in before.unit or not (listed or between in ("和", "与", "及")):  # 分别为5.2平方米和2360元
        return None
    markers = load_data("words.yaml", "extractor")["per"]
    kind = "hundred" if before.unit.endswith("100person") else "head"
    unit: str | None = markers[kind]["units"].get(figure.unit)
    return unit


def _of_hundred(text: str, before: Figure, figure: Figure) -> str | None:
    """每百名学生拥有骨干教师1.14人，多媒体教室2.63间: nobody counts rooms to the decimals, so these are per hundred as well."""
    if not before.unit.endswith("/100person") or figure.unit_text not in _COUNTERS or "." not in text[figure.start : figure.end]:
        return None
    words, between = _words(), (text, before.end, figure.start)
    if figure.start - before.end >= _LISTED or words.totals_anew.search(*between) or not words.of_hundred.search(*between):
        return None
    return None if finder_of("means").search(*between) else f"{figure.unit}/100person"


_COUNTERS = ("人", "名", "间", "台")
_LISTED = 30
"""Characters between two figures of a list at most."""


def _goes_on(text: str, previous: Figure, figure: Figure) -> bool:
    """The figure before is per head and this one is compared with it or follows it in a list, and is no total itself."""
    if "/" not in previous.unit or previous.unit_text.partition("/")[0] != figure.unit_text.partition("/")[0]:
        return False
    if _begins_anew(text, previous, figure) or _is_total(text, figure) or _is_shortage(text, figure):
        return False
    return figure.start - previous.end < _LISTED and not _words().totals_anew.search(text, previous.end, figure.start)


def _is_shortage(text: str, figure: Figure) -> bool:
    """按每百名学生0.9人的标准，体育、艺术专任教师还差16人: so many whole people or rooms are missing in all."""
    whole = figure.unit in ("person", "item") and "." not in text[figure.start : figure.end]
    return whole and _SHORT_OF.search(text, max(0, figure.start - 4), figure.start) is not None


_SHORT_OF = re.compile(r"(?:还|尚|仍|共|各)[差缺少](?:约|近)?$|缺额?$")


def _begins_anew(text: str, previous: Figure, figure: Figure) -> bool:
    """Another subject begins behind a semicolon, unless it is but another school: ；县第三中学比标准少1.68平方米."""
    mark = _NEW_SUBJECT.search(text, previous.end, figure.start)
    if mark is None:
        return False
    counted = figure.unit in ("person", "item") and "." not in text[figure.start : figure.end]  # ；县第三中学3间
    return counted or not _only_school(text, mark.end(), figure)


def _only_school(text: str, at: int, figure: Figure) -> bool:
    """A school's name is all that is told from text[at] to the figure."""
    school = next((e for e in find_entities(text) if e.start == at), None)
    return school is not None and _COMPARED_ALONE.fullmatch(text, school.end, figure.start) is not None


def _is_total(text: str, figure: Figure) -> bool:
    """初中22.95万平方米，生均10.99平方米: what is told per head right behind it, in the same unit, is a total itself; so is what has a
    share right behind it (初中1312人，占86.8%)."""
    if _HAS_SHARE.match(text, figure.end):
        return True
    following = _NEXT_AMOUNT.match(text, figure.end)
    if following is None or not figure.unit_text.startswith(following["unit"]):
        return False
    pattern, _ = _markers()
    return pattern.match(text, following.start("words")) is not None


_HAS_SHARE = re.compile(r"[，,（(](?:所?占|占比)[^，,。；;\d]{0,12}\d")
_NEXT_AMOUNT = re.compile(
    r"[，,、（(](?:[^，,。；;\d]{0,8}学?生(?:数|人数|总数|共|现?有|为)*\d[\d.,]*万?[人名][，,、])?"
    r"(?:平均)?(?P<words>[^，,。；;\d]{2,20})\d[\d.,]*[万亿]?(?P<unit>[^\d，,。；;、）)])"
)
"""The next clause up to its amount, and the first character of that one's unit; the pupils whom it is of may stand in between."""


def _added_to(text: str, before: Figure, figure: Figure) -> str | None:
    """初中940元/年，寄宿生再加300元: what follows an amount with its time or head written out is of the same kind."""
    goes_on = before.unit_text.startswith(f"{figure.unit_text}/") and _goes_on(text, before, figure)
    return before.unit if figure.unit_text and goes_on else None


def _is_monthly(text: str, figure: Figure, start: int, before: Figure | None) -> bool:
    """The teachers' allowance of 300元, and the next steps of it: 300元、500元和800元."""
    words, most = _words().monthly
    if figure.value is None or figure.value > most:
        return False
    listed = before is not None and before.unit == "CNY/month" and text[before.end : figure.start].strip() in ("、", "和", "与", "到", "至")
    return listed or words.search(text, start, figure.start) is not None


_SURELY_PER_HEAD = re.compile(
    r"(?:生均(?:[一-龥]{0,12}(?:值|面积|经费|支出|拨款|事业费|图书|册数|藏书量?))?|每生(?:每(?:年|天|日|月|学年|学期|期))?|每人每[月天]|每月每人"
    r"|月人均|人月均|人均(?:每(?:年|月|天|日|学年|学期))?|月(?:人均|平均|均)工资(?:收入|水平)*"
    r"|每百名(?:在校)?学生(?:平均)?(?:拥有|配备)[一-龥、]{0,18}(?<!共))"
    r"(?:小学|初中|分别|[为是约近仅只才均]|达到?|高达|最高|最低|只有|已|就)*$"
)
"""What stands right before an amount that is one pupil's or teacher's, however large it is written."""
_REACH = 60
"""Characters before a figure in which the noun of its series may stand."""


def count_by_noun(text: str, figure: Figure, start: int) -> None:
    """5个学校 and 9处中小学 count schools, 54个教学班 and 大班额21个 count classes; 3500所村卫生室 are neither."""
    words = _words()
    said = words.no_schools_before.search(text, start, figure.start) if figure.unit == "school" and figure.unit_text == "所" else None
    if figure.unit == "school" and (words.no_schools.match(text, figure.end) or (said and not _names_schools(text, figure))):
        figure.unit = "item"
    if figure.unit_text not in ("个", "处") or figure.unit != "item":
        return
    for unit, nouns in _counted():
        if (noun := nouns.match(text, figure.end)) and not text.startswith(words.not_the_noun, noun.end()):
            figure.unit = unit
            return
    before = text[max(0, figure.start - _REACH) : figure.start]
    if words.classes_before.search(words.times.sub("", before)):
        figure.unit = "class"
    elif words.schools_before.search(words.times.sub("", before[start - figure.start :])) and not _of_schools(text, figure, words):
        figure.unit = "school"


def _names_schools(text: str, figure: Figure) -> bool:
    """改造食堂36所学校: what the number counts stands behind it."""
    return any(nouns.match(text, figure.end) for unit, nouns in _counted() if unit == "school")


def _of_schools(text: str, figure: Figure, words: _Words) -> bool:
    """新增学位…幼儿园800个, 幼儿园3个项目: schools are named, and something else of them is counted."""
    begin = text.rfind("。", 0, figure.start) + 1
    return text.startswith(words.not_the_noun, figure.end) or words.not_of_schools.search(text, begin, figure.start) is not None


def count_people(text: str, figure: Figure, start: int) -> None:
    """29万 of 人口 and 68.4万人民 are persons, 3.2亿 of 资金 yuan, as is a part of what is told in yuan: with a scale word but no unit."""
    if figure.unit_text or figure.unit != "number" or figure.span.form != "bare":
        return
    if not any(scale in text[figure.start : figure.end] for scale in "万亿"):
        return
    if _OF_MONEY.search(text, max(0, figure.start - _REACH), figure.start):
        figure.unit, figure.unit_text = "CNY", "元"
        return
    if text.startswith(_words().people_behind, figure.end):
        figure.unit, figure.unit_text = "person", "人"
        return
    for base, unit, words in _words().without_unit:
        if words.search(text, max(start, figure.start - 14), figure.start):
            figure.unit, figure.unit_text = base, unit
            return


_OF_MONEY = re.compile(
    r"元(?:[(（](?:其中)?(?:[:：]|含|包括|包含|内含)[^，,。；;()（）]{0,14}"
    r"|[，,、；;](?:全年|全县|全校|当年|本学期)?(?:合计|总计|共计|[共计]|总额|发放|拨付|支付|落实|补助)(?:[需达为约]|发放|补助|支付|资金|金额)*)$"
)
"""1710万元（含教师培训12万）; 每生625元，发放107万: a part of what was told in yuan, or what that comes to."""


@cache
def _markers() -> tuple[re.Pattern[str], dict[str, dict[str, str]]]:
    """The words that tell a unit per head, and for each the unit that it makes of a base unit."""
    data = load_data("words.yaml", "extractor")["per"]
    units = {word: entry["units"] for entry in data.values() for word in entry["words"]}
    return finder(units), units


@cache
def _counted() -> list[tuple[str, re.Pattern[str]]]:
    """Base units, and the nouns that are counted in them by a mere 个; classes also with the school that they are of: 54个小学教学班."""
    data = load_data("words.yaml", "extractor")["counted"]
    schools = {"class": one_of(["", *words_of("classes_of")])}
    return [(unit, re.compile(schools.get(unit, "") + one_of(words))) for unit, words in data.items()]


def _before(entry: dict[str, list[str]]) -> re.Pattern[str]:
    """A text that holds one of the entry's `words`, or ends in one that must stand right before the number."""
    return re.compile(rf"{one_of(entry['words'])}|{one_of(entry.get('right_before', []))}$")


@cache
def _words() -> _Words:
    data = load_data("perhead.yaml", "extractor")
    classes = data["classes"]
    noun = rf"{one_of(classes['nouns'])}(?:\([^()]*\))?[{classes['rest']}]{{0,3}}"
    between = f"{one_of(classes['between'])}*"
    schools, monthly, small, equipment = data["schools"], data["monthly"], data["small"], data["equipment"]
    return _Words(
        pay=finder(data["pay"]),
        totals_anew=finder(data["totals_anew"]),
        of_hundred=finder(data["of_hundred"]),
        without_unit=tuple((entry["base"], entry["unit"], _before(entry)) for entry in data["without_unit"]),
        people_behind=tuple(data["people_behind"]),
        not_the_noun=tuple(data["not_the_noun"]),
        no_schools=finder(data["no_schools"]),
        no_schools_before=re.compile(rf"{one_of(data['no_schools'])}(?:数量?|共|有|为|达|约|近|总计|合计|各)*$"),
        times=re.compile(rf"[，,]?(?:(?:19|20)\d{{2}}年|[\d一二三四五六七八九十]+月|{one_of(classes['times'])})的?"),
        classes_before=re.compile(rf"{noun}{between}(?:{number_pattern()}个[，,、；;]?{between})*$"),
        schools_before=re.compile(rf"{one_of(schools['nouns'])}{one_of(['', *schools['numbers']])}$"),
        not_of_schools=finder(schools["not_of"]),
        monthly=(finder(monthly["words"]), Decimal(monthly["most"])),
        equipment=(finder(equipment["nouns"]), Decimal(equipment["most"])),
        small=(finder(small["nouns"]), finder(small["totals"]), Decimal(small["least"])),
        means=re.compile(rf"(?:{one_of(words_of('means'))}|每[一-龥]{{2,5}}平均)[一-龥]{{0,6}}$"),
    )
