"""Numbers of sections at the beginning of a line, told from figures there by their sequence."""

from __future__ import annotations

import pytest

from extractor.sections import section_numbers
from tests.extractor.casebook import reading


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1.1 甲", "1.2 乙", "2.1 丙"], {0: 3, 1: 3, 2: 3}),
        (["3.1、甲", "3.3甲", "5.1 甲"], {0: 3, 1: 3, 2: 3}),
        (["1.1 甲", "1.1.1 甲", "1.1.2 甲", "1.2 甲", "2.1.1 甲"], {0: 3, 1: 5, 2: 5, 3: 3, 4: 5}),
        (["  1.1 甲", "", "\u30001.2 2023年"], {0: 5, 2: 4}),
        (["1.1 人员配备", "1.2 甲"], {0: 3, 1: 3}),
        (["4.1 平方米", "2.3 万元"], {}),
        (["1.1 甲", "1.2 乙", "9.7 丙"], {0: 3, 1: 3}),
        (["1.1 甲", "1.2 乙", "1.3万元"], {0: 3, 1: 3}),
        (["1.1 甲", "1.2 乙", "生均教学及辅助用房面积进一步扩大，小学已经达到", "1.3 平方米"], {0: 3, 1: 3}),
        (["1.1 甲", "1.2 乙", "0.3 丙", "1.3%", "1.3-1.5"], {0: 3, 1: 3}),
        (["1.2 乙"], {}),
    ],
)
def test_sections_count_on(texts: list[str], numbers: dict[int, int]) -> None:
    assert section_numbers(texts) == numbers


def test_a_section_ends_the_wrapped_line_before_it() -> None:
    line = "全县各级各类学校办学条件不断改善，教师队伍素质持续提高，群众满意程度逐年提升"
    heading = "4、教育质量与学生全面发展情况以及下一步改进工作的打算"
    extraction = reading("\n".join([line, line, line, heading, "4.1 2023年巩固率98.7%", line, line, line, "4.2 甲"]))
    assert [f.evidence.text for f in extraction.facts] == ["98.7%"]
    assert [e.text for e in extraction.ledger if e.kind == "ordinal"] == ["4、", "4.1", "4.2"]
