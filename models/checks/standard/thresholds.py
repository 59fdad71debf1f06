"""Thresholds: what is claimed as attained or missed, against the figures of the same document.

Three kinds of claims: against a norm that the sentence writes out (`written`), against the standard without its number
(均达到国家标准: `unwritten`), and the verdict cell of a table's row (`row_verdicts`). Silent unless the figure surely goes
against the claim.
"""

from __future__ import annotations

from models.checks.arithmetic.bounds import is_impossible
from models.checks.desk import Desk, Sentence, Tally
from models.checks.standard.claimed.norms import limits_of_all, norm_claims
from models.checks.standard.contradictions import reckoned
from models.checks.standard.figures.ahead import told_of_norms
from models.checks.standard.figures.derived import rates_of_bounds
from models.checks.standard.figures.held import told_before
from models.checks.standard.row_verdicts import check_row
from models.checks.standard.special.counted import miscounted_listed
from models.checks.standard.special.share_of_limit import short_of_shares
from models.checks.standard.unwritten import check_unwritten
from models.checks.standard.written import against_norm, check_elsewhere, check_limit, check_norm
from models.checks.wordings import saying
from models.claims import held_keys
from models.finding import Finding


def check_thresholds(desk: Desk) -> Tally:
    """threshold_contradiction for each claim that figures of the sentence, the text or a table surely go against."""
    tally = Tally("thresholds")
    earlier: Sentence | None = None
    held, of_norms = set(desk.running_claims.having(held_keys())), set(saying(desk, "told_keys"))
    for sentence in desk.claiming:
        if sentence.table is not None:
            check_row(tally, sentence)
            continue
        claims_made = norm_claims(sentence)
        for claim in claims_made:
            norms = [c.norm.fact for c in claims_made if c.start == claim.start]
            found = len(tally.findings)
            check_norm(desk, tally, sentence, claim, norms, told_before(sentence, earlier, claim, norms))
            if len(tally.findings) == found:
                check_elsewhere(desk, tally, sentence, claim)
        for claim in limits_of_all(sentence):
            check_limit(desk, tally, sentence, claim, told_before(sentence, earlier, claim, [claim.norm.fact]))
        for finding in (*short_of_shares(desk, sentence, earlier), *miscounted_listed(sentence)):
            tally.check(finding)
        if sentence in held:
            check_unwritten(desk, tally, sentence)
        for rate in rates_of_bounds(desk, sentence):
            tally.check(reckoned(rate, said_met=True))
        for told in told_of_norms(desk, sentence) if sentence in of_norms else ():
            tally.check(against_norm(desk, sentence, told))
        earlier = sentence
    tally.findings = [finding for finding in _told_once(tally.findings) if not _is_told_as_impossible(desk, finding)]
    return tally


def _told_once(findings: list[Finding]) -> list[Finding]:
    """Two claims that the same figures go against are one thing to look at, be the norm written in one of them or not."""
    first: dict[tuple[str, ...], Finding] = {}
    for finding in findings:
        first.setdefault(finding.facts, finding)
    told = [frozenset(facts) for facts in first]
    return [finding for facts, finding in first.items() if not any(frozenset(facts) < others for others in told)]


def _is_told_as_impossible(desk: Desk, finding: Finding) -> bool:
    """生均仪器设备值2350万元，达不到2500元: of a slip of the unit it is not known whether what was meant meets the norm."""
    figures = [fact for i in finding.facts if (fact := desk.by_id[i]).status != "standard"]
    return bool(figures) and all(is_impossible(desk, fact) for fact in figures)
