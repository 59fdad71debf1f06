"""Identities: what must hold between figures of one sentence although no relation was read between them.

Which indicators add up over the stages, and what is left of which, is data (identities.yaml). Silent where the sentence
gives a stage twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from models.checks.arithmetic.bounds import is_count
from models.checks.arithmetic.sums import check_sum
from models.checks.computing import far_apart
from models.checks.desk import Desk, Sentence, Tally, is_exact, is_plain
from models.checks.limits import identities
from models.checks.sameness import Key
from models.checks.scales import moved
from models.checks.wordings import NUMERALS, before, in_brackets, last_clause, noun_after, pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.indicators import OTHER

WHOLE, PARTS = "compulsory", ("primary", "junior")


def check_identities(desk: Desk) -> Tally:
    """sum_mismatch of a whole of 义务教育 and its stages, where the words in between say that it has these parts."""
    tally = Tally("identities")
    joined = {r.whole for _, r in desk.sums} | desk.parts
    pairs = {(r.whole, part) for _, r in desk.sums for part in r.parts}
    for sentence in desk.prose:
        if len(sentence.facts) > 2:  # a whole and two parts
            _check_sentence(tally, sentence, joined)
            for remainder in identities()["remainders"]:
                _check_remainder(tally, sentence, remainder, pairs)
    for sentence in saying(desk, "of_them"):
        _check_single_parts(desk, tally, sentence, joined)
    for sentence in saying(desk, "divided_into"):
        _check_batches(tally, sentence, joined)
    return tally


def _check_single_parts(desk: Desk, tally: Tally, sentence: Sentence, joined: set[str]) -> None:
    """rate_over_100 of one part that 其中 takes out of the count before it and that is more than this: 96人，其中音体美教师102人."""
    for whole, part in [*_part_behind(sentence), *_parts_of_any(sentence)]:
        if part.id in joined or not _countable(whole, part) or _is_at_place(desk, whole, part):
            continue
        if _is_of_wrong_scale(desk, whole, part):
            tally.check(too_large(whole, part))
        elif not _holds_further_out(desk, whole, part):
            check_part(tally, whole, part)


def _is_of_wrong_scale(desk: Desk, whole: Fact, part: Fact) -> bool:
    """投入1.26万元，其中建设7450万元: whether 亿 is meant, of which the part is not too little a share, and no amount each."""
    least, most = part.value or 0, _MOST_OF_PART * (part.value or 0)
    larger = any(least <= (meant.value or 0) <= most for meant in moved(whole))
    return whole.unit == "CNY" and (whole.value or 0) < least and larger and not says("per_head", before(desk, whole))


_MOST_OF_PART = 5


def _holds_further_out(desk: Desk, whole: Fact, part: Fact) -> bool:
    """1210人，其中小学820人、初中390人，其中女教师600人: what is more than the last part may be of the whole that it is a part of."""
    outer = (desk.fact(relation.whole) for _, relation in desk.sums if whole.id in relation.parts)
    return any(f is not None and _countable(f, part) and (f.value or 0) >= (part.value or 0) for f in outer)


def check_part(tally: Tally, whole: Fact, part: Fact) -> None:
    """rate_over_100 of a part that is more than its whole; one far off is a part of something else."""
    if far_apart(Fraction(part.value or 0), Fraction(whole.value or 0)):
        tally.skip("far_apart")
    else:
        tally.check(too_large(whole, part) if (part.value or 0) > (whole.value or 0) else None)


def _part_behind(sentence: Sentence) -> Iterator[tuple[Fact, Fact]]:
    for whole, part in pairwise(sentence.placed):
        if says("part_of_it", sentence.text[whole.end : part.start]):
            yield whole.fact, part.fact


def _parts_of_any(sentence: Sentence) -> Iterator[tuple[Fact, Fact]]:
    """减免6230.5万元，受助8.42万人次，其中困难学生1.36万人次、7518.2万元: of what a part behind 其中 measures, the largest figure
    before it."""
    for match in pattern(claims()["of_them"]).finditer(sentence.text):
        closed = _CLOSED.search(sentence.text, match.start()) if in_brackets(sentence.text[: match.start()]) else None
        until = closed.start() if closed else match.end()  # 843人（其中特岗教师61人），占教职工900人的93.7%
        behind = [p.fact for p in sentence.placed if match.start() < p.start <= until]
        end = next((i for i, fact in enumerate(behind) if i and (fact.unit == "%" or _takes_all(sentence, fact))), len(behind))
        for part in behind[1:end]:  # what stands right behind 其中 is held against the figure before it; its share ends what 其中 opens
            wholes = [p.fact for p in sentence.placed if p.end <= match.start() and _measures(p.fact, part)]
            if wholes and not any(f.masked for f in wholes):  # 学校**所（含民办5所），其中初中7所: the whole is the one left blank
                yield max(wholes, key=lambda f: f.value or 0), part


def _takes_all(sentence: Sentence, fact: Fact) -> bool:
    """其中4所两样都改，合起来涉及17所: no more of those behind 其中."""
    start = next(p.start for p in sentence.placed if p.fact is fact)
    return says("counted_once", last_clause(sentence.text[:start]))


_CLOSED = re.compile("[)）]")


def _measures(whole: Fact, part: Fact) -> bool:
    """A figure of one indicator and unit with the part, and of no narrower group; it may be left blank."""
    same = (whole.indicator, whole.unit, whole.kind) == (part.indicator, part.unit, part.kind) and whole.indicator != OTHER
    wider = whole.stage in (None, part.stage) and whole.area in (None, part.area) and whole.period in (None, part.period)
    return same and wider and (whole.value is not None or whole.masked)


def _countable(whole: Fact, part: Fact) -> bool:
    """Both of one unit and exact; of things, by one measure word too: 32辆，其中36座的18辆."""
    alike = whole.unit == part.unit and (whole.unit != "item" or whole.evidence.text[-1:] == part.evidence.text[-1:])
    countable = whole.unit == "CNY" or (is_count(whole) and is_count(part))
    return alike and countable and is_exact(whole) and is_exact(part)


def _is_at_place(desk: Desk, whole: Fact, part: Fact) -> bool:
    """分布在4个乡镇，其中沙河镇5个: what is at one of so many places is none of these places."""
    at_some = says("at_place", before(desk, part)) or says("spread_over_places", before(desk, whole))
    return at_some and says("counts_places", noun_after(desk, whole))


def too_large(whole: Fact, part: Fact) -> Finding:
    """The finding of a part with a value that is more than its whole."""
    assert whole.value is not None and part.value is not None
    return make_finding(
        "rate_over_100",
        [whole, part],
        variant="part",
        claimed=exact_text(Fraction(part.value)),
        computed=exact_text(Fraction(whole.value)),
        whole=whole.evidence.text,
        part=part.evidence.text,
    )


def _check_sentence(tally: Tally, sentence: Sentence, joined: set[str]) -> None:
    groups: dict[Key, list[Fact]] = {}
    for fact in sentence.facts:
        if fact.indicator in identities()["stages_add_up"] and fact.kind == "level" and fact.value is not None:
            groups.setdefault(_key_but_stage(fact), []).append(fact)
    for facts in groups.values():
        if len(facts) < 3:
            continue
        if any(f.id in joined for f in facts):
            tally.skip("already_joined")
        elif [f.stage for f in facts] != [WHOLE, *PARTS] or not _in_parts(sentence, facts):
            tally.skip("not_surely_parts")
        else:
            tally.check(check_sum(None, facts[0], facts[1:]))


def _check_remainder(tally: Tally, sentence: Sentence, remainder: dict[str, str], joined: set[tuple[str, str]]) -> None:
    """核定编制3200名，在编2950名，缺编250个: whole, part and rest, each once for a stage or one right behind the other, by whichever
    measure word."""
    told = [fact for fact in sentence.facts if fact.indicator in remainder.values() and is_plain(fact)]
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in told:
        groups.setdefault(_scope(fact), []).append(fact)
    in_a_row = ([*three] for three in zip(told, told[1:], told[2:], strict=False) if len({_scope(fact) for fact in three}) == 1)
    for facts in {tuple(fact.id for fact in facts): facts for facts in (*groups.values(), *in_a_row)}.values():
        found = {fact.indicator: fact for fact in facts}
        if len(facts) != len(remainder) or len(found) < len(remainder) or len({f.period for f in facts} - {None}) > 1:
            continue
        whole, *rest = (found[remainder[name]] for name in ("whole", "part", "rest"))
        if any((whole.id, fact.id) in joined for fact in rest):
            tally.skip("already_joined")
        elif says("not_on_posts", sentence.text):
            tally.skip("not_surely_on_posts")
        else:
            tally.check(check_sum(None, whole, rest))


def _scope(fact: Fact) -> tuple[object, ...]:
    return (fact.stage, fact.area, fact.entity)


def _check_batches(tally: Tally, sentence: Sentence, joined: set[str]) -> None:
    """61所学校分三批创建，第一批18所，第二批26所，第三批19所: as many batches as the whole is divided into."""
    divided = pattern(claims()["divided_into"]).search(sentence.text)
    if divided is None:
        return
    named = pattern(claims()["of_a_batch"].format(re.escape(divided["kind"])))
    behind = [p for p in sentence.placed if p.start > divided.end()]
    told = [(m[1], p.fact) for p in behind if (m := named.search(sentence.text[divided.end() : p.start]))]
    ahead = [p.fact for p in sentence.placed if p.end <= divided.start()]
    parts = [fact for _, fact in told]
    wholes = [f for f in ahead if parts and _countable(f, parts[0])]
    in_turn = [number for number, _ in told] == list(_NUMBERS[: len(told)]) and NUMERALS.get(divided["count"]) == len(told)
    if in_turn and wholes and not {f.id for f in parts} & joined and all(_countable(wholes[-1], p) for p in parts):
        tally.check(check_sum(None, wholes[-1], parts))


_NUMBERS = "一二三四五六七八九"


def _key_but_stage(fact: Fact) -> Key:
    return (fact.indicator, fact.unit, fact.area, fact.criterion, fact.entity, fact.period)


def _in_parts(sentence: Sentence, facts: list[Fact]) -> bool:
    """Whether whole and parts follow each other, with words such as 其中 or a bracket after the whole."""
    place = next(i for i, f in enumerate(sentence.facts) if f.id == facts[0].id)
    if [f.id for f in sentence.facts[place : place + 3]] != [f.id for f in facts]:
        return False
    if place + 3 < len(sentence.facts) and sentence.facts[place + 3].unit == facts[0].unit:
        return False
    between = sentence.text[sentence.placed[place].end : sentence.placed[place + 1].start]
    wider = says("wider_whole", last_clause(sentence.text[: sentence.placed[place].start]))
    return says("parts_follow", between) and not wider
