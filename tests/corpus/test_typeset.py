"""The markup and what is written from it."""

from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from corpus.typeset import Grid, Heading, Line, Span, lay_text, parse_markup, spans, to_markup, to_text
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf

MARKUP = """# 檀溪县自查报告
::left 省教育厅：
全县有小学3所。
## 一、基本情况
### （一）学校
> 表1 学校
| 学段 | 指标 | < |
| ^ | 人数 | 均值 |
|---|---|---|
| 小学 | 12 | 4.50 |
| ^ | 34 | 5.50 |
::right 2023年11月1日
"""
TEXT = (
    "檀溪县自查报告\n省教育厅：\n全县有小学3所。\n一、基本情况\n（一）学校\n"
    "表1 学校\n学段\t指标\t\n\t人数\t均值\n小学\t12\t4.50\n\t34\t5.50\n2023年11月1日\n"
)


def test_markup_comes_back():
    assert to_markup(parse_markup(MARKUP)) == MARKUP


def test_text_drops_the_marks_and_leaves_merged_cells_empty():
    assert to_text(parse_markup(MARKUP)) == TEXT


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("# 题", Heading("题", 1)),
        ("### 题", Heading("题", 3)),
        ("::center 题", Line("题", "center")),
        ("正文 # 题", Line("正文 # 题")),
        ("", Line("")),
    ],
)
def test_a_line_is_one_block(line, block):
    assert parse_markup(line + "\n").blocks == (block,)


def test_a_rule_marks_the_rows_above_it_as_header():
    grid = next(b for b in parse_markup(MARKUP).blocks if isinstance(b, Grid))
    assert (grid.header_rows, len(grid.rows)) == (2, 4)


def test_spans_cover_what_is_merged():
    grid = next(b for b in parse_markup(MARKUP).blocks if isinstance(b, Grid))
    assert spans(grid)[:2] == [Span("学段", 0, 0, 2, 1), Span("指标", 0, 1, 1, 3)]
    assert Span("小学", 2, 0, 4, 1) in spans(grid)


def test_starts_point_at_the_cells():
    text, starts = lay_text(parse_markup(MARKUP))
    at = starts[6, 3, 2]
    assert text[at : at + 4] == "5.50"


def test_docx_has_styles_merged_cells_and_header_rows():
    document = Document(BytesIO(to_docx(parse_markup(MARKUP))))
    styles = [p.style.name for p in document.paragraphs]
    assert styles == ["Title", "Normal", "Normal", "Heading 1", "Heading 2", "Caption", "Normal"]
    table = document.tables[0]
    assert table.cell(0, 1)._tc is table.cell(0, 2)._tc
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert marked == [True, True, False, False]
    assert "PAGE" in document.sections[0].footer._element.xml
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"


def test_pdf_holds_the_text_and_numbers_its_pages():
    long = MARKUP + "全县教育质量稳步提升。\n" * 80
    pdf = pypdfium2.PdfDocument(to_pdf(parse_markup(long), running_header="檀溪县"))
    assert len(pdf) == 3
    second = pdf[1].get_textpage().get_text_range()
    assert "— 2 —" in second
    assert "檀溪县" in second
    assert "4.50" in pdf[0].get_textpage().get_text_range()


def test_a_table_longer_than_a_page_repeats_its_header():
    rows = "".join(f"| {'小学' if i == 0 else '^'} | 学校{i} |\n" for i in range(90))
    pdf = pypdfium2.PdfDocument(to_pdf(parse_markup("| 学段 | 名称 |\n|---|---|\n" + rows)))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) > 1
    assert all("名称" in page for page in pages)
    assert all(f"学校{i}" in "".join(pages) for i in range(90))


@pytest.mark.parametrize("write", [to_docx, to_pdf])
def test_same_manuscript_same_bytes(write):
    assert write(parse_markup(MARKUP)) == write(parse_markup(MARKUP))
