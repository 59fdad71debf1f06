"""Ratios: part / whole is the claimed rate, rounded or only cut off."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations

from models.checks.arithmetic.granted import is_grant
from models.checks.computing import SCALES, divides_as_written, far_apart, rounded, stands_open
from models.checks.desk import Desk, Tally, in_order, once
from models.checks.scales import moved
from models.checks.shares.quotient import check_ratio, gives, holds, obstacle, of_two_stages, quotient, together
from models.checks.wordings import STAGE_WORDS, alike, clause, groups, names_indicator, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

SURE = 3


def check_ratios(desk: Desk) -> Tally:
    """ratio_mismatch for each ratio that does not hold; one ratio_truncated for all that hold only when cut off."""
    tally = Tally("ratios")
    cut: list[tuple[Fact, Fact, Fact]] = []
    for index, relation in desk.ratios:
        part, whole, rate = (desk.fact(i) for i in (relation.part, relation.whole, relation.rate))
        if part is None or whole is None or rate is None or len({relation.part, relation.whole, relation.rate}) < 3:
            tally.skip("members_missing")
            continue
        if is_grant(part, whole, rate):
            continue
        whole = _whole_of_both(desk, part, whole, rate)
        if reason := obstacle(part, whole, rate):
            tally.skip(reason)
        elif any(stands_open(f) for f in (part, whole)):  # 超过八成 of 64 and 86 can fail all the same
            tally.cannot_fail("open_bound")
        else:
            verdict, finding = check_ratio(index, part, whole, rate)
            if finding and is_far(finding) and _is_of_wrong_scale(part, whole, rate):
                tally.check(_wrong_scale(index, part, whole, rate))
                continue
            if finding and is_point_moved(part, rate, finding):
                tally.check(finding)
                continue
            if finding and (is_far(finding) or _in_list_that_is_far(desk, whole, rate)):
                tally.skip("far_apart")
                continue
            if finding and (_has_its_rate(desk, part, whole, rate) or another_reading(desk, part, whole, rate)):
                tally.skip("another_reading_holds")
                continue
            tally.check(finding)
            if verdict == "truncated" and not _rounds_of_another(desk, part, whole, rate):
                cut.append((part, whole, rate))
    if cut:
        tally.findings.append(_habit(cut))
    return tally


def check_share(tally: Tally, part: Fact, whole: Fact, rate: Fact, *, explained: bool = False) -> None:
    """ratio_mismatch of three figures that only their words join: a rate that is far off is one of something else, unless it is
    `explained` how it came about."""
    _, finding = check_ratio(None, part, whole, rate)
    if finding and is_far(finding) and not explained:
        tally.skip("far_apart")
    else:
        tally.check(finding)


def is_point_moved(part: Fact, rate: Fact, finding: Finding) -> bool:
    """图书78.4万册，生均3.0册: an amount per head right behind what it is reckoned of, right but for the place of its point."""
    beside = 0 <= rate.evidence.start - part.evidence.end <= _BEHIND
    if "/" not in rate.unit or rate.bound != "exact" or not beside or not rate.value:
        return False
    places = -min(0, int(rate.value.as_tuple().exponent))
    computed = Fraction(finding.computed or 0)
    moved = (computed * shift for shift in (Fraction(1, 10), 10, Fraction(1, 100), 100))
    return len(rate.value.as_tuple().digits) > 1 and any(round(value, places) == Fraction(rate.value) for value in moved)


_BEHIND = 6
"""Characters between an amount and what each has of it: ，生均."""


def is_far(finding: Finding) -> bool:
    """Whether what is claimed lies so far from what was computed that the figures hardly belong together."""
    return far_apart(Fraction(finding.claimed or 0), Fraction(finding.computed or 0))


def _is_of_wrong_scale(part: Fact, whole: Fact, rate: Fact) -> bool:
    """18.47平方米，19860人，生均9.3平方米: whether the rate holds of ten thousand times the part, or of as little, to two digits."""
    digits = len(str(int((rate.value or 0) / (rate.step or 1))))
    return digits > 1 and any(divides_as_written(one, whole, SCALES.get(rate.unit, 1), rate) for one in moved(part))


def _wrong_scale(index: int, part: Fact, whole: Fact, rate: Fact) -> Finding:
    return make_finding(
        "ratio_mismatch",
        [part, whole, rate],
        relation=index,
        variant="scale",
        claimed=exact_text(Fraction(rate.value or 0)),
        part=part.evidence.text,
        whole=whole.evidence.text,
        rate=rate.evidence.text,
    )


def _has_its_rate(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """公办就读31857人，比例为93.1%，残疾儿童入学率99.3%: the share of the part is told before, and this is one of something else."""
    own = desk.sentence_of[rate.id]
    told = (desk.by_id[r.rate] for _, r in desk.ratios if (r.part, r.whole) == (part.id, whole.id) and r.rate != rate.id)
    return any(f.evidence.start < rate.evidence.start and desk.sentence_of[f.id] is own and holds(part, whole, f) for f in told)


def _in_list_that_is_far(desk: Desk, whole: Fact, rate: Fact) -> bool:
    """其中小学412人，初中1906人，住校率分别为5.1%、46.4%: where one rate of a list is far off, the list is of another whole."""
    own = desk.sentence_of[rate.id]
    beside = [r for _, r in desk.ratios if r.whole == whole.id and r.rate != rate.id and desk.sentence_of[r.rate] is own]
    members = [[desk.by_id[i] for i in (r.part, r.whole, r.rate)] for r in beside]
    others = [check_ratio(None, *facts)[1] for facts in members if obstacle(*facts) is None]
    return any(is_far(finding) for finding in others if finding)


def _whole_of_both(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> Fact:
    """符合条件1930人，城区1068人、农村862人；实际交流246人，占12.1%: what was divided is the whole of a share that names no part of it."""
    if (part.stage, part.area) == (whole.stage, whole.area) or (rate.stage, rate.area) == (whole.stage, whole.area):
        return whole
    sums = (r for _, r in desk.sums if r.parts[-1:] == (whole.id,) and part.id not in r.parts)
    divided = [f for r in sums if (f := desk.fact(r.whole)) is not None]
    alike = [f for f in divided if f.unit == whole.unit and desk.sentence_of[f.id] is desk.sentence_of[part.id]]
    fits = len(alike) == 1 and (alike[0].stage, alike[0].area) == (part.stage, part.area)
    return alike[0] if fits else whole


def another_reading(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """Whether the figures may have been joined wrongly: the rate holds for another whole or part of its sentence, or for
    both figures together, or a semicolon parts it from its whole; or it holds for a stock told anywhere."""
    return _of_another_of_its_sentence(desk, part, whole, rate) or holds_of_a_stock(desk, part, whole, rate)


def _rounds_of_another(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """初中教师962人，本科936人，其中研究生42人，占4.4%: the share was rounded, but is of the whole told before."""
    scale = SCALES.get(rate.unit, 1)
    told = [f for f in desk.sentence_of[rate.id].facts if f.id not in (part.id, whole.id, rate.id) and f.unit == whole.unit]
    plain = [f for f in told if obstacle(part, f, rate) is None and (f.value or 0) > 0]
    return any(divides_as_written(part, f, scale, rate) for f in plain)


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
        return any(holds(p, w, rate) for p, w in permutations([*near, whole], 2)) or any(holds(part, f, rate) for f in told)
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
    if part.unit != whole.unit:
        return any(gives(p, w, rate) for p, w in pairs if _alike(p, part) and _alike(w, whole))
    if part.indicator == whole.indicator:
        pairs += [(part, both)] if rate.bound == "at_least" else [(part, both), (whole, both)]  # a whole is half of both and more
    return any(holds(p, w, rate) for p, w in pairs if p.id != w.id or w is both)


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


def _habit(cut: list[tuple[Fact, Fact, Fact]]) -> Finding:
    part, whole, rate = cut[0]
    assert part.value is not None and whole.value is not None
    computed = Fraction(part.value) / Fraction(whole.value) * SCALES.get(rate.unit, 1)
    return make_finding(
        "ratio_truncated",
        in_order(f for ratio in cut for f in ratio),
        severity="info",
        count=len(cut),
        part=part.evidence.text,
        whole=whole.evidence.text,
        rate=rate.evidence.text,
        shown=exact_text(round(computed, 3)),
    )


def rounds(desk: Desk) -> bool:
    """Whether the document surely rounds: three or more of its rates would be wrong if cut off, and none if rounded."""
    surely_rounded = 0
    for _, relation in desk.ratios:
        part, whole, rate = (desk.fact(i) for i in (relation.part, relation.whole, relation.rate))
        if part and whole and rate and obstacle(part, whole, rate) is None and part.step == 0 and whole.step == 0:
            computed = quotient(part, whole, SCALES.get(rate.unit, 1), rounded)
            holds, holds_cut = rounded(rate).meets(computed), rate.interval("truncated", rate.bound, rate.step).meets(computed)
            if holds_cut and not holds:
                return False
            surely_rounded += holds and not holds_cut
    return surely_rounded >= SURE
