"""Makes hostile PDF files object by object."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache

from tests.read.pdf_builders import assembled

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SHOWN = b"BT /F 12 Tf 72 700 Td (66) Tj ET"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), more) + content + b"\nendstream"


def page(box: bytes = b"0 0 595 842", resources: bytes = b"/Font << /F 5 0 R >>", more: bytes = b"") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> %s >>" % (box, resources, more)


def one_page(content: bytes = SHOWN, *more: bytes, **page_options: bytes) -> bytes:
    """A sound file of one page; `more` are objects from number 6 on."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return assembled([CATALOG, pages, page(**page_options), stream(content), HELVETICA, *more])


def _tree(*nodes: tuple[bytes, int]) -> bytes:
    """A page tree of nodes from object 2 on, each with its kids and the pages that it claims."""
    return assembled([CATALOG, *(b"<< /Type /Pages /Parent 2 0 R /Kids [%s] /Count %d >>" % node for node in nodes)])


TREE_LOOPS: dict[str, Callable[[], bytes]] = {
    "to itself": lambda: _tree((b"2 0 R", 1)),
    "to its parent": lambda: _tree((b"3 0 R", 1), (b"2 0 R", 1)),
    "to and fro": lambda: _tree((b"3 0 R 4 0 R", 4), (b"4 0 R 4 0 R", 2), (b"3 0 R 3 0 R", 2)),
    "to the catalogue": lambda: _tree((b"1 0 R", 1)),
    "20,000 levels down": lambda: _tree(*((b"%d 0 R" % (n + 1), 1) for n in range(2, 20_002))),
}
"""Page trees that lead back into themselves, or nowhere."""


def countless_pages() -> bytes:
    """A page tree that claims more pages than can be counted."""
    return assembled([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>", page(), stream(SHOWN), HELVETICA])


def reference_loop() -> bytes:
    """A cross-reference section whose forerunner is itself."""
    whole = one_page()
    start = whole.rpartition(b"startxref\n")[2].split()[0]
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + start)


def form_loop() -> bytes:
    """A form that draws itself."""
    form = stream(b"/X Do " + SHOWN, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /X 6 0 R >> >>")
    return one_page(SHOWN + b" /X Do", form, resources=b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>")


def form_avalanche(levels: int = 12) -> bytes:
    """Forms that draw the next one ten times: 10 to the power of `levels` times the same text."""
    forms = [
        stream(b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /X %d 0 R >> >>" % (7 + n))
        for n in range(levels)
    ]
    last = stream(SHOWN, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /Font << /F 5 0 R >> >>")
    return one_page(SHOWN + b" /X Do", *forms, last, resources=b"/Font << /F 5 0 R >> /XObject << /X 6 0 R >>")


@cache
def flate_bomb(size: int) -> bytes:
    """A page whose content inflates twice: some kilobytes become `size` bytes of drawing that draws nothing."""
    packer = zlib.compressobj(1)
    block = b"0 0 m " * 100_000
    once = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    content = stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")
    return assembled([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page(), content, HELVETICA])


def giant_image(side: int) -> bytes:
    """A picture of side² pixels, all of one colour."""
    packer = zlib.compressobj(9)
    row = bytes(side // 8)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    told = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1" % (side, side)
    image = stream(packed, told + b" /ColorSpace /DeviceGray /Filter /FlateDecode")
    return one_page(SHOWN + b" q 500 0 0 500 0 0 cm /I Do Q", image, resources=b"/Font << /F 5 0 R >> /XObject << /I 6 0 R >>")


def acting(port: int, canary: str) -> bytes:
    """A page that would like to run a script, start a program, open an address and hold a file."""
    actions = [
        b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:%d/'\\)) >>" % port,
        b"/AA << /WC << /S /Launch /F (%s) >> >>" % canary.encode(),
        b"/Names << /EmbeddedFiles << /Names [(evil.exe) << /Type /Filespec /F (evil.exe) >>] >> >>",
        b"/AcroForm << /XFA (http://127.0.0.1:%d/) /Fields [] >>" % port,
    ]
    catalog = b"<< /Type /Catalog /Pages 2 0 R %s >>" % b" ".join(actions)
    remote = b"/AA << /O << /S /URI /URI (http://127.0.0.1:%d/) >> >>" % port
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return assembled([catalog, pages, page(more=remote), stream(SHOWN), HELVETICA])
