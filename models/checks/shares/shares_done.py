"""Shares of a total that are told as done (总投资已完成近六成), where the total and what was done stand elsewhere, each told once.

Silent where the document tells two totals of the name, or two amounts done, and where a rate's own sentence tells what it is of.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.sameness import is_own_amount
from models.checks.shares.ratios import check_share
from models.checks.wordings import pattern, saying, says
from models.claims import claims
from models.fact import Fact


def check_shares_done(desk: Desk) -> Tally:
    """ratio_mismatch for each share of a total that what was done of it does not give."""
    tally = Tally("shares_done")
    known = {r.rate for _, r in desk.ratios}
    for sentence in saying(desk, "share_done_key"):
        if any(p.fact.unit == "CNY" for p in sentence.placed):
            continue
        for placed in sentence.placed:
            words = _share_done(sentence, placed) if placed.fact.id not in known else None
            if words is not None:
                _check(desk, tally, placed.fact, *words)
    return tally


def _share_done(sentence: Sentence, rate: Placed) -> tuple[str, str] | None:
    """总投资已完成近六成, 完成了总投资的近六成: what the total is called and what was done of it."""
    if rate.fact.unit != "%" or rate.fact.status != "actual" or rate.fact.kind != "level" or rate.fact.value_max is not None:
        return None
    ahead = sentence.text[: rate.start]
    found = next((m for words in claims()["share_done"] if (m := pattern(words).search(ahead))), None)
    return (found["total"], found["done"]) if found else None


def _check(desk: Desk, tally: Tally, rate: Fact, total: str, done: str) -> None:
    whole = _told_once(desk, claims()["total_told"].format(total))
    part = _told_once(desk, claims()["done_told"].format(done))
    if whole is None or part is None or (part.value or 0) > (whole.value or 0):
        tally.skip("members_missing")
    else:
        check_share(tally, part, whole, rate)


def _told_once(desk: Desk, words: str) -> Fact | None:
    """The one amount of money right in front of which a text has `words`; None where there are two."""
    told = [f for f in _amounts(desk, words) if f.value]
    return told[0] if len({f.value for f in told}) == 1 and is_exact(told[0], ("actual", "plan")) and is_own_amount(told[0]) else None


def _amounts(desk: Desk, words: str) -> Iterator[Fact]:
    """Such amounts, no single school's: 新桥小学总投资860万元, 总投资860万元的教学楼."""
    for sentence in desk.prose:
        for placed in sentence.placed:
            ahead = sentence.text[: placed.start]
            if placed.fact.unit == "CNY" and pattern(words).search(ahead):
                one = says("of_one_project", ahead) or sentence.text.startswith("的", placed.end)
                if not one:
                    yield placed.fact
