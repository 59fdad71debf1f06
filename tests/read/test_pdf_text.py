"""Lines to paragraphs, columns, furniture, figures at line ends, places: each PDF is made here."""

from __future__ import annotations

import pytest

from extractor.blocks import Report
from extractor.read.pdf import read_pdf
from tests.read.pdf_builders import LEFT, PITCH, TOP, Sheets, wrapped

FIRST = (
    "2022年秋季，全县共有义务教育学校11所，其中小学6所、初中4所、九年一贯制学校1所；另设特殊教育学校1所。"
    "小学在校生5256人，初中在校生2868人。义务教育阶段编班214个。"
)
SECOND = "2021年全县一般公共预算教育支出3.42亿元，上年为3.27亿元，增长4.6%，公用经费按小学每生每年900元核定拨付到校。"


def texts(report: Report, *kinds: str) -> list[str]:
    return [report.text[p.start : p.end] for p in report.paragraphs() if not kinds or p.kind in kinds]


def read(sheets: Sheets) -> Report:
    return read_pdf(sheets.data(), "report.pdf")


def test_wrapped_lines_become_paragraphs() -> None:
    sheets = Sheets()
    y = sheets.lines(wrapped(FIRST))
    sheets.lines(wrapped(SECOND), y=y)
    assert texts(read(sheets)) == [FIRST, SECOND]


def test_paragraph_runs_over_the_page_break_and_its_page_number() -> None:
    sheets = Sheets()
    lines = wrapped(FIRST)
    sheets.lines(wrapped(SECOND) + lines[:1], y=640)
    sheets.centre(800, "— 1 —", 9).page()
    sheets.lines(lines[1:] + wrapped(SECOND))
    sheets.centre(800, "— 2 —", 9)
    report = read(sheets)
    assert texts(report, "body") == [SECOND, FIRST, SECOND]
    assert texts(report, "furniture") == ["— 1 —", "— 2 —"]


def numbered_pages(footer: str, header: str) -> Sheets:
    sheets = Sheets()
    for page in range(1, 5):
        sheets.put(LEFT, 50, header.format(page), 9).centre(800, footer.format(page), 9)
        sheets.lines(wrapped(FIRST if page % 2 else SECOND))
        sheets.page()
    return sheets


@pytest.mark.parametrize(
    "footer",
    ["— {} —", "第{}页 共4页", "{}", "{}/4", "- {} -", "Page {} of 4"],
    ids=["dashes", "words", "bare", "of", "hyphens", "latin"],
)
def test_running_heads_and_page_numbers_are_furniture(footer: str) -> None:
    report = read(numbered_pages(footer, "青榆县自评报告"))
    assert texts(report, "furniture") == [t for n in range(1, 5) for t in ("青榆县自评报告", footer.format(n))]
    assert texts(report, "body") == [FIRST, SECOND, FIRST, SECOND]


def test_lines_at_one_height_that_differ_are_text() -> None:
    sheets = Sheets()
    schools = ["第一小学有学生310人。", "城北小学有学生299人。", "黑石小学有学生418人。", "三道沟小学有学生356人。"]
    for school in schools:
        sheets.put(LEFT + 24, 60, school).lines(wrapped(FIRST), y=200)
        sheets.page()
    report = read(sheets)
    assert texts(report) == [t for school in schools for t in (school, FIRST)]
    assert texts(report, "furniture") == []


def test_columns_are_read_one_after_the_other() -> None:
    left, right = wrapped(FIRST + SECOND, 17), wrapped(SECOND + FIRST, 17)
    sheets = Sheets().centre(70, "青榆县义务教育优质均衡发展自评报告", 18)
    y = 110.0
    for a, b in zip(left, right, strict=False):
        sheets.put(60, y, a).put(310, y + 3, b)
        y += PITCH * 12
    report = read(sheets)
    shown = min(len(left), len(right))
    assert texts(report, "body") == ["".join(left[:shown]).strip(), "".join(right[:shown]).strip()]


@pytest.mark.parametrize(
    ("first", "second"),
    [("7.62", "平方米"), ("23,", "876人"), ("2016年-", "2021年"), ("42.", "5万元"), ("1", "4所")],
)
def test_break_within_a_figure_leaves_no_character(first: str, second: str) -> None:
    filler = "全县生均教学及辅助用房面积和各项投入都有增加据统计合计为"
    start = "　　" + filler + "的" * 40
    width = 37 - sum(0.5 if c.isascii() else 1 for c in first)
    line = start[: int(width)] + first
    sheets = Sheets()
    sheets.lines([line, second + "，比上年有所增加，达到了国家规定的标准，县里还将继续努力提高水平办好教育。", "再上台阶。"])
    assert first + second in read(sheets).text


def test_latin_words_are_parted_and_figures_are_not() -> None:
    sheets = Sheets()
    sheets.put(LEFT, TOP, "The county has", font="Helvetica").put(LEFT, TOP + 19, "eleven schools", font="Helvetica")
    sheets.put(LEFT, 200, "2", font="Helvetica").put(LEFT + 6.7, 200, "3,876", font="Helvetica")
    sheets.put(LEFT, 260, "Grade", font="Helvetica").put(LEFT + 40, 260, "six", font="Helvetica")
    found = texts(read(sheets))
    assert "23,876" in found
    assert "Grade six" in found


