"""Thresholds: what is claimed as attained or missed, against the figures of the same document.

Three kinds of claims: against a norm that the sentence writes out, against the standard without its number
(均达到国家标准), and the verdict cell of a table's row. Silent unless the figure surely goes against the claim.
"""

from __future__ import annotations

import re
from fractions import Fraction

from models.checks.amounts import named
from models.checks.arithmetic.bounds import is_impossible
from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Sentence, Tally, in_order, is_plain
from models.checks.limits import Limit
from models.checks.standard.ahead import Told, told_of_norms
from models.checks.standard.beside import below_the_other
from models.checks.standard.counted import miscounted
from models.checks.standard.derived import Derived, derived_rates, rate_of_norm
from models.checks.standard.each_row import held_in_rows, of_places, told_in_rows
from models.checks.standard.goals import goals_told, short_of_goals
from models.checks.standard.held import nearest, told_before
from models.checks.standard.items import COEFFICIENT
from models.checks.standard.large_classes import large_in_spite
from models.checks.standard.listed import told_in_list
from models.checks.standard.norms import NormClaim, limits_of_all, norm_claims
from models.checks.standard.of_schools import short_of_items, told_of_schools
from models.checks.standard.rest import leaves_out, rest_before, told_of_the_rest
from models.checks.standard.school_sizes import oversize_in_spite
from models.checks.standard.single import PUPILS, held_elsewhere, of_norm, told_elsewhere
from models.checks.standard.standing import Limited, Standing, counts_things, limit_of, named_limit, of_its_time, standings, told_around
from models.checks.standard.verdict_lines import lines_with_verdict
from models.checks.wordings import last_clause, names_indicator, pattern, row_verdict, saying, says, stages_named
from models.claims import claims, held_keys
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

_WHOLE = Fraction(1)


def check_thresholds(desk: Desk) -> Tally:
    """threshold_contradiction for each claim that figures of the sentence, the text or a table surely go against."""
    tally = Tally("thresholds")
    earlier: Sentence | None = None
    held, of_norms = set(desk.running_claims.having(held_keys())), set(saying(desk, "told_keys"))
    for sentence in desk.claiming:
        if sentence.table is not None:
            _check_row(tally, sentence)
            continue
        claims_made = norm_claims(sentence)
        for claim in claims_made:
            norms = [c.norm.fact for c in claims_made if c.start == claim.start]
            found = len(tally.findings)
            _check_norm(desk, tally, sentence, claim, norms, told_before(sentence, earlier, claim, norms))
            if len(tally.findings) == found:
                _check_elsewhere(desk, tally, sentence, claim)
        for claim in limits_of_all(sentence):
            _check_elsewhere(desk, tally, sentence, claim)
        if sentence in held:
            _check_unwritten(desk, tally, sentence)
        for told in told_of_norms(desk, sentence) if sentence in of_norms else ():
            tally.check(_against_norm(desk, sentence, told))
        earlier = sentence
    # Two claims that the same figures go against are one thing to look at, be the norm written in one of them or not.
    first: dict[tuple[str, ...], Finding] = {}
    for finding in tally.findings:
        first.setdefault(finding.facts, finding)
    kept = [frozenset(facts) for facts in first]
    whole = [finding for facts, finding in first.items() if not any(frozenset(facts) < others for others in kept)]
    tally.findings = [finding for finding in whole if not _is_told_as_impossible(desk, finding)]
    return tally


def _is_told_as_impossible(desk: Desk, finding: Finding) -> bool:
    """生均仪器设备值2350万元，达不到2500元: of a slip of the unit it is not known whether what was meant meets the norm."""
    figures = [fact for i in finding.facts if (fact := desk.by_id[i]).status != "standard"]
    return bool(figures) and all(is_impossible(desk, fact) for fact in figures)


# --- a norm that is written out -------------------------------------------------------------------------------------


