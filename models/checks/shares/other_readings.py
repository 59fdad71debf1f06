"""Whether the figures of a ratio that does not hold may have been joined wrongly: the rate holds for others of the text.

Takes the three figures; claims nothing of them.
"""

from __future__ import annotations

import re
from functools import reduce
from itertools import permutations

from models.checks.computing import SCALES
from models.checks.desk import Desk, once
from models.checks.shares.quotient import check_ratio, gives, holds, of_two_stages, together
from models.checks.wordings import STAGE_WORDS, alike, clause, groups, names_indicator, pattern, says
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER


def another_reading(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether the figures may have been joined wrongly: the rate holds for another whole or part of its sentence, or for
    both figures together, or a semicolon parts it from its whole; or it holds for a stock told anywhere."""
    return _of_another_of_its_sentence(desk, part, whole, rate) or holds_of_a_stock(desk, part, whole, rate)


def _of_another_of_its_sentence(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    sentence = desk.sentence_of[rate.id]
    placed = {p.fact.id: p for p in sentence.placed}
    ahead = [p.fact for p in sentence.placed if p.end <= placed[rate.id].start]
    near = [f for f in ahead if f.value is not None]
    if any(f.value is None and f.unit == whole.unit for f in ahead):
        return True  # the part or the whole may be what is left blank
    beside = [f for f in near[-_BESIDE:] if f.indicator == part.indicator != OTHER and f.id != part.id]
    if any(holds(part, together(part, f), rate) for f in beside):
        return True
    if whole.id not in placed:
        # The whole was fetched from another sentence: its own may give one.
        told = [f for f in desk.sentence_of[whole.id].facts if f.unit == whole.unit and f.value is not None and rate.bound == "about"]
        beside_it = [f for f in desk.sentence_of[whole.id].facts if (f.indicator, f.unit) == (whole.indicator, whole.unit) and f.value]
        sums = [together(whole, f) for f in beside_it if f.id not in (whole.id, part.id)]  # 公办在校生35640人，民办在校生2860人
        return any(holds(p, w, rate) for p, w in permutations([*near, whole], 2)) or any(holds(part, f, rate) for f in [*told, *sums])
    between = sentence.text[placed[whole.id].end : placed[rate.id].start]
    if says("parted", between) and not (
        _is_divided_between(desk, whole, part)
        or _names_whole(between, whole)
        or _is_taken_up(desk, sentence.text[: placed[part.id].start], whole)
        or _shares_a_list_out(desk, whole, rate)
        or _is_of_answers(between, part, whole, rate)
    ):
        return True
    if part.unit == whole.unit and of_two_stages(near, part, whole, rate):
        return True
    both = together(part, whole)
    pairs = [(part, f) for f in near] + [(f, whole) for f in near]
    pairs += [(together(part, f), whole) for f in near if f.unit == part.unit and f.id not in (part.id, whole.id)]
    pairs += [(several, whole) for several in _runs_of_parts(near, part, whole)]
    if part.unit != whole.unit:
        return any(gives(p, w, rate) for p, w in pairs if _alike(p, part) and _alike(w, whole))
    if part.indicator == whole.indicator:
        pairs += [(part, both)] if rate.bound == "at_least" else [(part, both), (whole, both)]  # a whole is half of both and more
    return any(holds(p, w, rate) for p, w in pairs if p.id != w.id or w is both)


def _runs_of_parts(near: list[Fact], part: Fact, whole: Fact) -> list[Fact]:
    """残疾儿童246人，其中特校就读78人，随班就读139人，送教上门22人，缓学7人，入学率97.2%: three and more that stand side by side in one
    list, taken together with the part."""
    listed = [f for f in near if f.unit == part.unit and f.kind == "level" and f.evidence.start > whole.evidence.start]
    runs = [listed[i:j] for i in range(len(listed)) for j in range(i + 3, len(listed) + 1)] if len(listed) <= _LONGEST_LIST else []
    return [reduce(together, run) for run in runs if part in run]


_LONGEST_LIST = 6


def _alike(one: Fact, other: Fact) -> bool:
    """In one unit, and if items by one measure word: 校车52辆 and 线路66条 are no counts of one thing."""
    return one.unit == other.unit and (one.unit != "item" or one.evidence.text[-1:] == other.evidence.text[-1:])


def _is_of_answers(between: str, part: Fact, whole: Fact, rate: Fact) -> bool:
    """收回有效问卷1860份，有效率97.9%；满意的1767份，满意度95.0%: the answers are some of the questionnaires told before, unless the words
    between name others (；收回的问卷中)."""
    of_copies = all(fact.evidence.text.endswith("份") for fact in (part, whole))
    beside = 0 <= rate.evidence.start - part.evidence.end <= _NAME_OF_RATE  # ；最高的芦东区为94.1%
    return of_copies and beside and rate.indicator == "society.satisfaction" and not says("sent_back", between)


_NAME_OF_RATE = 8
"""Characters between the answers and their rate: ，满意度为."""
_BESIDE = 2
"""男教师318人、女教师826人，女教师占72.2%: figures before a share that may be its whole together, the part the last of them."""


def holds_of_a_stock(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """住校生2318人，其中初中1906人，占46.37%: of the pupils of that stage, told elsewhere; of the classes of both stages together."""
    stocks = [f for f in _stocks(desk) if f.unit == whole.unit and f.id not in (part.id, whole.id)]
    both = [together(whole, f) for f in stocks if f.indicator == whole.indicator and None is not f.stage != whole.stage]
    return any(holds(part, f, rate) for f in [*stocks, *both] if _is_about(part, f, rate) and not _is_named_apart(desk, f, whole, rate))


def _is_named_apart(desk: Desk, stock: Fact, whole: Fact, rate: Fact) -> bool:
    """43.2%的留守儿童: whether the noun right behind the rate names the group of the whole, and the stock is told of another (寄宿生)."""
    text, end = desk.sentence_of[rate.id].text, desk.placed[rate.id].end
    named = groups(re.split("[，。；]", text[end : end + _NOUN])[0]) if text.startswith("的", end) else frozenset()
    own, other = groups(clause(desk, whole)), groups(clause(desk, stock))
    return bool(named & own) and bool(other) and not named & other


_NOUN = 8
"""Characters behind a rate in which the noun of its whole stands."""


@once
def _stocks(desk: Desk) -> list[Fact]:
    return [f for f in desk.in_text if f.indicator in STOCKS and f.value is not None]


def _is_about(part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether the quotient comes within a tenth of the rate: most do not, and need not be reckoned exactly."""
    value, claimed = (part.value or 0) * SCALES.get(rate.unit, 1), (rate.value or 0) * (whole.value or 0)
    return 9 * claimed <= 10 * value <= 11 * claimed


STOCKS = ("student.count", "teacher.count", "class.count", "school.count")
"""What shares of a county are of, wherever it is told."""


def _is_divided_between(desk: Desk, whole: Fact, part: Fact) -> bool:
    """Whether all that stands between a whole and its part is what the whole is divided into."""
    until = part.evidence.start
    return any(r.whole == whole.id and all(desk.by_id[i].evidence.start < until for i in r.parts) for _, r in desk.sums)


def _shares_a_list_out(desk: Desk, whole: Fact, rate: Fact) -> bool:
    """在校生1280人，生均占地20㎡；教学用房6016㎡，生均4.7㎡；运动场地9856㎡，生均8.7㎡: whether amounts per head beside this one hold of
    the same pupils, and none of others."""
    own = desk.sentence_of[rate.id].facts
    beside = [r for _, r in desk.ratios if r.rate != rate.id and any(f.id == r.rate and "/" in f.unit for f in own)]
    members = [[desk.by_id[i] for i in (r.part, r.whole, r.rate)] for r in beside]
    return "/" in rate.unit and bool(members) and all(f is whole and check_ratio(None, p, f, r)[1] is None for p, f, r in members)


def _names_whole(between: str, whole: Fact) -> bool:
    """骨干教师812人，占专任教师总数的14.2%: the words behind 占 name what the whole counts."""
    _, share, told = between.rpartition("占")
    return bool(share) and names_indicator(whole.indicator, told)


def _is_taken_up(desk: Desk, ahead: str, whole: Fact) -> bool:
    """实际交流312人；交流人员中有骨干教师84人，占29.6%: what the share is of is named again in front of its part."""
    named = pattern(claims()["part_in_group"]).search(ahead)
    # 收回的问卷: by what they are called before 的 they are others than those of 问卷发放1500份
    if named is None or not alike(whole.indicator, named["whole"].rpartition("的")[0] or named["whole"], clause(desk, whole)):
        return False
    stage, area = STAGE_WORDS.get(whole.stage or "", ""), _AREA_WORDS.get(whole.area or "", "")
    return stage in named["whole"] and re.search(area, named["whole"]) is not None


_AREA_WORDS = {"urban": "城", "rural": "[乡农村]"}
