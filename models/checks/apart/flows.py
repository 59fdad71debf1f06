"""What was at first, what went and what came, and what is there at the end: 在校生18642人，毕业2987人，招生3105人，转入286人、转出341人，
现有18705人.

Words and kinds of moves are data (flows.yaml). A difference counts only where every kind of move is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from models.checks.amounts import amount
from models.checks.apart.told import Told, makes_up, told_in_turn
from models.checks.changes.changes import check_change
from models.checks.computing import judge, middle, total
from models.checks.corrections import smallest
from models.checks.desk import Desk, Tally, is_exact
from models.checks.wordings import has_words, in_brackets, pattern, stages_named
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.loading import load_data

_FILE = "flows.yaml"
_STATES = ("actual", "baseline")


class Flow(NamedTuple):
    """What was, what went of it and came to it, and what is; the change that is told behind it."""

    first: Fact
    goes: list[Fact]
    comes: list[Fact]
    last: Fact
    net: Fact | None


def check_flows(desk: Desk) -> Tally:
    """sum_mismatch of what the moves do not leave; change_mismatch of the net change that is told of what they do leave."""
    tally = Tally("flows")
    for _, block in groupby(told_in_turn(desk), key=lambda told: told.sentence.block):
        turn = list(block)
        text = "".join({id(told.sentence): told.sentence.text for told in turn}.values())
        for kind in load_data(_FILE)["flows"]:
            if any(key in text for key in kind["keys"]):
                for flow in _flows(turn, kind):
                    found = _check(flow)
                    tally.check(found)
                    if flow.net is not None and found is None:
                        tally.check(check_change(None, flow.first, flow.last, flow.net))
    return tally


def _flows(turn: list[Told], kind: dict[str, Any]) -> Iterator[Flow]:
    """The accounts of one kind in a paragraph, each from a first figure to the next of the same that is told of later."""
    counted = [told for told in turn if told.fact.unit in kind["units"]]
    for place, first in enumerate(counted):
        if _is_state(first, kind) and pattern(kind.get("first", "")).search(first.clause):
            behind = [told for told in counted[place + 1 : place + 1 + _MOST] if _counted_alike(told.fact, first.fact)]
            flow = _from(first, behind, kind)
            if flow is not None:
                yield flow


def _counted_alike(a: Fact, b: Fact) -> bool:
    """By one measure word; a class is counted in 个 as other things are."""
    return a.unit == b.unit or ({a.unit, b.unit} == {"item", "class"} and a.evidence.text[-1:] == b.evidence.text[-1:])


_MOST = 10
"""Figures from the first to the last at most."""


def _from(first: Told, behind: list[Told], kind: dict[str, Any]) -> Flow | None:
    """The account that `first` opens; None where a figure stands between that tells neither of a move nor of a part of one."""
    moves: dict[str, list[Fact]] = {}
    for place, told in enumerate(behind):
        if _in_brackets(told) or not _of_same(first, told, kind):
            continue
        if move := _move(told, kind):
            if not is_exact(told.fact, _STATES) or _says("not_all", told.clause):
                return None
            moves.setdefault(move, []).append(told.fact)
            continue
        if not moves or not (_is_last(first, told, kind) or _is_last_alone(first, told)):
            return None
        whole = {name: _without_parts(facts) for name, facts in moves.items()}
        goes = [fact for name, facts in whole.items() if name in kind["goes"] or name == kind.get("may_go") for fact in facts]
        comes = [fact for name, facts in whole.items() if name in kind["comes"] or name == kind.get("may_come") for fact in facts]
        complete = {*kind["goes"], *kind["comes"]} <= moves.keys()
        return Flow(first.fact, goes, comes, told.fact, _net(told, behind[place + 1 :])) if complete else None
    return None


def _net(last: Told, behind: list[Told]) -> Fact | None:
    """2023学年初为1919人，净增77人: the change of the whole that stands right behind the last."""
    told = next(iter(behind), None)
    beside = told is not None and told.sentence is last.sentence and told.place == last.place + 1 and _says("net", told.clause)
    return told.fact if beside and told and told.fact.kind == "change" and told.fact.bound == "exact" else None


def _is_last(first: Told, told: Told, kind: dict[str, Any]) -> bool:
    return _is_state(told, kind) and _says("last", _around(told)) and _names_same(first, told, kind)


def _is_last_alone(first: Told, told: Told) -> bool:
    """2022学年初专任教师1842人，…，2023学年初为1919人: of the same by its time alone."""
    of_a_time = _says("first_of_time", first.clause) and _says("last_alone", told.clause)
    return of_a_time and is_exact(told.fact, _STATES) and told.fact.kind == "level"


def _without_parts(facts: list[Fact]) -> list[Fact]:
    """到账1361.6万元：中央1243.0万元、县级118.6万元: the first alone, where the others make it up; so the last."""
    for whole, parts in ((facts[0], facts[1:]), (facts[-1], facts[:-1])):
        if len(parts) > 1 and makes_up(whole, parts):
            return [whole]
    return facts


def _move(told: Told, kind: dict[str, Any]) -> str | None:
    """The words of the kind of move that a figure counts: those that stand nearest to it in its clause, else behind it."""
    names: list[str] = [*kind["goes"], *kind["comes"], *(kind[key] for key in ("may_go", "may_come") if key in kind)]
    for words in (told.clause, told.behind):
        found = [(match.end(), name) for name in names for match in pattern(name).finditer(words)]
        if found:
            return max(found)[1]
    return None


def _is_state(told: Told, kind: dict[str, Any]) -> bool:
    """A figure that tells how many there are, and of no move."""
    named = pattern(kind["nouns"]).search(told.clause + told.behind) is not None
    plain = named and is_exact(told.fact, _STATES) and (told.fact.value or 0) > 0
    return plain and not _says("no_state", told.clause) and _move(told, kind) is None and not _in_brackets(told)


def _of_same(first: Told, told: Told, kind: dict[str, Any]) -> bool:
    """Whether a figure names nothing else than what the first counts: neither another noun nor another stage."""
    mine, theirs = (set(pattern(kind["nouns"]).findall(t.clause)) for t in (first, told))
    stages, others = (stages_named(t.clause) for t in (first, told))
    return (not theirs or not mine or bool(mine & theirs) or not _SINGLE.isdisjoint(mine)) and not (stages and others and stages != others)


_SINGLE = {"学校", "学生"}
"""What takes in the narrower nouns."""


def _names_same(first: Told, last: Told, kind: dict[str, Any]) -> bool:
    mine, theirs = (set(pattern(kind["nouns"]).findall(t.clause + t.behind)) for t in (first, last))
    return bool(mine & theirs) and stages_named(first.clause) == stages_named(last.clause) and first.fact.value != 0


def _in_brackets(told: Told) -> bool:
    return in_brackets(told.sentence.text[: told.placed.start])


def _around(told: Told) -> str:
    return f"{told.clause}#{told.behind}"


def _says(name: str, text: str) -> bool:
    return has_words(_FILE, name, text)


def _check(flow: Flow) -> Finding | None:
    """The finding of an account that does not come out, or None where it does."""
    judgement = judge(flow.last, lambda read: total([flow.first, *flow.comes], read) - total(flow.goes, read))
    if judgement.verdict == "consistent" or _has_first_within(flow):
        return None
    computed = middle(judgement.computed)
    return make_finding(
        "sum_mismatch",
        [flow.first, *flow.goes, *flow.comes, flow.last],
        variant="flow",
        claimed=exact_text(Fraction(flow.last.value or 0)),
        computed=exact_text(computed),
        interval=judgement.computed,
        correction=smallest([(flow.last, computed)]),
        first=flow.first.evidence.text,
        goes=_listed(flow.goes),
        comes=_listed(flow.comes),
        shown=amount(computed, flow.last),
        last=flow.last.evidence.text,
    )


def _has_first_within(flow: Flow) -> bool:
    """上年结余86.4万元，全年总收入1448万元，支出1395.7万元，年末结余52.3万元: what came takes in what there was."""
    return judge(flow.last, lambda read: total(flow.comes, read) - total(flow.goes, read)).verdict == "consistent"


def _listed(facts: list[Fact]) -> str:
    return "、".join(fact.evidence.text for fact in facts)
