"""Of which county a document is, by all the names that it was found under; and what its user should know of that.

Identifies nothing itself (corpus.divisions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from corpus.divisions.identify import HEAD, identify
from corpus.divisions.identity import Identity, sentences
from corpus.ingested import Ingested
from models.messages import LANGUAGES

_SURE = ("listed", "former")


@dataclass(frozen=True, slots=True)
class County:
    """The columns of schema.COUNTY. `notes`: sentences by language, none where nothing is doubtful."""

    id: str
    code: str | None
    name: str
    state: str
    prefecture: str | None
    province: str | None
    notes: Mapping[str, Sequence[str]]


def county_of(result: Ingested, names: Sequence[str], given: str | None) -> County:
    """`given`: what the user said. Folders and file names that name different counties count as if they named none."""
    found = _agreed([_identified(result, name, given) for name in names]) or _identified(result, None, given)
    notes = {language: sentences(found, names[0], language) for language in LANGUAGES}
    return County(found.id, found.code, found.name or "", found.state, found.prefecture, found.province, notes)


def _identified(result: Ingested, path: str | None, given: str | None) -> Identity:
    return identify(result.extraction.document, path=path, given=given, head=result.report.text[:HEAD])


def _agreed(found: Sequence[Identity]) -> Identity | None:
    """The first that is sure; None where two that are sure are not the same."""
    sure = [identity for identity in found if identity.state in _SURE]
    return (sure or found)[0] if len({identity.id for identity in sure}) < 2 else None


def given_county(given: Sequence[str], names: Sequence[str]) -> str | None:
    """What the user said of a document: a county for all, or PATH=COUNTY for a file or all below a folder, the nearest first.

    >>> given_county(["in/2023=海城市", "in=鞍山市", "台安县"], ["in/2023/a.docx"])
    '海城市'
    >>> given_county(["in/b=海城市", "台安县"], ["in/a.docx"]), given_county([], ["in/a.docx"])
    ('台安县', None)
    """
    near = [(len(PurePath(path).parts), county) for path, county in _by_path(given) if any(_below(name, path) for name in names)]
    everywhere = [text for text in given if "=" not in text]
    return max(near, key=lambda pair: pair[0])[1] if near else next(iter(everywhere), None)


def _by_path(given: Sequence[str]) -> list[tuple[str, str]]:
    split = [text.rpartition("=") for text in given if "=" in text]
    return [(path, county) for path, _, county in split]


def _below(name: str, path: str) -> bool:
    return PurePath(name).is_relative_to(PurePath(path))
