"""From the results of single requirements to parts and the county: all must be met; what is open leaves best and worst case."""

from __future__ import annotations

from collections.abc import Sequence

from models.assess.result import Conclusion, Result
from models.assess.trace import say, word
from models.schools.outcome import Verdict
from models.standard import Standard


def conclude(id: str, name: str, results: Sequence[Result]) -> Conclusion:
    """The conclusion over the results that decide."""
    deciding = [r for r in results if r.decides]
    verdict = _verdict({r.verdict for r in deciding})
    best: Verdict = "met" if verdict in ("depends_on_rounding", "insufficient") else verdict
    worst: Verdict = "not_met" if verdict in ("depends_on_rounding", "insufficient") else verdict
    return Conclusion(
        id=id, name=name, verdict=verdict, best=best, worst=worst,
        not_met=_named([r for r in deciding if r.verdict == "not_met"]),
        open=_named([r for r in deciding if r.verdict in ("depends_on_rounding", "insufficient")]),
    )  # fmt: skip


def _verdict(found: set[Verdict]) -> Verdict:
    for verdict in ("not_met", "insufficient", "depends_on_rounding", "met"):
        if verdict in found:
            return verdict
    return "not_applicable"


def _named(results: Sequence[Result]) -> tuple[str, ...]:
    return tuple(label(result) for result in results)


def label(result: Result) -> str:
    """How a result is called in a list: number, name, stage and item."""
    inside = [word("stages", result.stage)] if result.stage else []
    inside += [result.item_name] if result.item_name else []
    return f"{result.number} {result.name}" + (f"（{'，'.join(inside)}）" if inside else "")


def parts(standard: Standard, results: Sequence[Result]) -> tuple[Conclusion, ...]:
    return tuple(conclude(p.id, p.name, [r for r in results if r.part == p.id]) for p in standard.parts)


def conclusion_trace(found: Sequence[Conclusion], county: Conclusion) -> tuple[str, ...]:
    """A sentence or two for each part, and one for the county."""
    lines: list[str] = []
    for part in found:
        if part.not_met:
            lines.append(say("part_not_met", part=part.name, count=len(part.not_met), items="；".join(part.not_met)))
        if part.open:
            lines.append(say("part_open", part=part.name, count=len(part.open), items="；".join(part.open)))
        if not part.not_met and not part.open:
            lines.append(say("part_met", part=part.name))
    verdicts = {key: word("verdicts", getattr(county, key)) for key in ("verdict", "best", "worst")}
    return (*lines, say("county", **verdicts))
