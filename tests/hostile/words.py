"""Makes hostile Word files out of the builders of tests/read."""

from __future__ import annotations

from random import Random

from tests.read.builders import W, document, docx, p, r, zipped

START = f'<w:document xmlns:w="{W}"><w:body>'.encode()
END = b"</w:body></w:document>"
SENTENCE = "2023年，全县共有义务教育学校66所。"
SCRIPT = "<script>alert(66)</script>"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def main_part(doctype: str, inside: str, encoding: str = "utf-8") -> bytes:
    """A Word file whose main part has a document type of its own."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{START.decode()}<w:p><w:r><w:t>{inside}</w:t></w:r></w:p>{END.decode()}'
    return document(text.encode(encoding))


def billion_laughs() -> bytes:
    lines = ['<!ENTITY a0 "6666666666">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return main_part(f"<!DOCTYPE x [{''.join(lines)}]>", "&a9;")


def small_paragraphs(count: int) -> bytes:
    """Empty paragraphs in some spellings, so that they pack well but not absurdly well."""
    random = Random(7)
    spellings = [b"<w:p/>", b"<w:p />", b"<w:p  />", b"<w:p></w:p>"]
    block = b"".join(random.choices(spellings, k=10_000))
    return document(START + block * (count // 10_000) + END)


def wide_tables(rows: int, span: int) -> bytes:
    """Few bytes that claim a table of `rows` times `span` columns."""
    row = f'<w:tr><w:trPr><w:gridBefore w:val="{span}"/></w:trPr><w:tc><w:tcPr/>{p("66所")}</w:tc><w:tc><w:tcPr/>{p("所")}</w:tc></w:tr>'
    return docx(f"<w:tbl><w:tblPr/>{row * rows}</w:tbl>")


def spanned_cells(cells: int, span: int) -> bytes:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p("66所")}</w:tc>'
    return docx(f"<w:tbl><w:tblPr/><w:tr>{cell * cells}</w:tr><w:tr>{cell * cells}</w:tr></w:tbl>")


def deep(element: str, depth: int) -> bytes:
    return docx(f"<w:{element}>" * depth + p("66所") + f"</w:{element}>" * depth)


def remote(port: int, canary: str) -> bytes:
    """A sound text whose package points outside: a template, a picture, a frame on a server, objects and files inside."""
    links = [
        ("attachedTemplate", f"http://127.0.0.1:{port}/evil.dotm", True),
        ("image", f"http://127.0.0.1:{port}/pixel.png", True),
        ("frame", f"file://{canary}", True),
        ("subDocument", f"http://127.0.0.1:{port}/sub.docx", True),
        ("oleObject", "embeddings/oleObject1.bin", False),
        ("package", "embeddings/book.xlsx", False),
        ("footnotes", f"../../../../../..{canary}", False),
    ]
    made = "".join(
        f'<Relationship Id="x{n}" Type="{_RELATION}/{kind}" Target="{target}" TargetMode="{"External" if out else "Internal"}"/>'
        for n, (kind, target, out) in enumerate(links)
    )
    field = f'<w:p><w:r><w:instrText>INCLUDETEXT "{canary}"</w:instrText></w:r>{r(SENTENCE)}</w:p>'
    return docx(
        field + '<w:altChunk r:id="x5"/>',
        extra={
            "word/_rels/document.xml.rels": f"<Relationships>{made}</Relationships>".encode(),
            "word/settings.xml": b'<w:settings xmlns:w="x"><w:attachedTemplate/></w:settings>',
            "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
            "word/embeddings/book.xlsx": zipped({"xl/workbook.xml": b""}),
        },
    )


def with_macros() -> bytes:
    return docx(p(SENTENCE), extra={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)})


def strange_names() -> bytes:
    """A sound text among entries that would like to be written elsewhere."""
    names = ["../../../../tmp/junheng-evil", "/tmp/junheng-evil", "..\\..\\junheng-evil", "C:\\junheng-evil", "a\nb", "con"]
    return docx(p(SENTENCE), extra={name: b"evil" for name in names})


def scripted() -> bytes:
    """Script where a page might show it: in the text, a cell, a heading, a comment, a property."""
    shown = SCRIPT.replace("<", "&lt;").replace(">", "&gt;")
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="{shown}">{p(shown)}</w:comment></w:comments>'
    body = p(f"平湖县2023年自查报告{shown}", '<w:pStyle w:val="Heading1"/>') + p(f"{shown}{SENTENCE}{shown}")
    return docx(body, extra={"word/comments.xml": comments.encode(), "docProps/core.xml": f"<x>{shown}</x>".encode()})
