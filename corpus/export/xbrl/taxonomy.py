"""The taxonomy's schema (XSD): an element for each concept, dimension and member. Its linkbases are made in linkbases.py.

Every concept is a decimal of a span of time: reports tell a figure for a year, and hardly ever for a day.
"""

from __future__ import annotations

from lxml import etree
from lxml.builder import ElementMaker

from corpus.export.xbrl.vocabulary import HYPERCUBE, INDICATORS, NAMESPACE, PREFIX, Axis, Vocabulary

XBRLI = "http://www.xbrl.org/2003/instance"
XBRLDT = "http://xbrl.org/2005/xbrldt"
LINK = "http://www.xbrl.org/2003/linkbase"
XLINK = "http://www.w3.org/1999/xlink"
XBRLDT_FILE = "http://www.xbrl.org/2005/xbrldt-2005.xsd"
SCHEMA_FILE, LABEL_FILE, DEFINITION_FILE = "junheng.xsd", "junheng-label.xml", "junheng-definition.xml"

_XS = "http://www.w3.org/2001/XMLSchema"
_IMPORTS = ((XBRLI, "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"), (XBRLDT, XBRLDT_FILE))
_LINKBASES = ((LABEL_FILE, "labelLinkbaseRef"), (DEFINITION_FILE, "definitionLinkbaseRef"))
_LINKBASE_ARCROLE = "http://www.w3.org/1999/xlink/properties/linkbase"
_XS_NAMES = ElementMaker(
    namespace=_XS, nsmap={"xs": _XS, "xbrli": XBRLI, "xbrldt": XBRLDT, "link": LINK, "xlink": XLINK, PREFIX: NAMESPACE}
)
_LINK_NAMES = ElementMaker(namespace=LINK)


def schema_xml(vocabulary: Vocabulary) -> bytes:
    """The bytes of the schema."""
    root = _XS_NAMES.schema({"targetNamespace": NAMESPACE, "elementFormDefault": "qualified"})
    root.append(_XS_NAMES.annotation(_XS_NAMES.appinfo(*(_linkbase_ref(*entry) for entry in _LINKBASES))))
    root.extend(_XS_NAMES("import", {"namespace": namespace, "schemaLocation": file}) for namespace, file in _IMPORTS)
    root.append(_element(INDICATORS, "xbrli:stringItemType", "xbrli:item", abstract=True))
    root.extend(_element(concept.name, "xbrli:decimalItemType", "xbrli:item") for concept in vocabulary.concepts)
    root.append(_element(HYPERCUBE, "xbrli:stringItemType", "xbrldt:hypercubeItem", abstract=True))
    for axis in vocabulary.axes:
        root.extend(_axis_elements(axis))
    return as_file(root)


def _axis_elements(axis: Axis) -> list[etree._Element]:
    members = [_element(member.name, "xbrli:stringItemType", "xbrli:item", abstract=True) for member in axis.members]
    return [_element(axis.item.name, "xbrli:stringItemType", "xbrldt:dimensionItem", abstract=True), *members]


def _element(name: str, kind: str, group: str, abstract: bool = False) -> etree._Element:
    flags = {"nillable": "true", f"{{{XBRLI}}}periodType": "duration"} | ({"abstract": "true"} if abstract else {})
    return _XS_NAMES.element({"name": name, "id": element_id(name), "type": kind, "substitutionGroup": group} | flags)


def element_id(name: str) -> str:
    """What the linkbases point at.

    >>> element_id("funding.investment")
    'jh_funding.investment'
    """
    return f"{PREFIX}_{name}"


def _linkbase_ref(file: str, role: str) -> etree._Element:
    xlink = {"type": "simple", "href": file, "role": f"http://www.xbrl.org/2003/role/{role}", "arcrole": _LINKBASE_ARCROLE}
    return _LINK_NAMES.linkbaseRef({f"{{{XLINK}}}{name}": value for name, value in xlink.items()})


def as_file(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
