"""The words of the pages, from models/data/pages.yaml."""

from __future__ import annotations

from functools import cache

from models.loading import load_data
from service.exits import Lang

Families = dict[str, dict[str, dict[str, str]]]


@cache
def load_words() -> Families:
    """All words: family, name, language."""
    families: Families = load_data("pages.yaml")
    return families


def say(name: str, lang: Lang, /, **blanks: object) -> str:
    """A word of the pages with its blanks filled. Raises KeyError for one that is not there: a fault of the program."""
    text = load_words()["word"][name][lang]
    return text.format(**blanks) if blanks else text


def name_of(family: str, code: str | None, lang: Lang) -> str:
    """What a code is called on the pages; nothing for None."""
    return "" if code is None else load_words()[family][code][lang]


def unfilled(names: tuple[str, ...], lang: Lang) -> dict[str, str]:
    """Words for scripts, which fill the blanks themselves."""
    return {name: load_words()["word"][name][lang] for name in names}
