"""Tables of Word files: spans, header rows, changes, frames and nesting."""

from __future__ import annotations

from extractor.blocks import Report, Table
from extractor.read import read_report
from tests.read.builders import docx, listed, lvl, numbering, p, tbl, tc, tr

HEADER = "<w:tblHeader/>"
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(body: str, **parts: str) -> Report:
    return read_report(docx(body, parts=parts), "表.docx")


def grid(report: Report, index: int = 0) -> list[tuple[str, int, int, int, int]]:
    table = list(report.tables())[index]
    return [(report.text[c.start : c.end], c.row, c.column, c.row_span, c.col_span) for c in table.cells]


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_merged_cells_stand_once() -> None:
    report = read(
        tbl(
            tr(tc("指标", RESTART), tc("小学", span(2)), properties=HEADER),
            tr(tc("", CONTINUE), tc("均值"), tc("差异系数"), properties=HEADER),
            tr(tc("生均面积"), tc("5.06"), tc("0.242")),
        )
    )
    assert grid(report) == [
        ("指标", 0, 0, 2, 1),
        ("小学", 0, 1, 1, 2),
        ("均值", 1, 1, 1, 1),
        ("差异系数", 1, 2, 1, 1),
        ("生均面积", 2, 0, 1, 1),
        ("5.06", 2, 1, 1, 1),
        ("0.242", 2, 2, 1, 1),
    ]
    assert report.text == "指标\t小学\t\n\t均值\t差异系数\n生均面积\t5.06\t0.242"
    table = next(report.tables())
    assert (table.header_rows, table.rows, table.columns) == (2, 3, 3)


def test_header_rows_are_unstated_without_mark_and_end_at_the_first_gap() -> None:
    assert next(read(tbl(tr(tc("甲"), tc("乙")))).tables()).header_rows is None
    off = '<w:tblHeader w:val="0"/>'
    rows = (tr(tc("甲"), tc("乙"), properties=HEADER), tr(tc("1"), tc("2"), properties=off))
    assert next(read(tbl(*rows, tr(tc("3"), tc("4"), properties=HEADER))).tables()).header_rows == 1


def test_old_horizontal_merges() -> None:
    merged = tr(tc("合计", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), tc("9"))
    assert grid(read(tbl(merged))) == [("合计", 0, 0, 1, 2), ("9", 0, 2, 1, 1)]


def test_a_merge_that_goes_on_from_nothing_is_a_cell() -> None:
    report = read(tbl(tr(tc("甲"), tc("1")), tr(tc("乙", CONTINUE), tc("2"))))
    assert [cell[0] for cell in grid(report)] == ["甲", "1", "乙", "2"]


def test_rows_that_begin_late() -> None:
    assert grid(read(tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), properties='<w:gridBefore w:val="1"/>'))))[-1][1:3] == (
        1,
        1,
    )


def test_cells_of_several_paragraphs_and_without_text() -> None:
    report = read(tbl(tr(tc(p("甲") + p() + p("乙")), tc("")), tr(tc("丙"), tc("丁"))))
    assert [cell[:3] for cell in grid(report)] == [("甲\n乙", 0, 0), ("丙", 1, 0), ("丁", 1, 1)]


def test_deleted_rows_and_cells_are_gone() -> None:
    rows = (
        tr(tc("甲"), tc("旧", "<w:cellDel/>"), tc("乙")),
        tr(tc("废"), tc("废"), properties="<w:del/>"),
        tr(tc("丙"), tc("丁"), properties="<w:ins/>"),
    )
    assert read(tbl(*rows)).text == "甲\t乙\n丙\t丁"


def test_rows_and_cells_in_content_controls() -> None:
    cell = f"<w:sdt><w:sdtContent>{tc('24')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr(tc('小学'), cell)}</w:sdtContent></w:sdt>"
    assert read(tbl(row)).text == "小学\t24"


def test_a_nested_table_comes_after_the_outer_one() -> None:
    inner = tbl(tr(tc("内1"), tc("内2")))
    report = read(tbl(tr(tc(p("外1") + inner + p()), tc("外2"))) + p("后"))
    assert report.text == "外1\t外2\n内1\t内2\n后"
    assert [type(b) for b in report.blocks[:2]] == [Table, Table]


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    report = read(tbl(tr(tc(p("小学24所。") + p("初中6所。") + tbl(tr(tc("1"), tc("2")))))))
    assert [getattr(b, "kind", "table") for b in report.blocks] == ["textbox", "textbox", "table"]
    assert report.text == "小学24所。\n初中6所。\n1\t2"


def test_automatic_numbers_fill_their_column() -> None:
    row = tr(tc(p("", listed(1))), tc("县一中"))
    assert read(tbl(row, row), numbering=numbering(lvl(0, "decimal", "%1"))).text == "1\t县一中\n2\t县一中"


def test_absurd_spans_are_cut_to_what_word_allows() -> None:
    assert grid(read(tbl(tr(tc("甲", span(10**9)), tc("乙")))))[1][2] == 63


def test_a_table_without_text_is_no_block() -> None:
    assert read(tbl(tr(tc(""), tc(""))) + p("后")).text == "后"


def test_a_table_typed_into_paragraphs_is_a_table() -> None:
    report = read(p("全县情况如下。") + p("学段    学校数（所）") + p("小学    34") + p("初中    15") + p("后文。"))
    fields = [c[0] for c in grid(report)]
    assert fields == ["学段", "学校数（所）", "小学", "34", "初中", "15"]
    assert [report.text[b.start : b.end] for b in report.paragraphs()] == ["全县情况如下。", "后文。"]


def test_a_table_with_a_paragraph_a_cell_is_a_table() -> None:
    cells = ["学段", "学校数（所）", "在校生（人）", "小学", "27", "14380", "初中", "11", "7016"]
    report = read(p("全县情况如下。") + "".join(map(p, cells)) + p("后文。"))
    assert [c[:3] for c in grid(report)] == [(text, i // 3, i % 3) for i, text in enumerate(cells)]
    assert [report.text[b.start : b.end] for b in report.paragraphs()] == ["全县情况如下。", "后文。"]


def test_a_table_typed_into_one_paragraph_leaves_the_rest_of_it() -> None:
    lines = "<w:br/>".join(f"<w:t>{t}</w:t>" for t in ("见下。", "年度　支出（万元）", "2021　58640", "2022　60985", "完。"))
    report = read(f"<w:p><w:r>{lines}</w:r></w:p>" + tbl(tr(tc("甲"), tc("乙"))))
    assert len(grid(report)) == 6
    assert [type(b).__name__ for b in report.blocks] == ["Paragraph", "Table", "Paragraph", "Table"]
    assert [report.text[b.start : b.end] for b in report.paragraphs()] == ["见下。", "完。"]
