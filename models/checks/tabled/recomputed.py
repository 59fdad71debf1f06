"""The finding on a figure that a table gives otherwise: what is the same whether its cells are added up, averaged or spread."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.checks.amounts import amount
from models.checks.computing import middle, rounded, total
from models.checks.corrections import smallest
from models.checks.limits import crosses
from models.fact import Fact
from models.finding import Code, Finding, exact_text, make_finding
from models.quantity import Interval


def recomputed(
    code: Code, fact: Fact, cells: Sequence[Fact], computed: Fraction, interval: Interval, *, variant: str, shown: str, rows: int = 0
) -> Finding:
    """The finding of `fact`, for which `cells` of a table give `computed`, as they are rounded `interval`.

    `shown`: what was computed, as the reader is told it; `rows`: how many were added up.
    """
    return make_finding(
        code,
        [fact, *cells],
        variant=variant,
        claimed=exact_text(Fraction(fact.value or 0)),
        computed=exact_text(computed),
        interval=interval,
        changes_verdict=crosses(fact, computed),
        correction=smallest([(fact, computed)]),
        figure=fact.evidence.text,
        table=(cells[0].evidence.table or 0) + 1,
        shown=shown,
        rows=rows,
    )


def added_up(fact: Fact, cells: list[Fact]) -> Finding:
    """The table_mismatch of a figure that tells what `cells`, all with a value, add up to."""
    interval = total(cells, rounded)
    computed = middle(interval)
    shown = amount(computed, fact)
    return recomputed("table_mismatch", fact, cells, computed, interval, variant="added", shown=shown, rows=len(cells))


def given_otherwise(fact: Fact, cell: Fact) -> Finding:
    """The table_mismatch of a figure that one cell with a value gives otherwise."""
    value = Fraction(cell.value or 0)
    return recomputed("table_mismatch", fact, [cell], value, rounded(cell), variant="plain", shown=amount(value, fact))
