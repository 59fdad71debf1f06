"""Identities: what must hold between figures of one document although no sentence puts them together.

Which ones is data (identities.yaml). A figure takes part only if the text gives it once for the whole county.
"""

from __future__ import annotations

from typing import Any

from models.checks.desk import Desk, Tally
from models.checks.limits import identities
from models.checks.ratios import check_ratio
from models.checks.repeats import Key, is_whole_county, key_of, subset_ids
from models.checks.sums import check_sum
from models.fact import Fact


def check_identities(desk: Desk) -> Tally:
    """sum_mismatch and ratio_mismatch of figures that no relation joins."""
    tally = Tally("identities")
    once = _given_once(desk)
    joined = {frozenset(r.parts) | {r.whole} for _, r in desk.sums()}
    rated = {r.rate for _, r in desk.ratios()}
    for entry in identities()["sums"]:
        for whole in [f for f in once.values() if f.indicator == entry["indicator"] and f.stage == entry["whole"]]:
            _check_sum(desk, tally, entry, whole, once, joined)
    for entry in identities()["ratios"]:
        for rate in [f for f in once.values() if f.indicator == entry["rate"] and f.id not in rated]:
            _check_ratio(desk, tally, entry, rate, once)
    return tally


def _given_once(desk: Desk) -> dict[Key, Fact]:
    subsets = subset_ids(desk)
    groups: dict[Key, list[Fact]] = {}
    for fact in desk.extraction.facts:
        if is_whole_county(fact) and fact.id not in subsets:
            groups.setdefault(key_of(fact), []).append(fact)
    return {key: facts[0] for key, facts in groups.items() if len(facts) == 1}


def _like(fact: Fact, **changes: object) -> Key:
    return key_of(fact.model_copy(update=changes))


def _check_sum(
    desk: Desk, tally: Tally, entry: dict[str, Any], whole: Fact, once: dict[Key, Fact], joined: set[frozenset[str]]
) -> None:  # fmt: skip
    parts = [once[k] for stage in entry["parts"] if (k := _like(whole, stage=stage)) in once]
    if len(parts) < len(entry["parts"]):
        tally.skip("parts_not_given_once")
    elif any(whole.id in members for members in joined):
        tally.skip("already_joined")
    elif not _one_place(desk, [whole, *parts]):
        tally.skip("far_apart")
    else:
        tally.check(check_sum(None, whole, parts))


def _check_ratio(desk: Desk, tally: Tally, entry: dict[str, Any], rate: Fact, once: dict[Key, Fact]) -> None:
    part = _counted(rate, entry["part"], once)
    whole = _counted(rate.model_copy(update={"criterion": None}), entry["whole"], once)
    if part is None or whole is None or part.unit != whole.unit or not whole.value:
        tally.skip("parts_not_given_once")
    elif not _one_place(desk, [rate, part]):
        tally.skip("far_apart")
    else:
        tally.check(check_ratio(None, part, whole, rate)[1])


def _counted(rate: Fact, indicator: str, once: dict[Key, Fact]) -> Fact | None:
    for unit in ("class", "school", "person"):
        if found := once.get(_like(rate, indicator=indicator, unit=unit)):
            return found
    return None


def _one_place(desk: Desk, facts: list[Fact]) -> bool:
    """Whether all stand in one paragraph: what is said in different places may be counted differently."""
    return len({desk.sentence_of[f.id].paragraph for f in facts}) == 1
