"""The comparison of counties as charts, as a table and as one file: what is drawn, where cells lead, what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from corpus.dataset.build import Dataset, build
from corpus.dataset.comparing import rows
from corpus.dataset.copies import alike
from corpus.dataset.snapshot import write_snapshot
from service.comparison import parts as parts_module
from service.comparison import rankings, report
from service.comparison.asked import Asked, asked_of, choice, standard_of
from service.comparison.charts import MOST_DOTS, MOST_NAMED, Sheet, drawn, sheets
from service.comparison.parts import Parts, parts
from service.comparison.rankings import ORDERS, Outliers, ordered_by
from service.comparison.table import Table, table
from service.paper.drawing import svg
from tests.corpus.dataset.comparing_builders import dataset_of, mention, table_of
from tests.service.conftest import Run

AREA = "resource.teaching_area_per_student"


def compared(dataset: Dataset, **said: str) -> tuple[Table, Asked]:
    year, offered = choice(dataset, None)
    asked = asked_of(offered, year, said)
    return table(dataset, asked, offered, "zh", lambda row, cell: f"#{cell.source}"), asked


def sheets_of(dataset: Dataset, **said: str) -> tuple[Sheet, ...]:
    found, asked = compared(dataset, **said)
    before = () if asked.earlier is None else rows(dataset, asked.earlier, [h.column for h in found.headings])
    return sheets(found, before, (asked.year, asked.earlier), "zh")


def dots_of(spec: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The rows of every layer of dots, panel by panel."""
    layers = [layer for panel in spec["concat"] for layer in panel["layer"]]
    named = spec.get("datasets", {})
    points = [layer for layer in layers if isinstance(layer["mark"], dict) and layer["mark"]["type"] == "point"]
    return [layer["data"].get("values") or named[layer["data"]["name"]] for layer in points]


@pytest.fixture(scope="module")
def few() -> Dataset:
    return dataset_of(5)


@pytest.fixture(scope="module")
def many() -> Dataset:
    return dataset_of(300)


# --- charts -----------------------------------------------------------------------------------------------------------


def test_few_counties_are_all_named_in_the_order_of_their_values(few: Dataset) -> None:
    sheet = next(s for s in sheets_of(few) if "小学" in s.title)
    for panel, found in zip(sheet.panels, dots_of(drawn(sheet, "zh", None).spec), strict=True):
        assert [dot["key"].partition("|")[2] for dot in found] == [dot.name for dot in panel.dots]
        assert [dot.value for dot in panel.dots] == sorted(dot.value for dot in panel.dots)
    picture = svg(drawn(sheet, "zh", None))
    assert all(f">{dot.name}<" in picture for panel in sheet.panels for dot in panel.dots)


def test_the_line_stands_at_its_value_and_says_how_many_miss_it(few: Dataset) -> None:
    sheet = next(s for s in sheets_of(few) if "小学" in s.title)
    panel = next(p for p in sheet.panels if p.title == "教学用房")
    assert panel.line == 4.5 and panel.lines[0] == "≥ 4.5 平方米/生"
    missed = sum(dot.side == "not_met" for dot in panel.dots)
    assert panel.lines[1] == f"{len(panel.dots)} 县给出，{missed} 县未达到"
    spec = drawn(Sheet("t", (panel,), 0), "zh", None).spec
    rules = [layer for layer in spec["concat"][0]["layer"] if layer["mark"].get("type") == "rule"]
    assert [rule["data"]["values"] for rule in rules] == [[{"at": 4.5}]]


def test_what_no_source_confirms_is_dotted_and_said() -> None:
    dataset = build(table_of(*(mention(n, 2014, "cv.composite", "number", f"0.6{n}", stage="primary") for n in range(9))))
    sheet = sheets_of(dataset)[0]
    assert "未经核实" in sheet.panels[0].lines[0] and not sheet.panels[0].is_confirmed
    rules = [layer for layer in drawn(sheet, "zh", None).spec["concat"][0]["layer"] if layer["mark"].get("type") == "rule"]
    assert rules[0]["mark"]["strokeDash"] == [1, 4]


