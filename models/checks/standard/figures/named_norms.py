"""Norms that only names tell apart: 音乐教室98㎡，美术教室92㎡、94㎡，均达到音乐教室不小于96㎡、美术教室不小于90㎡.

Takes a claim with its norms; gives the figures that stand behind the name of its own. Compares nothing.
"""

from __future__ import annotations

from models.checks.desk import Placed, Sentence, is_exact
from models.checks.standard.claimed.norms import NormClaim
from models.checks.standard.figures.schools import is_nine_year
from models.checks.wordings import pattern, says, stages_named
from models.claims import claims
from models.fact import Fact


def of_named_norm(sentence: Sentence, claim: NormClaim, norms: list[Fact]) -> list[Fact] | None:
    """The figures in front of a claim that its own norm is for; None where names do not tell its norms apart."""
    kind = _kind(claim.norm.fact)
    alike = [p for p in sentence.placed if p.fact.id in {n.id for n in norms} and _kind(p.fact) == kind]
    if len(alike) < _SEVERAL:
        return None
    told = [p for p in sentence.placed if claim.start <= p.start and p.end <= alike[0].start and is_exact(p.fact)]
    told = [p for p in told if p.fact.unit == claim.norm.fact.unit]
    names = _names(sentence, alike, sentence.text[claim.start : told[-1].start]) if told else []
    if len(set(names)) < len(alike) or any(stages_named(name) or is_nine_year(name) for name in names):
        return None  # limits of kinds of schools, which their own names need not say: 城西初级中学
    own = names[alike.index(claim.norm)]
    words = sentence.text[told[-1].end : claim.norm.start]
    if claim.denied or says("left_open", words) or says("all_but", words) or says("named_norm_denied", words):
        return []
    return [p.fact for p in told if _last_named(sentence.text[claim.start : p.start], names) == own]


_SEVERAL = 2


def _kind(norm: Fact) -> tuple[str, str | None, str]:
    return norm.indicator, norm.stage, norm.unit


def _names(sentence: Sentence, norms: list[Placed], told: str) -> list[str]:
    """The words of each norm's own head that the figures are told by as well: 音乐教室, 美术教室. Norms that share one have no name."""
    ends = [max((p.end for p in sentence.placed if p.end <= norm.start), default=0) for norm in norms]
    heads = [sentence.text[end : norm.start] for end, norm in zip(ends, norms, strict=True)]
    names = [_shared(head, told) for head in heads]
    return [name for name, head in zip(names, heads, strict=True) if name and sum(name in other for other in heads) == 1]


def _shared(head: str, told: str) -> str:
    """The longest words of a norm's head that the text in front tells its figures by; none where they are no two characters."""
    parts = pattern(claims()["between_names_of_norms"]).split(head)
    cuts = (part[i:j] for part in parts for i in range(len(part)) for j in range(i + _SHORTEST, len(part) + 1))
    return max((cut for cut in cuts if cut in told), key=len, default="")


_SHORTEST = 2


def _last_named(text: str, names: list[str]) -> str | None:
    """The name that stands last in front of a figure, if any does."""
    at = {text.rfind(name): name for name in names}
    return at[max(at)] if max(at) >= 0 else None
