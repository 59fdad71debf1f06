"""Which figures a written norm is held against: the one right before it, or all that were told at once before a claim on them.

Takes a sentence, the one before and the norms of a claim; compares nothing.
"""

from __future__ import annotations

import re

from models.checks.desk import Desk, Placed, Sentence, in_paragraph_of, is_plain
from models.checks.over_time.subjects import items_named
from models.checks.standard.claimed.norms import NormClaim
from models.checks.standard.claimed.times import is_of_time, last_year
from models.checks.standard.figures.schools import PUPILS, is_nine_year, school_of, words_of_school
from models.checks.wordings import names_indicator, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact
from models.indicators import OTHER


def told_before(sentence: Sentence, earlier: Sentence | None, claim: NormClaim, norms: list[Fact]) -> list[Fact]:
    """小学最大班额47人；初中49人，所有班级都控制在小学45人、初中50人以内: of several figures told at once before a claim on all of
    them, in its sentence or in the one before, those that this norm is for. `norms`: all that the claim lists."""
    norm = claim.norm.fact
    if says("share_of_standard", sentence.text[: claim.norm.start]):
        return []  # 都不低于标准的85%: of what an item asks for, and no share of schools
    kept = [p for p in _kept(sentence, claim, norms) if p.start < claim.norm.start]
    before = _not_held_yet(kept, claim)
    words = sentence.text[max([claim.start, *(p.end for p in before)]) : claim.norm.start]
    by_stage = len(norms) > 1 and norm.stage is not None and len({n.stage for n in norms}) == len(norms)
    each_its_own = by_stage and says("kept_to", words)
    measured = pattern(claims()["classes_meant"]).sub("", words)  # 所有班级 tells whom the claim is on, not what it measures
    if not (says("all_of_them", words) or each_its_own) or says("all_but", words) or says("left_open", words):
        return []
    ahead = [p.fact for p in before]
    near = in_paragraph_of(sentence, earlier)
    if len(norms) == 1 and len(rates := _rates_listed(sentence, claim, before)) > 1:
        return _of_stage(rates, norm.stage)
    if names_indicator(norm.indicator, measured):
        alike = [f for f in ahead if _comparable(f, norm)] if says("points_at_each", words) else []
        return _of_stage(alike, norm.stage) if len(alike) > 1 else []
    kind = _kind_limited(sentence, claim)
    if kind and (sizes := _sizes_of_kind(sentence, kind, claim.norm.start) or (_sizes_of_kind(near, kind) if near is not None else [])):
        return sizes
    if _has_twin(norm, norms):
        lists = (_rates(facts, norm) for facts in (ahead, list(near.facts) if near is not None else []))
        return next((_in_place(told, norm, norms, sentence.text[claim.start :]) for told in lists if len(told) == len(norms)), [])
    for facts in (ahead, list(near.facts) if near is not None else []):
        if alike := _of_limited(kind, [f for f in facts if _comparable(f, norm) or _is_granted(f, norm)]):
            if len({f.criterion for f in alike}) == 1 < len(alike) and items_named(words):
                return []  # 小学的骨干教师、体育运动场馆分别超出0.50: which of those listed they are, nothing tells
            if says("in_turn", sentence.text[claim.start :]):
                return _in_turn(alike, norm, norms)
            handed_on = len(norms) == 1 and norm.stage == alike[-1].stage and not stages_named(words)
            return _of_stage(alike, None if handed_on else norm.stage) or _counted_again(alike, before)
    return []


def _not_held_yet(before: list[Placed], claim: NormClaim) -> list[Placed]:
    """小学0.427、0.466，全部小于0.50；初中在0.176至0.438之间，全部小于0.45: where a segment has figures of its own, those before the norm
    of another segment were held against that."""
    ahead = (p for p in before if p.end <= claim.start and p.fact.unit == claim.norm.fact.unit)
    since = max((p.end for p in ahead if p.fact.status == "standard" or p.fact.bound != "exact"), default=0)
    own = any(p.start >= claim.start and _comparable(p.fact, claim.norm.fact) for p in before)
    return [p for p in before if p.start >= since] if own else before


