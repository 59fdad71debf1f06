"""Invented county reports with known labels: `generate` one, `write_generated` many, `long_report` for benchmarks.

Read `report.py` first. The sentences are data: corpus/data/generate/family_*.yaml.
"""

from corpus.generate.labels import GeneratedReport
from corpus.generate.report import FAULTS, Conflict, generate, generate_pair, long_report, write_generated, write_pair

__all__ = [
    "FAULTS", "Conflict", "GeneratedReport", "generate", "generate_pair", "long_report", "write_generated", "write_pair",
]  # fmt: skip
