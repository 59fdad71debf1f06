"""Figures that the report leaves blank: one finding lists them all."""

from __future__ import annotations

from models.checks.desk import Desk, Tally, in_order
from models.finding import make_finding

SHOWN = 6


def check_masked(desk: Desk) -> Tally:
    """One finding of severity info with every masked figure, in the order of the text."""
    tally = Tally("masked")
    blank = in_order(f for f in desk.extraction.facts if f.masked)
    if blank:
        shown = "、".join(f.evidence.text for f in blank[:SHOWN]) + ("等" if len(blank) > SHOWN else "")
        tally.check(make_finding("masked", blank, severity="info", count=len(blank), figures=shown))
    return tally