def _kept(sentence: Sentence, claim: NormClaim, norms: list[Fact]) -> list[Placed]:
    """The figures of a sentence but the norms and those that are left out right before the claim (除科学0.162外, 除甲校（2386人）、乙校
    （2541人）外); a later one may be on all."""
    ids = {n.id for n in norms}
    told = [p for p in sentence.placed if p.fact.id not in ids]
    measured = {p.start for p in told if p.fact.unit not in _REST_COUNTED}  # 除一中9.20外，其余3所
    spans = (m.span() for m in pattern(claims()["left_out_span"]).finditer(sentence.text, 0, claim.norm.start))
    left_out = [(start, end) for start, end in spans if measured.isdisjoint(range(end, claim.norm.start))]
    return [p for p in told if not any(start <= p.start < end for start, end in left_out)]


_REST_COUNTED = ("school", "class", "item")
"""Units in which the others are counted when one is left out."""


def _kind_limited(sentence: Sentence, claim: NormClaim) -> str | None:
    """小学、初中均不超过2000人，九年一贯制学校不超过2500人: the words by which a limit of pupils is one of a kind of school, if they do."""
    norm = claim.norm.fact
    if norm.unit != "person" or norm.indicator not in (PUPILS, OTHER) or (norm.value or 0) < _SCHOOL:
        return None
    since = max((p.end for p in sentence.placed if p.end <= claim.norm.start), default=0)
    words = sentence.text[max(since, claim.start) : claim.norm.start]
    return words if is_nine_year(words) or stages_named(words) else None


_SCHOOL = 500
"""A limit of so many pupils is one of a school, and of no class."""


def _sizes_of_kind(told_in: Sentence, kind: str, end: int | None = None) -> list[Fact]:
    """The sizes of the schools that a limit is for, up to `end`: an all-through school has its own, whatever the others are called."""
    nine, stages = is_nine_year(kind), stages_named(kind)
    told = [p for p in told_in.placed if (end is None or p.end <= end) and school_of(told_in, p)]
    meant = [p.fact for p in told if is_nine_year(words_of_school(told_in, p)) == nine]
    return meant if nine else [f for f in meant if f.stage in stages]


def _of_limited(kind: str | None, facts: list[Fact]) -> list[Fact]:
    """Those figures that may be of the kind of school that a limit is for, if it is for one."""
    return [f for f in facts if kind is None or is_nine_year(kind) or f.stage in (None, *stages_named(kind))]


def _rates_listed(sentence: Sentence, claim: NormClaim, before: list[Placed]) -> list[Fact]:
    """巩固率为94.6%，入学率96.8%，均高于95%: the rates, whatever of, that stand before a claim on all of them that names nothing itself."""
    if not before or claim.norm.fact.unit != "%" or not says("rates_held", sentence.text[before[-1].end : claim.norm.start]):
        return []
    ends = [0, *(p.end for p in before)]
    told = [p for end, p in zip(ends, before, strict=False) if says("rate_ahead", sentence.text[end : p.start]) and p.start >= claim.start]
    return [p.fact for p in told if p.fact.unit == "%" and is_plain(p.fact) and p.fact.bound == "exact"]


def told_behind(desk: Desk, sentence: Sentence, claim: NormClaim) -> list[Fact]:
    """各班均控制在45人以内。其中，城关小学一年级46人: what the next sentence of the paragraph tells of the norm's kind and stage."""
    own = desk.blocks.get(sentence.block, [])
    later = next((s for s in own if s.start > sentence.start), None)
    if later is None or not says("goes_on_with", later.text) or not says("universal", sentence.text[claim.start : claim.norm.start]):
        return []
    norm = claim.norm.fact
    alike = [f for f in later.facts if f.bound == "exact" and f.value_max is None and _comparable(f, norm)]
    return _of_stage(alike, norm.stage) if norm.indicator != OTHER else []


