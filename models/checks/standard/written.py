"""Claims against a norm that the sentence writes out, or that stands in front of them or behind in brackets."""

from __future__ import annotations

from fractions import Fraction

from models.checks.computing import rounded_or_cut
from models.checks.desk import Desk, Sentence, Tally
from models.checks.standard.claimed.norms import NormClaim
from models.checks.standard.claimed.scheme import limit_of
from models.checks.standard.contradictions import WHOLE, against, reckoned
from models.checks.standard.figures.ahead import Told
from models.checks.standard.figures.county import county_figures
from models.checks.standard.figures.derived import rate_of_norm
from models.checks.standard.figures.each_row import held_in_rows, of_places
from models.checks.standard.figures.held import nearest, told_among, told_behind, told_in_segment_before
from models.checks.standard.figures.items import COEFFICIENT
from models.checks.standard.figures.listed import held_in_table
from models.checks.standard.figures.named_norms import of_named_norm
from models.checks.standard.figures.rest import leaves_out, rest_before
from models.checks.standard.figures.schools import PUPILS
from models.checks.standard.figures.single import held_elsewhere, of_norm
from models.checks.wordings import last_clause, names_indicator, pattern, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding
from models.indicators import OTHER


def check_norm(desk: Desk, tally: Tally, sentence: Sentence, claim: NormClaim, norms: list[Fact], told: list[Fact]) -> None:
    """A claim against the norm it names. `norms`: all that it names; `told`: the figures of the sentence before it that it is on."""
    norm, segment = claim.norm.fact, sentence.text[claim.start : claim.norm.start]
    if leaves_out(sentence, claim, norms):
        rest = [f for f, _ in rest_before(desk, sentence, claim.norm.start) if f.unit == norm.unit]
        _check_all(tally, [f for f in rest if claim.goes_against(f)], rest, norm, claim.share)
        return
    if (named := of_named_norm(sentence, claim, norms)) is not None:
        _check_all(tally, [f for f in named if claim.goes_against(f)], named, norm, claim.share)
        return
    near = _whole_of(desk, nearest(sentence, claim, norms), sentence)
    if near is not None and near not in told:
        wrong = claim.goes_against(near)
        tally.check(against([near], norm, "missed" if claim.denied else "near", claim.share) if wrong else None)
        return
    if told := told or told_in_segment_before(sentence, claim, norms):
        _check_all(tally, [f for f in told if claim.goes_against(f)], told, norm, claim.share)
        return
    in_rows = held_in_rows(desk, sentence, claim) or of_places(desk, sentence, segment, norm) or held_in_table(desk, sentence, claim)
    if in_rows:
        _check_all(tally, [f for f in in_rows if claim.goes_against(f)], in_rows, norm, claim.share)
        return
    if rate := rate_of_norm(desk, sentence, claim):
        tally.check(reckoned(rate, said_met=True))
        return
    if norm.indicator == OTHER or not (says("universal", segment) and names_indicator(norm.indicator, segment)):
        tally.skip("no_figure_for_the_claim")
        return
    if norm.indicator == PUPILS or _says_missed(desk, claim):
        # the size of a school, which the county's pupils are not held against; 均低于0.9人的国家标准, of what was once found
        tally.skip("no_figure_for_the_claim")
        return
    figures = [f for f in county_figures(desk, [norm.indicator], segment) if f.unit == norm.unit and norm.stage in (None, f.stage)]
    if norm.criterion is not None:
        figures = [f for f in figures if f.criterion == norm.criterion]
    _check_all(tally, [f for f in figures if claim.goes_against(f)], figures, norm, claim.share)


def _says_missed(desk: Desk, claim: NormClaim) -> bool:
    """Whether the words put the figures on the side of the norm that the standard does not want."""
    limit = limit_of(desk, claim.norm.fact)
    lower = claim.relation in ("less", "at_most")
    return claim.denied or (limit is not None and lower == (limit.demand == "at_least"))


