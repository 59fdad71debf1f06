"""Planted mistakes that show only across places: text against table, one sentence against another, one report against another.

Same contract as `faults`.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random

from corpus.generate.county import ITEMS, STAGES, round_half_up
from corpus.generate.draft import Draft, Ref
from corpus.generate.faults import finding
from corpus.generate.sites import change, is_plain, relation_count, shown, sites, words

_LIMIT = {"p": Fraction(1, 2), "j": Fraction(45, 100)}


def _column(draft: Draft, column: str) -> tuple[Ref, ...]:
    return tuple((i, p.mentions[0].name) for i, p in enumerate(draft.pieces) if p.column == column)


def _elsewhere(draft: Draft, piece: int, name: str) -> list[int]:
    """Other pieces that give the quantity, the school table's columns left out."""
    return [i for i, p in enumerate(draft.pieces) if i != piece and not p.column and p.mention(name)]


def table_mismatch(draft: Draft, rng: Random) -> Draft | None:
    """A figure of the text that the report's own table does not give."""
    for i, piece, statement in sites(draft, rng):
        names = [name for name, what in statement.table.items() if what != "cv" and is_plain(piece.mention(name))]
        for name in names if not statement.threshold else ():
            mention = piece.mention(name)
            others = _elsewhere(draft, i, name)
            cells = _table_cells(draft, name, statement.table[name], others)
            if not (mention and mention.truth and cells) or any(draft.pieces[o].statement for o in others):
                continue
            wrong = mention.truth * Fraction(rng.choice([88, 93, 106, 112]), 100)
            new = change(draft, piece, name, Fraction(round(wrong)) if mention.unit == "person" else wrong, rng)
            told = finding("table_mismatch", ((i, name), *cells), claimed=words(new, name), computed=words(piece, name))
            return draft.with_finding({i: new}, told)
    return None


def _table_cells(draft: Draft, name: str, what: str, others: list[int]) -> tuple[Ref, ...]:
    """The cells from which the figure follows: the mean's own cell, or the column of pupils."""
    if what == "mean":
        return tuple((o, name) for o in others if not draft.pieces[o].statement)
    return _column(draft, name.replace("pupils_", "") + "_pupils")


def cv_mismatch(draft: Draft, rng: Random) -> Draft | None:
    """A coefficient of the table of county values that the school table does not give: unweighted, if that differs."""
    keys = [(item, stage) for item in ITEMS for stage in STAGES]
    rng.shuffle(keys)
    for item, stage in keys:
        s, name = stage[0], f"cv_{stage[0]}_{item.id}"
        places = [i for i, p in enumerate(draft.pieces) if p.mention(name)]
        columns = _column(draft, f"{s}_{item.id}") + _column(draft, f"{s}_pupils")
        if len(places) != 1 or not columns or draft.pieces[places[0]].statement or places[0] in draft.touched:
            continue
        truth = draft.base.truths[name]
        wrong = draft.base.county.coefficient(item, stage, weighted=False)
        if abs(wrong - truth) < Fraction(8, 1000):
            wrong = truth + Fraction(rng.randint(21, 48), 1000)
        # The mistake must not turn the verdict too: that would be a second finding.
        if (round_half_up(wrong, 3) <= _LIMIT[s]) != (round_half_up(truth, 3) <= _LIMIT[s]):
            continue
        new = change(draft, draft.pieces[places[0]], name, wrong, rng)
        told = finding("cv_mismatch", ((places[0], name), *columns), claimed=words(new, name), computed=shown(truth, 3))
        return draft.with_finding({places[0]: new}, told)
    return None


def duplicate_conflict(draft: Draft, rng: Random) -> Draft | None:
    """The same quantity of the same time given twice, the second time differently."""
    for i, piece, statement in sites(draft, rng):
        for mention in piece.mentions:
            twins = [j for j in _elsewhere(draft, i, mention.name) if draft.pieces[j].statement]
            if len(twins) != 1 or not is_plain(mention) or relation_count(piece, mention.name):
                continue
            if statement.threshold or statement.grim:
                continue
            twin = draft.pieces[twins[0]].mention(mention.name)
            if not (twin and mention.truth and is_plain(twin) and twin.label() == mention.label() and twins[0] < i):
                continue
            # A table that gives the figure as well would make a third finding of it.
            if twins[0] in draft.touched or mention.name in statement.table or "table" in twin.flags:
                continue
            wrong = mention.truth * Fraction(rng.choice([84, 91, 109, 118]), 100)
            if mention.unit == "%":
                wrong = mention.truth - Fraction(rng.randint(9, 28), 10)
            whole = mention.quantity.digits is None and mention.unit != "CNY" and mention.unit != "%"
            new = change(draft, piece, mention.name, Fraction(round(wrong)) if whole else wrong, rng)
            if words(new, mention.name) == words(piece, mention.name):
                continue
            first = words(draft.pieces[twins[0]], mention.name)
            members = ((twins[0], mention.name), (i, mention.name))
            told = finding("duplicate_conflict", members, first=first, claimed=words(new, mention.name))
            return draft.with_finding({i: new}, told)
    return None