def _check_norm(desk: Desk, tally: Tally, sentence: Sentence, claim: NormClaim, norms: list[Fact], told: list[Fact]) -> None:
    norm, segment = claim.norm.fact, sentence.text[claim.start : claim.norm.start]
    if leaves_out(sentence, claim, norms):
        rest = [f for f, _ in rest_before(desk, sentence, claim.norm.start) if f.unit == norm.unit]
        _check_all(tally, [f for f in rest if claim.contradicted_by(rounded_or_cut(f))], rest, norm, claim.share)
        return
    near = _whole_of(desk, nearest(sentence, claim, norms), sentence)
    if near is not None and near not in told:
        wrong = claim.contradicted_by(rounded_or_cut(near))
        tally.check(_finding([near], norm, "missed" if claim.denied else "near", claim.share) if wrong else None)
        return
    if told:
        _check_all(tally, [f for f in told if claim.contradicted_by(rounded_or_cut(f))], told, norm, claim.share)
        return
    if in_rows := held_in_rows(desk, sentence, claim) or of_places(desk, sentence, segment, norm):
        _check_all(tally, [f for f in in_rows if claim.contradicted_by(rounded_or_cut(f))], in_rows, norm, claim.share)
        return
    if rate := rate_of_norm(desk, sentence, claim):
        tally.check(_reckoned(rate, said_met=True))
        return
    if norm.indicator == OTHER or not (says("universal", segment) and names_indicator(norm.indicator, segment)):
        tally.skip("no_figure_for_the_claim")
        return
    if norm.indicator == PUPILS:
        tally.skip("no_figure_for_the_claim")  # the size of a school, which the county's pupils are not held against
        return
    figures = [f for f in county_figures(desk, [norm.indicator]) if f.unit == norm.unit and norm.stage in (None, f.stage)]
    if norm.criterion is not None:
        figures = [f for f in figures if f.criterion == norm.criterion]
    _check_all(tally, [f for f in figures if claim.contradicted_by(rounded_or_cut(f))], figures, norm, claim.share)


def _of_each_item(desk: Desk, sentence: Sentence, claim: NormClaim) -> list[Fact]:
    """小学各项都没有超过0.50: the coefficients of every item, which a bare number below one limits, in text and tables."""
    norm, ahead = claim.norm.fact, sentence.text[claim.start : claim.norm.start]
    limits = norm.unit == "number" and norm.value is not None and norm.value < 1 and norm.criterion is None
    if not limits or norm.indicator not in (OTHER, COEFFICIENT) or not says("each_item_meant", last_clause(ahead)):
        return []
    if says("left_open", ahead + sentence.text[claim.norm.end :]) or says("of_the_others", ahead):
        return []
    return [f for f in county_figures(desk, [COEFFICIENT]) if norm.stage in (None, f.stage) and f not in sentence.facts]


def _check_elsewhere(desk: Desk, tally: Tally, sentence: Sentence, claim: NormClaim) -> None:
    """What one school or class that is told elsewhere has, against a limit claimed of all."""
    norm = claim.norm.fact
    told = [] if claim.denied else held_elsewhere(desk, sentence, claim) or _of_each_item(desk, sentence, claim)
    if wrong := [f for f in told if claim.contradicted_by(rounded_or_cut(f))]:
        behind = pattern(claims()["limit_behind"]).search(sentence.text[claim.norm.end :])
        said = last_clause(sentence.text[claim.start : claim.norm.start]) + norm.evidence.text + (behind[0] if behind else "")
        tally.check(_finding(wrong, norm, "elsewhere", claim.share, said))


def _against_norm(desk: Desk, sentence: Sentence, told: Told) -> Finding | None:
    """The finding of a claim against a norm that stands in front of it or in brackets behind."""
    if told.met and not told.figures:
        of_all = of_norm(desk, sentence, told.norm, told.claim, told.end)
        wrong = [f for f in of_all if told.limit.missed_by(rounded_or_cut(f))]
        return _finding(wrong, told.norm, "elsewhere", said=told.claim) if wrong else None
    if told.met:
        wrong = [f for f in told.figures if told.limit.missed_by(rounded_or_cut(f))]
        return _finding(wrong, told.norm, "all" if len(told.figures) > 1 else "near") if wrong else None
    return _finding(told.figures, told.norm, "missed") if all(told.limit.met_by(rounded_or_cut(f)) for f in told.figures) else None


