"""The taxonomy's linkbases: what each element is called in Chinese and English, and which members each dimension has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.builder import ElementMaker

from corpus.export.xbrl.taxonomy import LINK, SCHEMA_FILE, XBRLDT, XBRLDT_FILE, XLINK, as_file, element_id
from corpus.export.xbrl.vocabulary import HYPERCUBE, INDICATORS, Item, Vocabulary

_STANDARD_LINK = "http://www.xbrl.org/2003/role/link"
_LABEL, _DOCUMENTATION = "http://www.xbrl.org/2003/role/label", "http://www.xbrl.org/2003/role/documentation"
_CONCEPT_LABEL = "http://www.xbrl.org/2003/arcrole/concept-label"
_DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"
_ARCS = ("all", "hypercube-dimension", "dimension-domain", "domain-member", "dimension-default")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMES = ElementMaker(namespace=LINK, nsmap={"link": LINK, "xlink": XLINK, "xbrldt": XBRLDT})


@dataclass(frozen=True, slots=True)
class _Arc:
    role: str
    source: str
    target: str
    order: int
    more: tuple[tuple[str, str], ...] = ()


def label_xml(vocabulary: Vocabulary) -> bytes:
    """The label linkbase: a name in each language, and in English what an indicator covers."""
    link = _NAMES.labelLink(_xlink(type="extended", role=_STANDARD_LINK))
    for item in vocabulary.items():
        link.append(_locator(item.name))
        link.append(_NAMES.labelArc(_xlink(type="arc", arcrole=_CONCEPT_LABEL, **{"from": item.name, "to": f"label_{item.name}"})))
        link.extend(_labels(item))
    return as_file(_NAMES.linkbase(link))


def _labels(item: Item) -> Iterator[etree._Element]:
    texts = [(language, _LABEL, item.labels[language]) for language in ("zh", "en")]
    for language, role, text in [*texts, *([("en", _DOCUMENTATION, item.means)] if item.means else [])]:
        attributes = _xlink(type="resource", label=f"label_{item.name}", role=role) | {_XML_LANG: language}
        yield _NAMES.label(attributes, text)


def definition_xml(vocabulary: Vocabulary) -> bytes:
    """The definition linkbase: every concept in one closed table of all dimensions, each with its members and its default."""
    references = [_arcrole_reference(role) for role in _ARCS]
    links = [_definition_link(arcs) for arcs in (_table_arcs(vocabulary), _default_arcs(vocabulary))]
    return as_file(_NAMES.linkbase(*references, *links))


def _arcrole_reference(role: str) -> etree._Element:
    return _NAMES.arcroleRef(_xlink(type="simple", href=f"{XBRLDT_FILE}#{role}") | {"arcroleURI": _DIMENSIONS + role})


def _definition_link(arcs: Iterable[_Arc]) -> etree._Element:
    """One extended link with a locator for each element that its arcs name."""
    link, known = _NAMES.definitionLink(_xlink(type="extended", role=_STANDARD_LINK)), set[str]()
    for arc in arcs:
        for name in (arc.source, arc.target):
            if name not in known:
                link.append(_locator(name))
                known.add(name)
        xlink = _xlink(type="arc", arcrole=_DIMENSIONS + arc.role, **{"from": arc.source, "to": arc.target})
        link.append(_NAMES.definitionArc(xlink | {"order": str(arc.order)} | dict(arc.more)))
    return link


def _table_arcs(vocabulary: Vocabulary) -> Iterator[_Arc]:
    closed = {f"{{{XBRLDT}}}contextElement": "scenario", f"{{{XBRLDT}}}closed": "true"}
    yield _Arc("all", INDICATORS, HYPERCUBE, 1, tuple(closed.items()))
    for order, concept in enumerate(vocabulary.concepts, start=1):
        yield _Arc("domain-member", INDICATORS, concept.name, order)
    for order, axis in enumerate(vocabulary.axes, start=1):
        yield _Arc("hypercube-dimension", HYPERCUBE, axis.item.name, order)
        yield _Arc("dimension-domain", axis.item.name, axis.default, 1)
        for place, member in enumerate(axis.members[1:], start=1):
            yield _Arc("domain-member", axis.default, member.name, place)


def _default_arcs(vocabulary: Vocabulary) -> Iterator[_Arc]:
    """The default is the head of its domain; a link may not join two elements twice, so these have one of their own."""
    for axis in vocabulary.axes:
        yield _Arc("dimension-default", axis.item.name, axis.default, 1)


def _locator(name: str) -> etree._Element:
    return _NAMES.loc(_xlink(type="locator", href=f"{SCHEMA_FILE}#{element_id(name)}", label=name))


def _xlink(**attributes: str) -> dict[str, str]:
    return {f"{{{XLINK}}}{name}": value for name, value in attributes.items()}
