"""What the PDF reader refuses, what it only tells of, and that no file whatever makes it fail in another way."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor.blocks import Report
from extractor.read.pdf import read_pdf
from models.errors import UnreadableInput
from tests.read.pdf_builders import Sheets, assembled, raw_pdf, wrapped

SENTENCE = "2022年秋季，全县共有义务教育学校11所，其中小学6所、初中4所。"


def sample(pages: int = 2) -> bytes:
    sheets = Sheets()
    for _ in range(pages):
        sheets.lines(wrapped(SENTENCE))
        sheets.page()
    return sheets.data()


def blank(pages: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(pages):
        canvas.rect(0, 0, 100, 100)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked() -> bytes:
    sheets = Sheets(encrypt=StandardEncryption("secret", ownerPassword="owner"))
    sheets.lines([SENTENCE])
    return sheets.data()


def cyclic() -> bytes:
    return assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"],
    )


UNKNOWN_FONT = b"<< /Type /Font /Subtype /Type0 /BaseFont /Gone /Encoding /Identity-H /DescendantFonts [<< /Type /Font"
UNKNOWN_FONT += b" /Subtype /CIDFontType2 /BaseFont /Gone /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
UNKNOWN_FONT += b" /Supplement 0 >> >>] >>"
GBK_FONT = UNKNOWN_FONT.replace(b"Identity-H", b"GBK-EUC-H").replace(b"(Identity)", b"(GB1)").replace(b"Gone", b"STSong")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (sample()[:-200], "damaged"),
        (sample()[: len(sample()) // 2], "damaged"),
        (sample().replace(b"obj", b"xxx"), "damaged"),
        (cyclic(), "damaged"),
        (assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]), "damaged"),
        (locked(), "encrypted"),
        (blank(1), "no_text_layer"),
        (blank(1001), "too_many_pages"),
        (raw_pdf(b"BT /F 12 Tf 72 700 Td <00410142034304440545> Tj ET", UNKNOWN_FONT), "no_readable_text"),
    ],
    ids=["empty", "header", "no_end", "half", "no_objects", "loop", "no_pages", "locked", "scan", "many", "unmapped"],
)  # fmt: skip
def test_unreadable_files_are_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_pdf(data, "自评报告.pdf")
    assert caught.value.code == code
    for language in ("zh", "en"):
        sentence = caught.value.message(language)
        assert "自评报告.pdf" in sentence
        assert "—" not in sentence


def test_scan_sentence_says_what_to_do() -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_pdf(blank(3), "a.pdf")
    assert "扫描件" in caught.value.message("zh")
    assert "3" in caught.value.message("zh")


def test_page_without_text_among_others_is_told() -> None:
    sheets = Sheets()
    sheets.lines(wrapped(SENTENCE))
    sheets.page()
    sheets.canvas.rect(100, 100, 200, 200)
    sheets.page()
    report = read_pdf(sheets.data(), "a.pdf")
    assert [page.state for page in report.pages] == ["text", "no_text_layer"]
    assert [(n.code, n.details) for n in report.notices] == [("page_without_text", {"page": 2})]


def test_scan_with_a_stamp_counts_as_scan() -> None:
    pixels = zlib.compress(bytes(16))
    image = b"<< /Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    image += b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(pixels) + pixels + b"\nendstream"
    content = b"q 595 0 0 842 0 0 cm /I Do Q BT /F 10 Tf 280 30 Td (Page 3) Tj ET"
    pages = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources"
    pages += b" << /XObject << /I 6 0 R >> /Font << /F 5 0 R >> >> >>"
    data = assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            pages,
            b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            image,
        ]
    )
    with pytest.raises(UnreadableInput) as caught:
        read_pdf(data, "scan.pdf")
    assert caught.value.code == "no_text_layer"


def test_font_in_gbk_without_unicode_table_is_read() -> None:
    text = "全县共有学校11所"
    content = b"BT /F 12 Tf 72 700 Td <" + text.encode("gbk").hex().encode() + b"> Tj ET"
    assert read_pdf(raw_pdf(content, GBK_FONT), "gbk.pdf").text == text


@pytest.mark.parametrize("box", [b"0 0 14400000 14400000", b"-1e9 -1e9 1e9 1e9", b"0 0 0 0", b"595 842 0 0"])
def test_odd_page_boxes_do_no_harm(box: bytes) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    report = read_pdf(raw_pdf(b"BT /F 12 Tf 72 700 Td (1486) Tj ET", font, box), "box.pdf")
    assert report.text == "1486"


def valid(report: Report) -> None:
    """The promises of extractor.blocks: blocks in order, cells inside their table, one place a character."""
    end = 0
    for block in report.blocks:
        assert end <= block.start <= block.end <= len(report.text)
        end = block.end
    for table in report.tables():
        assert all(table.start <= c.start <= c.end <= table.end for c in table.cells)
        places = [(r, k) for c in table.cells for r in range(c.row, c.row + c.row_span)
                  for k in range(c.column, c.column + c.col_span)]  # fmt: skip
        assert len(places) == len(set(places))
    assert report.map is not None
    assert len(report.map.boxes) == 4 * len(report.map.pages) == 4 * len(report.text)


def survives(data: bytes) -> None:
    try:
        report = read_pdf(data, "any.pdf")
    except UnreadableInput as error:
        assert "any.pdf" in error.message("zh")
    else:
        valid(report)


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(tail: bytes) -> None:
    survives(b"%PDF-1.7\n" + tail)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_damage_to_a_file_is_read_or_refused(data: st.DataObject) -> None:
    file = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 12))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(file))


OPERATORS = st.sampled_from(["BT /F 9 Tf", "ET", "q", "Q", "1e30 0 0 1e30 0 0 cm", "0 1 -1 0 300 300 cm", "0 0 0 0 0 0 cm", "S", "f", "n"])
NUMBER = st.one_of(st.integers(-99999, 99999), st.floats(allow_nan=False, allow_infinity=False, width=32))
DRAWN = st.one_of(
    OPERATORS,
    st.builds("{:} {:} Td (x1 2) Tj".format, NUMBER, NUMBER),
    st.builds("{:} {:} {:} {:} re S".format, NUMBER, NUMBER, NUMBER, NUMBER),
    st.builds("{:} {:} m {:} {:} l S".format, NUMBER, NUMBER, NUMBER, NUMBER),
)


@given(st.lists(DRAWN, max_size=40))
@settings(max_examples=80, deadline=None)
def test_any_drawing_is_read_or_refused(drawn: list[str]) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    survives(raw_pdf(" ".join(drawn).encode(), font))


WHOLE = sample()
