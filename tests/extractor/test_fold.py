"""Folding and its map back to the raw text, for any text; and what is folded at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.fold import Folded, fold, page_marks
from tests.extractor.writing import LINES, TEXTS


def whole(raw: str) -> Folded:
    return fold(raw, 0, len(raw))


@given(TEXTS, TEXTS, TEXTS)
def test_offsets_map_back(before: str, text: str, after: str) -> None:
    raw, start, end = before + text + after, len(before), len(before + text)
    folded = fold(raw, start, end)
    places = [folded.raw_span(i, i + 1) for i in range(len(folded.text))]
    assert all(start <= a < b <= end for a, b in places)
    assert places == sorted(places)


@given(TEXTS)
def test_spans_hold_their_parts(text: str) -> None:
    folded = whole(text)
    for i in range(len(folded.text)):
        a, b = folded.raw_span(0, i + 1)
        assert a == folded.offsets[0] and b == folded.raw_span(i, i + 1)[1]


@given(LINES)
def test_length_is_kept_where_nothing_is_repaired_and_no_blank_is_closed(line: str) -> None:
    text = "".join(c for c in line if not c.isspace() and c not in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u0002()（）")
    folded = whole(text)
    if not folded.repaired:
        assert len(folded.text) == len(text)
        assert list(folded.offsets)[: len(text)] == list(range(len(text)))


@given(TEXTS)
def test_folding_twice_changes_no_sound_text(text: str) -> None:
    once = whole(text)
    if not once.repaired:
        again = whole(once.text)
        assert again.repaired or again.text == once.text


@given(st.text("0123456789，。小学新增个所", max_size=30).map(lambda t: t.replace("。", "，")))
def test_plain_text_is_kept(text: str) -> None:
    folded = whole(text)
    assert folded.repaired or folded.text == text


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("４２００个", "4200个"), ("９９．８％", "99.8%"), ("1∶19.5", "1:19.5"), ("10–20公里", "10-20公里"), ("(其中)", "(其中)"),
        ("（其中）", "(其中)"), ("義務教育", "义务教育"), ("新增\n学位", "新增学位"), ("12\u200b所", "12所"), ("5﹪", "5%"),
    ],
)  # fmt: skip
def test_folded(raw: str, folded: str) -> None:
    assert whole(raw).text == folded
    assert whole(raw).repaired == ()


@pytest.mark.parametrize(
    ("raw", "marks"),
    [
        ("1、全县新建\n2、学校若干，持续\n3、改善条件", 3),
        ("1、加强组织。\n2、加强宣传。\n3、加强保障。", 0),
        ("没有页码", 0),
        ("1、全县新建\n2、学校若干", 0),
        ("全年培训教师4\n— 2 —\n960人次", 1),
        ("全年培训教师4\n—　2　—\n960人次", 1),
        ("全年培训教师4\r\n\t—\t2\t—\r\n960人次", 1),
        ("从4\n—2年后", 0),
    ],
)
def test_page_marks(raw: str, marks: int) -> None:
    assert len(page_marks(raw)) == marks


@given(TEXTS)
def test_repairs_stand_apart_in_order(text: str) -> None:
    """`is_repaired` looks a span up among them."""
    folded = whole(text)
    assert all(a < b for a, b in folded.repaired)
    assert all(before[1] < after[0] for before, after in pairwise(folded.repaired))
    for start in range(len(folded.text)):
        assert folded.is_repaired(start, start + 2) == any(a < start + 2 and start < b for a, b in folded.repaired)
