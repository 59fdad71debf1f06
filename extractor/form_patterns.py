"""The patterns of patterns.yaml, matched on the tokens of a sentence by spaCy.

What a Doc is made of are the tags of the tokens (FROM, FIG, TO), and with its tag a word that some form names. So the
vocabulary stays as small as patterns.yaml is, and what a pattern asks of a token (TAG IN, NOT_IN, ORTH IN) is a flag of the
vocabulary, set once for each tag or word: the Matcher then never leaves its compiled code. A sentence is matched with those
patterns alone for whose every part it has a token; of all of them most sentences may match a few, or none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from spacy.attrs import NORM
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.tokens import Token
from models.loading import load_data

_Asked = list[tuple[str, Any]]


class Pattern(NamedTuple):
    """One pattern of a form: how many figures it holds, the parts that it cannot be without (a bit for each), and its items for spaCy."""

    form: str
    figures: int
    needed: int
    items: list[dict[Any, Any]]


def match_forms(text: str, tokens: list[Token], among: Container[str] | None = None) -> Iterator[tuple[str, int, int]]:
    """The name of each form that tokens[start:end] match, of those in `among` if not of all, with start and end."""
    lexemes = lexemes_of(text, tokens)
    met, figures = 0, sum(t.figure is not None for t in tokens)
    for lexeme in {*lexemes}:
        met |= _met_by(lexeme)
    patterns = all_patterns()
    possible = [i for i, (_, count, needed, _) in enumerate(patterns) if count <= figures and needed & met == needed]
    if among is not None:
        possible = [i for i in possible if patterns[i].form in among]
    if possible:
        doc = make_doc(lexemes)
        for key, start, end in matcher_of(tuple(possible))(doc):
            yield doc.vocab.strings[key], start, end


@cache
def roles_of(form: str) -> tuple[str, ...]:
    """The roles of a form's figures in order."""
    return tuple(_forms()[form]["roles"])


def lexemes_of(text: str, tokens: list[Token]) -> list[str]:
    """What the vocabulary knows each token by."""
    named, tags = _named()
    return [f"{t.tag} {word}" if (word := text[t.start : t.end]) in named or t.tag in tags else t.tag for t in tokens]


def make_doc(lexemes: list[str]) -> Doc:
    """A sentence as a spaCy Doc, of the lexemes of its tokens; the norm of each is the token's tag."""
    return Doc(_vocabulary(), words=lexemes)


def _forms() -> dict[str, Any]:
    forms: dict[str, Any] = load_data("patterns.yaml", "extractor")["forms"]
    return forms


@cache
def _vocabulary() -> Vocab:
    """One vocabulary a process: Doc and Matcher must share it. A lexeme is a tag, or a tag and a word; its norm is the tag."""
    return Vocab(lex_attr_getters={NORM: lambda lexeme: lexeme.partition(" ")[0]})


@lru_cache(maxsize=1024)
def matcher_of(possible: tuple[int, ...]) -> Matcher:
    """A Matcher of some of the patterns, told by their numbers."""
    matcher = Matcher(_vocabulary(), validate=False)  # it would know no flags of ours
    for number in possible:
        pattern = all_patterns()[number]
        matcher.add(pattern.form, [pattern.items])
    return matcher


@cache
def all_patterns() -> tuple[Pattern, ...]:
    """All patterns, in the order of patterns.yaml."""
    found: list[Pattern] = []
    flags: dict[str, int] = {}
    for name, form in _forms().items():
        for pattern in form["patterns"]:
            items = _expand(pattern)
            needed = sum({_parts()[_told(item)][0] for item in items if _must_be(item)})
            found.append(Pattern(name, len(form["roles"]), needed, [_flagged(item, flags) for item in items]))
    return tuple(found)


@cache
def _parts() -> dict[str, tuple[int, _Asked]]:
    """Each part that some pattern cannot be without: the bit that stands for it, and what it asks of its token."""
    items = (item for form in _forms().values() for pattern in form["patterns"] for item in _expand(pattern) if _must_be(item))
    return {told: (1 << number, asked) for number, (told, asked) in enumerate({_told(item): _asked(item) for item in items}.items())}


@cache
def _met_by(lexeme: str) -> int:
    """The parts of patterns that a lexeme can be, a bit for each."""
    return sum(bit for bit, asked in _parts().values() if all(_meets(attribute, wanted, lexeme) for attribute, wanted in asked))


def _must_be(item: dict[str, Any]) -> bool:
    return "OP" not in item or item["OP"] == "+"


def _asked(item: dict[str, Any]) -> _Asked:
    """What an item asks of its token: an attribute, and its value or a condition on it."""
    return [(attribute, wanted) for attribute, wanted in item.items() if attribute != "OP"]


def _told(item: dict[str, Any]) -> str:
    return repr(_asked(item))


def _expand(pattern: list[Any]) -> list[dict[str, Any]]:
    """A pattern with its short forms written out."""
    short_forms = load_data("patterns.yaml", "extractor")["short_forms"]
    return [item for part in pattern for item in (short_forms[part] if isinstance(part, str) else [part])]


def _flagged(item: dict[str, Any], flags: dict[str, int]) -> dict[Any, Any]:
    """An item of a pattern with a flag of the vocabulary in place of each condition that names several parts or words.

    `flags`: those that there are, by their condition. spaCy has 63 of them, and says so where they are used up.
    """
    found: dict[Any, Any] = {}
    for attribute, wanted in item.items():
        if attribute == "OP":
            found["OP"] = wanted
        elif attribute == "TAG" and isinstance(wanted, str):
            found["NORM"] = wanted
        else:
            condition = f"{attribute} {_in_order(wanted)}"
            if condition not in flags:
                flags[condition] = _vocabulary().add_flag(partial(_meets, attribute, wanted))
            found[flags[condition]] = True
    return found


def _in_order(wanted: dict[str, Any]) -> dict[str, Any]:
    """A condition as it is told of whichever list of the same words."""
    return {key: words if isinstance(words, str) else sorted(words) for key, words in wanted.items()}


def _meets(attribute: str, wanted: Any, lexeme: str) -> bool:
    """Whether a lexeme, which is a tag with or without a word behind it, meets a condition such as IN: [UP, DOWN] on its tag."""
    tag, _, word = lexeme.partition(" ")
    told = {"TAG": tag, "ORTH": word}[attribute]
    match wanted:
        case str() as word:
            return told == word
        case {"IN": among}:
            return told in among
        case {"NOT_IN": barred}:
            return told not in barred
        case {"REGEX": pattern}:
            return re.search(pattern, told) is not None
    raise ValueError(f"patterns.yaml: {wanted} is no condition")


@cache
def _named() -> tuple[frozenset[str], frozenset[str]]:
    """The words that some form names, and the tags of words of which one asks for more than which it is."""
    words: set[str] = set()
    tags: set[str] = set()
    for form in _forms().values():
        for item in (item for pattern in form["patterns"] for item in _expand(pattern) if "ORTH" in item):
            if "REGEX" in item["ORTH"]:
                tags.add(item["TAG"])
            else:
                words.update(*item["ORTH"].values())
    return frozenset(words), frozenset(tags)