def test_cv_is_held_against_the_limit_of_each_stage(few: Dataset) -> None:
    found = {sheet.title: {panel.line for panel in sheet.panels} for sheet in sheets_of(few) if "差异系数" in sheet.title}
    assert found == {"2022 年差异系数：小学": {0.5}, "2022 年差异系数：初中": {0.45}}


def test_doubtful_figures_are_hollow_and_shapes_tell_the_side(few: Dataset) -> None:
    sheet = next(s for s in sheets_of(few) if "小学" in s.title)
    layer = next(item for item in drawn(sheet, "zh", None).spec["concat"][0]["layer"] if item["mark"].get("type") == "point")
    assert layer["encoding"]["fill"]["condition"]["value"] == "white"
    scale = layer["encoding"]["shape"]["scale"]
    assert len(set(zip(scale["domain"], scale["range"], strict=True))) == 4 and scale["range"][:2] == ["circle", "triangle-down"]


def test_of_many_only_ends_are_named_and_their_names_do_not_touch(many: Dataset) -> None:
    sheet = next(s for s in sheets_of(many) if "小学" in s.title)
    for panel, chart in zip(sheet.panels, drawn(sheet, "zh", None).spec["concat"], strict=True):
        assert len(panel.dots) > MOST_NAMED
        low, high = chart["layer"][1]["encoding"]["y"]["scale"]["domain"]
        for layer in (item for item in chart["layer"] if item["mark"].get("type") == "text"):
            values = sorted(row["value"] for row in layer["data"]["values"])
            assert 1 <= len(values) <= 4
            assert all(b - a >= (high - low) * 13 / 190 for a, b in pairwise(values))


def test_of_very_many_a_bounded_number_is_drawn_and_the_chart_says_so() -> None:
    dataset = build(table_of(*(mention(n, 2022, "society.satisfaction", "%", f"{60 + n % 40}.{n % 10}") for n in range(2000))))
    sheet = sheets_of(dataset)[0]
    figure = drawn(sheet, "zh", None)
    found = dots_of(figure.spec)[0]
    assert len(found) == MOST_DOTS
    assert (found[0]["rank"], found[-1]["rank"]) == (1, 2000)
    assert "2000 县中均匀画出 300 点" in str(figure.spec)
    assert len(svg(figure)) < 150_000


def test_changes_are_of_what_counts_the_same_and_tell_better_from_worse() -> None:
    dataset = build(table_of(
        *(mention(n, 2021, AREA, "m2/person", "5.0", stage="primary", status="plan" if n == 3 else "actual") for n in range(4)),
        *(mention(n, 2022, AREA, "m2/person", value, stage="primary") for n, value in enumerate(("5.5", "4.8", "5.0", "6.0"))),
    ))  # fmt: skip
    panel = next(s for s in sheets_of(dataset) if "变化" in s.title).panels[0]
    assert [(dot.text, dot.side) for dot in panel.dots] == [("-0.2", "not_met"), ("0.0", "none"), ("+0.5", "met")]
    assert panel.lines == ("3 县：1 县向好，1 县变差", "另有 1 县口径或单位不同，未画")


def test_a_value_far_from_all_others_does_not_press_them_together() -> None:
    values = [f"{4 + n / 10:.1f}" for n in range(12)] + ["540.0"]
    dataset = build(table_of(*(mention(n, 2022, AREA, "m2/person", value, stage="primary") for n, value in enumerate(values))))
    found = dots_of(drawn(sheets_of(dataset)[0], "zh", None).spec)[0]
    assert found[-1]["text"] == "540.0 →" and found[-1]["value"] < 20


# --- table ------------------------------------------------------------------------------------------------------------


def test_rows_are_sorted_by_a_column_with_the_missing_last(few: Dataset) -> None:
    column = f"{AREA}.primary"
    for direction in ("up", "down"):
        found, _ = compared(few, sort=column, dir=direction)
        place = [h.column for h in found.headings].index(column)
        values = [row.cells[place].cell.figure.value if row.cells[place] and row.cells[place].cell.figure else None for row in found.rows]
        there = [value for value in values if value is not None]
        assert there == sorted(there, reverse=direction == "down") and values == there + [None] * (len(values) - len(there))


