"""From the data files to a Standard on a day: values resolved, overlay laid over, relaxations picked.

`standard_on` reads data/standards/; it judges nothing. A file that is incomplete is refused with its name and item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TypeVar

from models.errors import BadData, JunhengError
from models.indicators import load_indicators
from models.loading import load_data
from models.standard.resolved import Part, Requirement, SchoolRule, Scope, Standard
from models.standard.schema import (
    OverlayFile,
    PartFile,
    Relaxation,
    RequirementData,
    SchoolRuleData,
    ScopeData,
    Selector,
    SourcesFile,
    StandardFile,
    checked,
)

_FOLDER = "standards"
_Dated = TypeVar("_Dated", bound="bool | Decimal")


class NoSuchStandard(JunhengError):
    """A standard, overlay, relaxation or day that was asked for and does not exist."""


def standard_ids() -> tuple[str, ...]:
    """Ids of all standards that have data."""
    root = files("models.data").joinpath(_FOLDER)
    return tuple(sorted(d.name for d in root.iterdir() if d.joinpath("standard.yaml").is_file()))


def overlay_ids() -> tuple[str, ...]:
    """Ids of all overlays."""
    names = files("models.data").joinpath(_FOLDER, "overlays").iterdir()
    return tuple(sorted(n.name.removesuffix(".yaml") for n in names if n.name.endswith(".yaml")))


def first_day(id: str) -> date:
    """The day from which standard `id` holds."""
    return read_standard(id)[0].starts


def short_name(id: str) -> str:
    """What standard `id` is called in the titles of reports: 优质均衡."""
    return read_standard(id)[0].short


def standard_of_overlay(id: str) -> str:
    """The standard over which overlay `id` is laid. Raises NoSuchStandard."""
    return _overlay_file(id).standard


def standard_on(id: str, day: date, overlay: str | None = None, relaxations: Sequence[str] = ()) -> Standard:
    """Standard `id` as it holds on `day`.

    Raises NoSuchStandard for an unknown id, overlay or relaxation, or one that does not hold on that day; BadData for
    a data file that is incomplete.
    """
    if id not in standard_ids():
        raise NoSuchStandard("standard_unknown", id=id, known="、".join(standard_ids()))
    head, parts = read_standard(id)
    if day < head.starts:
        raise NoSuchStandard("standard_not_in_force", id=id, day=day, starts=head.starts)
    layer = _overlay(overlay, id) if overlay else None
    return Standard(
        id=head.id, name=head.name, name_en=head.name_en, short=head.short, short_en=head.short_en, document=head.document,
        decision=head.decision, decision_en=head.decision_en, day=day,
        overlay=overlay, confirmed=head.confirmed, sources=head.sources,
        parts=tuple(Part(id=p.part, name=p.name, name_en=p.name_en, count=p.count) for p in parts),
        requirements=tuple(_requirements(parts, layer, day)), scope=_scope(head.scope, day),
        school_rule=_school_rule(head.school_rule, day), split=head.split, rounding=head.rounding,
        criteria=head.criteria, relaxations=_relaxations(head, relaxations, day), references=_sources().sources,
    )  # fmt: skip


@cache
def read_standard(id: str) -> tuple[StandardFile, tuple[PartFile, ...]]:
    """The checked files of standard `id`. Raises BadData."""
    name = f"{_FOLDER}/{id}/standard.yaml"
    head = checked(StandardFile, load_data(name), name)
    parts = tuple(read_part(load_data(path), path) for path in (f"{_FOLDER}/{id}/{f}.yaml" for f in head.files))
    _refuse_doubles([r.id for part in parts for r in part.requirements], name)
    _refuse_unknown_sources([head, head.scope, head.split, *head.relaxations], name)
    _known({r.requirement for r in head.relaxations}, {q.id for p in parts for q in p.requirements}, name)
    return head, parts


def read_part(data: object, name: str) -> PartFile:
    """One part of a standard from parsed YAML. Raises BadData for what is missing, unknown or of the wrong kind."""
    part = checked(PartFile, data, name)
    _refuse_doubles([r.id for r in part.requirements], name)
    _refuse_unknown_sources(part.requirements, name)
    for requirement in part.requirements:
        for selector in requirement.judged_from:
            _check_selector(selector, requirement.id, name)
    return part


def _check_selector(selector: Selector, item: str, name: str) -> None:
    indicator = load_indicators().get(selector.indicator)
    if indicator is None:
        raise BadData("standard_unknown_reference", name=name, item=item, unknown=selector.indicator)
    if selector.over is not None:
        _check_selector(selector.over, item, name)


@cache
def _sources() -> SourcesFile:
    name = f"{_FOLDER}/sources.yaml"
    return checked(SourcesFile, load_data(name), name)


def _refuse_doubles(ids: Sequence[str], name: str) -> None:
    for id in ids:
        if ids.count(id) > 1:
            raise BadData("standard_item_doubled", name=name, item=id)


def _refuse_unknown_sources(items: Iterable[object], name: str) -> None:
    for item in items:
        _known(set(getattr(item, "sources", ())), set(_sources().sources), name, str(getattr(item, "id", "—")))


def _known(used: set[str], known: set[str], name: str, item: str = "—") -> None:
    for unknown in sorted(used - known):
        raise BadData("standard_unknown_reference", name=name, item=item, unknown=unknown)


def _overlay_file(id: str) -> OverlayFile:
    if id not in overlay_ids():
        raise NoSuchStandard("overlay_unknown", id=id, known="、".join(overlay_ids()))
    name = f"{_FOLDER}/overlays/{id}.yaml"
    return checked(OverlayFile, load_data(name), name)


def _overlay(id: str, standard: str) -> OverlayFile:
    layer, name = _overlay_file(id), f"{_FOLDER}/overlays/{id}.yaml"
    if layer.standard != standard:
        raise NoSuchStandard("overlay_of_another", id=id, standard=standard, other=layer.standard)
    _refuse_unknown_sources([layer], name)
    ids = {r.id for part in read_standard(standard)[1] for r in part.requirements}
    _known({*layer.values, *layer.wordings, *layer.notes}, ids, name)
    return layer


def _requirements(parts: Sequence[PartFile], layer: OverlayFile | None, day: date) -> Iterable[Requirement]:
    for part in parts:
        added = layer.adds.get(part.part, ()) if layer else ()
        for data in (*part.requirements, *added):
            if resolved := _requirement(data, part.part, layer, day):
                yield resolved


def _requirement(data: RequirementData, part: str, layer: OverlayFile | None, day: date) -> Requirement | None:
    """The requirement on the day; None where none of its values holds yet."""
    dated = dict(data.values)
    for key, changes in (layer.values.get(data.id, {}) if layer else {}).items():
        dated[key] = {**dated.get(key, {}), **changes}
    found = {key: latest for key, choices in dated.items() if (latest := _latest(choices, day)) is not None}
    if not found:
        return None
    changed: dict[str, object] = {"part": part, "values": {k: v for k, (_, v) in found.items()}}
    changed["since"] = {k: d for k, (d, _) in found.items()}
    if layer and data.id in layer.wordings:
        changed |= {"wording": layer.wordings[data.id], "wording_en": layer.wordings_en[data.id]}
    if layer and data.id in layer.notes:
        changed["note"] = "；".join(filter(None, (data.note, layer.notes[data.id])))
        changed["note_en"] = "; ".join(filter(None, (data.note_en, layer.notes_en[data.id])))
    return Requirement.model_validate({**dict(data), **changed})


def _latest(choices: Mapping[date, _Dated], day: date) -> tuple[date, _Dated] | None:
    """The value that began last before or on the day, with its first day."""
    begun = [d for d in choices if d <= day]
    return (max(begun), choices[max(begun)]) if begun else None


def _number(choices: Mapping[date, Decimal], day: date) -> Decimal:
    latest = _latest(choices, day)
    return latest[1] if latest else choices[min(choices)]


def _scope(data: ScopeData, day: date) -> Scope:
    smallest = {kind: (_number(s.students, day), s.reason, s.reason_en) for kind, s in data.smallest.items()}
    return Scope(excluded_types=data.excluded_types, excluded_types_en=data.excluded_types_en, smallest=smallest)


def _school_rule(data: SchoolRuleData | None, day: date) -> SchoolRule | None:
    if data is None:
        return None
    least = int(_number(data.least_met, day))
    return SchoolRule(
        text=data.text, text_en=data.text_en, least_met=least, floor=_number(data.floor, day),
        confirmed=data.confirmed, sources=data.sources,
    )  # fmt: skip


def _relaxations(head: StandardFile, wanted: Sequence[str], day: date) -> tuple[Relaxation, ...]:
    known = {relaxation.id: relaxation for relaxation in head.relaxations}
    for id in wanted:
        if id not in known:
            raise NoSuchStandard("relaxation_unknown", id=id, known="、".join(known) or "—")
        last = known[id].until
        if day < known[id].starts or (last is not None and day > last):
            raise NoSuchStandard("relaxation_not_in_force", id=id, day=day, starts=known[id].starts, until=last or "—")
    return tuple(known[id] for id in wanted)
