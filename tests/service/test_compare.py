"""`junheng compare`: what two documents of a county give alike, at another precision, and against each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.service.paper_builders import TITLE, saved

FIRST = TITLE + "2023年，全县共有义务教育学校66所，在校学生23876人，专任教师1520人。\n"
AGREES = TITLE + "2023年，全县共有义务教育学校66所，在校学生2.39万人，专任教师1520人。\n"
DIFFERS = TITLE + "2023年，全县共有义务教育学校68所，在校学生2.39万人，专任教师1520人。\n"


@pytest.fixture
def pair(tmp_path: Path):
    return lambda second: (saved(tmp_path / "自查.txt", FIRST), saved(tmp_path / "督导.txt", second))


@pytest.mark.parametrize(("second", "status"), [(AGREES, 0), (DIFFERS, 1)])
def test_the_exit_status(run, pair, second: str, status: int) -> None:
    assert run("compare", *pair(second)).exit_code == status


def test_both_places_are_shown(run, pair) -> None:
    shown = run("compare", *pair(DIFFERS)).stdout
    assert "矛盾 1" in shown and "精度不同 1" in shown and "一致 1" in shown
    assert shown.index("66 所 ↔ 68 所") < shown.index("精度不同  在校学生数")
    assert "自查.txt 第4段" in shown and "督导.txt 第4段" in shown
    assert "【66所】" in shown and "【68所】" in shown


def test_json_has_both_facts(run, pair) -> None:
    data = json.loads(run("compare", *pair(DIFFERS), "--format", "json").stdout)
    against = [c for c in data["conflicts"] if c["result"] == "contradicts"]
    assert [(c["first"]["value"], c["second"]["value"], c["finding"]["code"]) for c in against] == [("66", "68", "document_conflict")]
    assert [d["name"] for d in data["documents"]] == ["自查.txt", "督导.txt"]


def test_another_county_is_told(run, pair) -> None:
    assert "不是同一个县" in run("compare", *pair(AGREES.replace("平湖县", "东江县"))).stdout


def test_one_file_is_not_enough(run, pair, broken: Path) -> None:
    first, _ = pair(AGREES)
    assert run("compare", first).exit_code == 2
    result = run("compare", first, broken)
    assert result.exit_code == 3 and "不足两份" in result.stderr


def test_nothing_in_common(run, pair) -> None:
    result = run("compare", *pair(TITLE + "校园环境优美。\n"))
    assert result.exit_code == 0 and "没有共同的数字" in result.stdout