def _goal_missed(share: Fact) -> Finding:
    """The finding of a goal that is called passed though less than all of it was done."""
    return make_finding(
        "threshold_contradiction", [share], variant="goal", claimed="100", computed=exact_text(Fraction(share.value or 0)),
        changes_verdict=True, figure=share.evidence.text,
    )  # fmt: skip


def _whole_of(desk: Desk, near: Fact | None, sentence: Sentence) -> Fact | None:
    """自评得分93.5分，其中质量与管理22.5分，超过85分: what the last part is a part of, where the sentence tells that."""
    if near is None or near.id not in desk.parts:
        return near
    whole = next((desk.fact(r.whole) for _, r in desk.sums if near.id in r.parts), None)
    return whole if whole is not None and whole in sentence.facts else near


def _goal_told(goal: Fact, done: Fact, *, reached: bool) -> Finding:
    """The finding of a goal that is called passed or missed against both of its amounts."""
    return make_finding(
        "threshold_contradiction", [goal, done], variant="goal_passed" if reached else "goal_missed", changes_verdict=True,
        claimed=exact_text(Fraction(goal.value or 0)), computed=exact_text(Fraction(done.value or 0)),
        goal=goal.evidence.text, done=done.evidence.text,
    )  # fmt: skip


def _check_all(tally: Tally, wrong: list[Fact], figures: list[Fact], norm: Fact | None, share: Fraction = _WHOLE) -> None:
    if not figures:
        tally.skip("no_figure_for_the_claim")
    else:
        tally.check(_finding(wrong, norm, "all", share) if wrong else None)


# --- claims without the norm's number -------------------------------------------------------------------------------


def _check_unwritten(desk: Desk, tally: Tally, sentence: Sentence) -> None:
    """The claims of a sentence on the standard, on another body's figure, on large schools and classes and on goals."""
    for standing in standings(sentence):
        found = len(tally.findings)
        _check_standing(desk, tally, sentence, standing)
        elsewhere = of_its_time(sentence, standing, told_elsewhere(desk, sentence, standing)) if len(tally.findings) == found else []
        if elsewhere:
            _check_limited(desk, tally, sentence, standing, elsewhere)
    for standing, figures in (*told_of_the_rest(desk, sentence), *lines_with_verdict(desk, sentence)):
        _check_limited(desk, tally, sentence, standing, figures)
    for counted in (*miscounted(desk, sentence), *short_of_items(desk, sentence)):
        tally.check(counted)
    for oversize in oversize_in_spite(desk, sentence):
        tally.check(_finding(oversize, None, "oversize") if oversize else None)
    for own, other, lower in below_the_other(desk, sentence):
        tally.check(_finding([own], other, "near") if lower else None)
    for share in short_of_goals(desk, sentence):
        tally.check(_goal_missed(share))
    for large, kind in large_in_spite(desk, sentence):
        tally.check(_finding(large, None, kind))
    for goal, done, reached in goals_told(desk, sentence):
        tally.check(_goal_told(goal, done, reached=reached))


def _check_standing(desk: Desk, tally: Tally, sentence: Sentence, standing: Standing) -> None:
    subject = next((s for s in claims()["claim_subjects"] if _has_subject(standing.segment, s)), None)
    ahead = _limited_before(desk, sentence, standing) if standing.of_all else []
    if not ahead and subject and says("universal", standing.segment + standing.words):
        figures = [f for f in county_figures(desk, subject["indicators"]) if _in_stage(f, standing.segment)]
        ahead = [(f, limit) for f in figures if (limit := limit_of(desk, f))]
    told = ahead or _just_before(desk, sentence, standing)
    if not told and _is_of_unnamed(sentence, standing):
        tally.skip("no_figure_for_the_claim")
        return
    told = (
        told or told_around(desk, sentence, standing) or told_of_schools(desk, sentence, standing) or told_in_rows(desk, sentence, standing)
    )
    if told and not (told := of_its_time(sentence, standing, told)):
        tally.skip("other_time")
        return
    silent = told or standing.which or counts_things(sentence, standing)
    reckoned = [] if silent else list(derived_rates(desk, sentence, standing))
    for rate in reckoned:
        tally.check(_reckoned(rate, said_met=standing.says_met(rate.limit)))
    if not reckoned:
        _check_limited(desk, tally, sentence, standing, told or ([] if silent else told_in_list(desk, sentence, standing)))


