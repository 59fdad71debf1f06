"""The unit that a figure has by the words around it: per head, per hundred, per month.

Changes only the unit of a Figure and its step; the words are data.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.entities import find_entities
from extractor.figures import Figure
from extractor.units.totals import is_beyond, is_shortage, is_too_large, is_total, is_total_under_label
from extractor.units.words import per_head_markers, unit_made_of, unit_words
from extractor.wordlists import finder_of
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


def adapt_unit(text: str, figure: Figure, start: int, alike: Figure | None, before: Figure | None = None) -> None:
    """Give `figure` the unit per head that the words in text[start:figure.start] call for, or that of `alike`.

    `alike` is the figure before it with the same written unit, which it may be compared with or follow in a list;
    `before` is the figure just before it, whatever its unit.
    """
    if figure.unit in _COUNTED and unit_words().means.search(text, start, figure.start):
        figure.step = figure.step or Decimal(1)  # 平均班额47人, 校均学生54人
    if figure.unit not in ("CNY", "m2", "person", "item"):
        return
    in_all = is_total_under_label(text, figure, start) or is_shortage(text, figure)
    unit = None if in_all else _called_for(text, figure, start)
    next_stage = _next_stage(text, alike, figure)
    if unit is None and alike is not None and _goes_on(text, alike, figure) and (next_stage or not _far_above(figure, alike)):
        unit = alike.unit
    if unit is None and alike is not None and _next_year(text, alike, figure):
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
    if unit and (surely or not (is_too_large(text, figure, start) or is_beyond(figure, unit))):
        figure.unit = unit
        figure.step = figure.step or Decimal(1)  # 生均24册 is a rounded mean, no count


def _as_large(text: str, alike: Figure | None, unit: str | None) -> bool:
    """生均支出小学1.12万元、初中1.46万元: the one before it is per head though written in 万."""
    return alike is not None and alike.unit == unit and "万" in text[alike.start : alike.end]


def _next_stage(text: str, alike: Figure | None, figure: Figure) -> bool:
    """每百名学生拥有…小学0.98人，初中106人; 小学、初中生均…分别为2386元和3152万元: nothing but the next stage or the mark of a list stands
    between, so that it is a slip and no total."""
    if alike is None or "/" not in alike.unit or is_total(text, figure):
        return False
    return _ANOTHER_STAGE.fullmatch(text, alike.end, figure.start) is not None or _next_school(text, alike, figure)


def _next_year(text: str, alike: Figure, figure: Figure) -> bool:
    """人均81246元，比公务员高714元；2021年为84615元: nothing but a year stands behind the difference, and the same goes on."""
    head = alike.unit == "CNY/person" and figure.unit == "CNY" and not is_total(text, figure)
    return head and _ANOTHER_YEAR.fullmatch(text, alike.end, figure.start) is not None


_ANOTHER_YEAR = re.compile("[，,；;、。](?:到|至)?20[0-9]{2}年(?:则|又|更|已)?(?:为|是|达到?|增至|升至|提高到|增加到|增长到)?")


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
    nouns, totals, least = unit_words().small
    if figure.unit != "m2" or figure.value is None or figure.value >= least or "." not in text[figure.start : figure.end]:
        return False
    told = nouns.search(text, text.rfind("。", 0, figure.start) + 1, figure.start) is not None
    return told and not totals.search(text, figure.left[0], figure.start)


def _beside_means(text: str, before: Figure, figure: Figure) -> bool:
    """生均教学用房4.2㎡，运动场馆8.6㎡，教学仪器设备值1120元: an amount in 元 that no school's equipment is worth."""
    words, between = unit_words(), (text, before.end, figure.start)
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


def _called_for(text: str, figure: Figure, start: int) -> str | None:
    pattern, units = per_head_markers()
    found = [m[0] for m in pattern.finditer(text, start, figure.start)]
    if behind := _PER_BEHIND.match(text, figure.end):
        found.append(behind[0])
    return unit_made_of(figure.unit, found, units)


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
    words, between = unit_words(), (text, before.end, figure.start)
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
    if _begins_anew(text, previous, figure) or is_total(text, figure) or is_shortage(text, figure) or _counts(text, previous, figure):
        return False
    return figure.start - previous.end < _LISTED and not unit_words().totals_anew.search(text, previous.end, figure.start)


def _counts(text: str, previous: Figure, figure: Figure) -> bool:
    """每百名学生…8.51人（本科以上教师72人）; 多媒体教室2.48间，现有多媒体教室21间: of whom or what the mean told to the decimals is, in
    whole numbers."""
    whole = "." not in text[figure.start : figure.end] and "." in text[previous.start : previous.end]
    beside = _COUNT_OPENS.match(text, previous.end, figure.start)
    return whole and previous.unit.endswith("/100person") and beside is not None


_COUNT_OPENS = re.compile("[（(]|[，,](?:现|实际?|共|总共|全校|全县)[有共]")


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


def _added_to(text: str, before: Figure, figure: Figure) -> str | None:
    """初中940元/年，寄宿生再加300元: what follows an amount with its time or head written out is of the same kind."""
    goes_on = before.unit_text.startswith(f"{figure.unit_text}/") and _goes_on(text, before, figure)
    return before.unit if figure.unit_text and goes_on else None


def _is_monthly(text: str, figure: Figure, start: int, before: Figure | None) -> bool:
    """The teachers' allowance of 300元, and the next steps of it: 300元、500元和800元."""
    words, most = unit_words().monthly
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
