"""Plain text: encodings, wrapped lines, page marks of web libraries, headings and tables."""

from __future__ import annotations

import codecs

import pytest

from extractor.blocks import Report
from extractor.read import read_report

SENTENCE = "全县共有义务教育学校24所，其中小学18所、初中6所。\n"


def read(text: str) -> Report:
    return read_report(text.encode(), "报告.txt")


def texts(report: Report) -> list[str]:
    return [report.text[b.start : b.end] for b in report.paragraphs()]


def cells(report: Report) -> list[tuple[str, int, int, int, int]]:
    return [(report.text[c.start : c.end], c.row, c.column, c.row_span, c.col_span) for table in report.tables() for c in table.cells]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
@pytest.mark.parametrize("text", [SENTENCE, SENTENCE * 2000, "24 schools\n"])
def test_encodings(mark: bytes, encoding: str, text: str) -> None:
    assert read_report(mark + text.encode(encoding), "报告.txt").text == text


def test_offsets_count_in_the_decoded_file_with_its_own_line_breaks() -> None:
    report = read("\r\n  小学24所。  \r\n\r\n初中6所。\r\n")
    assert [(b.start, b.end) for b in report.blocks] == [(4, 10), (16, 21)]
    assert texts(report) == ["小学24所。", "初中6所。"]


PROSE = (
    "石磴县位于黄土高原西缘，总面积2137平方公里，辖9个镇、3个乡、148个行政村，总人口31.6万人。"
    "2020年秋季学期，全县共有义务教育学校50所，其中小学38所、初中9所、九年一贯制学校3所，另有教学点21个。"
    "义务教育阶段在校学生28640人，其中小学19320人、初中9320人；专任教师2216人。"
)


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    report = read(f"一、基本情况\n{wrapped(PROSE, 36)}\n二、主要做法\n{wrapped(PROSE, 36)}\n石磴县人民政府\n")
    assert [line.replace("\n", "") for line in texts(report)] == [
        "一、基本情况",
        PROSE,
        "二、主要做法",
        PROSE,
        "石磴县人民政府",
    ]


def test_an_empty_line_or_a_list_number_ends_a_wrapped_paragraph() -> None:
    lines = wrapped(PROSE, 36).split("\n")
    assert len(texts(read("\n".join([*lines[:2], "", *lines[2:]])))) == 2
    assert len(texts(read("\n".join([*lines[:2], "（一）" + lines[2], *lines[3:]])))) == 2


def test_lines_that_are_paragraphs_are_left_alone() -> None:
    lines = ["补充教师318人，其中2017年96人、2018年108人", "新增学位2600个", "投入资金2.47亿元，其中县级0.5亿元"]
    assert texts(read("\n".join(lines))) == lines
    long_lines = [PROSE, PROSE[:-1], PROSE]
    assert texts(read("\n".join(long_lines))) == long_lines


def pages(text: str, size: int, mark: str) -> str:
    parts = [text[i : i + size] for i in range(0, len(text), size)]
    return "\n".join(f"{k}{mark}{part}" for k, part in enumerate(parts, 1))


@pytest.mark.parametrize("mark", ["、", ".", " ."])
def test_pages_of_web_libraries_are_joined_in_mid_sentence(mark: str) -> None:
    text = pages(PROSE * 8, 300, mark)
    assert texts(read(f"由会员分享。\n{text}\n")) == ["由会员分享。", text]


def test_a_page_that_ends_with_a_sentence_does_not_stop_the_count() -> None:
    text = f"1、{PROSE}投入2\n2、.1亿元，{PROSE}\n3、{PROSE}新增学位3\n4、99个，{PROSE}达标4\n5、3所。"
    lines = text.split("\n")
    assert texts(read(text)) == ["\n".join(lines[:2]), "\n".join(lines[2:])]