def _reckoned(rate: Derived, *, said_met: bool) -> Finding | None:
    """The finding of a rate that the text does not write, where what is said of it goes against the figures that it is reckoned of."""
    wrong = rate.limit.missed_by(rate.interval) if said_met else rate.limit.met_by(rate.interval)
    return make_finding(
        "threshold_contradiction",
        in_order([*rate.parts, rate.whole]),
        variant="reckoned" if said_met else "reckoned_missed",
        claimed=exact_text(rate.limit.value),
        computed=exact_text(rate.value),
        changes_verdict=True,
        part="、".join(f.evidence.text for f in rate.parts),
        whole=rate.whole.evidence.text,
        shown=exact_text(round(rate.value, 2)),
        norm=exact_text(rate.limit.value),
    ) if wrong else None  # fmt: skip


def _check_limited(desk: Desk, tally: Tally, sentence: Sentence, standing: Standing, told: Limited) -> None:
    """What goes against the claim; where it says that the norm is missed, all must meet it, since one alone may be meant."""
    if not told:
        tally.skip("no_figure_for_the_claim")
        return
    said = [(f, limit, standing.says_met(limit)) for f, limit in told]
    missing = [f for f, limit, met in said if met and limit.missed_by(rounded_or_cut(_worst(f, limit)))]
    meeting = [f for f, limit, met in said if not met and limit.met_by(rounded_or_cut(f))]
    elsewhere = not any(f in sentence.facts for f, _ in told)  # then the claim is no part of what the finding quotes, and is told
    if missing:
        variant = "elsewhere" if elsewhere else "all" if len(told) > 1 else "near"
        tally.check(_finding(missing, _norm_of(desk, missing), variant, said=standing.said))
    else:
        variant = "missed_elsewhere" if elsewhere else "missed"
        tally.check(_finding(meeting, None, variant, said=standing.said) if len(meeting) == len(said) else None)


def _worst(fact: Fact, limit: Limit) -> Fact:
    """The end of a range that is the last to meet the limit: 初中在0.152至0.489之间，均符合国家标准."""
    if fact.value_max is None:
        return fact
    return fact.model_copy(update={"value": fact.value if limit.demand == "at_least" else fact.value_max, "value_max": None})


