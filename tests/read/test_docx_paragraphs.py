"""Paragraphs of Word files: text, headings, numbers, changes, notes, boxes, margins."""

from __future__ import annotations

import pytest

from extractor.blocks import Paragraph, Report
from extractor.read import read_report
from extractor.read.docx_numerals import render_count
from tests.read.builders import docx, listed, lvl, numbering, p, r, style, tbl, tc, tr


def read(body: str, **parts: str) -> Report:
    return read_report(docx(body, parts=parts), "报告.docx")


def paragraphs(report: Report) -> list[tuple[str, str, int | None]]:
    return [(report.text[b.start : b.end], b.kind, b.level) for b in report.paragraphs()]


def run(inside: str) -> str:
    return f"<w:p><w:r>{inside}</w:r></w:p>"


FIELD = (
    '<w:p><w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>内</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>页</w:t></w:r></w:p>'
)
UNCLOSED_FIELD = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("后文24所")

TEXT_CASES = {
    "runs": (f"<w:p>{r('小学2')}{r('4所')}</w:p>", "小学24所"),
    "tab": (run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>"), "甲\t乙"),
    "break": (run("<w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t>"), "甲\n乙\n丙"),
    "hyphens": (run("<w:t>2016</w:t><w:noBreakHyphen/><w:t>20</w:t><w:softHyphen/><w:t>2\u00ad1</w:t>"), "2016-2021"),
    "symbol": (run('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>达标</w:t>'), "☑达标"),
    "symbol font": (run('<w:sym w:font="Symbol" w:char="F0B3"/><w:t>4.5</w:t>'), "≥4.5"),
    "hidden": ("<w:p>" + r("见") + r("密", "<w:vanish/>") + r("不密", '<w:vanish w:val="0"/>') + "</w:p>", "见不密"),
    "field result": (FIELD, "第12页"),
    "unclosed field": (UNCLOSED_FIELD, "后文24所"),
    "hyperlink": (f"<w:p><w:hyperlink>{r('链接')}</w:hyperlink></w:p>", "链接"),
    "simple field": (f'<w:p><w:fldSimple w:instr="DATE">{r("2023年")}</w:fldSimple></w:p>', "2023年"),
    "math": ("<w:p><m:oMath><m:r><m:t>S=</m:t></m:r></m:oMath></w:p>", "S="),
    "fraction": (
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>",
        "1/2",
    ),
    "content controls": (
        f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:p><w:sdt><w:sdtContent>{r('控件')}"
        "</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
        "控件",
    ),
    "custom xml": (f"<w:customXml>{p('甲')}</w:customXml><w:p><w:smartTag>{r('乙')}</w:smartTag></w:p>", "甲\n乙"),
    "insertion": (f"<w:p>{r('有')}<w:ins>{r('24')}</w:ins><w:moveTo>{r('所')}</w:moveTo></w:p>", "有24所"),
    "deletion": (
        f"<w:p>{r('有')}<w:del><w:r><w:delText>23</w:delText></w:r></w:del><w:moveFrom>{r('个')}</w:moveFrom>"
        f"<w:ins><w:del>{r('22')}</w:del></w:ins></w:p>",
        "有",
    ),
    "deleted mark": (p("上半", "<w:rPr><w:del/></w:rPr>") + p("下半") + p("后"), "上半下半\n后"),
    "deleted mark at the end": (p("末", "<w:rPr><w:del/></w:rPr>"), "末"),
    "deleted mark before a table": (
        p("前", "<w:rPr><w:del/></w:rPr>") + tbl(tr(tc("甲"), tc("乙"))) + p("后"),
        "前\n甲\t乙\n后",
    ),
    "empty paragraphs": (p() + p("甲") + p(" ") + p("乙"), "甲\n乙"),
    "source line break": (run("<w:t>甲\n乙</w:t>"), "甲 乙"),
    "ruby": (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>yú</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>榆</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        "榆",
    ),
    "comment mark": (f"<w:p>{r('甲')}<w:r><w:commentReference w:id='0'/></w:r></w:p>", "甲"),
}


@pytest.mark.parametrize(("body", "text"), TEXT_CASES.values(), ids=TEXT_CASES)
def test_printed_text(body: str, text: str) -> None:
    assert read(body).text == text


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="wps"><w:name w:val="标题 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="章名"/>'
    '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="sub"><w:name w:val="章名乙"/><w:basedOn w:val="own"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="circle"><w:name w:val="x"/><w:basedOn w:val="circle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="隐藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "kind", "level"),
    [
        (style("1"), "heading", 1),
        (style("wps"), "heading", 2),
        (style("own"), "heading", 3),
        (style("sub"), "heading", 3),
        (style("circle"), "body", None),
        (style("nowhere"), "body", None),
        (style("t"), "heading", None),
        (style("c"), "caption", None),
        (style("toc"), "furniture", None),
        ('<w:outlineLvl w:val="3"/>', "heading", 4),
        (style("1") + '<w:outlineLvl w:val="9"/>', "body", None),
    ],
)
def test_kind_and_level_come_from_the_style(properties: str, kind: str, level: int | None) -> None:
    assert paragraphs(read(p("办学条件", properties), styles=STYLES)) == [("办学条件", kind, level)]