def test_counties_are_found_by_name_province_and_what_is_wrong(many: Dataset) -> None:
    assert {row.county.province for row in compared(many, province="河北省")[0].rows} == {"河北省"}
    assert all("平" in row.county.name for row in compared(many, text="平")[0].rows)
    assert all(row.missed for row in compared(many, only="missed")[0].rows)
    assert all(row.is_doubtful for row in compared(many, only="grave")[0].rows)
    assert compared(many, text="没有这样的")[0].rows == ()


def test_what_an_address_says_wrongly_is_as_if_it_were_not_said(few: Dataset) -> None:
    assert compared(few, group="x", sort="y", only="z", stage="w", earlier="1")[1] == compared(few)[1]


def test_plans_are_on_no_side_of_a_line() -> None:
    dataset = build(table_of(mention(0, 2022, AREA, "m2/person", "1.0", stage="primary", status="plan")))
    shown = compared(dataset)[0].rows[0].cells[0]
    assert shown is not None and shown.verdict is None and [sign.code for sign in shown.signs if sign.is_grave] == ["plan"]


def test_a_value_is_shown_as_finely_as_it_was_written() -> None:
    dataset = build(table_of(mention(0, 2022, AREA, "m2/person", "5.40", stage="primary", bound="about")))
    shown = compared(dataset)[0].rows[0].cells[0]
    assert shown is not None and shown.text == "约5.40" and {sign.code for sign in shown.signs} == {"about", "unreviewed"}


def test_years_before_any_standard_have_no_lines() -> None:
    assert standard_of(2005) is None
    dataset = build(table_of(mention(0, 2005, AREA, "m2/person", "5.4", stage="primary")))
    assert compared(dataset)[1].group == "resource"


# --- one file ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(few: Dataset) -> str:
    return page_bytes(few).decode("utf-8")


def page_bytes(dataset: Dataset, **said: str) -> bytes:
    year, offered = choice(dataset, None)
    counts = {"documents": 1, "counties": 1, "cells": 1}
    return report.render(dataset, asked_of(offered, year, said), offered, counts, "zh")[0]


def test_every_cell_leads_to_its_source_in_the_file(page: str, few: Dataset) -> None:
    table_text = page[page.index('id="values"') : page.index("</table>")]
    wanted = re.findall(r'href="#([sd]\d+)"', table_text)
    listed = re.findall(r'<li id="([sd]\d+)"', page[page.index('id="sources"') :])
    assert wanted and sorted(wanted) == sorted(listed)
    everywhere = re.findall(r'<li id="([sd]\d+)"', page)
    assert set(re.findall(r'href="#([sd]\d+)"', page)) == set(everywhere) and len(set(everywhere)) == len(everywhere)
    source = page[page.index(f'<li id="{wanted[0]}"') :]
    row = int(wanted[0][1:])
    assert few.long["document_name"][row].as_py() in source[:2000] and f"<mark>{few.long['text'][row].as_py()}</mark>" in source[:2000]


def test_computed_cells_tell_their_formula_and_both_figures(few: Dataset) -> None:
    text = page_bytes(few, group="derived").decode("utf-8")
    text = text[text.index('id="sources"') :]
    assert text.count("由报告中的数据推算：在校学生数 ÷ 教师数") == 5
    assert text.count("<b>分子</b>") == text.count("<b>分母</b>") == 5


# --- where figures stand ----------------------------------------------------------------------------------------------


def parts_of(dataset: Dataset, **said: str) -> Parts:
    found, asked = compared(dataset, **said)
    _, offered = choice(dataset, None)
    before = () if asked.earlier is None else rows(dataset, asked.earlier, [h.column for h in found.headings])
    return parts(dataset, asked, offered, found, before, "zh", lambda row, cell: f"#{cell.source}")


def areas(year: int, values: Sequence[str | None], **changes: Any) -> Iterator[dict[str, Any]]:
    for county, value in enumerate(values):
        yield mention(county, year, AREA, "m2/person", value, stage="primary", **changes)


