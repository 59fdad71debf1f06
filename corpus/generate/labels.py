"""A finished draft laid out: the manuscript, its text, and the labelled facts, relations and findings with offsets.

Takes a Draft, gives a GeneratedReport whose files have the layout of the labelled collections. Ids follow the text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.generate.draft import Draft, Layout, Mention, Ref, relations_of
from corpus.generate.numbers import label_value
from corpus.typeset import Block, Grid, Manuscript, lay_text, parse_markup, to_markup

HEADER = [
    "id",
    "text",
    "value",
    "value_max",
    "unit",
    "bound",
    "kind",
    "status",
    "indicator",
    "stage",
    "area",
    "period",
    "criterion",
    "flags",
    "start",
    "end",
]


@dataclass(frozen=True, slots=True)
class LabelledFact:
    """A fact as a line of NAME.tsv; `mention` knows its exact truth and the worth of its last digit.

    `of_school`: it stands in the school table and is of one school, not of the county.
    """

    id: str
    text: str
    start: int
    end: int
    mention: Mention
    flags: tuple[str, ...]
    of_school: bool = False

    def row(self) -> list[str]:
        """The fields in the order of HEADER; a line break in the text is written as two characters."""
        m, q = self.mention, self.mention.quantity
        return [
            self.id, self.text.replace("\n", "\\n"), label_value(m.value), label_value(m.value_max), m.unit, m.bound,
            q.kind, m.status, q.indicator, q.stage, q.area, m.period, q.criterion, ",".join(self.flags),
            str(self.start), str(self.end),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelledRelation:
    """`sum`, `ratio` or `change` with the ids of its members, `-` for one that is not written."""

    type: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledFinding:
    """A planted mistake: what a checker must report, resting on these facts."""

    code: str
    severity: str
    facts: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class GeneratedReport:
    """A report with everything that is known of it. `text` may be damaged; `manuscript` never is."""

    name: str
    kind: str
    county: str
    year: int
    manuscript: Manuscript
    text: str
    facts: tuple[LabelledFact, ...]
    relations: tuple[LabelledRelation, ...]
    findings: tuple[LabelledFinding, ...]

    def files(self) -> dict[str, str]:
        """File name to content: markup, text and the three label files."""
        lines = ["\t".join(HEADER), *("\t".join(fact.row()) for fact in self.facts)]
        relations = ["\t".join((r.type, *r.members)) for r in self.relations]
        findings = ["\t".join((f.code, f.severity, ",".join(f.facts) or "-", f.explanation)) for f in self.findings]
        return {
            f"{self.name}.md": to_markup(self.manuscript),
            f"{self.name}.txt": self.text,
            f"{self.name}.tsv": _joined(lines),
            f"{self.name}.rel.tsv": _joined(relations),
            f"{self.name}.findings.tsv": _joined(findings),
        }


def _joined(lines: list[str]) -> str:
    return "".join(line + "\n" for line in lines)


def label(draft: Draft, name: str) -> GeneratedReport:
    """The report of `draft`, called `name`."""
    manuscript = Manuscript(tuple(_block(draft, layout) for layout in draft.layout))
    text, starts = lay_text(manuscript)
    facts, ids = _facts(draft, text, _piece_starts(draft, starts))
    relations = tuple(
        LabelledRelation(kind, tuple("-" if m == "-" else ids[i, m] for m in members))
        for i, piece in enumerate(draft.pieces)
        for kind, *members in relations_of(piece)
    )
    findings = tuple(LabelledFinding(f.code, f.severity, tuple(ids[ref] for ref in f.refs), f.explanation) for f in draft.findings)
    county = draft.base.county
    return GeneratedReport(name, draft.kind, county.name, county.year, manuscript, text, facts, relations, findings)


def _block(draft: Draft, layout: Layout) -> Block:
    if layout.rows:
        rows = tuple(tuple(draft.pieces[i].text for i in row) for row in layout.rows)
        return Grid(rows, layout.header_rows)
    line = layout.mark + layout.lead + "".join(draft.pieces[i].text for i in layout.pieces)
    return parse_markup(line).blocks[0]


def _piece_starts(draft: Draft, starts: dict[tuple[int, int, int], int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for b, layout in enumerate(draft.layout):
        at = starts[b, 0, 0] + len(layout.lead)
        for piece in layout.pieces:
            found[piece] = at
            at += len(draft.pieces[piece].text)
        for r, row in enumerate(layout.rows):
            found.update({piece: starts[b, r, c] for c, piece in enumerate(row)})
    return found


def _facts(draft: Draft, text: str, starts: dict[int, int]) -> tuple[tuple[LabelledFact, ...], dict[Ref, str]]:
    places = [(starts[i] + m.start, i, m) for i, piece in enumerate(draft.pieces) for m in piece.mentions]
    places.sort(key=lambda place: place[0])
    facts, ids = [], {}
    for number, (start, piece, mention) in enumerate(places, 1):
        end = start + mention.end - mention.start
        ids[piece, mention.name] = f"f{number}"
        of_school = bool(draft.pieces[piece].column)
        facts.append(LabelledFact(f"f{number}", text[start:end], start, end, mention, mention.flags, of_school))
    return tuple(facts), ids


def with_text(report: GeneratedReport, text: str, facts: tuple[LabelledFact, ...]) -> GeneratedReport:
    """The same report with a damaged text and its facts moved along."""
    return replace(report, text=text, facts=facts)
