"""What every output format takes: the reports as read, what was extracted from each, and how to show it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.blocks import Report
from models.fact import Extraction
from service.exits import Lang


@dataclass(frozen=True, slots=True)
class Result:
    """One report and its extraction."""

    report: Report
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Setting:
    """How to show results. `several`: the request named more than one file, whatever became of them."""

    lang: Lang = "zh"
    several: bool = False
    pretty: bool = False
