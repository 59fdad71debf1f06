"""Makes small Word files for the tests: a package around raw WordprocessingML, so that every oddity can be written."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "header1": "hdr",
    "footer1": "ftr",
}


def p(text: str = "", properties: str = "") -> str:
    """A paragraph; `properties` is the inside of w:pPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def listed(num_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def tc(content: str, properties: str = "") -> str:
    """A cell; `content` is text, or XML if it begins with <."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def lvl(level: int, number_format: str, pattern: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def docx(body: str, strict: bool = False, parts: dict[str, str] | None = None, extra: dict[str, bytes] | None = None) -> bytes:
    """A Word file with this body; `parts` are the insides of styles, numbering, footnotes, header1 …"""
    parts = parts or {}
    entries: dict[str, bytes] = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": _relationships({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": _part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _relationships({f"r_{name}": (name.rstrip("1"), f"{name}.xml") for name in parts}),
    }
    entries |= {f"word/{name}.xml": _part(_ROOTS[name], inside) for name, inside in parts.items()}
    if strict:
        entries = {name: _as_strict(content) for name, content in entries.items()}
    return zipped(entries | (extra or {}))


def zipped(entries: dict[str, bytes], packed: bool = True) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def document(inside: bytes, packed: bool = True) -> bytes:
    """A Word file whose main part is exactly `inside`."""
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": inside}, packed)


def _part(root: str, inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>'.encode()


def _relationships(links: dict[str, tuple[str, str]]) -> bytes:
    inside = "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{to}"/>' for i, (kind, to) in links.items())
    return f"<Relationships>{inside}</Relationships>".encode()


def _as_strict(content: bytes) -> bytes:
    return content.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
        R.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