def test_order_in_the_file_does_not_matter() -> None:
    sheets = Sheets()
    sheets.put(LEFT + 24, TOP, "·").put(LEFT + 36, TOP, "2025年").put(LEFT, TOP, "2021")
    assert texts(read(sheets)) == ["2021·2025年"]


def test_fake_bold_is_read_once() -> None:
    sheets = Sheets()
    for shift in (0, 0.4, 0.8):
        sheets.put(LEFT + shift, TOP, "人人有书读，共1100人")
    assert texts(read(sheets)) == ["人人有书读，共1100人"]


def test_text_beside_the_main_direction_goes_to_the_furniture() -> None:
    sheets = Sheets()
    sheets.lines(wrapped(FIRST))
    canvas = sheets.canvas
    canvas.translate(200, 500)
    canvas.rotate(45)
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(0, 0, "内部资料")
    report = read(sheets)
    assert texts(report, "body") == [FIRST]
    assert "内部资料" in "".join(texts(report, "furniture"))


def test_headings_captions_and_notes_are_told_by_their_form() -> None:
    sheets = Sheets().centre(80, "青榆县自评报告", 20)
    y = sheets.lines(["　　一、基本情况", *wrapped(FIRST), "　　（一）办学条件", *wrapped(SECOND)], y=130)
    sheets.centre(y + 10, "表1  2022年七项指标", 10).put(LEFT, y + 40, "注：按各校学生数加权计算。", 9)
    report = read(sheets)
    kinds = [(p.kind, report.text[p.start : p.end][:4]) for p in report.paragraphs()]
    assert kinds == [
        ("heading", "青榆县自"),
        ("heading", "一、基本"),
        ("body", "2022"),
        ("heading", "（一）办"),
        ("body", "2021"),
        ("caption", "表1 2"),
        ("note", "注：按各"),
    ]


def test_footnote_does_not_cut_the_sentence() -> None:
    lines = wrapped(FIRST + SECOND)
    sheets = Sheets()
    sheets.lines(wrapped(SECOND) * 3 + lines[:2])
    sheets.put(LEFT, 760, "①不含特殊教育学校。", 9).page()
    sheets.lines(lines[2:] + wrapped(SECOND) * 3)
    report = read(sheets)
    assert FIRST + SECOND in texts(report, "body")
    assert texts(report, "footnote") == ["①不含特殊教育学校。"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_lie_where_the_figure_was_drawn(turn: int) -> None:
    sheets = Sheets()
    sheets.put(LEFT, 200, "共有学校").put(300, 200, "5256人").put(LEFT, 300, "其他一些文字")
    report = read_pdf(sheets.data().replace(b"/Rotate 0", b"/Rotate %d" % turn), "turned.pdf")
    start = report.text.index("5256")
    assert report.map is not None
    places = report.map.places(start, start + 4)
    x0, top, x1, bottom = (pick(box[k] for _, box in places) for k, pick in enumerate((min, min, max, max)))
    width, height = report.pages[0].width, report.pages[0].height
    upright = {
        0: (x0, top, x1, bottom),
        90: (top, width - x1, bottom, width - x0),
        180: (width - x1, height - bottom, width - x0, height - top),
        270: (height - bottom, x0, height - top, x1),
    }[turn]
    assert {page for page, _ in places} == {1}
    assert upright == pytest.approx((300, 190, 324, 202), abs=4)


def test_map_covers_the_text_and_marks_what_the_reader_put_in() -> None:
    report = read(numbered_pages("— {} —", "青榆县自评报告"))
    assert report.map is not None
    assert len(report.map.pages) == len(report.text)
    assert len(report.map.boxes) == 4 * len(report.text)
    assert {c for c, page in zip(report.text, report.map.pages, strict=True) if page == 0} == {"\n"}


def test_short_last_page_of_columns_is_read_in_columns() -> None:
    sheets = Sheets()
    left, right = wrapped(FIRST + SECOND, 17), wrapped(SECOND + FIRST, 17)
    for a, b in zip(left, right, strict=False):
        y = TOP + PITCH * 12 * left.index(a)
        sheets.put(60, y, a).put(310, y, b)
    sheets.page()
    sheets.lines(wrapped(FIRST, 17), x=60)
    sheets.put(310, TOP, "青榆县人民政府")
    assert texts(read(sheets))[-2:] == [FIRST, "青榆县人民政府"]


def test_line_torn_before_a_long_word_goes_on() -> None:
    lines = wrapped(SECOND + FIRST + SECOND)
    torn = [*lines[:1], lines[1][:-4], lines[1][-4:] + lines[2][:20], lines[2][20:] + lines[3], *lines[4:]]
    sheets = Sheets()
    y = sheets.lines(wrapped(FIRST))
    sheets.lines(torn[:3], y=y)
    assert texts(read(sheets))[1] == "".join(torn[:3]).strip()


def test_one_line_paragraphs_without_indent_stay_apart() -> None:
    sheets = Sheets()
    parts = ["青榆县人民政府：", "现将自评结果报告如下。", "联系人：张老师", "电话：12345"]
    sheets.lines(parts)
    assert texts(read(sheets)) == parts
