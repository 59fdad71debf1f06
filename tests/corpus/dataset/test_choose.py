"""Which figure stands in a cell: the cases of an inspector, and what must hold of any rows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dataset.checked import checked_long
from corpus.dataset.choose import choose
from corpus.dataset.conflicts import intervals
from corpus.dataset.ranks import REASONS, RULES
from corpus.dataset.schema import CELL
from corpus.dataset.wording import ids
from models.checks.computing import rounded_or_cut
from models.fact import Evidence, Fact
from tests.corpus.dataset.builders import mentions_of
from tests.extractor.casebook import cases

TOLD = {"is", "doubts", "reviewed"}


@pytest.mark.parametrize("case", cases("dataset_choice"))
def test_a_figure_is_chosen_and_the_others_say_why_not(case: dict[str, Any]) -> None:
    rows = case["rows"]
    long = choose(mentions_of({k: v for k, v in r.items() if k not in TOLD} | {"subject": str(i)} for i, r in enumerate(rows)))
    found = {int(r["subject"]): r for r in long.to_pylist()}
    for place, expected in enumerate(rows):
        got = found[place]
        assert (got["set_aside"] or "chosen") == expected["is"]
        assert got["chosen"] == (expected["is"] == "chosen")
        assert " ".join(d for d in got["doubts"].split() if d != "unreviewed") == expected.get("doubts", "")
        assert ("unreviewed" in got["doubts"].split()) == (got["chosen"] and not expected.get("reviewed", False))


def test_the_data_and_the_code_name_the_same_rules() -> None:
    assert set(ids("no_cell")) == set(REASONS)
    assert set(ids("rules")) == set(RULES)


NUMBERS = st.one_of(st.none(), st.decimals(-100, 100, places=1))
ROWS = st.fixed_dictionaries({
    "value": NUMBERS, "step": st.sampled_from(["0", "0.1", "1", "10"]), "bound": st.sampled_from(["exact", "about", "at_least", "at_most"]),
    "status": st.sampled_from(["actual", "baseline", "plan", "standard"]), "kind": st.sampled_from(["level", "level", "change"]),
    "stage": st.sampled_from([None, "primary"]), "year": st.sampled_from([None, 2021, 2022]),
    "entity": st.sampled_from([None, None, "镇小"]),
    "period": st.sampled_from([None, "2022", "2021/2022"]), "unit": st.sampled_from(["person", "person", "%"]),
    "indicator": st.sampled_from(["student.count", "teacher.count", "other"]), "document": st.sampled_from(["a", "b"]),
    "document_kind": st.sampled_from(["self_inspection", "supervision", "plan"]), "document_year": st.sampled_from([None, 2022]),
    "review": st.sampled_from(["unreviewed", "accepted", "edited", "rejected"]),
    "flags": st.sampled_from(["", "masked", "part", "ocr table"]),
})  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, max_size=12), st.randoms(use_true_random=False))
def test_laws_of_the_choice(rows: list[dict[str, Any]], random: Any) -> None:
    mentions = mentions_of(rows)
    long = choose(mentions)
    order = list(range(len(rows)))
    random.shuffle(order)
    assert choose(mentions.take(pa.array(order, pa.int64()))).equals(long)  # The order of the rows makes no difference.
    checked_long(long)
    assert long.num_rows == len(rows)
    told = long.to_pylist()
    assert all(r["chosen"] != (r["set_aside"] is not None) for r in told)
    of_cells = [tuple(r[name] for name in CELL) for r in told if r["chosen"]]
    assert len(of_cells) == len(set(of_cells))
    assert {tuple(r[n] for n in CELL) for r in told if r["set_aside"] in ids("rules")} <= set(of_cells)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.decimals(-500, 500, places=1), st.sampled_from(["0", "0.1", "10"])), min_size=2, max_size=5))
def test_no_contradiction_is_silent(figures: list[tuple[Decimal, str]]) -> None:
    told = choose(mentions_of({"value": value, "step": step} for value, step in figures)).to_pylist()
    chosen = next(r for r in told if r["chosen"])
    contradict = any(not _interval(one).meets(_interval(other)) for one, other in combinations(told, 2))
    assert ("conflict" in chosen["doubts"].split()) == contradict


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(-(10**20), 10**20, places=4), st.sampled_from(["0", "0.01", "10000"]),
    st.sampled_from(["exact", "about", "at_least", "at_most"]), st.sampled_from(["5人", "翻一番"]),
)  # fmt: skip
def test_intervals_are_those_of_the_checks(value: Decimal, step: str, bound: str, text: str) -> None:
    table = mentions_of([{"value": value, "step": step, "bound": bound, "text": text}])
    found, expected = intervals(table), _interval(table.to_pylist()[0])
    ends = [None if end.is_infinite() else Fraction(end) for end in (found.low[0], found.high[0])]
    assert (ends, bool(found.open_low[0]), bool(found.open_high[0])) == (
        [expected.low, expected.high], expected.open_low, expected.open_high,
    )  # fmt: skip


def _interval(row: dict[str, Any]):
    evidence = Evidence(text=row["text"], start=0, end=len(row["text"]))
    fact = Fact(id="f1", value=row["value"], unit=row["unit"], step=row["step"], bound=row["bound"], evidence=evidence)
    return rounded_or_cut(fact)
