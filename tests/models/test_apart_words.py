"""The words by which figures of different sentences are a whole and its parts: no wording is without the plain word that it is looked
for by first."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.checks.apart.sources import purses
from models.checks.apart.wording import apart_data, opening

KEYS = [
    *(("class_keys", words) for entry in apart_data()["classes"] for words in entry["parts"]),
    ("so_many_years", apart_data()["over_years"]),
    ("so_many", apart_data()["taken_together"]),
    ("project_keys", apart_data()["projects"]),
]


@settings(deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("keys", "words"), KEYS)
def test_each_wording_has_a_key(keys: str, words: str, data: st.DataObject) -> None:
    named = data.draw(st.from_regex(re.compile(words), fullmatch=True))
    assert any(key in named for key in apart_data()[keys])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("上级专项补助", {"central", "provincial", "city"}),
        ("中央和省级资金", {"central", "provincial"}),
        ("县本级安排", {"county"}),
        ("发行地方政府专项债券", {"special_bonds"}),
        ("购置设备", set()),
        ("全县投入", set()),
    ],
)
def test_purses(words: str, told: set[str]) -> None:
    assert purses(words) == told


@pytest.mark.parametrize("text", ["1.国培", "（2）省培", "一是公开招聘", "● 河东", "——新建", "（三）县级"])
def test_opens_an_item(text: str) -> None:
    assert opening(text)


@pytest.mark.parametrize("text", ["1.2亿元", "2021年招聘", "全县共有", "一季度22所", "12所学校"])
def test_opens_none(text: str) -> None:
    assert not opening(text)
