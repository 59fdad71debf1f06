"""Shares that name their part again behind a sum (县级配套3140万元。县级配套占全部资金的41.9%), and amounts per head of one school beside
what they are of (占地58240平方米，校舍17680平方米，在校生2080人，生均占地28平方米).

Takes rates that no relation holds. Silent where two parts bear the name, or two counts may be those whom the amount is shared by.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact, is_plain
from models.checks.limits import identities
from models.checks.shares.ratios import check_share
from models.checks.wordings import in_brackets, last_piece, pattern, saying, stages_named
from models.claims import claims
from models.fact import Fact


def check_named_parts(desk: Desk) -> Tally:
    """ratio_mismatch for each such rate that does not hold."""
    tally = Tally("named_parts")
    known = {relation.rate for _, relation in desk.ratios}
    for sentence in saying(desk, "share_keys"):
        for rate in sentence.placed:
            if rate.fact.unit == "%" and is_plain(rate.fact) and rate.fact.id not in known:
                for part, whole in _named(desk, sentence, rate):
                    check_share(tally, part, whole, rate.fact)
    for entry in identities()["per_head"]:
        for fact in desk.by_measure.get((entry["rate"], entry["unit"]), ()):
            if fact.evidence.table is None and fact.id not in known and is_plain(fact):
                for amount, heads in _beside(desk.sentence_of[fact.id], desk.placed[fact.id], entry):
                    check_share(tally, amount, heads, fact)
    return tally


def _named(desk: Desk, sentence: Sentence, rate: Placed) -> Iterator[tuple[Fact, Fact]]:
    """The part of a sum told just before whose clause ends with the name that the share gives its part, and the whole of that sum."""
    said = pattern(claims()["named_part_share"]).search(last_piece(sentence.text[: rate.start]))
    if said is None:
        return
    near = [s for s in desk.blocks.get(sentence.block, []) if s.start <= sentence.start]
    for _, relation in desk.sums:
        whole = desk.fact(relation.whole)
        if whole is None or desk.sentence_of[whole.id] not in near or whole.evidence.start >= rate.fact.evidence.start:
            continue
        parts = (desk.fact(part) for part in relation.parts)
        named = [part for part in parts if part is not None and _bears(desk, part, said["name"])]
        if len(named) == 1 and is_exact(named[0]) and is_exact(whole):
            yield named[0], whole


def _bears(desk: Desk, part: Fact, name: str) -> bool:
    words = last_piece(desk.sentence_of[part.id].text[: desk.placed[part.id].start])
    return pattern(claims()["share_fillers"]).sub("", words).endswith(name)


def _beside(sentence: Sentence, rate: Placed, entry: dict[str, Any]) -> Iterator[tuple[Fact, Fact]]:
    """The one amount and the one number of heads in front of an amount per head, behind the last semicolon."""
    since = max(sentence.text.rfind(mark, 0, rate.start) for mark in "；;")
    ahead = [p for p in sentence.placed if since < p.start < rate.start and not in_brackets(sentence.text[: p.start])]
    measures = ((entry[member], entry[f"{member}_unit"]) for member in ("amount", "heads"))
    amounts, heads = ([p.fact for p in ahead if (p.fact.indicator, p.fact.unit) == measure] for measure in measures)
    plain = len(amounts) == len(heads) == 1 and is_exact(amounts[0]) and is_exact(heads[0]) and bool(heads[0].value)
    clause = last_piece(sentence.text[: rate.start])
    if (
        plain
        and not _is_of_another_stage(rate.fact, heads[0], clause)
        and pattern(entry.get("words", "")).search(clause)
        and not pattern(identities()["no_own_mean"]).search(clause)
    ):
        yield amounts[0], heads[0]


def _is_of_another_stage(rate: Fact, heads: Fact, clause: str) -> bool:
    """小学专任教师1140人，生师比为16:1，初中生师比为12.4:1: a rate that names its stage is of no heads that are told of another."""
    return None not in (rate.stage, heads.stage) and rate.stage != heads.stage and stages_named(clause) == [rate.stage]
