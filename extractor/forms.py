"""Which part a figure plays in its sentence: the named forms of patterns.yaml, matched on the sentence's spaCy Doc.

What the Doc is made of are the tags of the tokens (FROM, FIG, TO), and with its tag a word that some form names. So the
vocabulary stays as small as patterns.yaml is, and what a pattern asks of a token (TAG IN, NOT_IN, ORTH IN) is a flag of the
vocabulary, set once for each tag or word: the Matcher then never leaves its compiled code.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import Any, NamedTuple

from spacy.attrs import NORM
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.figures import Figure
from extractor.tokens import Token
from models.loading import load_data

_TRIGGERS = frozenset(("FROM", "TO", "CMP", "UP", "DOWN", "MORE", "LESS", "SHARE", "NORM", "BY", "TIMES", "BOUND", "RIGHT"))
"""Every form holds a word of one of these tags; a sentence without any need not be matched."""


class Form(NamedTuple):
    """A form found in a sentence: its name and its figures in order, with the role of each."""

    name: str
    figures: tuple[Figure, ...]
    roles: tuple[str, ...]
    start: int
    end: int


_ALIKE = frozenset(("norm_before_two", "norm_pair"))
"""Forms of two norms of one kind: 要求不低于10.2平方米，19所 has one."""
NO_ROLE = "-"
"""In a form's roles: this figure has no part in what the form says."""


def find_forms(text: str, tokens: list[Token]) -> list[Form]:
    """All forms of one sentence, the longer and earlier before the shorter; gives each figure its roles."""
    if not any(t.tag in _TRIGGERS for t in tokens):
        return []
    found = _matches(text, tokens)
    if {"FROM", "OPEN", "TO"} <= {t.tag for t in tokens}:
        around = _matches(text, _outside_brackets(tokens))
        found |= {key: form for key, form in around.items() if form.name in _AROUND and key not in found}
    forms = sorted(found.values(), key=lambda f: (-len(f.figures), f.start))
    for form in forms:
        if form.name == "reckoned_by":
            form.figures[0].barred.add("norm")
    for form in forms:
        if form.name == "gone_up_to":
            form.figures[0].barred.add("from")  # 下降了2.1人，降到43.6人 is no move from 2.1 to 43.6
        if form.name == "outgrown":  # what one growth is compared with is no value of an earlier time
            form.figures[1].barred.add("base")
        if form.name == "exceeding" and _is_lack(text, form):
            form.figures[1].barred.add("delta")
        if form.name == "norm_before" and _is_below_norm(text, form.figures[0], tokens):
            form.figures[0].barred.add("norm")
            form.figures[0].roles.add("delta")
        if form.name == "differing":  # 高出95%的标准4.2个百分点: the norm is no difference, the difference no norm
            for figure, role in zip(form.figures, form.roles, strict=True):
                figure.barred |= {"norm", "delta"} - {role}
        for figure, role in zip(form.figures, form.roles, strict=True):
            if role != NO_ROLE and role not in figure.barred:
                figure.roles.add(role)
    return forms


_Key = tuple[str, tuple[int, ...]]


def _matches(text: str, tokens: list[Token]) -> dict[_Key, Form]:
    """The forms that the tokens match, by name and figures."""
    matcher, roles = _matcher()
    found: dict[_Key, Form] = {}
    doc = make_doc(text, tokens)
    for key, start, end in matcher(doc):
        name = doc.vocab.strings[key]
        figures = [t.figure for t in tokens[start:end] if t.figure is not None]
        if len(figures) != len(roles[name]) or (name in _ALIKE and len({f.unit for f in figures}) > 1):
            continue
        form = Form(name, tuple(figures), roles[name], tokens[start].start, tokens[end - 1].end)
        found.setdefault((name, tuple(id(f) for f in figures)), form)
    return found


_AROUND = frozenset(("from_to", "from_to_by"))
"""Forms that may enclose a bracket with figures of its own: 由67所（小学44所、初中23所）减少到61所."""


def _outside_brackets(tokens: list[Token]) -> list[Token]:
    """The tokens that stand in no bracket; a bracket that is not closed is none."""
    kept: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.tag == "OPEN":
            opened.append(len(kept))
        kept.append(token)
        if token.tag == "CLOSE" and opened:
            del kept[opened.pop() :]
    return kept


def _is_lack(text: str, form: Form) -> bool:
    """实有160人，差50人: people, rooms or schools that are lacking are counted, and no difference; 差1.46㎡ is one."""
    value = form.figures[1].value
    return text.endswith("差", 0, form.figures[1].start) and value is not None and value == value.to_integral_value()


def _is_below_norm(text: str, figure: Figure, tokens: list[Token]) -> bool:
    """5.9㎡，低于标准1.6㎡: what is smaller than what is below the norm is no norm, but the distance to it."""
    if not text.endswith(_BELOW, 0, figure.start):
        return False
    before = next((t.figure for t in reversed(tokens) if t.figure is not None and t.end <= figure.start), None)
    if before is None or before.value is None or figure.value is None:
        return False
    return before.unit == figure.unit and figure.value < before.value


_BELOW = ("低于标准", "低于国家标准", "低于省定标准", "低于规定标准", "少于标准", "低于国标")


def make_doc(text: str, tokens: list[Token]) -> Doc:
    """The sentence as a spaCy Doc; token i of the Doc is tokens[i], its norm that one's tag."""
    named, tags = _named()
    words = [f"{t.tag} {word}" if (word := text[t.start : t.end]) in named or t.tag in tags else t.tag for t in tokens]
    return Doc(_vocabulary(), words=words)


@cache
def _vocabulary() -> Vocab:
    """One vocabulary a process: Doc and Matcher must share it. A lexeme is a tag, or a tag and a word; its norm is the tag."""
    return Vocab(lex_attr_getters={NORM: lambda lexeme: lexeme.partition(" ")[0]})


@cache
def _matcher() -> tuple[Matcher, dict[str, tuple[str, ...]]]:
    """The forms of patterns.yaml, and for each the roles of its figures in order."""
    matcher, roles = Matcher(_vocabulary(), validate=False), {}  # it would know no flags of ours
    flags: dict[str, int] = {}
    for name, form in load_data("patterns.yaml", "extractor")["forms"].items():
        roles[name] = tuple(form["roles"])
        matcher.add(name, [[_flagged(item, flags) for item in _expand(p)] for p in form["patterns"]])
    return matcher, roles


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


def _meets(attribute: str, wanted: dict[str, Any], lexeme: str) -> bool:
    """Whether a lexeme, which is a tag with or without a word behind it, meets a condition such as IN: [UP, DOWN] on its tag."""
    tag, _, word = lexeme.partition(" ")
    told = {"TAG": tag, "ORTH": word}[attribute]
    match wanted:
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
    for form in load_data("patterns.yaml", "extractor")["forms"].values():
        for item in (item for pattern in form["patterns"] for item in _expand(pattern) if "ORTH" in item):
            if "REGEX" in item["ORTH"]:
                tags.add(item["TAG"])
            else:
                words.update(*item["ORTH"].values())
    return frozenset(words), frozenset(tags)
