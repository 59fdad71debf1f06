"""Which part a figure plays in its sentence: the named forms of patterns.yaml, found by form_patterns.py."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractor.figures import Figure
from extractor.form_patterns import find_matches
from extractor.tokens import Token
from models.loading import load_data

_TRIGGERS = frozenset(("FROM", "TO", "CMP", "UP", "DOWN", "MORE", "LESS", "SHARE", "NORM", "BY"))
"""Every form holds a word of one of these tags; a sentence without any need not be matched."""


class Form(NamedTuple):
    """A form found in a sentence: its name and its figures in order, with the role of each."""

    name: str
    figures: tuple[Figure, ...]
    roles: tuple[str, ...]
    start: int
    end: int


NO_ROLE = "-"
"""In a form's roles: this figure has no part in what the form says."""


def find_forms(text: str, tokens: list[Token]) -> list[Form]:
    """All forms of one sentence, the longer and earlier before the shorter; gives each figure its roles."""
    if not any(t.tag in _TRIGGERS for t in tokens):
        return []
    roles = _roles()
    found: dict[tuple[str, tuple[int, ...]], Form] = {}
    for name, start, end in find_matches(text, tokens):
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
            if role != NO_ROLE and role not in figure.barred:
                figure.roles.add(role)
    return forms


@cache
def _roles() -> dict[str, tuple[str, ...]]:
    """For each form the roles of its figures in order."""
    return {name: tuple(form["roles"]) for name, form in load_data("patterns.yaml", "extractor")["forms"].items()}
