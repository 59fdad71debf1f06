"""The plain words by which a claim is looked for first: no wording of claims.yaml is without one."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.claims import claims, held_keys, is_claim, standing_claims

TRENDS = [entry["words"] for entry in claims()["trends"]]
STANDINGS = [words.pattern for _, words in standing_claims()]


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("keys", "wordings"), [("trend_keys", TRENDS), ("norm_keys", STANDINGS)])
def test_each_wording_has_a_key(keys: str, wordings: list[str], data: st.DataObject) -> None:
    claim = data.draw(st.one_of([st.from_regex(re.compile(words), fullmatch=True) for words in wordings]))
    assert re.search(claims()[keys], claim)
    assert is_claim(claim)


@settings(deadline=None)
@given(data=st.data())
def test_each_wording_of_the_first_of_two_times_has_a_key(data: st.DataObject) -> None:
    told = data.draw(st.from_regex(re.compile(claims()["time_told"]), fullmatch=True))
    assert re.search(claims()["time_told_key"], told) or re.fullmatch(claims()["time_told"], told)["then"]


HELD = ("against_body", "against_body_told", "no_large_classes", "goal_passed", "goal_missed")


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("wordings", [STANDINGS, *([claims()[name]] for name in HELD)], ids=["standing", *HELD])
def test_each_wording_that_is_held_against_something_has_a_key(wordings: list[str], data: st.DataObject) -> None:
    assert held_keys().search(data.draw(st.one_of([st.from_regex(re.compile(words), fullmatch=True) for words in wordings])))


@pytest.mark.parametrize("text", ["满意度最高的是云岭乡。", "我县在全市排名第二位。", "教师平均工资收入水平均不低于当地公务员。"])
def test_what_is_said_of_members_and_bodies_is_a_claim(text: str) -> None:
    assert is_claim(text)


@pytest.mark.parametrize("text", ["", "全县现有学校64所。", "我们要继续努力。", "达到86所。"])
def test_what_claims_nothing(text: str) -> None:
    assert not is_claim(text)
