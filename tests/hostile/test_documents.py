"""Hostile documents, each in a limited child as in the service: the right answer, and the server goes on.

Files that are merely broken or of another kind are the matter of tests/test_bad_input.py.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from corpus.ingested import Ingested, StoredReport
from corpus.typeset import parse_markup
from corpus.typeset_docx import to_docx
from corpus.typeset_pdf import to_pdf
from extractor.read import read_report
from models.errors import UnreadableInput
from models.messages import message
from service.worker.order import MEGABYTE, Limits, PictureTask
from service.worker.outcome import INGESTED, PICTURE, Outcome, read_value
from tests.hostile import archives, pdfs, words
from tests.hostile.conftest import SECRET
from tests.read.builders import document, docx, p
from tests.worker.conftest import Do

LIMITS = Limits(wall=20, cpu=20, memory=1024 * MEGABYTE)
SENTENCE = words.SENTENCE
BOMB = 200_000_000
PARTS = [f"word/{name}.xml".encode() for name in ("document", "styles", "numbering", "footnotes", "endnotes")]
MANUSCRIPT = parse_markup(f"# 平湖县自查报告\n{SENTENCE}\n")
OTHER = parse_markup("# 别处的报告\n2023年，全县有小学99所。\n")


def honest_bomb() -> bytes:
    packed = archives.spaces(BOMB)
    line = archives.listing(PARTS[0], len(packed), BOMB, 0, 0)
    return archives.archive(archives.entry(PARTS[0], packed, BOMB, 0), [line])


def overlapping() -> bytes:
    content = words.START + p(SENTENCE).encode() * 10_000 + words.END
    return archives.overlapping([*PARTS, *(b"%d" % n for n in range(1000))], content)


def nul_after_the_main_part() -> bytes:
    good = words.START + p(SENTENCE).encode() + words.END
    spans, body, lines = [(PARTS[0], good), (PARTS[0] + b"\0.exe", b"evil")], b"", []
    for name, content in spans:
        packed = archives.deflated(content)
        crc = zlib.crc32(content)
        lines.append(archives.listing(name, len(packed), len(content), crc, len(body)))
        body += archives.entry(name, packed, len(content), crc)
    return archives.archive(body, lines)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (honest_bomb, "zip_bomb"),
    "zip bomb with a lying header": (lambda: archives.lying(100, BOMB), "damaged"),
    "entry shorter than its header says": (lambda: archives.lying(4_000_000, 1_000_000), "damaged"),
    "entries that share their bytes": (overlapping, "zip_bomb"),
    "70,000 entries": (lambda: archives.crowded(70_000), "zip_bomb"),
    "zips in zips": (lambda: archives.nested(5), "packed"),
    "billion laughs": (words.billion_laughs, "xml_entities"),
    "laughs in UTF-16": (lambda: words.main_part('<!DOCTYPE x [<!ENTITY a "66">]>', "&a;", "utf-16"), "xml_entities"),
    "laughs in a rarer encoding": (lambda: words.main_part('<!DOCTYPE x [<!ENTITY a "66">]>', "&a;", "utf-16-be"), "xml_entities"),
    "6 million paragraphs": (lambda: words.small_paragraphs(6_000_000), "too_large"),
    "elements 5,000 deep": (lambda: words.deep("sdt", 5000), "damaged"),
    "macros": (words.with_macros, "macro"),
    **{f"page tree that leads {way}": (make, "damaged") for way, make in pdfs.TREE_LOOPS.items()},
    "content that inflates to 1 GB": (lambda: pdfs.flate_bomb(1_000_000_000), "memory"),
    "10 to the 12th forms": (pdfs.form_avalanche, "memory"),
}
READ: dict[str, Callable[[], bytes]] = {
    "strange entry names": words.strange_names,
    "a NUL after the main part's name": nul_after_the_main_part,
    "tables of 32,767 columns": lambda: words.wide_tables(500, 32_767),
    "elements 240 deep": lambda: words.deep("sdt", 240),
    "2,147,483,647 pages": pdfs.countless_pages,
    "a cross-reference table that follows itself": pdfs.reference_loop,
    "a form that draws itself": pdfs.form_loop,
    "a picture of 50,000 by 50,000 pixels": lambda: pdfs.giant_image(50_000),
}
BOXES = [b"0 0 14400000 14400000", b"-1e9 -1e9 1e9 1e9", b"0 0 0 0", b"0 0 1 14400000", b"0 0 14400000 1", b"595 842 0 0", b"0 0 nan 1"]


def ingested(out: Path) -> Ingested | None:
    return read_value(out / INGESTED, Ingested, LIMITS.file)


def sound_still_works(do: Do, out: Path) -> bool:
    """The zygote lives, and no trace of the file before is in it."""
    for file in out.iterdir():
        file.unlink()
    return do(to_docx(MANUSCRIPT), limits=LIMITS) == Outcome(state="succeeded")


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_its_reason_and_costs_itself_only(do: Do, out: Path, make: Callable[[], bytes], code: str) -> None:
    outcome = do(make(), "报告.docx", limits=LIMITS)
    assert (outcome.state, outcome.reason) == ("failed", code)
    for lang in ("zh", "en"):
        said = message(code, lang, **{"name": "报告.docx", **outcome.details})
        assert "报告.docx" in said
        assert "—" not in said
    assert ingested(out) is None
    assert sound_still_works(do, out)


@pytest.mark.parametrize("make", READ.values(), ids=READ)
def test_it_is_harmless_and_read(do: Do, out: Path, make: Callable[[], bytes]) -> None:
    assert do(make(), limits=LIMITS) == Outcome(state="succeeded")
    assert "66" in ingested(out).report.text


def test_entry_names_lead_nowhere(do: Do, out: Path, tmp_path: Path) -> None:
    do(words.strange_names(), limits=LIMITS)
    assert not [*tmp_path.rglob("*evil*"), *Path("/tmp").glob("junheng-evil*")]
    assert SENTENCE in ingested(out).report.text


DOCTYPES = {
    "entity of a file": ('<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}">]>', "&e;"),
    "entity of an address": ('<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{port}/e">]>', "&e;"),
    "document type elsewhere": ('<!DOCTYPE x SYSTEM "http://127.0.0.1:{port}/e.dtd">', "66"),
    "parameter entity": ('<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:{port}/e.dtd"> %e;]>', "66"),
}


@pytest.mark.parametrize(("doctype", "inside"), DOCTYPES.values(), ids=DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_from_outside_are_refused(do: Do, out: Path, canary: Path, port: int, doctype: str, inside: str, encoding: str) -> None:
    data = words.main_part(doctype.replace("{canary}", str(canary)).replace("{port}", str(port)), inside, encoding)
    assert do(data, limits=LIMITS).reason == "xml_entities"
    assert leaks(out) == []


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/document.xml.rels"])
def test_entities_are_refused_in_every_part_that_is_read(canary: Path, port: int, part: str) -> None:
    """Here without a child, whose closed network would hide a reader that calls."""
    evil = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}"><!ENTITY f SYSTEM "http://127.0.0.1:{port}/">]><x>&e;&f;</x>'
    data = docx(p(SENTENCE), parts={"styles": "", "numbering": "", "footnotes": ""}, extra={part: evil.encode()})
    with pytest.raises(UnreadableInput) as caught:
        read_report(data, "报告.docx")
    assert caught.value.code == "xml_entities"
    assert SECRET not in str(caught.value)


def test_an_inclusion_is_not_followed(do: Do, out: Path, canary: Path) -> None:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{canary}" parse="text"/>'
    data = document(words.START + f"{p(SENTENCE)}<w:p><w:r><w:t>{include}</w:t></w:r></w:p>".encode() + words.END)
    assert do(data, limits=LIMITS).state == "succeeded"
    assert leaks(out) == []


@pytest.mark.parametrize("limited", [True, False])
def test_what_a_document_points_to_is_not_fetched(do: Do, out: Path, canary: Path, port: int, limited: bool) -> None:
    data = words.remote(port, str(canary))
    if limited:
        assert do(data, limits=LIMITS).state == "succeeded"
        report = ingested(out).report
    else:
        report = StoredReport.from_report(read_report(data, "报告.docx"))
    assert report.text == SENTENCE
    assert [(notice.code, notice.details) for notice in report.notices] == [("docx_embedded", {"count": 2})]
    assert leaks(out) == []


@pytest.mark.parametrize("task", [None, PictureTask(page=1, width=300)], ids=["read", "drawn"])
def test_what_a_pdf_would_do_is_not_done(do: Do, out: Path, canary: Path, port: int, task: PictureTask | None) -> None:
    assert do(pdfs.acting(port, str(canary)), task=task, limits=LIMITS).state == "succeeded"
    assert leaks(out) == []


@pytest.mark.parametrize("box", BOXES, ids=lambda box: box.decode())
def test_a_picture_is_small_whatever_the_page_says_of_its_size(do: Do, out: Path, box: bytes) -> None:
    outcome = do(pdfs.one_page(box=box), task=PictureTask(page=1, width=1600), limits=LIMITS)
    assert outcome.state == "succeeded"
    head = (out / PICTURE).read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert 0 < int.from_bytes(head[16:20], "big") <= 1600
    assert 0 < int.from_bytes(head[20:24], "big") <= 8000


DRAWN: dict[str, tuple[Callable[[], bytes], str]] = {
    "1 GB": (lambda: pdfs.flate_bomb(1_000_000_000), "memory"),
    "forms": (pdfs.form_avalanche, "memory"),
    "no pdf": (lambda: b"66", "damaged"),
}


@pytest.mark.parametrize(("make", "code"), DRAWN.values(), ids=DRAWN)
def test_a_page_that_cannot_be_drawn_has_its_reason(do: Do, out: Path, make: Callable[[], bytes], code: str) -> None:
    assert do(make(), task=PictureTask(page=1, width=300), limits=LIMITS).reason == code
    assert not (out / PICTURE).exists()


@cache
def two_kinds() -> dict[str, bytes]:
    """Files that are a PDF for one program and a Word file for another."""
    drawn, written = to_pdf(MANUSCRIPT), to_docx(OTHER)
    return {"pdf": drawn + written, "docx": to_docx(MANUSCRIPT) + b"\n%PDF-1.7\n" + to_pdf(OTHER)}


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_file_of_two_kinds_is_what_its_first_bytes_say(do: Do, out: Path, kind: str) -> None:
    assert do(two_kinds()[kind], limits=LIMITS).state == "succeeded"
    report = ingested(out).report
    assert report.format == kind
    assert SENTENCE in report.text
    assert "99" not in report.text


def leaks(out: Path) -> list[Path]:
    """Files of the child in which the secret stands."""
    return [file for file in out.iterdir() if SECRET.encode() in file.read_bytes() or ascii(SECRET)[1:-1].encode() in file.read_bytes()]


def test_a_leak_is_seen(out: Path) -> None:
    (out / "a").write_text(SECRET, encoding="utf-8")
    (out / "b").write_text(ascii(SECRET))
    (out / "c").write_text("66")
    assert sorted(file.name for file in leaks(out)) == ["a", "b"]
