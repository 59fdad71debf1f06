"""All that is known of a fact, as pairs of label and text, and its relations to other facts, in words."""

from __future__ import annotations

from collections.abc import Iterator

from models.fact import ChangeRelation, Extraction, Fact, RatioRelation, Relation, SumRelation
from models.plain import plain_line
from models.quantity import decimal_text
from service.exits import Lang
from service.labels import indicator_name, label
from service.output.figures import place_text, value_text


def card(fact: Fact, lang: Lang) -> list[tuple[str, str]]:
    """Every field of the fact that says something, with its label."""
    fields = {
        "text": plain_line(fact.evidence.text),
        "value": value_text(fact, lang),
        "value_max": "" if fact.value_max is None else decimal_text(fact.value_max),
        "unit": f"{label('unit', fact.unit, lang)} ({fact.unit})",
        "step": decimal_text(fact.step),
        "bound": label("bound", fact.bound, lang),
        "indicator_name": f"{indicator_name(fact.indicator, lang)} ({fact.indicator})" if lang == "zh" else fact.indicator,
        "subject": fact.subject or "",
        "entity": fact.entity or "",
        "kind": label("kind", fact.kind, lang),
        "status": label("status", fact.status, lang),
        "stage": label("stage", fact.stage, lang),
        "area": label("area", fact.area, lang),
        "period": fact.period or "",
        "criterion": label("criterion", fact.criterion, lang),
        "flags": " ".join(label("flag", flag, lang) for flag in fact.flags),
        "confidence": f"{fact.confidence:.2f}",
        "place": f"{place_text(fact, lang)} [{fact.evidence.start}–{fact.evidence.end}]",
        "sentence": plain_line(fact.evidence.sentence),
        "id": fact.id,
    }
    return [(label("field", name, lang), text) for name, text in fields.items() if text]


def members(relation: Relation) -> Iterator[tuple[str, str]]:
    """Role and fact id of each member that is there."""
    if isinstance(relation, SumRelation):
        yield "whole", relation.whole
        yield from (("part", part) for part in relation.parts)
    elif isinstance(relation, RatioRelation):
        yield from (("part", relation.part), ("whole", relation.whole), ("rate", relation.rate))
    elif isinstance(relation, ChangeRelation):
        named = (("from", relation.from_), ("to", relation.to), ("delta", relation.delta))
        yield from ((role, member) for role, member in named if member is not None)


def relations_by_fact(extraction: Extraction, lang: Lang) -> dict[str, list[dict[str, object]]]:
    """For each fact its relations: the type, and role, id and value of each member."""
    facts = {fact.id: fact for fact in extraction.facts}
    found: dict[str, list[dict[str, object]]] = {}
    for relation in extraction.relations:
        roles = [[label("role", role, lang), fact_id, _short(facts[fact_id], lang)] for role, fact_id in members(relation)]
        shown: dict[str, object] = {"type": label("relation", relation.type, lang), "members": roles}
        for fact_id in dict.fromkeys(fact_id for _, fact_id in members(relation)):
            found.setdefault(fact_id, []).append(shown)
    return found


def _short(fact: Fact, lang: Lang) -> str:
    parts = (label("stage", fact.stage, lang), indicator_name(fact.indicator, lang), value_text(fact, lang))
    return " ".join(part for part in parts if part)