def told_among(sentence: Sentence, claim: NormClaim) -> list[Fact]:
    """各学科校际差异率均低于0.15，其中科学0.162: of all that are claimed, those whose figures the claim's own sentence goes on with."""
    norm, words = claim.norm.fact, sentence.text[claim.start : claim.norm.start]
    behind = re.split("[；;]", sentence.text[claim.norm.end :])[0]
    if claim.denied or not says("universal", words) or says("left_open", words) or not says("lists_behind", behind):
        return []
    told = [p.fact for p in sentence.placed if claim.norm.end <= p.start < claim.norm.end + len(behind)]
    if says("came_from", behind) or any(f.kind == "change" for f in told):
        return []
    if norm.indicator == PUPILS and (norm.value or 0) >= _SCHOOL:
        of_schools = [p for p in sentence.placed if p.fact in told and school_of(sentence, p)]
        sizes = [p.fact for p in of_schools if not is_nine_year(words_of_school(sentence, p)) and _comparable(p.fact, norm)]
        return _of_stage([f for f in sizes if f.bound == "exact" and f.value_max is None], norm.stage)
    coefficients = norm.indicator == OTHER and norm.unit == "number" and (norm.value or 1) < 1
    meant = [f for f in told if f.bound == "exact" and f.value_max is None and _comparable(f, norm)]
    return _of_stage(meant, norm.stage) if coefficients or norm.indicator.startswith(_OF_EACH) else []


_OF_EACH = ("cv.", "resource.", "society.satisfaction")
"""What each school, item or group has, and a part of it no less."""


def told_in_segment_before(sentence: Sentence, claim: NormClaim, norms: list[Fact]) -> list[Fact]:
    """交流121人，占9.4%；其中骨干教师占22.3%，符合交流不低于10%、骨干不低于20%的规定: the one figure of the norm's kind that stands before
    the semicolon, where the claim's own segment ends in a verb without a subject and tells nothing that may be of that kind."""
    norm = claim.norm.fact
    own = [p for p in sentence.placed if claim.start <= p.start < claim.norm.start and p.fact.id not in {n.id for n in norms}]
    alone = sum((n.indicator, n.stage) == (norm.indicator, norm.stage) for n in norms) == 1
    if (
        norm.indicator == OTHER
        or claim.denied
        or not alone
        or not own
        or not says("met_at_once", sentence.text[own[-1].end : claim.norm.start])
    ):
        return []
    if any(p.fact.unit == norm.unit and p.fact.indicator in (OTHER, norm.indicator) for p in own):
        return []
    ahead = [p.fact for p in sentence.placed if p.start < claim.start and _comparable(p.fact, norm) and norm.stage in (None, p.fact.stage)]
    one = len(ahead) == 1 and norm.area in (None, ahead[0].area) and is_of_time(ahead[0], sentence.text[claim.start : claim.norm.start])
    return ahead if one else []


_HELD = ("actual", "plan", "standard")
"""What stands right before a claim is held against its norm whatever it is: a rate that the county grants, a goal."""


def _comparable(fact: Fact, norm: Fact, statuses: tuple[str, ...] = ("actual",)) -> bool:
    unnamed = norm.indicator == OTHER and (_is_per_head_of(fact, norm) or _are_coefficients(fact, norm))
    same = (fact.indicator, fact.unit) == (norm.indicator, norm.unit) or unnamed
    return is_plain(fact, statuses) and same and norm.criterion in (None, fact.criterion)


def _is_granted(fact: Fact, norm: Fact) -> bool:
    """按小学每生620元、初中每生880元拨付: the county's own rates, which are held against the nation's."""
    return fact.bound == "exact" and fact.indicator.endswith("_per_student") and _comparable(fact, norm, ("standard",))


def _is_per_head_of(fact: Fact, norm: Fact) -> bool:
    """城北小学4.86平方米…。三所学校均不低于国家规定的4.5平方米: the norm is per head as what it is for, and said of that alone."""
    return fact.unit == f"{norm.unit}/person" and fact.indicator.startswith("resource.")


def _are_coefficients(fact: Fact, norm: Fact) -> bool:
    """小学为0.487。小学没有超过0.50: a bare number below one, which only limits a coefficient."""
    return fact.unit == norm.unit == "number" and fact.indicator.startswith("cv.") and norm.value is not None and norm.value < 1


