"""The choice of reader by content, what is refused, and that nothing else than a refusal comes of any bytes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extractor.read
from extractor.blocks import Report, Table
from extractor.read import READERS, archive, docx_xml, read_report, text
from models.errors import UnreadableInput
from models.messages import LANGUAGES, message
from tests.read.builders import document, docx, p, tbl, tc, tr, zipped

NAME = "青榆县 自评.docx"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
OPEN_W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
CLOSE_W = b"</w:body></w:document>"
SOUND = docx(p("小学24所。") + tbl(tr(tc("甲"), tc("1")), tr(tc("乙"), tc("2"))))
PICTURE_LINK = b'<Relationships><Relationship Id="i" Type="http://x/image" Target="media/1.png"/></Relationships>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + OPEN_W + b"<w:p>&b;</w:p>" + CLOSE_W


def stream(name: str) -> bytes:
    return OLE2 + name.encode("utf-16-le")


def locked(data: bytes) -> bytes:
    """The same zip with every entry marked as encrypted."""
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in reversed(list(re.finditer(re.escape(signature), data))):
            flags = match.start() + at
            data = data[:flags] + bytes([data[flags] | 1]) + data[flags + 1 :]
    return data


REFUSED = {
    "nothing": (b"", "empty"),
    "white space": (b" \r\n\t", "empty"),
    "ideographic spaces": ("\u3000\n".encode(), "empty"),
    "workbook": (zipped({"xl/workbook.xml": b""}), "is_workbook"),
    "slides": (zipped({"ppt/presentation.xml": b""}), "is_slides"),
    "odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}), "is_odt"),
    "ofd": (zipped({"OFD.xml": b"", "Doc_0/Document.xml": b""}), "is_ofd"),
    "plain zip": (zipped({"报告.txt": b"x"}), "packed"),
    "rar": (b"Rar!\x1a\x07\x00", "packed"),
    "macros": (docx(p("甲"), extra={"word/vbaProject.bin": b"x"}), "macro"),
    "old doc": (stream("WordDocument"), "old_word"),
    "old wps": (OLE2, "old_word"),
    "old xls": (stream("Workbook"), "is_workbook"),
    "encrypted docx": (stream("EncryptedPackage"), "encrypted"),
    "encrypted zip": (locked(SOUND), "encrypted"),
    "rtf": (b"{\\rtf1\\ansi x}", "is_rtf"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>", "is_html"),
    "word xml": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "old_word"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(50), "is_image"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(50), "is_image"),
    "noise": (bytes(range(256)) * 4, "not_text"),
    "null bytes": (bytes(1000), "not_text"),
    "zip cut off": (SOUND[: len(SOUND) // 2], "damaged"),
    "no xml": (document(b"<w:document"), "damaged"),
    "entities": (document(LAUGHS), "xml_entities"),
    "doctype in utf-16": (document(LAUGHS.decode().encode("utf-16")), "xml_entities"),
    "deep": (document(OPEN_W + b"<w:sdt>" * 300 + b"</w:sdt>" * 300 + CLOSE_W), "damaged"),
    "bomb": (document(OPEN_W + b" " * 20_000_000 + CLOSE_W), "zip_bomb"),
    "many paragraphs": (document(OPEN_W + b"<w:p/>" * 3_000_001 + CLOSE_W, packed=False), "too_large"),
    "no paragraphs": (docx(p()), "empty"),
    "pictures only": (docx(p(), extra={"word/_rels/document.xml.rels": PICTURE_LINK}), "no_text"),
    "broken utf-8": ("小学24所。\n".encode() * 20 + b"\xe5\xb0\n" + "初中6所。".encode(), "damaged_text"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_refused_files_say_why_and_name_the_file(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_report(data, NAME)
    assert caught.value.code == code
    for language in LANGUAGES:
        sentence = caught.value.message(language)
        assert NAME in sentence
        assert "—" not in sentence


def test_the_line_of_broken_utf8_is_told() -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_report(REFUSED["broken utf-8"][0], NAME)
    assert caught.value.details["line"] == 21


def test_every_code_of_the_readers_has_its_sentences() -> None:
    """The codes are taken from the sources, so that a new one cannot be forgotten."""
    sources = [path.read_text("utf-8") for path in Path(extractor.read.__file__).parent.glob("*.py")]
    codes = {code for source in sources for code in re.findall(r'(?:UnreadableInput|_refuse)\(\s*"(\w+)"', source)}
    codes |= {code for code in re.findall(r'"(docx_\w+)"', "".join(sources))}
    assert {"damaged", "zip_bomb", "docx_pictures", "no_text"} <= codes | {"no_text"}
    for code in codes | {"no_text", "empty"}:
        for language in LANGUAGES:
            assert NAME in message(code, language, name=NAME, line=3, count=2)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (SOUND, "docx"),
        ("小学24所。".encode(), "txt"),
        ("正文里写着 %PDF 不算".encode(), "txt"),
        ("小学24所".encode("gb18030"), "txt"),
    ],
)
def test_content_not_name_chooses_the_reader(data: bytes, found: str) -> None:
    report = read_report(data, "叫什么都行.xlsx")
    assert (report.format, report.name) == (found, "叫什么都行.xlsx")


def test_a_lying_size_in_the_directory_does_not_help_a_bomb() -> None:
    data = bytearray(REFUSED["bomb"][0])
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(UnreadableInput):
        read_report(bytes(data), NAME)


def test_the_sum_of_all_parts_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 1500)
    with pytest.raises(UnreadableInput, match="zip_bomb"):
        read_report(docx(p("甲"), parts={"styles": " " * 1000}), NAME)


def test_absurdly_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_ENTRIES", 3)
    with pytest.raises(UnreadableInput, match="zip_bomb"):
        archive.Archive(SOUND)


def test_a_text_of_absurd_length_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MAX_BYTES", 10)
    with pytest.raises(UnreadableInput, match="too_large"):
        read_report("小学24所。".encode(), NAME)


@pytest.mark.parametrize("tags", [("tbl", "tr", "tc"), ("p", "r", "txbxContent"), ("sdt", "sdtContent"), ("ins",)])
def test_nesting_up_to_the_parser_limit_is_read(tags: tuple[str, ...]) -> None:
    deep = 249 // len(tags)
    opened, closed = "".join(f"<w:{tag}>" for tag in tags), "".join(f"</w:{tag}>" for tag in reversed(tags))
    report = read_or_refuse(document(OPEN_W + (opened * deep + p("底") + closed * deep).encode() + CLOSE_W))
    assert report is not None
    assert "底" in report.text


def test_the_tag_limit_lets_a_long_report_pass() -> None:
    body = p("小学24所。") * 20_000
    assert body.count("<") < docx_xml.MAX_TAGS
    assert len(read_report(docx(body), NAME).blocks) == 20_000


def test_backslashes_and_case_in_entry_names_do_not_matter() -> None:
    with zipfile.ZipFile(io.BytesIO(SOUND)) as whole:
        entries = {name: whole.read(name) for name in whole.namelist()}
    odd = zipped({name.replace("word/document.xml", "Word\\Document.xml"): part for name, part in entries.items()})
    assert read_report(odd, NAME).text == "小学24所。\n甲\t1\n乙\t2"


def check(report: Report) -> None:
    """Blocks in order, apart, inside the text, with something in them; likewise the cells of each table."""
    end = 0
    for block in report.blocks:
        assert end <= block.start < block.end <= len(report.text)
        assert report.text[block.start : block.end].strip()
        end = block.end
        if isinstance(block, Table):
            inner = block.start
            for cell in block.cells:
                assert inner <= cell.start < cell.end <= block.end
                inner = cell.end
            places = [
                (r, c)
                for cell in block.cells
                for r in range(cell.row, cell.row + cell.row_span)
                for c in range(cell.column, cell.column + cell.col_span)
            ]
            assert len(places) == len(set(places))


def read_or_refuse(data: bytes) -> Report | None:
    try:
        report = read_report(data, NAME)
    except UnreadableInput as error:
        assert all(NAME in error.message(language) for language in LANGUAGES)
        return None
    check(report)
    return report


QUICK = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
LINES = st.lists(
    st.text(alphabet="小学初中24所。，.、1一（）|│-─\t \u3000表注：", max_size=60)
    | st.lists(st.sampled_from(["", "小学", "24", "2021", "合计"]), min_size=3, max_size=5).map("\t".join),
    max_size=20,
)


@QUICK
@given(st.binary(max_size=300).filter(lambda data: b"%PDF-" not in data))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refuse(data)


@QUICK
@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_any_text_is_kept_as_it_is(lines: list[str], line_break: str) -> None:
    whole = line_break.join(lines)
    report = read_or_refuse(whole.encode())
    assert report.text == whole if report else not whole.strip()


@QUICK
@given(st.data())
def test_damaged_word_files_are_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(4, len(broken) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(broken))


TAGS = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "vMerge",
    "pPr",
    "ins",
    "del",
    "sdt",
    "sdtContent",
    "txbxContent",
    "br",
]
TREES = st.recursive(
    st.sampled_from(["<w:t>甲1</w:t>", "<w:p><w:r><w:t>乙</w:t></w:r></w:p>", "<w:tab/>"]),
    lambda inner: st.builds(
        lambda tag, children: f"<w:{tag}>{''.join(children)}</w:{tag}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@QUICK
@given(st.lists(TREES, max_size=6))
def test_any_order_of_word_elements_is_read_or_refused(trees: list[str]) -> None:
    read_or_refuse(docx("".join(trees)))


def test_the_last_reader_takes_everything() -> None:
    matches, _ = READERS[-1]
    assert matches(b"anything")