def test_a_long_paragraph_in_a_heading_style_is_body() -> None:
    assert paragraphs(read(p("小学24所。" * 30, style("1")), styles=STYLES))[0][1:] == ("body", None)


def test_text_in_a_hidden_character_style_is_left_out() -> None:
    body = "<w:p>" + r("见") + r("密", '<w:rStyle w:val="h"/>') + "</w:p>"
    assert read(body, styles=STYLES).text == "见"


@pytest.mark.parametrize(
    ("count", "number_format", "text"),
    [
        (3, "chineseCounting", "三"),
        (10, "chineseCountingThousand", "十"),
        (12, "japaneseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "chineseCountingThousand", "一百一十"),
        (10, "ideographDigital", "一〇"),
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "upperLetter", "C"),
        (28, "lowerLetter", "bb"),
        (4, "lowerRoman", "iv"),
        (9, "upperRoman", "IX"),
        (3, "chineseLegalSimplified", "叁"),
        (2, "ideographTraditional", "乙"),
        (5, "none", ""),
        (5, "neverHeardOf", "5"),
    ],
)
def test_numbers_of_automatic_lists(count: int, number_format: str, text: str) -> None:
    assert render_count(count, number_format) == text


LEVELS = (
    lvl(0, "chineseCounting", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%1.%3", "<w:isLgl/>"),
)


def test_numbers_count_and_restart_below_a_higher_level() -> None:
    levels = (0, 1, 1, 2, 0, 1, 2)
    body = "".join(p("甲", listed(1, level)) for level in levels)
    labels = [line.removesuffix("甲") for line in read(body, numbering=numbering(*LEVELS)).text.split("\n")]
    assert labels == ["一、", "（一）", "（二）", "1.1 ", "二、", "（一）", "2.1 "]


@pytest.mark.parametrize(
    ("restart", "labels"),
    [("", ["1.1 ", "2.1 "]), ('<w:lvlRestart w:val="0"/>', ["1.1 ", "2.2 "])],
)
def test_a_level_restarts_unless_it_is_told_not_to(restart: str, labels: list[str]) -> None:
    part = numbering(lvl(0, "decimal", "第%1章"), lvl(1, "decimal", "%1.%2", restart))
    body = "".join(p("甲", listed(1, level)) for level in (0, 1, 0, 1))
    lines = read(body, numbering=part).text.split("\n")
    assert [line.removesuffix("甲") for line in lines[1::2]] == labels
    assert lines[::2] == ["第1章 甲", "第2章 甲"]


def test_lists_share_their_count_until_one_states_its_start() -> None:
    nums = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/></w:num>' for i in (1, 2)) + (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("甲", listed(num)) for num in (1, 2, 3, 3))
    assert read(body, numbering=numbering(*LEVELS, nums=nums)).text == "一、甲\n二、甲\n五、甲\n六、甲"


def test_number_comes_from_the_style_and_its_tied_level() -> None:
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="n"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    part = numbering(lvl(0, "decimal", "%1."), lvl(1, "upperLetter", "%2)", '<w:pStyle w:val="n"/>'))
    assert read(p("甲", style("n")), styles=styles, numbering=part).text == "A)甲"


def test_numbering_can_be_switched_off_and_bullets_say_nothing() -> None:
    part = numbering(lvl(0, "bullet", "\uf0b7"))
    assert read(p("甲", listed(1)) + p("乙", listed(0)), numbering=part).text == "甲\n乙"


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = "<w:p><w:pPr>" + listed(1) + "<w:rPr><w:del/></w:rPr></w:pPr></w:p>"
    body = p("甲", listed(1)) + gone + p("乙", listed(1))
    assert read(body, numbering=numbering(*LEVELS)).text == "一、甲\n二、乙"


NOTE = '<w:footnote w:type="separator" w:id="0">{0}</w:footnote><w:footnote w:id="2">{1}</w:footnote>'


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_follow_the_block_that_refers_to_them(kind: str) -> None:
    notes = NOTE.format(p("线"), p("含教学点3个。")).replace("footnote", kind)
    body = f'<w:p>{r("小学24所")}<w:r><w:{kind}Reference w:id="2"/></w:r>{r("。")}</w:p>' + p("后文")
    report = read(body, **{f"{kind}s": notes})
    assert paragraphs(report) == [
        ("小学24所。", "body", None),
        ("含教学点3个。", "footnote", None),
        ("后文", "body", None),
    ]


def test_a_note_in_a_table_follows_the_table() -> None:
    cell = tc(f'<w:p>{r("24")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    report = read(tbl(tr(tc("小学"), cell)) + p("后"), footnotes=NOTE.format(p("线"), p("注文")))
    assert report.text == "小学\t24\n注文\n后"


BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}"
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{1}</w:p>"
)