@pytest.fixture(scope="module")
def three_years() -> Dataset:
    """Six counties, of which one writes ten times too much, and one a plan."""
    values = {2020: ("4.0", "5.0", "5.1", "5.2", "5.3", "5.4"), 2021: ("4.4", "5.0", None, "5.2", "5.3", "5.4")}
    now = ("4.8", "5.0", "5.1", "5.2", "5.3")
    return build(table_of(
        *(row for year, told in values.items() for row in areas(year, told)), *areas(2022, now),
        mention(5, 2022, AREA, "m2/person", "54.0", stage="primary"),
        mention(6, 2022, AREA, "m2/person", "9.9", stage="primary", status="plan"),
    ))  # fmt: skip


def test_a_profile_tells_years_ranks_distance_and_slope(three_years: Dataset) -> None:
    profile = next(p for p in parts_of(three_years).profiles if p.county.id == "110000")
    (line,) = profile.lines
    assert profile.years == (2020, 2021, 2022) and (profile.missed, profile.judged, profile.unusual) == (0, 1, 0)
    assert [(c.shown.text, c.rank, c.shown.verdict) for c in line.cells if c] == [
        ("4.0", "6 / 6", "not_met"), ("4.4", "5 / 5", "not_met"), ("4.8", "6 / 6", "met"),
    ]  # fmt: skip
    assert line.over == "+0.3" and line.slope is not None and (line.slope.text, line.slope.years) == ("+0.40", "2020—2022 的 3 年")


def test_blanks_and_plans_stand_nowhere(three_years: Dataset) -> None:
    told = parts_of(three_years)
    blank = next(p for p in told.profiles if p.county.id == "110002").lines[0]
    assert blank.slope is None and [c.rank if c else None for c in blank.cells] == ["4 / 6", "", "4 / 6"]
    assert told.rankings[0].unranked == 1
    assert "110006" not in {line.placed.county.id for line in told.rankings[0].lines}


def test_a_ranking_has_its_quartiles_changes_and_slopes(three_years: Dataset) -> None:
    (ranking,) = parts_of(three_years).rankings
    told = [(line.number, line.placed.county.id, line.change, line.slope.text if line.slope else "") for line in ranking.lines]
    assert told[0] == (1, "110005", "+48.6", "+24.30") and told[-1] == (6, "110000", "+0.4", "+0.40")
    assert ranking.spread == "最小 4.80，下四分位 5.03，中位 5.15，上四分位 5.28，最大 54.0"
    by = {order: [line.placed.county.id for line in ordered_by(ranking.lines, order)] for order in ORDERS}
    assert by["slope"][:2] == by["change"][:2] == ["110005", "110000"] and by["slope"][-1] == "110002"


def test_an_outlier_is_told_with_its_median_and_where_it_is_written(three_years: Dataset) -> None:
    (found,) = parts_of(three_years).outliers.lines
    row = int(found.placed.shown.address.removeprefix("#"))
    assert three_years.long["text"][row].as_py() == found.placed.shown.text == "54.0"
    assert found.median == "5.15" and float(found.placed.z) > 3.5


def test_more_outliers_than_a_page_shows_are_counted(three_years: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rankings, "MOST_OUTLIERS", 0)
    assert parts_of(three_years).outliers == Outliers((), 1)


def test_earlier_years_without_room_are_left_out_and_this_is_said(three_years: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "MOST_EARLIER", 6)
    told = parts_of(three_years)
    assert told.is_cut and {p.years for p in told.profiles} == {(2021, 2022)}
    slope = told.profiles[0].lines[0].slope
    assert slope is not None and slope.years.startswith("2020")
    assert "本文件放不下更早的年份" in page_bytes(three_years).decode("utf-8")


def test_counties_of_one_province_keep_their_ranks_among_all(many: Dataset) -> None:
    all_of_them, some = parts_of(many), parts_of(many, province="河北省")
    ranks = {line.placed.county.id: line.number for line in all_of_them.rankings[0].lines}
    assert 0 < len(some.rankings[0].lines) < len(ranks)
    assert all(ranks[line.placed.county.id] == line.number for line in some.rankings[0].lines)


COPIED = "近年来坚持把义务教育摆在优先发展的战略地位，累计新增学位1200个，新建校舍3400平方米，办学条件显著改善。"


