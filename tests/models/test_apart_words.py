"""The words by which figures of different sentences are a whole and its parts."""

import pytest

from models.checks.apart.sources import purses
from models.checks.apart.wording import opening


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
