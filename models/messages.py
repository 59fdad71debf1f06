"""Sentences shown to users, by code and language, from data/messages.yaml. Holds no logic of its own."""

from __future__ import annotations

from models.loading import load_data

LANGUAGES = ("zh", "en")


def _sentences() -> dict[str, dict[str, str]]:
    sentences: dict[str, dict[str, str]] = load_data("messages.yaml")
    return sentences


def message(code: str, lang: str = "zh", **details: object) -> str:
    """The sentence of `code` in `lang`, its blanks filled from `details`.

    Raises KeyError for a code that data/messages.yaml does not have: that is a fault of the program.
    """
    return _sentences()[code][lang].format_map(_Blank(details))


class _Blank(dict[str, object]):
    """A detail that nobody gave shows as a dash; a message must never fail while it reports a failure."""

    def __missing__(self, key: str) -> str:
        return "—"
