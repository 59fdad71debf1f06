"""Invented reports whose every figure is known: one, two of a county that contradict each other, many in files, a very long one.

`generate` takes a seed and wishes and gives a GeneratedReport; the same arguments give the same text and labels.
Reports are made to measure against; their counties do not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from corpus.generate.base import draw_base
from corpus.generate.compose import compose
from corpus.generate.county import draw_county
from corpus.generate.damage import damage_report
from corpus.generate.data import kinds
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
from corpus.generate.pairs import KINDS, Conflict, contradicting, labelled_pair
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
ACROSS = "document_conflict"
"""The mistake that takes two reports of one county to show."""
CODES = (*FAULTS, ACROSS)
_NEEDS_TABLES = {"cv_mismatch", "table_mismatch"}
_ATTEMPTS = 400
# More kinds of mistakes than this seldom find room in one report.
_MOST = 10
# A4 pages that the sections of a self-inspection report with tables fill once, measured over ten seeds.
_PAGES_A_ROUND = 3.25


def generate(
    seed: int, *, kind: str | None = None, tables: bool | None = None, damage: int = 0, errors: int | Sequence[str] = 0,
    name: str | None = None,
) -> GeneratedReport:  # fmt: skip
    """The report of `seed`.

    `kind` is a key of kinds.yaml and `tables` asks for tables; both are drawn where they are None. `damage` is 0 to
    3. `errors` is a number of mistakes, ten at most, or the codes to plant. Raises ValueError for a code or kind that
    is unknown, and where the codes do not fit into one report.
    """
    codes = _codes(seed, errors, tuple(FAULTS))
    if kind is not None and kind not in kinds():
        raise ValueError(f"no kind of report is called {kind}")
    for draft in _drafts(seed, kind, tables, codes):
        return damage_report(label(draft, name or f"gen-{seed:04d}"), damage, Random(f"{seed}:damage"))
    raise _no_room(codes)


def generate_documents(
    seed: int, *, damage: int = 0, errors: int | Sequence[str] = 0
) -> tuple[tuple[GeneratedReport, ...], Conflict | None]:
    """The report of `seed`; where `document_conflict` is among the codes also another one of its county, and the conflict.

    `damage` and `errors` as in `generate`, but of all CODES. The other mistakes are planted in the first report.
    """
    codes = _codes(seed, errors, CODES)
    for draft in _drafts(seed, None, None, codes):
        if ACROSS not in codes:
            return (damage_report(label(draft, f"gen-{seed:04d}"), damage, Random(f"{seed}:damage")),), None
        if pair := contradicting(draft, Random(f"{seed}:{draft.base.county.name}:pair")):
            first, second, conflict = labelled_pair(pair, f"gen-{seed:04d}", f"gen-{seed:04d}-b")
            return tuple(damage_report(report, damage, Random(f"{seed}:damage")) for report in (first, second)), conflict
    raise _no_room(codes)


def _no_room(codes: Sequence[str]) -> ValueError:
    return ValueError(f"no report of this kind has room for all of {', '.join(codes)}")


def _codes(seed: int, errors: int | Sequence[str], known: Sequence[str]) -> list[str]:
    wanted = Random(f"{seed}:codes").sample(list(known), min(errors, _MOST)) if isinstance(errors, int) else errors
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        raise ValueError(f"no mistake is called {', '.join(unknown)}")
    return [code for code in known if code in wanted]


def _drafts(seed: int, kind: str | None, tables: bool | None, codes: list[str]) -> Iterator[Draft]:
    """Drafts that have room for the mistakes, with them planted, one attempt after another."""
    for attempt in range(_ATTEMPTS):
        draft = _draft(Random(f"{seed}:{attempt}"), kind, tables, codes)
        planted = _plant(draft, codes, Random(f"{seed}:{attempt}:faults"))
        if planted:
            yield planted


def _draft(rng: Random, kind: str | None, tables: bool | None, codes: list[str]) -> Draft:
    base = draw_base(draw_county(rng), rng)
    needs_tables = bool(_NEEDS_TABLES & set(codes))
    drawn = rng.choice(KINDS if needs_tables or ACROSS in codes else sorted(kinds()))
    with_tables = rng.random() < 0.6 if tables is None else tables
    habits = replace(draw_habits(rng), cut_off="ratio_truncated" in codes)
    return compose(base, kind or drawn, habits, rng, tables=with_tables or needs_tables)


def _plant(draft: Draft, codes: list[str], rng: Random) -> Draft | None:
    for code in codes:
        if code == ACROSS:
            continue
        planted = FAULTS[code](draft, rng)
        if planted is None:
            return None
        draft = planted
    return draft


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
    """The reports of `count` seeds, `seed`, `seed`+1 …, in `folder`, in the layout of the labelled collections. Their names.

    Where two reports contradict each other, NAME.conflicts.tsv of the first says in what.
    """
    wanted, names = tuple(formats), []
    for one in range(seed, seed + count):
        reports, conflict = generate_documents(one, damage=damage, errors=errors)
        for report in reports:
            write_report(folder, report, wanted)
            names.append(report.name)
        if conflict:
            (folder / f"{reports[0].name}.conflicts.tsv").write_text(conflict.line(), encoding="utf-8", newline="\n")
    return names
