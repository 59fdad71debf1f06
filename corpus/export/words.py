"""What the exports call their tables and lines, from corpus/data/export/words.yaml."""

from __future__ import annotations

from corpus.export.contents import Lang
from models.loading import load_data


def word(family: str, name: str, lang: Lang, **blanks: object) -> str:
    """The word of `name` with its blanks filled. Raises KeyError for one that is not there: a fault of the program."""
    words: dict[str, dict[str, dict[str, str]]] = load_data("words.yaml", "corpus.data.export")
    return words[family][name][lang].format(**blanks)
