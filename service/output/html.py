"""One page in one file: the report's text with every number marked by kind, and beside it what each fact says.

Fills service/web/report.html.j2; the script and the styles are put into the page, which loads nothing from anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from models.plain import plain_line
from service.exits import Lang, sentence
from service.labels import label, load_labels, word
from service.output.cards import card, relations_by_fact
from service.output.figures import measure_name, qualifiers, snippet, value_text
from service.output.marks import page_blocks
from service.output.result import Result, Setting
from service.version import version

CLOSED = "base-uri 'none'; form-action 'none'"
"""The part of a content policy that every page has."""


def render(results: Sequence[Result], setting: Setting) -> bytes:
    """The page of the first result; FORMATS promises that there is no other."""
    return fill("report.html.j2", _page(results[0], setting.lang))


def fill(template: str, page: dict[str, Any]) -> bytes:
    """A template of service/web with everything in it escaped that is not marked safe there."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(web_file(template)).render(page).encode("utf-8")


@cache
def web_file(name: str) -> str:
    """The text of a file of service/web."""
    return files("service.web").joinpath(name).read_text(encoding="utf-8")


def _page(result: Result, lang: Lang) -> dict[str, Any]:
    """What the template needs, in the words of `lang`."""
    extraction = result.extraction
    style, script = web_file("report.css"), web_file("report.js")
    kinds: Counter[str] = Counter(entry.kind for entry in extraction.ledger)
    return {
        "lang": "zh-CN" if lang == "zh" else "en",
        "title": plain_line(extraction.document.title or extraction.document.name),
        "about": _about(result, lang),
        "chips": [(kind, label("ledger_kind", kind, lang), kinds[kind]) for kind in load_labels()["ledger_kind"] if kinds[kind]],
        "notices": [sentence(n.code, lang, **{"name": result.report.name, **n.details}) for n in result.report.notices],
        "blocks": page_blocks(result.report, extraction.ledger),
        "rows": _rows(result, lang),
        "word": lambda name, **blanks: word(name, lang, **blanks),
        "kind_label": lambda kind: label("ledger_kind", kind, lang),
        "style": style,
        "script": script,
        "data": _data(result, lang),
        "policy": f"default-src 'none'; style-src '{policy_hash(style)}'; script-src '{policy_hash(script)}'; {CLOSED}",
        "version": version(),
    }


def _about(result: Result, lang: Lang) -> list[str]:
    document = result.extraction.document
    parts = [
        document.county or "", str(document.year or ""), label("document_kind", document.kind, lang), document.name,
        word("pages", lang, n=document.pages) if document.pages else "",
        f"{word('relations', lang)} {len(result.extraction.relations)}",
    ]  # fmt: skip
    return [plain_line(part) for part in parts if part]


def _rows(result: Result, lang: Lang) -> list[dict[str, str]]:
    """The list beside the text: facts, and the numbers that nobody could resolve, in the order of the text."""
    facts = {fact.id: fact for fact in result.extraction.facts}
    rows = []
    for number, entry in enumerate(result.extraction.ledger):
        if entry.fact is not None:
            fact = facts[entry.fact]
            about = qualifiers(fact, lang)
            name, value = measure_name(fact, lang), value_text(fact, lang)
        elif entry.kind == "unresolved":
            piece = snippet(result.report, entry.start, entry.end, 12, 12)
            about, name, value = [], f"{piece.before}【{piece.number}】{piece.after}", label("ledger_kind", "unresolved", lang)
        else:
            continue
        rows.append({
            "mark": f"m{number}", "kind": entry.kind, "id": entry.fact or "", "text": plain_line(entry.text), "name": name, "value": value,
            "about": " · ".join(part for part in about if part),
        })  # fmt: skip
    return rows


def _data(result: Result, lang: Lang) -> str:
    """The cards as JSON that may stand between script tags: no `<` can close them."""
    relations = relations_by_fact(result.extraction, lang)
    marks = {entry.fact: f"m{n}" for n, entry in enumerate(result.extraction.ledger) if entry.fact is not None}
    cards = {
        marks[fact.id]: {"fields": card(fact, lang), "relations": relations.get(fact.id, []), "title": value_text(fact, lang)}
        for fact in result.extraction.facts
    }
    text = json.dumps({"cards": cards, "marks": marks, "shown": word("shown", lang, n="{n}", all="{all}")}, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def policy_hash(content: str) -> str:
    """What a content policy calls a style or script."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
