"""All checks of one document's claims, in one ordered inventory: an Extraction in, a CheckReport out.

A document is laid out on a Desk (desk.py, around.py); the words around its figures are read by wordings.py, intervals are
computed by computing.py. The checks stand in rooms by what they hold a figure against: the sum of others and what it can be
(arithmetic), the whole that it is a share of (shares), the earlier value that it has changed from (changes), parts that stand in other
sentences (apart), the standard (standard), its other years (over_time), the same told again (repeated), the document's tables (tabled),
what a list of the text gives of each of its members (listed).
A new kind of check is a function from Desk to Tally, a line in CHECKS, and its sentence in data/findings.yaml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from models.checks.apart import check_apart
from models.checks.apart.flows import check_flows
from models.checks.arithmetic.bounds import check_ranges, check_shares
from models.checks.arithmetic.contained import check_contained
from models.checks.arithmetic.day_amounts import check_day_amounts
from models.checks.arithmetic.granted import check_grants
from models.checks.arithmetic.identities import check_identities
from models.checks.arithmetic.lost_points import check_lost_points
from models.checks.arithmetic.named_sums import check_named_sums
from models.checks.arithmetic.places_left import check_places_left
from models.checks.arithmetic.products import check_products
from models.checks.arithmetic.sizes import check_sizes
from models.checks.arithmetic.sums import check_sums
from models.checks.arithmetic.yearly_means import check_yearly_means
from models.checks.changes.changes import check_changes
from models.checks.desk import Desk, Tally
from models.checks.listed.extremes import check_extremes
from models.checks.listed.of_schools import check_of_schools
from models.checks.listed.orders import check_orders
from models.checks.listed.ranks import check_ranks
from models.checks.masked import check_masked
from models.checks.over_time.periods import check_periods
from models.checks.over_time.spans_told import check_spans_told
from models.checks.over_time.trends import check_trends
from models.checks.repeated.documents import compare
from models.checks.repeated.names_counted import check_names_counted
from models.checks.repeated.repeats import check_repeats
from models.checks.shares.complements import check_complements
from models.checks.shares.divided import check_divided
from models.checks.shares.due_and_done import check_due_and_done
from models.checks.shares.keyed import check_keyed
from models.checks.shares.named_parts import check_named_parts
from models.checks.shares.parts_told import check_told_shares
from models.checks.shares.per_head import check_per_head
from models.checks.shares.possible import check_impossible_rates
from models.checks.shares.ratios import check_ratios
from models.checks.shares.shares_done import check_shares_done
from models.checks.shares.shares_of_all import check_shares_of_all
from models.checks.shares.summed_up import check_summed_up
from models.checks.shares.wrong_bases import check_wrong_bases
from models.checks.standard.special.full_classes import check_full_classes
from models.checks.standard.special.one_each import check_one_each
from models.checks.standard.thresholds import check_thresholds
from models.checks.tabled.all_listed import check_all_listed
from models.checks.tabled.attained import check_attained
from models.checks.tabled.beside import check_beside
from models.checks.tabled.cleared import check_cleared
from models.checks.tabled.coefficients import check_coefficients
from models.checks.tabled.composites import check_composites
from models.checks.tabled.deeds_of_rows import check_deeds_of_rows
from models.checks.tabled.left_out import check_left_out
from models.checks.tabled.named_rows import check_named_rows
from models.checks.tabled.one_row import check_one_row
from models.checks.tabled.ranges_told import check_ranges_told
from models.checks.tabled.rows_told import check_rows_told
from models.checks.tabled.sides import check_sides
from models.checks.tabled.tables import check_tables
from models.checks.tabled.totals_swapped import check_totals_swapped
from models.checks.tabled.verdicts import check_verdicts
from models.collector import collector_paused
from models.fact import Extraction
from models.finding import CheckReport, Finding

__all__ = ["CHECKS", "check", "compare"]

CHECKS: tuple[Callable[[Desk], Tally], ...] = (
    check_sums,
    check_named_sums,
    check_ratios,
    check_told_shares,
    check_wrong_bases,
    check_shares_of_all,
    check_shares_done,
    check_due_and_done,
    check_summed_up,
    check_keyed,
    check_complements,
    check_divided,
    check_named_parts,
    check_per_head,
    check_grants,
    check_products,
    check_day_amounts,
    check_sizes,
    check_yearly_means,
    check_impossible_rates,
    check_changes,
    check_trends,
    check_repeats,
    check_names_counted,
    check_thresholds,
    check_one_each,
    check_full_classes,
    check_shares,
    check_ranges,
    check_lost_points,
    check_tables,
    check_totals_swapped,
    check_all_listed,
    check_attained,
    check_beside,
    check_rows_told,
    check_named_rows,
    check_one_row,
    check_ranges_told,
    check_deeds_of_rows,
    check_verdicts,
    check_cleared,
    check_left_out,
    check_sides,
    check_coefficients,
    check_composites,
    check_identities,
    check_contained,
    check_places_left,
    check_extremes,
    check_ranks,
    check_orders,
    check_of_schools,
    check_apart,
    check_flows,
    check_periods,
    check_spans_told,
    check_masked,
)


def check(extraction: Extraction) -> CheckReport:
    """The findings of one document in the order of the text, and how far each family of checks got."""
    with collector_paused():
        return _report(Desk(extraction))  # nearly all that was made for it is gone before the collector walks again


def _report(desk: Desk) -> CheckReport:
    tallies = [run(desk) for run in CHECKS]
    # A total that two checks find in one table is told once.
    found = list({(f.code, f.facts, f.message): f for tally in tallies for f in tally.findings}.values())
    concerned = {fact_id for finding in found for fact_id in finding.facts}
    place = {fact.id: (fact.evidence.start, i) for i, fact in enumerate(desk.extraction.facts) if fact.id in concerned}
    found.sort(key=lambda f: (min(place[i] for i in f.facts), f.code))
    return CheckReport(findings=_numbered(found), families=tuple(tally.count() for tally in tallies))


def _numbered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Ids that say what they are and stay when other findings come or go: the code and the first fact."""
    seen: Counter[str] = Counter()
    named = []
    for finding in findings:
        name = f"{finding.code}-{finding.facts[0]}"
        seen[name] += 1
        named.append(finding.model_copy(update={"id": name if seen[name] == 1 else f"{name}-{seen[name]}"}))
    return tuple(named)
