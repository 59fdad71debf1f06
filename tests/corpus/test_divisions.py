"""Who a document is about: from its lines, its path and what the user gives to one division, or to an honest word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.divisions.identify import identify
from corpus.divisions.identity import Identity, sentences
from extractor.describe import describe
from extractor.read import read_report
from models.divisions.table import divisions, full_name, lasting
from models.fact import Document
from models.messages import LANGUAGES
from tests.extractor.casebook import cases


def identity_of(lines: list[str], path: str | None = None, given: str | None = None) -> Identity:
    text = "\n".join(lines)
    return identify(describe(read_report(text.encode(), "case.txt")), path=path, given=given, head=text)


@pytest.mark.parametrize("case", cases("divisions"))
def test_whom_a_document_is_about(case: dict[str, Any]) -> None:
    found = identity_of(case["lines"], case.get("path"), case.get("given"))
    own_id = found.id[: found.id.index("@") + 1] if case["id"].endswith("@") else found.id
    assert (own_id, found.state) == (case["id"], case["state"])
    told = {
        "now": found.division and full_name(found.division),
        "then": found.then and f"{found.then.code} {found.then.name}",
        "within": found.within and found.within.name,
        "conflicts": [clue.name for clue in found.conflicts],
        "candidates": [d.code for d in found.candidates],
    }
    assert {key: told[key] for key in told if key in case} == {key: case[key] for key in told if key in case}


def test_level_and_what_it_lies_in() -> None:
    district, city, zone = (identity_of([line]) for line in ("繁昌区教育局工作总结", "芜湖市教育局工作总结", "芜湖市高新区教育工作总结"))
    assert [(i.code, i.level, i.prefecture, i.province) for i in (district, city, zone)] == [
        ("340212", "county", "芜湖市", "安徽省"),
        ("340200", "prefecture", "芜湖市", "安徽省"),
        (None, "zone", "芜湖市", "安徽省"),
    ]
    assert identity_of(["仙桃市教育局工作总结"]).prefecture is None


def test_two_masked_documents_are_two_counties() -> None:
    assert identity_of(["某县工作报告", "一"]).id != identity_of(["某县工作报告", "二"]).id
    assert identity_of(["某县工作报告", "一"], given="某县甲").id == identity_of(["某县工作报告", "二"], given="某县甲").id


def test_an_id_given_again_is_the_same_subject() -> None:
    first = identity_of(["某县工作报告", "一"])
    again = identity_of(["某县工作报告", "二"], given=first.id)
    assert (again.id, again.state) == (first.id, first.state)


@pytest.mark.parametrize(
    ("lines", "path", "told"),
    [
        (
            ["繁昌县2019年义务教育自查报告"],
            None,
            ["“a.docx”说的“繁昌县”是旧名或旧代码，2020年已改为安徽省芜湖市繁昌区（340212）。数据计在现名之下。"],
        ),
        (["江干区2018年义务教育自查报告"], None, ["浙江省杭州市江干区（330104）已于2021年撤销，后续区划：浙江省杭州市上城区。"]),
        (["巢湖市2009年义务教育自查报告"], None, ["安徽省巢湖市（341400）已于2011年撤销，辖区不再属于同一个区划。"]),
        (["朝阳区义务教育自查报告"], None, ["北京市朝阳区（110105）、吉林省长春市朝阳区（220104）。请用 --county 指明"]),
        (["青禾县义务教育自查报告"], None, ["“青禾县”不在行政区划名单中。"]),
        (["潜江县义务教育自查报告"], None, ["名称相近的有湖北省潜江市（429005）。"]),
        (["工作报告"], None, ["都看不出是哪个县"]),
        (["芜湖市高新区义务教育自查报告"], None, ["以编号 unlisted:340200/高新区 单独保留"]),
        (["某县义务教育自查报告"], None, ["隐去了县名（“某县”）"]),
        (["繁昌区义务教育自查报告"], "无为市.docx", ["计在安徽省芜湖市繁昌区之下，但还有别处写着“无为市”"]),
        (["繁昌区义务教育自查报告"], "芜湖市.docx", []),
    ],
)
def test_what_the_user_is_told(lines: list[str], path: str | None, told: list[str]) -> None:
    found = identity_of(lines, path)
    said = sentences(found, "a.docx")
    assert len(said) == len(told) and all(part in whole for part, whole in zip(told, said, strict=True))
    assert not any("None" in line or "—" in line for lang in LANGUAGES for line in sentences(found, "a.docx", lang))


DOCUMENT = Document(id="sha256:" + "0" * 64, name="a.docx", format="docx")
NOW = 2026
"""The year of the present list: without one, 吐鲁番市 may be the city of today or the county that ended in 2015."""
IN_FORCE = [d for d in divisions() if d.until is None]


@given(st.sampled_from(IN_FORCE))
def test_every_division_in_force_is_itself_by_its_full_name(division: Any) -> None:
    found = identify(titled(full_name(division), NOW))
    assert (found.division, found.state, found.conflicts) == (division, "listed", ())


@given(st.sampled_from([d for d in divisions() if d.until and d.level == "county"]))
def test_every_former_county_is_found_in_its_last_year(division: Any) -> None:
    found = identify(titled(full_name(division), division.until - 1))
    assert lasting(division) in ([found.division] if found.division else found.candidates)


@given(st.sampled_from(IN_FORCE))
def test_code_and_name_say_the_same(division: Any) -> None:
    document = titled("工作报告", NOW)
    assert identify(document, given=division.code).id == identify(document, given=full_name(division)).id == division.code


@given(
    st.text(st.sampled_from("芜湖市繁昌区县省XX*某安徽经开高新鼓楼福州、/ 年2019教育"), max_size=20),
    st.sampled_from(["", "鼓楼区/a.docx", "芜湖/b.docx"]),
)
def test_any_words_give_one_answer_and_the_same_again(title: str, path: str) -> None:
    found = identify(titled(title), path=path or None)
    assert found == identify(titled(title), path=path or None)
    assert (found.division is None) == (found.state not in ("listed", "former"))
    assert len(found.candidates) > 1 or found.state != "ambiguous"
    assert sentences(found, "a.docx") or found.state == "listed"


def titled(title: str, year: int | None = None) -> Document:
    return DOCUMENT.model_copy(update={"title": title, "year": year})
