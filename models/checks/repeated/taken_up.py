"""Figures that a text takes up again by what was done (查看了22所学校 …… 在查看的三十多所学校中) or as an amount (上述2700万元), more of a
kind than there are of it (共有寄宿学生6320人 …… 八千余名寄宿学生), and long numbers with their digits in another order side by side.

Takes a document; gives what was told first with what is then surely another figure for it. Makes no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from models.checks.arithmetic.bounds import COUNTED
from models.checks.desk import Desk, is_plain
from models.checks.repeated.round_counts import is_near, span_of
from models.checks.repeated.swapped import swapped_beside
from models.checks.slips import digits_of, is_swapped, is_turned
from models.checks.wordings import before, clause, groups, last_clause, noun_after, pattern, same_county, says
from models.claims import claims
from models.fact import Fact
from models.quantity import Interval

Pair = tuple[Fact, Fact]


def taken_up(desk: Desk) -> Iterator[Pair]:
    """The pairs of a document, the figure that was told first in front."""
    counts = [f for f in desk.in_text if f.unit in COUNTED and is_plain(f) and f.value_max is None]
    first = [f for f in counts if f.bound == "exact"]
    wholes = [(f, noun) for f in first if f.entity is None and (noun := _all_of(desk, f)) is not None]
    for fact in counts:
        told = _by_the_deed(desk, fact, first) or (_more_than_all(desk, fact, wholes) if wholes else None)
        if told is not None:
            yield told, fact
    yield from swapped_beside(desk, first)
    yield from _written_out(desk, first)
    yield from _of_special_schools(desk, first)
    amounts = (f for f in desk.in_text if f.unit == "CNY" and is_plain(f, ("actual", "plan")))
    for fact in (f for f in amounts if says("amount_taken_up", before(desk, f))):
        if (amount := _amount_before(desk, fact)) is not None:
            yield amount, fact


# --- by what was done ---------------------------------------------------------------------------------------------------


def _by_the_deed(desk: Desk, fact: Fact, first: list[Fact]) -> Fact | None:
    """在实地查看的三十多所学校中: the one number of the noun behind it that stood right behind the same verb, where it is another."""
    text, start = desk.sentence_of[fact.id].text, desk.placed[fact.id].start
    deed = _DEED.search(text[max(start - _LONGEST_DEED, 0) : start]) if "的" in text[max(start - 2, 0) : start] else None
    noun = noun_after(desk, fact) if deed else ""
    span = span_of(desk, fact) if noun else None
    if deed is None or span is None:
        return None
    earlier = [f for f in first if f.unit == fact.unit and f.evidence.start < fact.evidence.start]
    if (named := _named_by_the_deed(desk, fact, deed[1], noun, earlier)) is not None:
        return named if Fraction(named.value or 0) not in span and is_near(named, span) else None
    alike = [f for f in earlier if noun_after(desk, f)[:2] == noun[:2]]
    told = [f for f in alike if (did := _DID.search(before(desk, f))) and deed[1][-2:] == did[1]]
    if not told:
        ahead = [f for f in earlier if f not in alike and before(desk, f).endswith(noun[:2])]  # 招聘教师138名
        return _swapped_of_the_deed(desk, fact, deed[1], [*alike, *ahead])
    if len({f.value for f in told}) != 1 or Fraction(told[0].value or 0) in span:
        return None
    return told[0] if is_near(told[0], span) or (span.low or 0) > (told[0].value or 0) else None


def _named_by_the_deed(desk: Desk, fact: Fact, deed: str, noun: str, earlier: list[Fact]) -> Fact | None:
    """反馈问题62个 …… 对照反馈的66个问题: the one number right behind verb and noun in its paragraph or the one before,
    where nothing tells whose deed it was."""
    own = desk.sentence_of[fact.id].block
    if not _BARE_DEED.fullmatch(deed) or own is None or len(noun) < 2:
        return None
    told = re.compile(rf"{deed[-2:]}(?:出|的|了|我县|我区|我市)*{noun[:2]}(?:共|共计|合计|总计|为|有)*$")
    near = [f for f in earlier if 0 <= own - (desk.sentence_of[f.id].block or 0) <= 1 and told.search(before(desk, f))]
    return near[0] if len({f.value for f in near}) == 1 else None


_BARE_DEED = re.compile("(?:照|着|所|已|这次|此次|上述|以上)?(?:反馈|查出|排查|发现|梳理|检查|指出|交办|移交|通报)")
"""Who did it is not told: 反馈的, 所反馈的, 对照反馈的."""


def _swapped_of_the_deed(desk: Desk, fact: Fact, deed: str, alike: list[Fact]) -> Fact | None:
    """234名教师换了学校 …… 今年轮岗的243名教师里: the one number of the noun whose clause tells of the deed in other words, where the
    digits are the same in another order and nothing tells the two of another time or place."""
    same_deed = [pattern(words) for words in claims()["same_deeds"] if pattern(words).search(deed)]
    swapped = [f for f in alike if same_deed and is_swapped(digits_of(f), digits_of(fact)) and _of_one_time(desk, f, fact)]
    clauses = [(f, clause(desk, f)) for f in swapped]
    told = [f for f, words in clauses if any(w.search(words) for w in same_deed) and groups(words) <= groups(deed)]
    return told[0] if len({f.value for f in told}) == 1 and all(f.value != fact.value for f in alike) else None


def _of_one_time(desk: Desk, one: Fact, other: Fact) -> bool:
    """Whether two figures have the period and the place in common, and the later tells of no time but that of the earlier; what became of
    those counted (新招聘的183名教师全部分配到农村学校) may name an area."""
    same = (one.period, one.entity) == (other.period, other.entity) and (one.area == other.area or None in (one.area, other.area))
    return same and _words_of_time(desk, other) <= _words_of_time(desk, one)


def _words_of_time(desk: Desk, fact: Fact) -> set[str]:
    text = desk.sentence_of[fact.id].text
    return {m.group() for name in ("of_some_time", "part_of_a_year", "span_of_years") for m in pattern(claims()[name]).finditer(text)}


_DEED = re.compile(r"(?:^|[在对从把将为被，,。；;])((?:(?![在对从把将为被])[一-龥]){2,8})的[近约]?$")
_LONGEST_DEED = 12
_DID = re.compile(r"([一-龥]{2})了[近约]?$")


# --- more of a kind than there are --------------------------------------------------------------------------------------


def _more_than_all(desk: Desk, fact: Fact, wholes: list[tuple[Fact, str]]) -> Fact | None:
    """The one number of all there are of the noun behind the figure in the county, where the figure is surely of more.

    `wholes`: the numbers of all there are, with their nouns.
    """
    alike = [(f, noun) for f, noun in wholes if f.unit == fact.unit and (f.value or 0) < (fact.value or 0)]
    behind = noun_after(desk, fact) if alike else ""
    told = [f for f, noun in alike if behind.startswith(noun)]
    if len({f.value for f in told}) != 1:
        return None
    whole, span = told[0], span_of(desk, fact)
    times = {whole.period, fact.period} - {None}
    own, other = desk.sentence_of[whole.id].text, desk.sentence_of[fact.id].text
    beyond = len(times) > 1 or says("beyond_its_time", last_clause(other[: desk.placed[fact.id].start]))
    return whole if span is not None and not beyond and same_county(own, other) and _is_more(whole, span) else None


def _all_of(desk: Desk, fact: Fact) -> str | None:
    """寄宿学生 of 全县共有寄宿学生6320人 and 全县现有6320名寄宿学生: the noun of which a clause counts all there are in the county.

    So does 寄宿制学校 of 全县有学校186所，中小学中有寄宿制学校38所, which tells no more of them.
    """
    text, start, end = desk.sentence_of[fact.id].text, desk.placed[fact.id].start, desk.placed[fact.id].end
    if "有" not in text[max(start - _NEAR, 0) : start]:
        return None
    head = last_clause(text[:start])
    told = _ALL.search(head)
    noun = (told[1] or noun_after(desk, fact)) if told and _whole_county(desk, head) else ""
    if not noun and (there := _THERE_ARE.search(head)) and _ENDS.match(text, end) and _whole_county(desk, text[:start]):
        noun = there[1]
    return noun if len(noun) >= _NARROW else None


def _whole_county(desk: Desk, head: str) -> bool:
    county = desk.extraction.document.county
    return pattern(claims()["own_county"]).search(head) is not None or (county is not None and county in head)


def _is_more(whole: Fact, span: Interval) -> bool:
    """More than all, yet no more than twice as many, which is hardly of one county."""
    value = Fraction(whole.value or 0)
    return span.low is not None and value < span.low <= 2 * value


_ALL = re.compile(r"(?:共|现|现共|总共)有([一-龥]*)$")
_THERE_ARE = re.compile(r"(?:[县区市旗]|(?:中小学校?|义务教育学校|各?类学校)(?:当?中|里)?)有([一-龥]+)$")
_ENDS = re.compile(r"\s*(?:[，,。；;、（(\n]|$)")
_NEAR = 12
"""Characters before a count in which 共有 and its noun stand."""
_NARROW = 4
"""Characters of a noun that names a group: 寄宿学生, and not 学生."""


# --- the same digits in another order -----------------------------------------------------------------------------------


def _written_out(desk: Desk, first: list[Fact]) -> Iterator[Pair]:
    """留守儿童三百六十二名 …… 326名留守儿童: one count in numerals of two kinds, its digits in another order, of the same noun in one
    paragraph or the next."""
    for one in (f for f in first if not digits_of(f).written and f.value is not None and f.value >= 100):
        for other in first:
            if digits_of(other).written and is_swapped(digits_of(one), digits_of(other)) and _of_one_group(desk, one, other):
                yield (one, other) if one.evidence.start < other.evidence.start else (other, one)


def _of_one_group(desk: Desk, one: Fact, other: Fact) -> bool:
    """Two counts of one measure, stage and time near each other, by words that share the noun and part no groups."""
    stages, areas = {one.stage, other.stage}, {one.area, other.area} - {None}
    alike = (one.indicator, one.unit, one.period, one.entity) == (other.indicator, other.unit, other.period, other.entity)
    own, their = desk.sentence_of[one.id], desk.sentence_of[other.id]
    near = own is not their and None not in (own.block, their.block) and abs((own.block or 0) - (their.block or 0)) <= 1
    if not alike or not near or len(areas) > 1 or (len(stages) > 1 and stages != {None, "compulsory"}):
        return False
    mine, theirs = clause(desk, one), clause(desk, other)
    return not _NARROWED.search(mine + theirs) and any(mine[i : i + _NARROW] in theirs for i in range(len(mine) - _NARROW + 1))


_NARROWED = re.compile("其中|另有?|其余|新增|减少|增加")


def _of_special_schools(desk: Desk, first: list[Fact]) -> Iterator[Pair]:
    """其中特殊教育学校就读96人 …… 该校现有在校生69人: the disabled children at the special school are its pupils."""
    of_these = [f for f in first if f.unit == "person" and f.stage == "special"]
    children = [f for f in of_these if f.indicator == "student.disabled" and _AT_SCHOOL.search(before(desk, f))]
    for one in children:
        pupils = [f for f in of_these if f.indicator == "student.count" and f.period in (None, one.period)]
        if len(pupils) != 1 or says("told_of_past", before(desk, pupils[0])):
            continue
        if any(turned(digits_of(one), digits_of(pupils[0])) for turned in (is_swapped, is_turned)):
            yield (one, pupils[0]) if one.evidence.start < pupils[0].evidence.start else (pupils[0], one)


_AT_SCHOOL = re.compile("(?:特殊教育学校|特教学校|特校)(?:集中)?(?:就读|在读|在校|入学|安置)")


# --- an amount ----------------------------------------------------------------------------------------------------------


def _amount_before(desk: Desk, fact: Fact) -> Fact | None:
    """上述近2700万元: the one amount of the blocks before, where it is surely another, though no other order of amounts but
    where it is the same but for its unit."""
    block = desk.sentence_of[fact.id].block or 0
    near = (s for b in range(block - _REACH, block + 1) for s in desk.blocks.get(b, []))
    told = [f for s in near for f in s.facts if f.unit == "CNY" and f.evidence.start < fact.evidence.start]
    span = span_of(desk, fact)
    if span is None or any(Fraction(f.value or 0) in span for f in told):
        return None
    same_digits = [f for f in told if _significant(f) == _significant(fact)]  # 统筹资金1.87亿元 …… 上述1870万元
    meant = [same_digits, told] if len(_significant(fact)) >= _TELLING else [told]
    amount = next((facts[0] for facts in meant if _are_one_amount(facts)), None)
    if amount is None:
        return None
    value = Fraction(amount.value or 0)
    same_order = span.high is not None and span.low is not None and value <= 2 * span.high and span.low <= 2 * value
    return amount if same_order or amount in same_digits else None


def _are_one_amount(facts: list[Fact]) -> bool:
    return len({f.value for f in facts}) == 1 and is_plain(facts[0]) and facts[0].bound == "exact"


def _significant(fact: Fact) -> str:
    return digits_of(fact).valued.strip("0")


_TELLING = 3
"""Digits by which an amount is known again among others: 3.62亿元, but not 5亿元."""
_REACH = 2
"""Blocks before its own in which what an amount takes up may stand."""
