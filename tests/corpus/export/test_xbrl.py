"""The xBRL-JSON report and its taxonomy, judged by Arelle without a network: the schemas of XBRL itself are in its package."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from arelle.api.Session import Session
from arelle.ModelInstanceObject import ModelFact
from arelle.RuntimeOptions import RuntimeOptions

from corpus.export.formats import FORMATS
from corpus.export.writing import export
from models.indicators import load_indicators
from models.units import load_units
from tests.corpus.export.builders import contents, row

ROWS = [
    row(1),
    row(2, indicator="standard.attainment_rate", unit="%", value=Decimal("69.60"), step=Decimal("0.01"), stage="primary", area="rural"),
    row(3, county_id="XX 区#1", county_code=None, county_state="masked", status="plan", bound="about", period="2016/2021-06"),
    row(4, indicator="indicator.unknown_yet", criterion="criterion_unknown_yet", year=None, county_name='"<&>'),
    row(5, chosen=False, set_aside="actual"),
    *(row(10 + number, unit=unit, year=1900 + number) for number, unit in enumerate(load_units().base_units)),
    *(row(100 + number, indicator=indicator, stage="junior") for number, indicator in enumerate(load_indicators())),
]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    export(contents(*ROWS), FORMATS["xbrl"], tmp_path / "out", "zh")
    return tmp_path / "out" / "report.json"


def judged(report: Path, of: Callable[[ModelFact], Any] = lambda fact: fact.id) -> tuple[list[str], list[Any]]:
    """The codes of what Arelle has to say, and `of` each fact that it loaded."""
    options = RuntimeOptions(
        entrypointFile=str(report), internetConnectivity="offline", plugins="loadFromOIM", validate=True, keepOpen=True,
        disablePersistentConfig=True, logFormat="[%(messageCode)s]",
    )  # fmt: skip
    with Session() as session:
        session.run(options, logFileName="logToBuffer")
        codes = [line.strip("[]") for line in session.get_logs("text").split()]
        facts = [of(fact) for model in session.get_models() for fact in model.facts]
    return [code for code in codes if code != "info"], facts


def seen(fact: ModelFact) -> tuple[Any, ...]:
    context = fact.context
    dimensions = {dimension.localName: value.memberQname.localName for dimension, value in context.qnameDims.items()}
    return (
        fact.qname.localName, context.entityIdentifier, fact.value, fact.decimals, context.isForeverPeriod or context.period.stringValue,
        sorted(str(measure) for side in fact.unit.measures for measure in side), dimensions,
    )  # fmt: skip


def test_report_and_taxonomy_are_valid(report: Path) -> None:
    codes, facts = judged(report)
    assert codes == []
    assert len(facts) == sum(r["chosen"] for r in ROWS)


def test_arelle_reads_what_was_meant(report: Path) -> None:
    _, facts = judged(report, seen)
    place, division = "urn:junheng:place", "urn:cn:gb-t-2260"
    assert facts[:4] == [
        ("funding.investment", (division, "330482"), "280000000", "-7", "2021-01-012021-12-31", ["iso4217:CNY"], {}),
        ("standard.attainment_rate", (division, "330482"), "0.696", "4", "2021-01-012021-12-31", ["pure"],
         {"StageAxis": "Stage.primary", "AreaAxis": "Area.rural"}),
        ("funding.investment", (place, "XX_区#1"), "280000000", "-7", "2016-01-012021-06-30", ["iso4217:CNY"],
         {"StatusAxis": "Status.plan", "BoundAxis": "Bound.about"}),
        ("indicator.unknown_yet", (division, "330482"), "280000000", "-7", True, ["iso4217:CNY"],
         {"CriterionAxis": "Criterion.criterion_unknown_yet"}),
    ]  # fmt: skip


def test_a_fact_leads_to_its_evidence(report: Path) -> None:
    facts = json.loads(report.read_text(encoding="utf-8"))["facts"]
    assert facts[f"f.{ROWS[0]['document']}.f1"]["jh:text"] == "2.8亿元"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda fact: fact["dimensions"].update({"jh:StageAxis": "jh:Area.rural"}), "xbrldie:PrimaryItemDimensionallyInvalidError"),
        (lambda fact: fact["dimensions"].update(concept="jh:no.such"), "oime:unknownConcept"),
        (lambda fact: fact.update(value="eleven"), "xbrlje:invalidFactValue"),
    ],
)
def test_arelle_does_judge(report: Path, spoil: Callable[[dict[str, Any]], None], code: str) -> None:
    content = json.loads(report.read_text(encoding="utf-8"))
    spoil(next(iter(content["facts"].values())))
    report.write_text(json.dumps(content), encoding="utf-8")
    assert code in judged(report)[0]
