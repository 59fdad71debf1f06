"""Which of the two languages a reader of the service wants. Knows no sentences."""

from __future__ import annotations

from service.exits import Lang

LANGUAGE_COOKIE = "junheng_lang"
"""Set by the pages: what somebody chose there holds for downloads and sentences of the API, too."""


def as_language(text: str) -> Lang | None:
    """`zh` or `en`, and nothing for any other word."""
    return "zh" if text == "zh" else "en" if text == "en" else None


def preferred_language(accept: str) -> Lang:
    """By an Accept-Language header: Chinese, unless English is wanted more.

    >>> preferred_language(""), preferred_language("en-US,en;q=0.9,zh;q=0.8"), preferred_language("en;q=0.5, zh-CN")
    ('zh', 'en', 'zh')
    """
    wishes = {"zh": 0.0, "en": 0.0}
    for part in accept.lower().split(","):
        tag, _, weight = part.strip().partition(";")
        language = tag.strip().partition("-")[0]
        if language in wishes:
            wishes[language] = max(wishes[language], _weight(weight))
    return "en" if wishes["en"] > wishes["zh"] else "zh"


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