def test_numbered_lists_are_no_pages() -> None:
    items = [f"{k}、{PROSE}" for k in range(1, 5)]
    assert texts(read("\n".join(items))) == items
    short = [f"{k}、县第{k}中学" for k in range(1, 9)]
    assert texts(read("\n".join(short))) == short


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、基本情况", "heading"),
        ("（二）加强队伍建设，优化师资配置", "heading"),
        ("第三章 办学条件", "heading"),
        ("一、工作措施1.加强队伍建设。我们重视师资", "body"),
        ("（一）投入。全县投入2.3亿元。", "body"),
        ("表1  2022年七项指标达标校数", "caption"),
        ("表2显示，6所初中达标", "body"),
        ("注：差异系数按各校学生数加权计算。", "note"),
        ("小学24所。", "body"),
    ],
)
def test_kinds_by_look(line: str, kind: str) -> None:
    assert [b.kind for b in read(line).paragraphs()] == [kind]


def test_tabbed_lines_are_a_table_with_merged_cells() -> None:
    report = read("表1\n指标\t小学\t\t初中\t\n\t均值\t差异系数\t均值\t差异系数\n生均面积\t5.06\t0.242\t6.27\t0.173\n注：略。\n")
    assert cells(report) == [
        ("指标", 0, 0, 2, 1),
        ("小学", 0, 1, 1, 2),
        ("初中", 0, 3, 1, 2),
        ("均值", 1, 1, 1, 1),
        ("差异系数", 1, 2, 1, 1),
        ("均值", 1, 3, 1, 1),
        ("差异系数", 1, 4, 1, 1),
        ("生均面积", 2, 0, 1, 1),
        ("5.06", 2, 1, 1, 1),
        ("0.242", 2, 2, 1, 1),
        ("6.27", 2, 3, 1, 1),
        ("0.173", 2, 4, 1, 1),
    ]
    assert texts(report) == ["表1", "注：略。"]


def test_an_empty_stub_field_goes_on_with_the_cell_above_but_other_fields_do_not() -> None:
    report = read("学段\t学校\t人数\n小学\t一小\t120\n\t二小\t130\n初中\t\t250\n")
    assert cells(report)[3:] == [
        ("小学", 1, 0, 2, 1),
        ("一小", 1, 1, 1, 1),
        ("120", 1, 2, 1, 1),
        ("二小", 2, 1, 1, 1),
        ("130", 2, 2, 1, 1),
        ("初中", 3, 0, 1, 1),
        ("250", 3, 2, 1, 1),
    ]


def test_years_are_a_header() -> None:
    report = read("指标\t2020\t2021\n\t全年\t全年\n学校\t24\t25\n")
    assert cells(report)[0] == ("指标", 0, 0, 2, 1)


def test_a_header_over_one_column_ends_below_others() -> None:
    report = read("学段\t在校生\t\t教师\n\t小学\t初中\t\n甲\t1\t2\t3\n")
    assert ("教师", 0, 3, 2, 1) in cells(report)


@pytest.mark.parametrize(
    ("text", "header_rows"),
    [
        ("| 指标 | 值 |\n|---|---|\n| 学校 | 24 |\n", 1),
        ("┌──┬──┐\n│指标│值│\n├──┼──┤\n│学校│24│\n└──┴──┘\n", None),
    ],
)
def test_tables_drawn_with_bars(text: str, header_rows: int | None) -> None:
    report = read(text)
    assert [c[:3] for c in cells(report)] == [("指标", 0, 0), ("值", 0, 1), ("学校", 1, 0), ("24", 1, 1)]
    assert [table.header_rows for table in report.tables()] == [header_rows]
    assert texts(report) == []


@pytest.mark.parametrize("text", ["\t小学24所。\n\t初中6所。\n\t高中1所。", "甲\t乙\n正文。", "甲\t乙\t丙", "| 一根竖线"])
def test_lines_that_only_hold_tabs_are_no_table(text: str) -> None:
    assert not list(read(text).tables())
