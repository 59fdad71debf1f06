"""The parts of a docx package that a reader needs: main document, styles, numbering, notes, headers and footers.

Takes an opened archive; follows the relationships and falls back on the usual names. Reads no text.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from extractor.read.archive import Archive
from extractor.read.docx_xml import Element, parse_part
from models.errors import UnreadableInput

USUAL_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Link:
    """One relationship: the last word of its type (`styles`, `footer`, `image`) and the part it leads to."""

    id: str
    type: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    archive: Archive
    main: str
    links: list[Link]

    def of_type(self, name: str) -> Element | None:
        """The parsed part that the main document links to as `name`, None if it has none."""
        target = next((link.target for link in self.links if link.type == name), "")
        return self.part(target)

    def by_id(self, link_id: str | None) -> Element | None:
        return self.part(next((link.target for link in self.links if link.id == link_id), ""))

    def part(self, target: str) -> Element | None:
        return parse_part(self.archive.read(target)) if target in self.archive else None

    def count(self, name: str) -> int:
        return sum(link.type == name for link in self.links)


def open_package(data: bytes) -> Package:
    """Raises UnreadableInput: `damaged`, `encrypted`, `zip_bomb`, and what parse_part raises."""
    archive = Archive(data)
    top = _links(archive, "")
    main = next((link.target for link in top if link.type == "officeDocument"), USUAL_MAIN)
    if main not in archive:
        main = USUAL_MAIN
    if main not in archive:
        raise UnreadableInput("damaged")
    return Package(archive, main, _links(archive, main))


def _links(archive: Archive, part: str) -> list[Link]:
    """The relationships of `part` ("" for the package) to other parts inside the package."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return []
    return [
        Link(
            node.get("Id", ""),
            node.get("Type", "").rsplit("/", 1)[-1],
            posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))),
        )
        for node in parse_part(archive.read(path))
        if node.get("TargetMode") != "External"
    ]
