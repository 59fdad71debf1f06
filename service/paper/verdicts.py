"""An assessment in words: the conclusion, a row for each requirement, and one for each school. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit import Assessed
from models.assess import Assessment, Conclusion, Result
from models.assess.trace import word as trace_word
from models.assess.trace import written
from models.fact import Extraction
from models.plain import plain_line
from models.schools.outcome import Verdict
from service.exits import Lang, sentence
from service.labels import label, load_labels, said, word
from service.output.figures import number_text, place_text, with_unit

MOST_LACKS = 8


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """A requirement in one stage and for one item. `inspect`: no value is known of it."""

    part: str
    number: str
    name: str
    scope: str
    verdict: Verdict
    verdict_name: str
    value: str
    threshold: str
    margin: str
    lacking: str
    lacks: tuple[str, ...]
    source: str
    trace: tuple[str, ...]
    notes: tuple[str, ...]
    inspect: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school's section: its verdict, and for each criterion the value and its state."""

    school: str
    stage: str
    students: int
    verdict_name: str
    verdict: Verdict
    place: str
    values: tuple[tuple[str, str], ...]
    in_form: str
    claimed: str


@dataclass(frozen=True, slots=True)
class ConclusionRow:
    """A part, or the county."""

    name: str
    verdict: Verdict
    text: str
    not_met: tuple[str, ...]
    open: tuple[str, ...]


def verdict_name(verdict: str, lang: Lang) -> str:
    return label("verdict", verdict, lang)


def verdict_rows(assessed: Assessed, lang: Lang) -> tuple[VerdictRow, ...]:
    """Every result, in the order of the standard."""
    parts = {part.id: said(part, "name", lang) for part in assessed.standard.parts}
    return tuple(_row(result, parts[result.part], assessed.audit.extraction, lang) for result in assessed.assessment.results)


def _row(result: Result, part: str, extraction: Extraction, lang: Lang) -> VerdictRow:
    return VerdictRow(
        part=part, number=result.number, name=said(result, "name", lang), scope=_scope(result, lang), verdict=result.verdict,
        verdict_name=verdict_name(result.verdict, lang), value=_value(result, lang), threshold=threshold_text(result, lang),
        margin="" if result.margin is None else signed(result.margin, result.unit, lang), lacking=_lacking(result, lang),
        lacks=_lacks(result, lang), source=_source(result, extraction, lang), trace=tuple(map(plain_line, said(result, "trace", lang))),
        notes=_notes(result, lang), inspect=result.verdict == "insufficient" and result.value is None, decides=result.decides,
    )  # fmt: skip


def _scope(result: Result, lang: Lang) -> str:
    stage = label("stage", result.stage, lang) if result.stage else ""
    return " ".join(part for part in (stage, said(result, "item_name", lang) or "") if part)


def _value(result: Result, lang: Lang) -> str:
    if result.value is None:
        if result.low is None or result.high is None:
            return ""
        return f"{written(result.low)}–{amount(result.high, result.unit, lang)}"
    text = amount(result.value, result.unit, lang, result.threshold)
    if result.low is not None and result.high is not None and result.low != result.high:
        return f"{text}（{written(result.low)}–{written(result.high)}）"
    return text


def threshold_text(result: Result, lang: Lang) -> str:
    """`≥ 4.2 人/百人`; a yes or no as such; nothing where the requirement has no single line."""
    if result.threshold is None:
        return ""
    if isinstance(result.threshold, bool):
        return word("yes" if result.threshold else "no", lang)
    sign = label("direction", result.direction, lang)
    return f"{sign} {amount(result.threshold, result.unit, lang)}".strip()


def amount(value: Decimal, unit: str, lang: Lang, against: Decimal | bool | None = None) -> str:
    """With its unit, to four places, or to as many as tell it from `against`."""
    line = None if isinstance(against, bool) else against
    number = number_text(Decimal(written(value, line)))
    if unit in load_labels()["unit"]:
        return with_unit(number, unit, lang)
    return number + str(getattr(trace_word("units", unit), lang))


def signed(value: Decimal, unit: str, lang: Lang) -> str:
    """A difference; between two rates it is in percentage points."""
    return ("+" if value > 0 else "") + amount(value, "pp" if unit == "%" else unit, lang)


def _lacking(result: Result, lang: Lang) -> str:
    if result.lacking is None:
        return ""
    text = amount(result.lacking.amount, result.lacking.unit, lang)
    return f"{word('over_by', lang)} {text}" if result.direction == "at_most" else text


def _lacks(result: Result, lang: Lang) -> tuple[str, ...]:
    """The schools that lack most first."""
    worst = sorted(result.lacks, key=lambda lack: -lack.amount)
    shown = [f"{plain_line(lack.school)} {amount(lack.amount, lack.unit, lang)}" for lack in worst[:MOST_LACKS]]
    return (*shown, f"… {len(worst)}") if len(worst) > MOST_LACKS else tuple(shown)


def _source(result: Result, extraction: Extraction, lang: Lang) -> str:
    origin = label("origin", result.origin, lang)
    if result.origin != "facts" or not result.facts:
        return origin
    known = {fact.id: fact for fact in extraction.facts}
    places = dict.fromkeys(place_text(known[id], lang) for id in result.facts[:2] if id in known)
    return f"{origin} {'；'.join(places)}"