def test_a_text_box_is_read_once() -> None:
    report = read(BOX.format(p("框内24所"), r("正文")))
    assert paragraphs(report) == [("正文", "body", None), ("框内24所", "textbox", None)]


def test_the_fallback_is_read_where_the_choice_has_no_text() -> None:
    body = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:t>备</w:t></mc:Fallback>"
    assert read(body + "</mc:AlternateContent></w:r></w:p>").text == "备"


def test_headers_and_footers_stand_at_the_end_as_furniture() -> None:
    section = '<w:sectPr><w:headerReference r:id="r_header1"/><w:footerReference r:id="r_footer1"/></w:sectPr>'
    report = read(p("正文") + section, header1=p("青榆县自评报告"), footer1=p("— —"))
    assert paragraphs(report) == [("正文", "body", None), ("青榆县自评报告", "furniture", None)]


def test_strict_files_are_read() -> None:
    report = read_report(docx(p("甲", style("own")) + tbl(tr(tc("1"), tc("2"))), strict=True, parts={"styles": STYLES}), "s.docx")
    assert isinstance(report.blocks[0], Paragraph)
    assert (report.text, report.blocks[0].level) == ("甲\n1\t2", 3)


def test_pictures_beside_text_are_told() -> None:
    links = (
        b'<Relationships><Relationship Id="i1" Type="http://x/image" Target="media/1.png"/>'
        b'<Relationship Id="i2" Type="http://x/image" Target="media/2.png"/></Relationships>'
    )
    report = read_report(docx(p("甲"), extra={"word/_rels/document.xml.rels": links}), "a.docx")
    assert [(n.code, n.details) for n in report.notices] == [("docx_pictures", {"count": 2})]
