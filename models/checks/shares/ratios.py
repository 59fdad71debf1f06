"""Ratios: each that the extraction joined is what its part and whole come to (quotient.py), or may have been joined wrongly
(other_readings.py)."""

from __future__ import annotations

from fractions import Fraction

from models.checks.arithmetic.granted import is_grant
from models.checks.computing import SCALES, divides_as_written, far_apart, rounded, stands_open
from models.checks.desk import Desk, Tally, in_order
from models.checks.scales import moved
from models.checks.shares.explained import is_explained
from models.checks.shares.other_readings import another_reading
from models.checks.shares.quotient import check_ratio, holds, obstacle, quotient
from models.checks.wordings import before, clause, last_piece, says, stages_named
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding

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
        elif _is_of_another_group(desk, part, whole, rate):
            tally.skip("subjects_differ")
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
            far = finding is not None and is_far(finding) and not is_explained(desk, part, whole, rate)
            if finding and (far or _in_list_that_is_far(desk, whole, rate)):
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


def _is_of_another_group(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """中小学教师1865人，其中本科1597人，小学本科率78.6%: whether the words right in front of a rate name a stage or town and country, and
    part and whole are told of others, or what came out for those who took part."""
    if rate.evidence.table is not None:
        return False
    # The clause of the whole is asked for last: to cut it out takes longest.
    words = before(desk, rate)
    if says("rate_among_them", words) and says("due_whole", clause(desk, whole)):
        return True  # 应体检12860人，实际体检12474人，视力不良率59.0%
    if rate.area is not None and rate.area not in (part.area, whole.area) and says("names_an_area", words):
        return True
    stages = {part.stage, whole.stage}
    if rate.stage in stages or stages_named(last_piece(desk.sentence_of[rate.id].text[: desk.placed[rate.id].start])) != [rate.stage]:
        return False
    return None not in stages or "中小学" in clause(desk, whole)


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
    told = (f for _, r in desk.ratios if (r.part, r.whole) == (part.id, whole.id) and r.rate != rate.id and (f := desk.fact(r.rate)))
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


def _rounds_of_another(desk: Desk, part: Fact, whole: Fact, rate: Fact) -> bool:
    """初中教师962人，本科936人，其中研究生42人，占4.4%: the share was rounded, but is of the whole told before."""
    scale = SCALES.get(rate.unit, 1)
    told = [f for f in desk.sentence_of[rate.id].facts if f.id not in (part.id, whole.id, rate.id) and f.unit == whole.unit]
    plain = [f for f in told if obstacle(part, f, rate) is None and (f.value or 0) > 0]
    return any(divides_as_written(part, f, scale, rate) for f in plain)


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
