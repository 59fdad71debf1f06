"""The collection: many reports as one dataset, and invented reports with known labels to measure against.

Start reading at `evaluate.py` (how good is it?) and `generate/report.py` (what is it measured on?).
"""
