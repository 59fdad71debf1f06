"""A comparison for people at a terminal: each quantity that two documents give, what differs first, with both places."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from corpus.audit import Audit, Comparison
from models.fact import Fact
from models.finding import Conflict
from models.plain import plain_line
from service.exits import Lang
from service.labels import indicator_name, label, load_labels, word
from service.output.console import FILE_WIDTH
from service.output.figures import qualifiers, value_text
from service.output.findings import quote_text
from service.output.folding import print_wrapped
from service.output.result import Setting
from service.paper.content import message_of
from service.paper.quotes import quotes

_COLOURS = {"contradicts": "bold red", "other_precision": "yellow", "same": "green"}


def render(found: Sequence[Comparison], setting: Setting) -> bytes:
    """The same as plain text without colours, for a file or a pipe."""
    out = io.StringIO()
    print_comparison(Console(file=out, width=FILE_WIDTH, force_terminal=False, color_system=None, highlight=False), found[0], setting.lang)
    return out.getvalue().encode("utf-8")


def print_comparison(console: Console, comparison: Comparison, lang: Lang) -> None:
    """Contradictions first, then other precision, then what agrees, each in the order of the first document."""
    console.rule(Text(word("comparison", lang), style="bold"), characters="═")
    console.print(Text(plain_line(" · ".join(a.extraction.document.name for a in comparison.audits)), style="dim"), justify="center")
    if len(comparison.counties) > 1:
        console.print(Text(word("different_counties", lang, counties=plain_line("、".join(comparison.counties))), style="yellow"))
    if not comparison.conflicts:
        console.print(Text(word("no_common", lang)))
        return
    counts = Counter(conflict.result for conflict in comparison.conflicts)
    numbers = {result: counts[result] for result in ("same", "other_precision", "contradicts")}
    console.print(Text(word("comparison_of", lang, n=len(comparison.conflicts), **numbers)))
    audits = {a.extraction.document.id: a for a in comparison.audits}
    for result in reversed(load_labels()["conflict"]):
        for conflict in comparison.conflicts:
            if conflict.result == result:
                _print_conflict(console, conflict, audits, lang)


def _print_conflict(console: Console, conflict: Conflict, audits: dict[str, Audit], lang: Lang) -> None:
    pairs = ((conflict.first_document, conflict.first_fact), (conflict.second_document, conflict.second_fact))
    told = [(audits[document], audits[document].extraction.fact(fact)) for document, fact in pairs]
    console.print()
    console.print(_title(conflict, [fact for _, fact in told], lang))
    if conflict.result == "same":
        places = (f"{audit.extraction.document.name} {quotes(audit.report, [fact], lang)[0].place}" for audit, fact in told)
        print_wrapped(console, Text(plain_line("；".join(places)), style="dim"), 4)
        return
    for audit, fact in told:
        for quote in quotes(audit.report, [fact], lang, audit.extraction.document.name):
            print_wrapped(console, quote_text(quote, console.is_terminal), 4)
    if conflict.finding:
        print_wrapped(console, message_of(conflict.finding, lang), 4)


def _title(conflict: Conflict, facts: Sequence[Fact], lang: Lang) -> Text:
    text = Text(label("conflict", conflict.result, lang), style=_COLOURS[conflict.result])
    values = " ↔ ".join(dict.fromkeys(value_text(fact, lang) for fact in facts))
    about = " · ".join(qualifiers(facts[0], lang))
    return text.append(f"  {indicator_name(facts[0].indicator, lang)}  {values}", style="bold").append(f"  {about}", style="not bold dim")
