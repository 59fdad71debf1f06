"""Invented county reports with known labels: `generate` one, `write_generated` many, `long_report` for benchmarks.

Read `report.py` first. The sentences are data: corpus/data/generate/family_*.yaml.
"""

from corpus.generate.labels import GeneratedReport
from corpus.generate.pairs import Conflict, generate_pair
from corpus.generate.report import CODES, FAULTS, generate, generate_documents, long_report, write_generated

__all__ = [
    "CODES", "FAULTS", "Conflict", "GeneratedReport", "generate", "generate_documents", "generate_pair", "long_report", "write_generated",
]  # fmt: skip
