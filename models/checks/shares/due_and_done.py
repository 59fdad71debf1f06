"""Rates right behind what should have been and what was: 应参加培训1420人，实际参加1349人，参训率为59%.

Takes rates that no relation holds, of one sentence; the words between tell that a deed is rated, and not what came out of it.
"""

from __future__ import annotations

from itertools import pairwise

from models.checks.desk import Desk, Tally, is_exact
from models.checks.shares.explained import is_explained
from models.checks.shares.ratios import check_share
from models.checks.wordings import last_clause, saying, says


def check_due_and_done(desk: Desk) -> Tally:
    """ratio_mismatch for each such rate that the two counts before it do not give."""
    tally = Tally("due_and_done")
    known = {r.rate for _, r in desk.ratios}
    for sentence in saying(desk, "rate_of_deed_key"):
        for (whole, part), (_, rate) in pairwise(pairwise(sentence.placed)):
            if rate.fact.unit != "%" or rate.fact.id in known or not all(is_exact(p.fact) for p in (whole, part, rate)):
                continue
            of_one_unit = whole.fact.unit == part.fact.unit != "%" and (part.fact.value or 0) <= (whole.fact.value or 0)
            due, done = (
                says("due_ahead", last_clause(sentence.text[: whole.start])),
                says("done_ahead", sentence.text[whole.end : part.start]),
            )
            if of_one_unit and due and done and says("rate_of_deed", sentence.text[part.end : rate.start]):
                explained = is_explained(desk, part.fact, whole.fact, rate.fact)
                check_share(tally, part.fact, whole.fact, rate.fact, explained=explained)
    return tally
