"""Ratios: part, whole and rate; shares in per cent, amounts per head, students per teacher, students per class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import CLAUSE, Link, is_dated, own_clause, own_words, same_count, share_words
from extractor.relations.ratios.beside import find_beside
from extractor.relations.ratios.done import find_done, is_of_done, is_of_undone
from extractor.relations.ratios.each import find_each
from extractor.relations.ratios.granted import find_granted
from extractor.relations.ratios.means import find_mean
from extractor.relations.ratios.named import RATE_NAME, echoes, find_multiple, find_named, find_set_aside
from extractor.relations.ratios.quotients import Pair, holds
from extractor.relations.ratios.shares import COUNTED, find_of_two, find_share
from extractor.relations.sums.parts import exhaustive, written_alike
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER


def find_ratios(sentence: Sentence, before: list[Figure], stock: list[Figure], told: list[Figure]) -> list[Link]:
    """The ratios whose rate stands in this sentence; the whole may stand earlier, and a stock (all pupils) anywhere.

    `before`: the figures of the document before the sentence; `told`: those of them in its own paragraph.
    """
    links: list[Link] = []
    for rate in sentence.figures:
        if granted := find_granted(rate, sentence):
            links.append(Link("ratio", (*granted, rate)))
            continue
        if rate.value is None or rate.kind != "level" or rate.roles & {"base", "norm"} or rate.status == "standard":
            continue
        pair = _find(rate, sentence, before, stock, told)
        if pair is not None and links and rate.unit == "%":
            pair = _beside_share(rate, pair, links[-1], sentence.text)
        if pair is not None and not _of_list(rate, *pair, sentence) and (rate.status != "plan" or _planned(rate, *pair)):
            links.append(Link("ratio", (*pair, rate)))
    return links


def _beside_share(rate: Figure, pair: Pair, last: Link, text: str) -> Pair | None:
    """9所，占抽查学校的25%；5所，占13.9%；未配齐的占23.5%: a share that holds not of the part before it but of the whole which that part is
    a share of; one that names its own part is none of the part before."""
    (part, whole), (part_before, whole_before, rate_before) = pair, last.members
    if whole_before is None or rate_before is None or rate_before.unit != "%" or holds(part, whole, rate, Decimal(100)):
        return pair
    words = own_words(rate, text)
    if part is part_before and _OWN_PART.search(words) and not _OF_NAMED.search(words):
        return None
    right_before = whole is part_before and part.order == rate.order - 1 and same_count(part, whole_before)
    return (part, whole_before) if right_before and holds(part, whole_before, rate, Decimal(100)) else pair


def _of_list(rate: Figure, part: Figure, whole: Figure, sentence: Sentence) -> bool:
    """8所初中、2所九年一贯制学校、23所小学全部合格，占学校总数的71.88%: the share is of all that is listed, which no figure tells."""
    if part.unit_text != whole.unit_text or holds(part, whole, rate, Decimal(100)):
        return False
    before = reversed([f for f in sentence.figures if f.order < part.order])
    behind = [f for f in sentence.figures if part.order < f.order < rate.order]
    listed = part.value or Decimal(0)
    for value in (*_run_from(part, behind, sentence.text), *_run_from(part, before, sentence.text)):
        listed += value
        if whole.value and abs(listed * 100 / whole.value - (rate.value or 0)) <= rate.step:
            return True
    return False


def _run_from(part: Figure, others: Iterable[Figure], text: str) -> Iterator[Decimal]:
    """What is listed with a figure in its clause, going away from it."""
    last = part
    for other in others:
        first, second = sorted((last, other), key=lambda f: f.order)
        apart = text[first.end : second.start]
        if other.value is None or not written_alike(other, part) or second.order != first.order + 1 or CLAUSE.search(apart):
            return
        yield other.value
        last = other


def _of_bracket(rate: Figure, part: Figure, whole: Figure) -> bool:
    """9所学校（小学4所、初中5所）超标，占所督导学校的14.1%: a share behind a bracket is none of a part in it, unless it comes out so."""
    return part.depth > rate.depth and part.whole is whole and not holds(part, whole, rate, Decimal(100))


_OWN_PART = re.compile("[一-龥]{2}的(?:学校|教师|学生|班级?)?占$")


def _planned(rate: Figure, part: Figure, whole: Figure) -> bool:
    """2025年达标学校36所，占75%: both are aimed at, and the share is surely of that whole, which is aimed at too or a stock."""
    if whole.status != "plan" and whole.indicator not in COUNTED and whole.indicator != OTHER:
        return False
    near = rate.order - part.order <= 2 and "SEMI" not in rate.tags
    return near and rate.unit == "%" and part.status == "plan" and part.value != whole.value and holds(part, whole, rate, Decimal(100))


def _find(rate: Figure, sentence: Sentence, before: list[Figure], stock: list[Figure], told: list[Figure]) -> Pair | None:
    inside = [f for f in sentence.figures if f.order < rate.order]
    pair = _among(inside, rate, sentence, before, stock, told)
    in_brackets = pair is not None and rate.unit == "%" and pair[0].depth > rate.depth and not holds(*pair, rate, Decimal(100))
    if not in_brackets:
        return pair
    # 97所（含民办2所）通过，占92.4%: of what stands in front of the brackets
    return _among([f for f in inside if f.depth <= rate.depth], rate, sentence, before, stock, told)


def _among(
    inside: list[Figure], rate: Figure, sentence: Sentence, before: list[Figure], stock: list[Figure], told: list[Figure]
) -> Pair | None:
    """What the rate is of among the figures `inside` its sentence and those before."""
    if rate.unit == "%":
        paragraph = [*told, *inside]
        share = find_beside(rate, sentence) or find_done(rate, sentence, paragraph) or find_share(rate, inside, before)
        kept = share is not None and not _names_another(rate, *share, sentence) and not _of_bracket(rate, *share)
        share = share if kept else find_named(rate, sentence, paragraph)
        if share is None and not is_of_done(rate, sentence):
            share = find_set_aside(rate, sentence) or _of_one_thing(rate, find_of_two(rate, inside), sentence.text)
        if share is not None and _GREENERY.search(own_words(rate, sentence.text)):
            share = _of_ground(rate, paragraph)
        wrong = share is not None and (
            _of_another_time(rate, *share)
            or _of_places(rate, share[1], sentence.text)
            or is_of_undone(rate, share[0], sentence)
            or _of_unnumbered(rate, *share, sentence)
            or _of_own_group(rate, *share, sentence.text)
            or _of_need(rate, *share, sentence.text)
            or _all_of_part(rate, *share, sentence.text)
        )
        return None if wrong else share
    if rate.unit == "times":
        return find_multiple(rate, sentence)
    return find_each(rate, sentence) or find_mean(rate, sentence, told, stock)


def _of_ground(rate: Figure, told: list[Figure]) -> Pair | None:
    """占地2.4万平方米，建筑面积1.1万平方米，绿化面积8400平方米，绿化率35%: of the ground, and of nothing built on it."""
    site = next((f for f in reversed(told) if f.indicator == "area.site" and f.order < rate.order), None)
    part = told[-1] if told and told[-1].unit == "m2" else None
    return (part, site) if part is not None and site is not None and part is not site and holds(part, site, rate, Decimal(100)) else None


_GREENERY = re.compile("绿[化地](?:覆盖)?率")


def _of_one_thing(rate: Figure, pair: Pair | None, text: str) -> Pair | None:
    """发放问卷1500份，收回1404份，有效率82.4%; but not where each has a noun of its own: 运动场19个、食堂12个，竣工率100%."""
    if pair is None or holds(*pair, rate, Decimal(100)):
        return pair
    if exhaustive(list(pair), text):
        return None  # 县内基地12个，县外基地9个，覆盖率100%: of two sides the one is no share of the other
    (clause, of), said = (own_clause(f, text) for f in pair), RATE_NAME.search(own_words(rate, text))
    thing, listed, last = clause.rpartition("、")[2], "、" in clause, of.rpartition("、")[2]
    names = [said[1][-2:], *_DEEDS] if said else _DEEDS
    if thing.startswith("其中") or rate.indicator != OTHER:
        return pair
    told_by_deed = any(echoes(name).search(thing) for name in names) or (len(thing) <= _BRIEF and not listed)
    return pair if told_by_deed or share_words(thing, last) else None


_DEEDS = ["回收", "完成", "整改"]
_BRIEF = 3
"""Characters in front of a part that tell what was done and name nothing: 已销号."""


def _names_another(rate: Figure, part: Figure, whole: Figure, sentence: Sentence) -> bool:
    """事业收入0.52亿元，其他收入0.16亿元；财政性教育经费占地区生产总值的4.74%: what the share is said to be of is nothing in the words of
    the count taken for it, and that does not give the rate either."""
    named = _OF_NAMED.search(own_words(rate, sentence.text))
    if named is None or whole not in sentence.figures or holds(part, whole, rate, Decimal(100)):
        return False
    words = own_words(whole, sentence.text) + sentence.text[whole.end : whole.end + len(named[1])]
    return not share_words(named[1], words)


_OF_NAMED = re.compile("占([一-龥]{3,})的$")


def _of_another_time(rate: Figure, part: Figure, whole: Figure) -> bool:
    """交流106人，占应交流的11.8%，上年这一比例为10.2%: the rate that was then is not that of what there is now."""
    was = rate.status == "baseline" != part.status
    if not was and is_dated(rate):
        told, then = years_of(part.period), years_of(rate.period)
        was = told is not None and then is not None and (then[1] < told[0] or told[1] < then[0])
    was = was or _was_before(whole, part)
    return was and not holds(part, whole, rate, Decimal(100))


def _of_places(rate: Figure, whole: Figure, text: str) -> bool:
    """寄宿生2059人，其中男生1061人，床位使用率90.0%: how many of the places are taken is no share of people."""
    said = _OF_PLACES.search(own_clause(rate, text))
    return said is not None and said[1] not in own_words(whole, text) + text[whole.start : whole.end + _BEHIND]


_OF_PLACES = re.compile("(床位|铺位|座位|餐位|学位|教室|设备)的?(?:使用|利用|入住|占用|满座|上座|空置)率")
_BEHIND = 6


def _of_unnumbered(rate: Figure, part: Figure, whole: Figure, sentence: Sentence) -> bool:
    """教职工1834人，专任教师962人，持有资格证的占91.36%: the clause of the share names its own part, and gives no number of it."""
    own = _OWN_NAME.search(own_clause(rate, sentence.text))
    by_chance = rate.step >= _TENTH or (part.unit == "school" and own is not None and _PEOPLE.search(own[1]))
    if own is None or (not by_chance and holds(part, whole, rate, Decimal(100))):
        return False
    name = finder_of("nouns_of_all").sub("", own[1])
    told = own_words(part, sentence.text) + CLAUSE.split(sentence.text[part.end : rate.start])[0]
    return len(name) > 1 and not share_words(name, told)


def _of_own_group(rate: Figure, part: Figure, whole: Figure, text: str) -> bool:
    """专任教师2980人，平均年龄42.3岁，女教师占62%; 35岁以下占28.6%: of a group that is named here, and counted nowhere."""
    words = own_clause(rate, text)
    aged = _OF_AGE.search(text, max(0, rate.start - _NOUN), rate.start) is not None and _AGE.search(own_words(part, text)) is None
    group = _group().match(words)
    own = group is not None and group[1] not in own_words(part, text) + CLAUSE.split(text[part.end : rate.start])[0]
    return (aged or own) and not holds(part, whole, rate, Decimal(100))


_OF_AGE = re.compile("岁(?:及?以[下上])?的?[一-龥]{0,4}占比?$")
_AGE = re.compile("岁|年龄")


@cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"(?:其中|其|且)?({one_of(words_of('groups_of_shares'))})[一-龥]{{0,6}}?(?:占比?|比例)")


def _of_need(rate: Figure, part: Figure, whole: Figure, text: str) -> bool:
    """缺额57人，占音体美教师总需求的14.2%; 交流236名，占符合条件教师的14.2%: of how many are needed, or might go, which no count of those
    who are there tells."""
    named = _SHARE_OF.search(own_words(rate, text))
    if named is None or holds(part, whole, rate, Decimal(100)):
        return False
    needed, words = _NEED.search(named[1]), own_words(whole, text) + CLAUSE.split(text[whole.end : whole.end + _NOUN])[0]
    eligible = finder_of("eligible").search
    return (needed is not None and needed[1] not in words) or (eligible(named[1]) is not None and eligible(words) is None)


def _all_of_part(rate: Figure, part: Figure, whole: Figure, text: str) -> bool:
    """入学42318人，…。随迁子女1893人全部在公办学校就读，比例100%: all of those who were told, and no share of others."""
    if rate.value != 100 or holds(part, whole, rate, Decimal(100)):
        return False
    return _ALL_DID.match(text, part.end) is not None


_ALL_DID = re.compile("(?:已|现)?(?:全部|均|都|全都)")
_SHARE_OF = re.compile("占([一-龥]*)的$")
_NEED = re.compile("(需求|需要|应配|应有|需配|缺口)(?:总|人|数|量)*$")
_NOUN = 16
"""Characters behind a number in which the noun that it counts stands."""
_PEOPLE = re.compile("(?:幼儿|学生|在校生|教师|教职工|儿童|少年|子女|人数)$")
"""民办45所，公办园在园幼儿占比52.4%: people are no share of schools, though the numbers nearly fit."""
_TENTH = 10
"""The step in per cent of a share in tenths (两成), which many counts give by chance."""
_OWN_NAME = re.compile("^([一-龥]{3,})占")
"""What stands before 占 in a clause of its own."""


def _was_before(whole: Figure, part: Figure) -> bool:
    """整改前大班额46个；整改后12个，占1.2%: the same thing at an earlier time is no whole."""
    return part.indicator == whole.indicator != OTHER and whole.status == "baseline" != part.status
