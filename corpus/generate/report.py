"""Invented reports whose every figure is known: one, many in files, a pair that disagrees, a very long one.

`generate` takes a seed and wishes and gives a GeneratedReport; the same arguments give the same text and labels.
Reports are made to measure against; their counties do not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from random import Random

from corpus.generate.base import draw_base
from corpus.generate.compose import compose
from corpus.generate.county import draw_county
from corpus.generate.damage import damage_report
from corpus.generate.data import kinds, phrasing
from corpus.generate.draft import Draft
from corpus.generate.faults import (
    change_mismatch,
    implausible,
    masked,
    period_conflict,
    rate_impossible,
    rate_over_100,
    ratio_mismatch,
    ratio_truncated,
    sum_mismatch,
    threshold_contradiction,
    trend_contradiction,
)  # fmt: skip
from corpus.generate.faults_across import cv_mismatch, duplicate_conflict, table_mismatch
from corpus.generate.labels import GeneratedReport, label
from corpus.generate.numbers import draw_habits
from corpus.generate.sites import change, is_plain, relation_count, words
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf

Fault = Callable[[Draft, Random], Draft | None]
# In this order: what needs a rare place comes first, blanks last because they take relations away.
FAULTS: dict[str, Fault] = {
    "ratio_truncated": ratio_truncated,
    "cv_mismatch": cv_mismatch,
    "table_mismatch": table_mismatch,
    "duplicate_conflict": duplicate_conflict,
    "rate_impossible": rate_impossible,
    "trend_contradiction": trend_contradiction,
    "threshold_contradiction": threshold_contradiction,
    "period_conflict": period_conflict,
    "implausible": implausible,
    "rate_over_100": rate_over_100,
    "change_mismatch": change_mismatch,
    "sum_mismatch": sum_mismatch,
    "ratio_mismatch": ratio_mismatch,
    "masked": masked,
}
_NEEDS_TABLES = {"cv_mismatch", "table_mismatch"}
_ATTEMPTS = 400
# More kinds of mistakes than this seldom find room in one report.
_MOST = 10
# A4 pages that the sections of a self-inspection report with tables fill once, measured over ten seeds.
_PAGES_A_ROUND = 3.25


@dataclass(frozen=True, slots=True)
class Conflict:
    """A quantity that two reports of one county give differently: fact ids in the first and in the second."""

    first: str
    second: str
    explanation: str


def generate(
    seed: int, *, kind: str | None = None, tables: bool | None = None, damage: int = 0, errors: int | Sequence[str] = 0,
    name: str | None = None,
) -> GeneratedReport:  # fmt: skip
    """The report of `seed`.

    `kind` is a key of kinds.yaml and `tables` asks for tables; both are drawn where they are None. `damage` is 0 to
    3. `errors` is a number of mistakes, ten at most, or the codes to plant. Raises ValueError for a code or kind that
    is unknown, and where the codes do not fit into one report.
    """
    codes = _codes(seed, errors)
    if kind is not None and kind not in kinds():
        raise ValueError(f"no kind of report is called {kind}")
    for attempt in range(_ATTEMPTS):
        draft = _draft(Random(f"{seed}:{attempt}"), kind, tables, codes)
        planted = _plant(draft, codes, Random(f"{seed}:{attempt}:faults"))
        if planted:
            report = label(planted, name or f"gen-{seed:04d}")
            return damage_report(report, damage, Random(f"{seed}:damage"))
    raise ValueError(f"no report of this kind has room for all of {', '.join(codes)}")


def _codes(seed: int, errors: int | Sequence[str]) -> list[str]:
    wanted = Random(f"{seed}:codes").sample(list(FAULTS), min(errors, _MOST)) if isinstance(errors, int) else errors
    unknown = sorted(set(wanted) - set(FAULTS))
    if unknown:
        raise ValueError(f"no mistake is called {', '.join(unknown)}")
    return [code for code in FAULTS if code in wanted]


def _draft(rng: Random, kind: str | None, tables: bool | None, codes: list[str]) -> Draft:
    base = draw_base(draw_county(rng), rng)
    needs_tables = bool(_NEEDS_TABLES & set(codes))
    drawn = rng.choice(["self_inspection", "supervision"] if needs_tables else sorted(kinds()))
    with_tables = rng.random() < 0.6 if tables is None else tables
    habits = replace(draw_habits(rng), cut_off="ratio_truncated" in codes)
    return compose(base, kind or drawn, habits, rng, tables=with_tables or needs_tables)


def _plant(draft: Draft, codes: list[str], rng: Random) -> Draft | None:
    for code in codes:
        planted = FAULTS[code](draft, rng)
        if planted is None:
            return None
        draft = planted
    return draft


def generate_pair(seed: int) -> tuple[GeneratedReport, GeneratedReport, Conflict]:
    """A self-inspection and a supervision report of one county that differ in one quantity of the same time."""
    for attempt in range(_ATTEMPTS):
        rng = Random(f"{seed}:pair:{attempt}")
        base = draw_base(draw_county(rng), rng)
        first = compose(base, "self_inspection", draw_habits(rng), rng, tables=True)
        second = compose(base, "supervision", draw_habits(rng), rng, tables=False)
        pair = _disagree(first, second, seed, rng)
        if pair:
            return pair
    raise ValueError(f"seed {seed} gives no quantity that both reports name once")


def _disagree(
    first: Draft, second: Draft, seed: int, rng: Random
) -> tuple[GeneratedReport, GeneratedReport, Conflict] | None:
    for j, piece in enumerate(second.pieces):
        for mention in piece.mentions:
            here = [
                i for i, p in enumerate(first.pieces) if (m := p.mention(mention.name)) and m.label() == mention.label()
            ]
            again = sum(p.mention(mention.name) is not None for p in second.pieces)
            counted = (
                mention.unit in {"person", "school", "item"} and is_plain(mention) and mention.quantity.digits is None
            )
            if len(here) != 1 or again != 1 or not counted or relation_count(piece, mention.name) or not mention.truth:
                continue
            twin = first.pieces[here[0]].mention(mention.name)
            if not is_plain(twin) or mention.quantity.status or mention.truth < 10:
                continue
            new = change(second, piece, mention.name, Fraction(round(mention.truth * Fraction(117, 100))), rng)
            changed = replace(second, pieces=tuple(new if i == j else p for i, p in enumerate(second.pieces)))
            told = phrasing()["findings"]["document_conflict"].format(
                first=words(first.pieces[here[0]], mention.name), claimed=words(new, mention.name)
            )
            a, b = label(first, f"pair-{seed:04d}-a"), label(changed, f"pair-{seed:04d}-b")
            return a, b, Conflict(_id(a, first, here[0], mention.name), _id(b, changed, j, mention.name), told)
    return None


def _id(report: GeneratedReport, draft: Draft, piece: int, name: str) -> str:
    mention = draft.pieces[piece].mention(name)
    return next(fact.id for fact in report.facts if fact.mention is mention)


def long_report(pages: int, seed: int = 0) -> GeneratedReport:
    """A self-inspection report of about `pages` A4 pages, for benchmarks: one county, its sections over and over."""
    rng = Random(f"{seed}:long")
    base = draw_base(draw_county(rng), rng)
    rounds = max(1, round(pages / _PAGES_A_ROUND))
    draft = compose(base, "self_inspection", draw_habits(rng), rng, tables=True, rounds=rounds)
    return label(draft, f"long-{pages:04d}")


def write_report(folder: Path, report: GeneratedReport, formats: Iterable[str] = ("txt",)) -> None:
    """The report's markup, text and labels in `folder`; docx and pdf where `formats` names them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in report.files().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    if "docx" in formats:
        (folder / f"{report.name}.docx").write_bytes(to_docx(report.manuscript))
    if "pdf" in formats:
        (folder / f"{report.name}.pdf").write_bytes(to_pdf(report.manuscript))


def write_generated(
    folder: Path, seed: int, count: int, *, formats: Iterable[str] = ("txt",), damage: int = 0,
    errors: int | Sequence[str] = 0,
) -> list[str]:  # fmt: skip
    """`count` reports of seeds `seed`, `seed`+1 … in `folder`, in the layout of the labelled collections. Their names."""
    wanted = tuple(formats)
    reports = [generate(seed + i, damage=damage, errors=errors) for i in range(count)]
    for report in reports:
        write_report(folder, report, wanted)
    return [report.name for report in reports]


def write_pair(folder: Path, seed: int, formats: Iterable[str] = ("txt",)) -> None:
    """The two reports of `generate_pair`, and pair-SEED.conflicts.tsv: code, severity, the two ids, explanation."""
    first, second, conflict = generate_pair(seed)
    wanted = tuple(formats)
    for report in (first, second):
        write_report(folder, report, wanted)
    ids = f"{first.name}:{conflict.first},{second.name}:{conflict.second}"
    line = f"document_conflict\terror\t{ids}\t{conflict.explanation}"
    (folder / f"pair-{seed:04d}.conflicts.tsv").write_text(line + "\n", encoding="utf-8", newline="\n")