def _in_turn(facts: list[Fact], norm: Fact, norms: list[Fact]) -> list[Fact]:
    """甲校1972人；乙校2548人，分别控制在2000人、2500人以内: to each figure the norm of its place, or of its stage."""
    if len(facts) == len(norms):
        return [facts[norms.index(norm)]]
    return _of_stage(facts, norm.stage) if len({n.stage for n in norms}) == len(norms) else []


def _rates(facts: list[Fact], norm: Fact) -> list[Fact]:
    return [f for f in facts if is_plain(f) and f.bound == "exact" and f.value_max is None and f.unit == norm.unit]


def _in_place(facts: list[Fact], norm: Fact, norms: list[Fact], words: str) -> list[Fact]:
    """交流比例11.3%，骨干占24.7%，两项均超过10%和20%: of as many figures as norms the one of the norm's place; of its size, where the words
    do not say that they go in turn."""
    if says("in_turn", words):
        return [facts[norms.index(norm)]]
    by_size = sorted(norms, key=lambda n: n.value or 0)
    return [sorted(facts, key=lambda f: f.value or 0)[by_size.index(norm)]]


def _of_stage(facts: list[Fact], stage: str | None) -> list[Fact]:
    """The figures of the norm's stage, if it is for one, and of the last year that is named."""
    stages = (stage, "primary", "junior") if stage == "compulsory" else (stage,)
    meant = [f for f in facts if stage is None or f.stage in stages]
    last = max((f.period or "" for f in meant), default="")
    return [f for f in meant if (f.period or "") == last]


def _counted_again(facts: list[Fact], before: list[Placed]) -> list[Fact]:
    """二中1985人，一中1860人，三中1540人，三所初中都没有突破2000人: figures without a stage are of the schools that are counted behind."""
    counted = bool(before) and before[-1].fact.unit == "school" and before[-1].fact.value == len(facts)
    return facts if counted and all(f.stage is None for f in facts) else []


def _has_twin(norm: Fact, norms: list[Fact]) -> bool:
    """Whether nothing but its value tells a norm from another of its claim."""
    return any((n.indicator, n.stage) == (norm.indicator, norm.stage) and n.value != norm.value for n in norms)


def nearest(sentence: Sentence, claim: NormClaim, norms: list[Fact]) -> Fact | None:
    """The figure in the claim's segment that the norm is held against: the last before it of the same thing.

    Of norms that no stage tells apart (1968人、2436人，未超过2000人、2500人) each is for the figure of its place.
    """
    norm = claim.norm.fact
    ahead = [p.fact for p in _kept(sentence, claim, norms) if claim.start <= p.start < claim.norm.start]
    if norm.indicator == OTHER and len(norms) == 1:
        last = ahead[-1] if ahead else None
        return last if last is not None and last.indicator == OTHER and _comparable(last, norm) else None
    in_place = [f for f in ahead if is_plain(f, _HELD) and f.unit == norm.unit][-len(norms) :]
    if len({(n.indicator, n.stage) for n in norms}) < len(norms) == len(in_place):
        return _in_place(in_place, norm, norms, sentence.text[claim.start :])[0]
    if _has_twin(norm, norms):
        return None  # of two norms that nothing tells apart, which one a figure is held against is not known
    alike = [f for f in ahead if _comparable(f, norm, _HELD) and norm.stage in (None, f.stage)]
    if kind := _kind_limited(sentence, claim):
        alike = _sizes_of_kind(sentence, kind, claim.norm.start) or _of_limited(kind, alike)
    return next((f for f in reversed(alike) if not _is_of_before(f, alike)), None)


def _is_of_before(fact: Fact, alike: list[Fact]) -> bool:
    """0.487，与2012年的0.703相比下降0.216，达到0.65以内的要求: another of the same thing is of a later time, and the claim is on that."""
    return any((f.indicator, f.stage, f.criterion) == (fact.indicator, fact.stage, fact.criterion) and _is_later(f, fact) for f in alike)


def _is_later(fact: Fact, other: Fact) -> bool:
    mine, its = last_year(fact), last_year(other)
    return fact.status == other.status == "actual" and mine is not None and its is not None and mine > its
