"""Claims on the standard without its number (均达到国家标准), on goals, on large classes and schools, on another body's figure."""

from __future__ import annotations

import re

from models.checks.computing import last_to_meet, rounded_or_cut
from models.checks.desk import Desk, Sentence, Tally, is_plain, tells_plan
from models.checks.standard.claimed.scheme import Limited, limit_of, named_limit
from models.checks.standard.claimed.standing import Standing, counts_things, standings
from models.checks.standard.contradictions import against, goal_missed, goal_told, reckoned
from models.checks.standard.figures.county import county_figures
from models.checks.standard.figures.derived import derived_rates
from models.checks.standard.figures.each_row import told_in_rows
from models.checks.standard.figures.listed import told_in_list
from models.checks.standard.figures.nearest import latest, of_its_time, told_around
from models.checks.standard.figures.of_schools import told_of_schools
from models.checks.standard.figures.rest import told_of_the_rest
from models.checks.standard.figures.single import told_elsewhere
from models.checks.standard.figures.verdict_lines import lines_with_verdict
from models.checks.standard.special.all_attain import not_all_attain
from models.checks.standard.special.beside import below_the_other
from models.checks.standard.special.counted import miscounted
from models.checks.standard.special.goals import goals_told, short_of_goals
from models.checks.standard.special.items_of_each import short_of_items
from models.checks.standard.special.large_classes import large_in_spite
from models.checks.standard.special.school_sizes import oversize_in_spite
from models.checks.wordings import last_clause, pattern, says, stages_named
from models.claims import claims
from models.fact import Fact


def check_unwritten(desk: Desk, tally: Tally, sentence: Sentence) -> None:
    """The claims of a sentence on the standard, on another body's figure, on large schools and classes and on goals."""
    if tells_plan(sentence):
        return
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
    for some_miss in not_all_attain(desk, sentence):
        tally.check(some_miss)
    for oversize in oversize_in_spite(desk, sentence):
        tally.check(against(oversize, None, "oversize") if oversize else None)
    for own, other, lower in below_the_other(desk, sentence):
        tally.check(against([own], other, "near") if lower else None)
    for share in short_of_goals(desk, sentence):
        tally.check(goal_missed(share))
    for large, kind in large_in_spite(desk, sentence):
        tally.check(against(large, None, kind))
    for goal, done, reached in goals_told(desk, sentence):
        tally.check(goal_told(goal, done, reached=reached))


def _check_standing(desk: Desk, tally: Tally, sentence: Sentence, standing: Standing) -> None:
    subject = next((s for s in claims()["claim_subjects"] if _has_subject(standing.segment, s)), None)
    ahead = _limited_before(desk, sentence, standing) if standing.of_all else []
    if not ahead and subject and says("universal", standing.segment + standing.words):
        figures = [f for f in county_figures(desk, subject["indicators"]) if _in_stage(f, standing.segment)]
        ahead = [(f, limit) for f in figures if (limit := limit_of(desk, f))]
    told = _of_one_mean(ahead, standing) or _just_before(desk, sentence, standing)
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
    rates = [] if silent else list(derived_rates(desk, sentence, standing))
    for rate in rates:
        tally.check(reckoned(rate, said_met=standing.says_met(rate.limit)))
    if not rates:
        _check_limited(desk, tally, sentence, standing, told or ([] if silent else told_in_list(desk, sentence, standing)))


def _check_limited(desk: Desk, tally: Tally, sentence: Sentence, standing: Standing, told: Limited) -> None:
    """What goes against the claim; where it says that the norm is missed, all must meet it, since one alone may be meant, unless the words
    say that each one of its sentence misses it."""
    if not told:
        tally.skip("no_figure_for_the_claim")
        return
    said = [(f, limit, standing.says_met(limit)) for f, limit in told]
    missing = [f for f, limit, met in said if met and limit.missed_by(rounded_or_cut(last_to_meet(f, at_least=limit.demand == "at_least")))]
    meeting = [f for f, limit, met in said if not met and limit.met_by(rounded_or_cut(f))]
    elsewhere = not any(f in sentence.facts for f, _ in told)  # then the claim is no part of what the finding quotes, and is told
    if missing:
        variant = "elsewhere" if elsewhere else "all" if len(told) > 1 else "near"
        tally.check(against(missing, _norm_of(desk, missing), variant, said=standing.said))
    else:
        variant = "missed_elsewhere" if elsewhere else "missed"
        of_one = len({(f.indicator, f.criterion, f.entity is None, f.period) for f, _ in told}) == 1
        each = of_one and not elsewhere and says("each_misses", standing.segment[-_CLOSE:] + standing.words)
        wrong = meeting and (each or len(meeting) == len(said))
        tally.check(against(meeting, None, variant, said=standing.said) if wrong else None)


def _limited_before(desk: Desk, sentence: Sentence, standing: Standing) -> Limited:
    """The figures of the claim's segment that the standard limits (小学介于0.187与0.468之间，初中…，均达到国家标准); of a claim on
    every item (…；…，七项指标县级均值均达到国家标准) those before its semicolons too, unless these say that one is missed."""
    clause = last_clause(standing.segment)
    every = says("each_item_meant", clause) and not says("missed_before", sentence.text[: standing.start])
    ahead = (p.fact for p in sentence.placed if (every or standing.start <= p.start) and p.end <= standing.at)
    told = [(f, limit) for f in ahead if is_plain(f) and (limit := limit_of(desk, f))]
    return latest([(f, limit) for f, limit in told if _in_stage(f, clause)])  # 小学最大班额58人，初中各校均达标


def _of_one_mean(told: Limited, standing: Standing) -> Limited:
    """Of a claim on the county's means those of which one value is told: of two of an item and a stage, one is not what it is taken for."""
    if not says("of_all_items_at_once", last_clause(standing.segment)):
        return told
    values: dict[tuple[object, ...], set[object]] = {}
    for fact, _ in told:
        values.setdefault(_mean_of(fact), set()).add(fact.value)
    return [(f, limit) for f, limit in told if len(values[_mean_of(f)]) == 1]


def _mean_of(fact: Fact) -> tuple[object, ...]:
    return (fact.indicator, fact.stage, fact.criterion, fact.area, fact.entity, fact.period)


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
    if not _in_stage(fact, sentence.text[ahead[-1].end : standing.at]):
        return []  # 小学6.8平方米、初中11.2平方米，小学低于国家标准
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