def _of_each_item(desk: Desk, sentence: Sentence, claim: NormClaim) -> list[Fact]:
    """小学各项都没有超过0.50: the coefficients of every item, which a bare number below one limits, in text and tables."""
    norm, ahead = claim.norm.fact, sentence.text[claim.start : claim.norm.start]
    limits = norm.unit == "number" and norm.value is not None and norm.value < 1 and norm.criterion is None
    if not limits or norm.indicator not in (OTHER, COEFFICIENT) or not says("each_item_meant", last_clause(ahead)):
        return []
    if says("left_open", ahead + sentence.text[claim.norm.end :]) or says("of_the_others", ahead):
        return []
    return [f for f in county_figures(desk, [COEFFICIENT], ahead) if norm.stage in (None, f.stage) and f not in sentence.facts]


def check_elsewhere(desk: Desk, tally: Tally, sentence: Sentence, claim: NormClaim) -> None:
    """What one school or class that is told elsewhere has, against a limit claimed of all."""
    norm = claim.norm.fact
    told = told_among(sentence, claim) or ([] if claim.denied else told_behind(desk, sentence, claim))
    told = told or ([] if claim.denied else held_elsewhere(desk, sentence, claim) or _of_each_item(desk, sentence, claim))
    if wrong := [f for f in told if claim.goes_against(f)]:
        behind = pattern(claims()["limit_behind"]).search(sentence.text[claim.norm.end :])
        said = last_clause(sentence.text[claim.start : claim.norm.start]) + norm.evidence.text + (behind[0] if behind else "")
        tally.check(against(wrong, norm, "behind" if wrong[0] in sentence.facts else "elsewhere", claim.share, said))


def check_limit(desk: Desk, tally: Tally, sentence: Sentence, claim: NormClaim, told: list[Fact]) -> None:
    """A claim against a limit that the text tells as reached: against those that it lists itself (`told`), or one told elsewhere."""
    told = told or of_places(desk, sentence, sentence.text[claim.start : claim.norm.start], claim.norm.fact)
    told = told or held_in_table(desk, sentence, claim)
    if wrong := [f for f in told if claim.goes_against(f)]:
        tally.check(against(wrong, claim.norm.fact, "all", claim.share))
    elif not told:
        check_elsewhere(desk, tally, sentence, claim)


def against_norm(desk: Desk, sentence: Sentence, told: Told) -> Finding | None:
    """The finding of a claim against a norm that stands in front of it or in brackets behind."""
    if told.met and not told.figures:
        of_all = of_norm(desk, sentence, told.norm, told.claim, told.end)
        wrong = [f for f in of_all if told.limit.missed_by(rounded_or_cut(f))]
        return against(wrong, told.norm, "elsewhere", said=told.claim) if wrong else None
    if told.met:
        wrong = [f for f in told.figures if told.limit.missed_by(rounded_or_cut(f))]
        return against(wrong, told.norm, "all" if len(told.figures) > 1 else "near") if wrong else None
    return against(told.figures, told.norm, "missed") if all(told.limit.met_by(rounded_or_cut(f)) for f in told.figures) else None


def _whole_of(desk: Desk, near: Fact | None, sentence: Sentence) -> Fact | None:
    """自评得分93.5分，其中质量与管理22.5分，超过85分: what the last part is a part of, where the sentence tells that."""
    if near is None or near.id not in desk.parts:
        return near
    whole = next((desk.fact(r.whole) for _, r in desk.sums if near.id in r.parts), None)
    return whole if whole is not None and whole in sentence.facts else near


def _check_all(tally: Tally, wrong: list[Fact], figures: list[Fact], norm: Fact | None, share: Fraction = WHOLE) -> None:
    if not figures:
        tally.skip("no_figure_for_the_claim")
    else:
        tally.check(against(wrong, norm, "all", share) if wrong else None)
