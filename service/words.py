"""The words of the pages, from models/data/pages.yaml."""

from __future__ import annotations

from functools import cache

from models.loading import load_data
from models.plain import plain_line
from service.exits import Lang
from service.security import LOCAL

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


def person(name: str, lang: Lang) -> str:
    """Who did something, as the audit log has them; the person at the machine itself has no name of their own."""
    return say("local_user", lang) if name == LOCAL.name else plain_line(name)


def name_of(family: str, code: str | None, lang: Lang) -> str:
    """What a code is called on the pages; nothing for None."""
    return "" if code is None else load_words()[family][code][lang]


def unfilled(names: tuple[str, ...], lang: Lang) -> dict[str, str]:
    """Words for scripts, which fill the blanks themselves."""
    return {name: load_words()["word"][name][lang] for name in names}
