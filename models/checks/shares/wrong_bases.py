"""Shares reckoned of the whole of their whole: 符合条件886人，交流124人，占14.0%；其中骨干教师31人，占交流教师的3.5%, which is of the 886.

Takes a ratio that holds and whose words name another whole: what the ratio before it is a part of the same whole. Only then is it known
how a share that is far off came about.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.desk import Desk, Tally
from models.checks.shares.quotient import holds
from models.checks.shares.ratios import check_share
from models.checks.wordings import last_clause, pattern, says
from models.claims import claims
from models.fact import Fact


def check_wrong_bases(desk: Desk) -> Tally:
    """ratio_mismatch for each share that names the part told before it, and is reckoned of what that is a part of."""
    tally = Tally("wrong_bases")
    for part, named, rate in _shares(desk):
        check_share(tally, part, named, rate, explained=True)
    return tally


def _shares(desk: Desk) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Part, the whole that the words name, and the share that holds of the whole of both."""
    parts_of: dict[str, list[Fact]] = {}
    for _, relation in desk.ratios:
        part, whole, rate = (desk.fact(i) for i in (relation.part, relation.whole, relation.rate))
        if part is None or whole is None or rate is None or rate.unit != "%" or part.unit != whole.unit:
            continue
        name = _name(desk, part, rate)
        named = [f for f in parts_of.get(whole.id, []) if name and _is_called(desk, f, name) and not _is_called(desk, whole, name)]
        if len(named) == 1 and (part.value or 0) <= (named[0].value or 0) and holds(part, whole, rate) and not holds(part, named[0], rate):
            yield part, named[0], rate
        parts_of.setdefault(whole.id, []).append(part)


def _name(desk: Desk, part: Fact, rate: Fact) -> str | None:
    """交流轮岗 of 占交流轮岗教师的: what the words between a part and its share call the whole, its noun aside."""
    sentence = desk.sentence_of[rate.id]
    if desk.sentence_of[part.id] is not sentence or part.evidence.start > rate.evidence.start:
        return None
    found = pattern(claims()["whole_called"]).search(sentence.text[desk.placed[part.id].end : desk.placed[rate.id].start])
    return found["name"] if found else None


def _is_called(desk: Desk, fact: Fact, name: str) -> bool:
    """The clause of a count has all characters of a name; what should be is not called by what was done."""
    told = last_clause(desk.sentence_of[fact.id].text[: desk.placed[fact.id].start])
    return set(name) <= set(told) and (says("due_whole", name) or not says("due_whole", told))
