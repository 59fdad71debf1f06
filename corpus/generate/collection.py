"""Several reports of one invented county: two of its first year that disagree in one quantity, and two of each year after.

Takes a seed, gives GeneratedReports; the same arguments give the same texts. What they state is known from their labels.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from corpus.generate.base import draw_base
from corpus.generate.compose import compose
from corpus.generate.county import draw_county
from corpus.generate.labels import GeneratedReport, label
from corpus.generate.numbers import draw_habits
from corpus.generate.pairs import KINDS, generate_pair


def generate_collection(seed: int, years: int = 2) -> tuple[GeneratedReport, ...]:
    """A self-inspection and a review report for each of `years` years. Raises ValueError where `seed` gives no pair."""
    first, second, _ = generate_pair(seed)
    later = (_report(first, seed, year, kind) for year in range(1, years) for kind in KINDS)
    return (first, second, *later)


def _report(first: GeneratedReport, seed: int, later: int, kind: str) -> GeneratedReport:
    """Both kinds of a year tell of the same schools."""
    rng = Random(f"{seed}:{later}")
    drawn = draw_county(rng)
    county = replace(drawn, name=first.county, kind=first.county[-1], year=first.year + later)
    base = draw_base(county, rng)
    own = Random(f"{seed}:{later}:{kind}")
    draft = compose(base, kind, draw_habits(own), own, tables=kind == KINDS[0])
    return label(draft, f"county-{seed:04d}-{county.year}-{kind}")
