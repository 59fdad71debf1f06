"""Tables of PDFs: ruled, without rules, over several pages. Each PDF is made here."""

from __future__ import annotations

from itertools import groupby

import pytest

from extractor.blocks import Report, Table
from extractor.read.pdf import read_pdf
from tests.read.pdf_builders import LEFT, Sheets, draw_table, wrapped

HEAD = [["学校", "小学", "<", "初中", "<"], ["^", "均值", "差异系数", "均值", "差异系数"]]
XS = (72, 192, 262, 342, 412, 492)
SENTENCE = "从表1看，小学、初中七项指标的县级均值都在国家标准以上，校际差异控制较好。"


def body(first: int, count: int) -> list[list[str]]:
    return [[f"第{n}学校", f"{n}.75", f"0.{200 + n}", f"{n + 3}.87", "0.201"] for n in range(first, first + count)]


def texts(report: Report, table: Table) -> list[list[str]]:
    rows = groupby(table.cells, key=lambda c: c.row)
    return [[report.text[c.start : c.end] for c in row] for _, row in rows]


def shown(rows: list[list[str]]) -> list[list[str]]:
    return [[text for text in row if text not in ("<", "^")] for row in rows]


def test_ruled_table_with_merged_header_is_cut_out_of_the_text() -> None:
    sheets = Sheets()
    y = sheets.lines(wrapped(SENTENCE))
    sheets.centre(y + 4, "表1  2022年七项指标", 10)
    y = draw_table(sheets, HEAD + body(1, 4), XS, y + 12)
    sheets.lines(wrapped(SENTENCE), y=y + 30)
    report = read_pdf(sheets.data(), "table.pdf")
    [table] = report.tables()
    assert texts(report, table) == shown(HEAD + body(1, 4))
    assert [(c.row, c.column, c.row_span, c.col_span) for c in table.cells[:5]] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (0, 3, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
    assert [type(b).__name__ for b in report.blocks] == ["Paragraph", "Paragraph", "Table", "Paragraph"]
    assert report.text[table.start : table.end].startswith("学校\t小学\t初中\n均值\t差异系数\t均值\t差异系数\n第1学校")


def test_two_tables_of_one_width_stay_two() -> None:
    sheets = Sheets()
    second = [["序号", "学校", "教师"], ["1", "一小", "85"], ["2", "二小", "77"]]
    y = draw_table(sheets, body(1, 3), XS, 100)
    y = sheets.lines(wrapped(SENTENCE), y=y + 20)
    y = draw_table(sheets, second, (72, 150, 320, 492), y)
    report = read_pdf(sheets.data(), "two.pdf")
    assert [type(b).__name__ for b in report.blocks] == ["Table", "Paragraph", "Table"]
    assert [texts(report, table) for table in report.tables()] == [body(1, 3), second]
    assert report.text[report.blocks[1].start : report.blocks[1].end] == SENTENCE


OPEN = [["学校", "学生", "教师"], ["一小", "1486", "85"], ["二小", "1213", "77"]]


def draw_open(sheets: Sheets, rows: list[list[str]], xs: tuple[int, ...], top: int) -> None:
    """A table without its outer uprights; a row of one text is merged into one cell."""
    for r in range(len(rows) + 1):
        sheets.rule(xs[0], top + 24 * r, xs[-1], top + 24 * r)
    for r, row in enumerate(rows):
        for x in xs[1:-1] if len(row) > 1 else ():
            sheets.rule(x, top + 24 * r, x, top + 24 * r + 24)
        for x, text in zip(xs, row, strict=False):
            sheets.put(x + 4, top + 16 + 24 * r, text, 10)


def test_two_tables_without_side_rules_stay_two() -> None:
    sheets = Sheets()
    draw_open(sheets, OPEN, (100, 200, 300, 400), 100)
    sheets.put(100, 190, "表2 乡镇学校", 10)
    draw_open(sheets, OPEN, (100, 240, 340, 400), 196)
    report = read_pdf(sheets.data(), "open.pdf")
    assert [texts(report, table) for table in report.tables()] == [OPEN, OPEN]


def test_a_row_merged_into_one_cell_does_not_part_a_table_without_side_rules() -> None:
    sheets = Sheets()
    rows = [*OPEN, ["乡镇"], ["三小", "684", "41"]]
    draw_open(sheets, rows, (100, 200, 300, 400), 100)
    report = read_pdf(sheets.data(), "open.pdf")
    assert [texts(report, table) for table in report.tables()] == [rows]


def test_table_without_side_rules_keeps_its_outer_columns() -> None:
    sheets = Sheets()
    rows = [["学校", "学生", "教师"], ["一小", "1486", "85"], ["二小", "1213", "77"]]
    for r in range(4):
        sheets.rule(100, 100 + 24 * r, 400, 100 + 24 * r)
    for x in (200, 300):
        sheets.rule(x, 100, x, 172)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            sheets.put(104 + 100 * c, 116 + 24 * r, text, 10)
    report = read_pdf(sheets.data(), "open.pdf")
    [table] = report.tables()
    assert texts(report, table) == rows


def test_figure_broken_in_a_narrow_cell_is_one_figure_and_stacked_figures_are_two() -> None:
    sheets = Sheets()
    draw_table(sheets, [["", "", "大小"], ["甲", "乙", "丙"]], (72, 110, 210, 300), 100, 40)
    sheets.put(76, 114, "2400.", 12).put(76, 130, "97", 12).put(114, 114, "12", 12).put(114, 130, "34", 12)
    report = read_pdf(sheets.data(), "narrow.pdf")
    [table] = report.tables()
    assert texts(report, table)[0] == ["2400.97", "12 34", "大小"]


def test_box_around_text_is_no_table() -> None:
    sheets = Sheets()
    sheets.lines(wrapped(SENTENCE))
    sheets.canvas.rect(60, 700, 480, 80)
    assert list(read_pdf(sheets.data(), "box.pdf").tables()) == []


def test_table_without_rules_is_found_by_its_alignment() -> None:
    rows = [
        ["学校", "学生数", "教师数", "占比"],
        ["第一小学", "1486", "85", "95.0%"],
        ["二小", "1213", "77", "97.7%"],
        ["城北实验小学", "967", "60", "8.5%"],
    ]
    sheets = Sheets()
    y = sheets.lines(wrapped(SENTENCE))
    for r, row in enumerate(rows):
        for x, text in zip((80, 200, 300, 400), row, strict=True):
            sheets.put(x, y + 20 * r, text)
    sheets.lines(wrapped(SENTENCE), y=y + 110)
    report = read_pdf(sheets.data(), "aligned.pdf")
    [table] = report.tables()
    assert texts(report, table) == rows
    assert [report.text[p.start : p.end] for p in report.paragraphs()] == [SENTENCE, SENTENCE]


@pytest.mark.parametrize("pages", [2, 3])
@pytest.mark.parametrize("mark", ["", "续表1"])
def test_table_over_pages_is_one_with_its_header_once(pages: int, mark: str) -> None:
    sheets = Sheets().centre(64, "表1  各校指标值", 10)
    for page in range(pages):
        if mark and page:
            sheets.centre(64, mark, 10)
        draw_table(sheets, HEAD + body(20 * page, 20), XS, 72)
        sheets.centre(810, f"— {page + 1} —", 9)
        sheets.page()
    sheets.lines(wrapped(SENTENCE))
    report = read_pdf(sheets.data(), "long.pdf")
    [table] = report.tables()
    assert texts(report, table) == shown(HEAD + body(0, 20 * pages))
    assert table.rows == 2 + 20 * pages


def test_new_caption_begins_a_new_table() -> None:
    sheets = Sheets()
    for number in (1, 2):
        sheets.centre(64, f"表{number}  各校指标值", 10)
        draw_table(sheets, HEAD + body(number, 5), XS, 72)
        sheets.page()
    assert len(list(read_pdf(sheets.data(), "two.pdf").tables())) == 2


def test_row_cut_by_the_page_break_is_put_together() -> None:
    sheets = Sheets()
    head = [["学校", "学生", "问题"]]
    xs = (72, 172, 252, 492)
    draw_table(sheets, [*head, ["一小", "1486", "场地偏紧，"]], xs, 700)
    sheets.page()
    draw_table(sheets, [*head, ["", "", "器材不足"], ["二小", "1213", "无"]], xs, 72)
    report = read_pdf(sheets.data(), "cut.pdf")
    [table] = report.tables()
    assert texts(report, table) == [*head, ["一小", "1486", "场地偏紧，器材不足"], ["二小", "1213", "无"]]


def test_merged_cell_cut_by_the_page_break_spans_both_parts() -> None:
    sheets = Sheets()
    xs = (72, 172, 252, 492)
    draw_table(sheets, [["小学", "一小", "1486"], ["^", "二小", "1213"]], xs, 700)
    sheets.page()
    draw_table(sheets, [["", "三小", "967"], ["^", "四小", "542"], ["初中", "三中", "1124"]], xs, 72)
    report = read_pdf(sheets.data(), "merged.pdf")
    [table] = report.tables()
    assert texts(report, table) == [
        ["小学", "一小", "1486"],
        ["二小", "1213"],
        ["三小", "967"],
        ["四小", "542"],
        ["初中", "三中", "1124"],
    ]
    assert table.cells[0].row_span == 4


def test_places_of_a_cell_lie_in_the_cell() -> None:
    sheets = Sheets()
    draw_table(sheets, HEAD + body(1, 3), XS, 100)
    report = read_pdf(sheets.data(), "places.pdf")
    start = report.text.index("0.202")
    assert report.map is not None
    [(page, (x0, top, x1, bottom))] = report.map.places(start, start + 5)
    assert page == 1
    assert XS[2] < x0 < x1 < XS[3]
    assert 100 + 3 * 24 < top < bottom < 100 + 4 * 24
    assert x0 >= LEFT


def test_drawing_of_very_many_lines_is_no_table_and_holds_nothing_up() -> None:
    sheets = Sheets()
    for n in range(1500):
        sheets.rule(50, 100 + n * 4, 550, 100 + n * 4).rule(50 + n * 4, 100, 50 + n * 4, 840)
    sheets.put(LEFT, 60, "共1486人")
    report = read_pdf(sheets.data(), "map.pdf")
    assert report.text == "共1486人"
    assert list(report.tables()) == []