def _limited_before(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The figures of the claim's segment that the standard limits: 小学介于0.187与0.468之间，初中…，均达到国家标准."""
    ahead = (p.fact for p in sentence.placed if standing.start <= p.start and p.end <= standing.at)
    return [(f, limit) for f in ahead if is_plain(f) and (limit := limit_of(desk, f))]


def _has_subject(segment: str, subject: dict[str, str]) -> bool:
    return pattern(subject["words"]).search(segment) is not None and not pattern(subject["without"]).search(segment)


def _in_stage(fact: Fact, segment: str) -> bool:
    named = stages_named(segment)
    return not named or fact.stage in named


def _just_before(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The last figure before the claim, if nothing but a comma stands between, it is told as true and limited."""
    ahead = [p for p in sentence.placed if standing.start <= p.start and p.end <= standing.at]
    if not ahead or re.search(r"[一-龥]{3,}.*[，,、]", sentence.text[ahead[-1].end : standing.at]):
        return []
    fact = ahead[-1].fact
    words = last_clause(sentence.text[: ahead[-1].start])
    limit = (limit_of(desk, fact) or named_limit(desk, fact, words)) if is_plain(fact) else None
    return [(fact, limit)] if limit else []


def _is_of_unnamed(sentence: Sentence, standing: Standing) -> bool:
    """每百名学生拥有1.19人，达到标准: the claim is on the amount per head right before it, and on no figure told elsewhere, though it is
    not known what that measures."""
    ahead = [p for p in sentence.placed if standing.start <= p.start and p.end <= standing.at]
    between = sentence.text[ahead[-1].end : standing.at] if ahead else ""
    return bool(ahead) and "/" in ahead[-1].fact.unit and not standing.of_all and len(between) <= _CLOSE


_CLOSE = 3
"""Characters between a figure and a claim on it: a comma, 已, 也."""


def _norm_of(desk: Desk, wrong: list[Fact]) -> Fact | None:
    """The norm for the first wrong figure, if the document writes it anywhere."""
    if not wrong:
        return None
    asked = (wrong[0].indicator, wrong[0].stage, wrong[0].unit)
    norms = (f for f in desk.extraction.facts if f.status == "standard")
    return next((f for f in norms if (f.indicator, f.stage, f.unit) == asked), None)


# --- figures of the whole county ------------------------------------------------------------------------------------


def county_figures(desk: Desk, indicators: list[str]) -> list[Fact]:
    """The county's own figures of these indicators, in text and tables; of each stage and item the latest only."""
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in (f for (indicator, _), facts in desk.by_measure.items() if indicator in indicators for f in facts):
        if is_plain(fact) and fact.bound == "exact" and fact.entity is None and fact.area is None:
            groups.setdefault((fact.indicator, fact.stage, fact.criterion, fact.unit), []).append(fact)
    return [fact for facts in groups.values() for fact in _latest(facts)]


def _latest(facts: list[Fact]) -> list[Fact]:
    """Those of the last year that is named; where none is, all if they agree and none if not."""
    years = [f.period[-7:][:4] if f.period and "-" in f.period[-7:] else (f.period or "")[-4:] for f in facts]
    last = max(years)
    chosen = [f for f, year in zip(facts, years, strict=True) if year == last]
    return chosen if len({f.value for f in chosen}) == 1 else []


# --- the verdict of a table's row -----------------------------------------------------------------------------------


def _check_row(tally: Tally, sentence: Sentence) -> None:
    """A row that gives the norm, the figure and 达标 or 未达标."""
    norms = [f for f in sentence.facts if f.status == "standard" and f.value is not None]
    if len(norms) != 1:
        return
    norm = norms[0]
    attained = row_verdict(sentence.text)
    if attained is None:
        return
    figures = [f for f in sentence.facts if f.status == "actual" and f.value is not None and f.unit == norm.unit]
    if len(figures) != 1 or norm.bound not in ("at_least", "at_most"):
        tally.skip("row_unclear")
        return
    limit = Limit(norm.bound, Fraction(norm.value or 0))
    interval = rounded_or_cut(figures[0])
    wrong = limit.missed_by(interval) if attained else limit.met_by(interval)
    tally.check(_finding(figures, norm, "near" if attained else "missed") if wrong else None)


def _finding(wrong: list[Fact], norm: Fact | None, variant: str, share: Fraction = _WHOLE, said: str = "") -> Finding:
    """`share`: what part of the norm is claimed to be reached; `said`: the words of a claim that stands elsewhere."""
    first = wrong[0]
    part = exact_text(share * 100)
    return make_finding(
        "threshold_contradiction",
        [*in_order(wrong), *([norm] if norm else [])],
        variant=variant,
        claimed=exact_text(Fraction(norm.value) * share) if norm and norm.value is not None else None,
        computed=exact_text(Fraction(first.value or 0)),
        changes_verdict=True,
        figures="、".join(dict.fromkeys(named(f) for f in in_order(wrong))),
        norm=norm.evidence.text + (f"的{part}%" if share != _WHOLE else "") if norm else "国家标准",
        norm_en=(f"{part}% of " if share != _WHOLE else "") + norm.evidence.text if norm else "the national standard",
        said=said,
    )
