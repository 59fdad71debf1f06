"""From the results of single requirements to parts and the county: all must be met; what is open leaves best and worst case."""

from __future__ import annotations

from collections.abc import Sequence

from models.assess.result import Conclusion, Result
from models.assess.trace import Told, bracketed, chinese, english, joined, named, say, word
from models.schools.outcome import Verdict
from models.standard import Standard


def conclude(id: str, name: Told, results: Sequence[Result]) -> Conclusion:
    """The conclusion over the results that decide."""
    deciding = [r for r in results if r.decides]
    verdict = _verdict({r.verdict for r in deciding})
    best: Verdict = "met" if verdict in ("depends_on_rounding", "insufficient") else verdict
    worst: Verdict = "not_met" if verdict in ("depends_on_rounding", "insufficient") else verdict
    missed = [label(r) for r in deciding if r.verdict == "not_met"]
    unclear = [label(r) for r in deciding if r.verdict in ("depends_on_rounding", "insufficient")]
    return Conclusion(
        id=id, name=name.zh, name_en=name.en, verdict=verdict, best=best, worst=worst,
        not_met=chinese(missed), not_met_en=english(missed), open=chinese(unclear), open_en=english(unclear),
    )  # fmt: skip


def _verdict(found: set[Verdict]) -> Verdict:
    for verdict in ("not_met", "insufficient", "depends_on_rounding", "met"):
        if verdict in found:
            return verdict
    return "not_applicable"


def label(result: Result) -> Told:
    """How a result is called in a list: number, name, stage and item."""
    inside = [word("stages", result.stage)] if result.stage else []
    inside += [named(result, "item_name")] if result.item_name else []
    name = Told(f"{result.number} {result.name}", f"{result.number} {result.name_en}")
    return bracketed(name, joined(inside, "note_comma")) if inside else name


def parts(standard: Standard, results: Sequence[Result]) -> tuple[Conclusion, ...]:
    return tuple(conclude(p.id, named(p), [r for r in results if r.part == p.id]) for p in standard.parts)


def conclusion_trace(found: Sequence[Conclusion], county: Conclusion) -> tuple[Told, ...]:
    """A sentence or two for each part, and one for the county."""
    lines: list[Told] = []
    for part in found:
        if part.not_met:
            lines.append(say("part_not_met", part=named(part), count=len(part.not_met), items=_list(part.not_met, part.not_met_en)))
        if part.open:
            lines.append(say("part_open", part=named(part), count=len(part.open), items=_list(part.open, part.open_en)))
        if not part.not_met and not part.open:
            lines.append(say("part_met", part=named(part)))
    verdicts = {key: word("verdicts", getattr(county, key)) for key in ("verdict", "best", "worst")}
    return (*lines, say("county", **verdicts))


def _list(items: Sequence[str], items_en: Sequence[str]) -> Told:
    return joined([Told(*pair) for pair in zip(items, items_en, strict=True)], "semicolon")
