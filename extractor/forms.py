"""Which part a figure plays in its sentence: the named forms of patterns.yaml, matched on the sentence's Doc."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.matcher import Matcher

from extractor.figures import Figure
from extractor.tokens import Token, make_doc, vocabulary
from models.loading import load_data

_TRIGGERS = frozenset(("FROM", "TO", "CMP", "UP", "DOWN", "MORE", "LESS", "SHARE", "NORM", "BY"))
"""Every form holds a word of one of these tags; a sentence without any need not be matched."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form found in a sentence: its name and its figures in order, with the role of each."""

    name: str
    figures: tuple[Figure, ...]
    roles: tuple[str, ...]
    start: int
    end: int


def find_forms(text: str, tokens: list[Token]) -> list[Form]:
    """All forms of one sentence, the longer and earlier before the shorter; gives each figure its roles."""
    if not any(t.tag in _TRIGGERS for t in tokens):
        return []
    matcher, roles = _matcher()
    found: dict[tuple[str, tuple[int, ...]], Form] = {}
    doc = make_doc(text, tokens)
    for key, start, end in matcher(doc):
        name = doc.vocab.strings[key]
        figures = [t.figure for t in tokens[start:end] if t.figure is not None]
        if len(figures) != len(roles[name]):
            continue
        form = Form(name, tuple(figures), roles[name], tokens[start].start, tokens[end - 1].end)
        found.setdefault((name, tuple(id(f) for f in figures)), form)
    forms = sorted(found.values(), key=lambda f: (-len(f.figures), f.start))
    for form in forms:
        if form.name == "differing":  # 高出95%的标准4.2个百分点: the norm is no difference, the difference no norm
            for figure, role in zip(form.figures, form.roles, strict=True):
                figure.barred |= {"norm", "delta"} - {role}
        for figure, role in zip(form.figures, form.roles, strict=True):
            if role not in figure.barred:
                figure.roles.add(role)
    return forms


@cache
def _matcher() -> tuple[Matcher, dict[str, tuple[str, ...]]]:
    """The forms of patterns.yaml, and for each the roles of its figures in order."""
    data = load_data("patterns.yaml", "extractor")
    matcher, roles = Matcher(vocabulary()), {}
    for name, form in data["forms"].items():
        roles[name] = tuple(form["roles"])
        matcher.add(name, [_expand(p, data["short_forms"]) for p in form["patterns"]])
    return matcher, roles


def _expand(pattern: list[Any], short_forms: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [item for part in pattern for item in (short_forms[part] if isinstance(part, str) else [part])]
