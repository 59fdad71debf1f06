"""The XML of a docx part, parsed safely, with the Strict namespaces folded into the usual ones.

Takes bytes, gives an lxml element without comments and processing instructions. Resolves no entities, reads no DTD.
"""

from __future__ import annotations

from lxml import etree

from models.errors import UnreadableInput

Element = etree._Element

MAX_TAGS = 3_000_000
"""A long report has about one tag a character; this is far above any report and still fits in memory."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_VALUE = f"{_W}val"
RELATION_ID = f"{_R}id"

# Strict OOXML differs in its namespaces only, as far as text is concerned.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _M[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _R[1:-1].encode(),
}
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def w(name: str) -> str:
    """The full tag or attribute name of `name` in WordprocessingML."""
    return _W + name


def m(name: str) -> str:
    """The full tag name of `name` in Office mathematics."""
    return _M + name


def parse_part(content: bytes) -> Element:
    """The root of a part. Raises UnreadableInput: `damaged`, `xml_entities`, `too_large`."""
    content = _as_utf8(content)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableInput("xml_entities")
    if content.count(b"<") > MAX_TAGS:
        raise UnreadableInput("too_large")
    if _STRICT_MARK in content:
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableInput("damaged") from error
    # A DOCTYPE can hide from the search above in an odd encoding; the parser itself has expanded nothing.
    if root.getroottree().docinfo.doctype:
        raise UnreadableInput("xml_entities")
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _as_utf8(content: bytes) -> bytes:
    if content[:2] not in _UTF16_MARKS:
        return content
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UnreadableInput("damaged") from error
    declaration_end = text.find("?>") + 2 if text.startswith("<?xml") else 0
    return text[declaration_end:].encode("utf-8", "surrogatepass")


def child_value(node: Element | None, *names: str) -> str | None:
    """`w:val` of the element reached from `node` over children `names`; None where any of it is missing."""
    for name in names:
        if node is None:
            return None
        node = node.find(w(name))
    return None if node is None else node.get(_VALUE)


def switched_on(node: Element | None, name: str) -> bool | None:
    """The state of an on/off property child, e.g. `w:vanish`; None where it is not given."""
    found = None if node is None else node.find(w(name))
    return None if found is None else is_on(found)


def is_on(toggle: Element) -> bool:
    """Whether an on/off property that is given is on; without a value it is."""
    return toggle.get(_VALUE, "true") not in ("0", "false", "off")


def as_int(value: str | None, default: int, low: int = 0, high: int = 32_767) -> int:
    """`value` as a number kept within `low` to `high`; `default` where it is missing or no number."""
    try:
        return min(max(int(value), low), high) if value is not None else default
    except ValueError:
        return default


def chosen(alternate: Element) -> Element | None:
    """The one branch of an mc:AlternateContent to read: a Choice with text in it, else the Fallback, else a Choice."""
    branches = [b for b in alternate if b.tag in (CHOICE, FALLBACK)]
    with_text = [b for b in branches if next(b.iter(w("t"), m("t")), None) is not None]
    return next(iter(with_text or branches), None)
