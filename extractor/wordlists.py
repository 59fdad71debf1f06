"""Word lists of the data files, plain or as patterns. Knows nothing of what the words mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from models.loading import load_data


@cache
def words_of(section: str) -> tuple[str, ...]:
    """The plain word list `section` of words.yaml."""
    return tuple(load_data("words.yaml", "extractor")[section])


@cache
def finder_of(section: str) -> re.Pattern[str]:
    """The compiled pattern of the plain word list `section` of words.yaml: its `search` tells whether a text holds one of the words."""
    return finder(words_of(section))


def one_of(words: Iterable[str], but_not: Iterable[str] = ()) -> str:
    """A pattern for any of `words`, the longest first, at a place where none of `but_not` begins.

    >>> one_of(["标准", "国标"], but_not=["标准化"])
    '(?=[标国])(?!标准化)(?:标准|国标)'
    """
    barred = [re.escape(word) for word in but_not]
    longest_first = sorted(words, key=len, reverse=True)
    # An empty list matches nothing; an empty alternation would match everywhere.
    any_word = "(?:" + "|".join(map(re.escape, longest_first)) + ")" if longest_first else "(?!)"
    if not barred or not longest_first:
        return any_word
    first = "".join(dict.fromkeys(re.escape(word[0]) for word in longest_first))
    return f"(?=[{first}])(?!{'|'.join(barred)}){any_word}"  # few places need be looked at for what is barred


def finder(words: Iterable[str], but_not: Iterable[str] = ()) -> re.Pattern[str]:
    """The compiled pattern of `one_of`: its `search` tells whether a text holds one of the words."""
    return re.compile(one_of(words, but_not))
