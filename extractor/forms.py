"""Which part a figure plays in its sentence: by the named forms of patterns.yaml that its tokens match (form_patterns.py)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from extractor.figures import Figure
from extractor.form_patterns import match_forms, roles_of
from extractor.listed_moves import listed_moves
from extractor.tokens import Token

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
        around = _matches(text, _outside_brackets(tokens), _AROUND)
        found |= {key: form for key, form in around.items() if key not in found}
    forms = sorted(_in_turn(found.values(), tokens), key=lambda f: (-len(f.figures), f.start))
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
        if form.name == "one_of_two_more" and _names_no_difference(text, form):
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


def _in_turn(found: Iterable[Form], tokens: list[Token]) -> list[Form]:
    """The forms, with the moves of two lists for one from the last of the first list to the first of the second."""
    forms = list(found)
    for lists in listed_moves(tokens):
        crossing = (lists.starts[-1], lists.goals[0])
        forms = [f for f in forms if f.figures[:2] != crossing]
        name, members = (
            ("from_to_by", (lists.starts, lists.goals, lists.deltas)) if lists.deltas else ("from_to", (lists.starts, lists.goals))
        )
        forms += [Form(name, row, roles_of(name), lists.start, lists.end) for row in zip(*members, strict=True)]
    return forms


def _names_no_difference(text: str, form: Form) -> bool:
    """运动场6200平方米，围墙高3米; 正高3人，副高327人: what differs is of the same unit, and 高 is no rank."""
    first, second = form.figures
    return first.unit != second.unit or _RANK.search(text, first.end, second.start) is not None


_RANK = re.compile("[副正中初最]高$")
_Key = tuple[str, tuple[int, ...]]


def _matches(text: str, tokens: list[Token], among: Container[str] | None = None) -> dict[_Key, Form]:
    """The forms that the tokens match, by name and figures; `among`: the names of those that are asked for, if not all."""
    found: dict[_Key, Form] = {}
    for name, start, end in match_forms(text, tokens, among):
        figures = [t.figure for t in tokens[start:end] if t.figure is not None]
        roles = roles_of(name)
        if len(figures) != len(roles) or (name in _ALIKE and len({f.unit for f in figures}) > 1):
            continue
        form = Form(name, tuple(figures), roles, tokens[start].start, tokens[end - 1].end)
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