def _notes(result: Result, lang: Lang) -> tuple[str, ...]:
    conflicts = tuple(plain_line(said(conflict, "message", lang)) for conflict in result.conflicts)
    return (*conflicts, *((word("unconfirmed", lang),) if not result.confirmed else ()))


def conclusions(assessed: Assessed, lang: Lang) -> tuple[ConclusionRow, ...]:
    """The parts, and the county last."""
    county = _conclusion(assessed.assessment.county, lang, word("conclusion", lang))
    return (*(_conclusion(part, lang, said(part, "name", lang)) for part in assessed.assessment.parts), county)


def _conclusion(found: Conclusion, lang: Lang, name: str) -> ConclusionRow:
    text = verdict_name(found.verdict, lang)
    if found.best != found.worst:
        best, worst = verdict_name(found.best, lang), verdict_name(found.worst, lang)
        text = word("best_worst", lang, verdict=text, best=best, worst=worst)
    return ConclusionRow(name, found.verdict, text, said(found, "not_met", lang), said(found, "open", lang))


def school_rows(assessed: Assessed, lang: Lang) -> tuple[SchoolRow, ...]:
    """Every section that was judged."""
    return tuple(
        SchoolRow(
            school=plain_line(found.school), stage=label("stage", found.stage, lang), students=found.students, verdict=found.verdict,
            verdict_name=verdict_name(found.verdict, lang), place=found.place or "",
            values=tuple(("—" if c.value is None else written(c.value, c.threshold), c.state) for c in found.criteria),
            in_form=_yes_no(found.in_form, lang), claimed=_yes_no(found.claimed, lang),
        )
        for found in assessed.assessment.schools
    )  # fmt: skip


def _yes_no(value: bool | None, lang: Lang) -> str:
    return "—" if value is None else word("yes" if value else "no", lang)


def criterion_names(assessed: Assessed, lang: Lang) -> tuple[str, ...]:
    """Short names of what the schools were judged by, in the order of their values."""
    first = assessed.assessment.schools[:1]
    return tuple(short_name(c.criterion, assessed, lang) for school in first for c in school.criteria)


def short_name(criterion: str, assessed: Assessed, lang: Lang) -> str:
    """The short name of a criterion; its full one where labels.yaml has none."""
    known = load_labels()["criterion_short"]
    if criterion in known:
        return str(known[criterion][lang])
    return next((said(c, "name", lang) for c in assessed.standard.criteria if c.id == criterion), criterion)


def about_assessment(assessed: Assessed, lang: Lang) -> list[tuple[str, str]]:
    """Standard, day, overlay and school table, as pairs of label and text."""
    standard, schools = assessed.standard, assessed.schools
    table = word("school_table_none", lang)
    if schools:
        counted = len(assessed.assessment.schools)
        table = word("school_table_used", lang, table=plain_line(schools.name), n=len(schools.schools), counted=counted)
    pairs = [
        (word("standard", lang), f"{standard.document} {said(standard, 'name', lang)} ({standard.id})"),
        (word("judged_on", lang), standard.day.isoformat()),
        (word("overlay", lang), standard.overlay or ""),
        (word("relaxations", lang), "、".join(r.id for r in standard.relaxations)),
        (word("school_table", lang), table),
    ]
    return [(name, text) for name, text in pairs if text]


def assessment_notices(assessed: Assessed, lang: Lang) -> list[str]:
    """Tables that could not be used, and why; what the school table cannot tell where it is alone; what it lacks."""
    told = [sentence(n.code, lang, **n.details) for n in assessed.notices]
    if assessed.schools is None:
        return told
    name = assessed.schools.name
    untold = {} if assessed.audit.is_of_report else _untold(assessed.assessment, lang)
    told += [sentence("school_table_alone", lang, name=name, n=len(untold), items=_listed(untold.values(), lang))] if untold else []
    lacking = _lacking_criteria(assessed, lang)
    return told + ([sentence("school_table_lacks", lang, name=name, items=_listed(lacking, lang))] if lacking else [])


def _untold(assessment: Assessment, lang: Lang) -> dict[str, str]:
    """The requirements that nothing was known of, by id, with number and name."""
    return {r.requirement: f"{r.number} {said(r, 'name', lang)}" for r in assessment.results if r.origin == "none"}


def _lacking_criteria(assessed: Assessed, lang: Lang) -> list[str]:
    """What no school has a value of."""
    by_school = [[criterion.value for criterion in school.criteria] for school in assessed.assessment.schools]
    names = criterion_names(assessed, lang)
    return [name for name, values in zip(names, zip(*by_school, strict=True), strict=True) if not any(v is not None for v in values)]


def _listed(texts: Iterable[str], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(texts)


def by_part(rows: Sequence[VerdictRow]) -> dict[str, list[VerdictRow]]:
    """In the order of the standard."""
    found: dict[str, list[VerdictRow]] = {}
    for row in rows:
        found.setdefault(row.part, []).append(row)
    return found


def without_value(rows: Sequence[VerdictRow]) -> list[str]:
    """The names of requirements of which no value is known, each once, with all their stages and items."""
    scopes: dict[str, list[str]] = {}
    for row in rows:
        if row.inspect:
            scopes.setdefault(f"{row.number} {row.name}", []).append(row.scope)
    return [name + (f"（{'、'.join(filter(None, found))}）" if any(found) else "") for name, found in scopes.items()]