def test_what_is_alike_names_counties_documents_and_places() -> None:
    own = {"quote": COPIED, "stage": "primary"}
    rows_of_two = [
        row for county in (0, 1) for row in (
            mention(county, 2022, "student.count", "person", "1200", **own), mention(county, 2022, "area.building", "m2", "3400", **own),
            mention(county, 2022, "funding.expenditure", "CNY", "123456789", quote=str(county)),
        )
    ]  # fmt: skip
    (group,) = parts_of(build(table_of(*rows_of_two, mention(2, 2022, AREA, "m2/person", "5", stage="primary")))).copies.groups
    assert [county.name for county in group.counties] == ["平平县", "海平县"] and (group.figures, group.passages) == (1, 1)
    figure, passage = group.questions
    assert figure.said == "教育经费支出总额 123456789"
    assert passage.said == COPIED and [t.role for t in passage.told] == ["平平县 2022", "海平县 2022"]  # Not once for each figure.


def test_counties_that_share_most_come_first() -> None:
    rows_of_all = [mention(c, 2022, "student.count", "person", "23456", quote=str(c)) for c in (0, 1)]
    for indicator, value in (("student.count", "34567"), ("teacher.count", "45678")):
        rows_of_all += [mention(c, 2022, indicator, "person", value, quote=f"{c}{indicator}") for c in (2, 3)]
    found = alike(build(table_of(*rows_of_all)).long)
    assert [(len(group.questions), group.counties) for group in found] == [(2, ("110002", "110003")), (1, ("110000", "110001"))]


# --- the file itself --------------------------------------------------------------------------------------------------


def test_every_county_and_indicator_that_is_named_is_there_to_be_chosen(page: str) -> None:
    wanted, there = set(re.findall(r'href="#([cr]\d+)"', page)), re.findall(r'<section class="part" id="([cr]\d+)"', page)
    assert wanted <= set(there) and len(there) == len(set(there)) == 5 + 29
    assert there == re.findall(r'<option value="([cr]\d+)"', page)


def test_the_file_loads_nothing_and_is_the_same_each_time(page: str, few: Dataset) -> None:
    assert "default-src 'none'" in unescape(page) and "unsafe-inline" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page.replace("xlink:href", ""))
    assert " style=" not in page
    assert page_bytes(few).decode("utf-8") == page


def test_text_of_strangers_is_escaped_in_the_file() -> None:
    bad = "<script>alert(1)</script>"
    dataset = build(table_of(mention(0, 2022, AREA, "m2/person", "5.4", stage="primary", county_name=bad, quote=bad, document_name=bad)))
    text = page_bytes(dataset).decode("utf-8")
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def test_more_than_a_browser_opens_is_refused(few: Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> None:
    monkeypatch.setattr(report, "MOST_CELLS", 3)
    write_snapshot(few, tmp_path / "snap")
    found = run("dataset", "report", tmp_path / "snap", "-o", tmp_path / "page.html")
    assert found.exit_code == 2 and "上限 3" in found.output
    assert not (tmp_path / "page.html").exists()


@pytest.fixture(scope="module")
def snapshot(few: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("snapshot") / "snap"
    write_snapshot(few, folder)
    yield folder


def test_the_command_writes_the_page_and_says_what_it_holds(run: Run, snapshot: Path, tmp_path: Path) -> None:
    found = run("dataset", "report", snapshot, "-o", tmp_path / "page.html", "--stage", "junior", "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "2022, 5 counties, 14 indicators" in found.output
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text and "Counties compared 2022" in text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--year", "1999"), "有数据的年份：2022、2021"), (("--earlier", "1999"), "1999"), (("--group", "x"), "可选：lines、cv"),
        (("--province", "火星"), "浙江省"),
    ],
)  # fmt: skip
def test_what_the_dataset_does_not_have_is_refused_with_what_it_has(
    run: Run, snapshot: Path, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    found = run("dataset", "report", snapshot, "-o", tmp_path / "page.html", *options)
    assert found.exit_code == 2 and sentence in found.output
    assert not (tmp_path / "page.html").exists()


def test_no_float_reaches_a_cell(few: Dataset) -> None:
    shown = [cell for row in compared(few)[0].rows for cell in row.cells if cell and cell.cell.figure]
    assert all(isinstance(cell.cell.figure.value, Decimal) for cell in shown)
