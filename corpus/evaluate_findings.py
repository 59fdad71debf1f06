"""How well the checks do on a labelled report: which labelled findings were found, under which code, and the false alarms.

A labelled finding is found where a raised one names at least one of its figures, and has the right code where one of those
carries its code. A raised finding that shares no figure with any labelled one is a false alarm. Raised are errors and
warnings; findings that only inform are counted apart, as found where their code was given at all.
Takes labels and findings; gives a FindingScore. Prints nothing and opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from corpus.labelled import LabelledFinding
from models.finding import Finding


@dataclass(frozen=True, slots=True)
class FindingTally:
    """Counts of findings. The first three are of what is labelled, the last two of what the program raised."""

    labelled: int = 0
    found: int = 0
    right_code: int = 0
    raised: int = 0
    false_alarms: int = 0

    def __add__(self, other: FindingTally) -> FindingTally:
        return FindingTally(
            self.labelled + other.labelled, self.found + other.found, self.right_code + other.right_code,
            self.raised + other.raised, self.false_alarms + other.false_alarms,
        )  # fmt: skip


@dataclass(frozen=True)
class FindingScore:
    """Of one report or of many. `by_code`: errors and warnings, labelled ones under their label's code, raised ones under
    their own; `info`: what only informs. The others are what went wrong, one report's only."""

    by_code: Mapping[str, FindingTally]
    info: Mapping[str, FindingTally]
    missed: tuple[LabelledFinding, ...] = ()
    other_code: tuple[tuple[LabelledFinding, tuple[str, ...]], ...] = ()
    false_alarms: tuple[Finding, ...] = ()

    @property
    def total(self) -> FindingTally:
        """Of all errors and warnings."""
        return reduce(FindingTally.__add__, self.by_code.values(), FindingTally())

    @property
    def total_info(self) -> FindingTally:
        return reduce(FindingTally.__add__, self.info.values(), FindingTally())


def score_findings(labelled: Sequence[LabelledFinding], findings: Sequence[Finding], label_ids: Mapping[str, str]) -> FindingScore:
    """The score of one report. `label_ids`: from the id of a fact to that of the label it answers."""
    named = [(finding, {label_ids[id] for id in finding.facts if id in label_ids}) for finding in findings]
    raised = [(finding, facts) for finding, facts in named if finding.severity != "info"]
    wanted = [label for label in labelled if label.severity != "info"]
    codes = [tuple(sorted({finding.code for finding, facts in raised if facts & label.facts})) for label in wanted]
    alarms = tuple(finding for finding, facts in raised if not any(facts & label.facts for label in labelled))
    of_labels = [
        (label.code, FindingTally(labelled=1, found=int(bool(hits)), right_code=int(label.code in hits)))
        for label, hits in zip(wanted, codes, strict=True)
    ]
    of_raised = [(finding.code, FindingTally(raised=1, false_alarms=int(finding in alarms))) for finding, _ in raised]
    told = {finding.code for finding in findings}
    quiet = [label for label in labelled if label.severity == "info"]
    of_info = [(label.code, FindingTally(1, int(label.code in told), int(label.code in told))) for label in quiet]
    pairs = list(zip(wanted, codes, strict=True))
    return FindingScore(
        added([*of_labels, *of_raised]),
        added(of_info),
        missed=(*(label for label, hits in pairs if not hits), *(label for label in quiet if label.code not in told)),
        other_code=tuple((label, hits) for label, hits in pairs if hits and label.code not in hits),
        false_alarms=alarms,
    )


def added(counts: Iterable[tuple[str, FindingTally]]) -> dict[str, FindingTally]:
    """The tallies of each code added up, by code."""
    found: dict[str, FindingTally] = {}
    for code, tally in counts:
        found[code] = found.get(code, FindingTally()) + tally
    return dict(sorted(found.items()))


def score_of_all(scores: Sequence[FindingScore]) -> FindingScore:
    """The counts of several reports as one."""
    return FindingScore(
        added(item for score in scores for item in score.by_code.items()),
        added(item for score in scores for item in score.info.items()),
    )
