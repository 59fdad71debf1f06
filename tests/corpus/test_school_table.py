"""School tables from rows, csv and xlsx: headings in any wording, blocks, units, totals; and what is refused, with its place."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from corpus import school_files, school_table
from corpus.school_files import read_school_table
from corpus.school_table import school_table as read_rows
from models.errors import UnreadableInput
from models.messages import message
from models.schools import SchoolTable

SEVEN = [
    "每百名学生拥有高于规定学历教师数", "每百名学生拥有县级及以上骨干教师数", "每百名学生拥有体育、艺术专任教师数",
    "生均教学及辅助用房面积", "生均体育运动场馆面积", "生均教学仪器设备值", "每百名学生拥有网络多媒体教室数",
]  # fmt: skip
HEADING = ["序号", "学校名称", "举办者类型", "在校生数", "年级数", "班级数", *SEVEN, "该校综合评估是否达标", "备注"]
VALUES = ["5.12", "1.2", "0.95", "5.2", "8.1", "2300", "2.5"]
FORM = [
    ["表Ⅱ-2 小学、初中资源配置基本情况（分学校）"],
    HEADING,
    [f"L{i}" for i in range(1, 15)],
    ["小学"],
    ["1", "第一小学", "7", "1,200", "6", "27", *VALUES, "是", "七项达标"],
    ["2", "育英学校小学部", "7", "600", "6", "14", *VALUES, "否", ""],
    ["", "合计", "", "1800"],
    ["初中"],
    ["1", "育英学校初中部", "7", "400", "3", "9", *VALUES, "√", ""],
    ["注：数据取自教育事业统计。"],
]
RAW = [
    ["学校名称", "小学在校生数", "初中在校生数", "教学仪器设备值（万元）", "网络多媒体教室（间）"],
    ["育英学校", "166", "210", "2.3226", "20"],
]


def xlsx(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(rows: list[list[str]], encoding: str) -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


def refused(rows: list[list[str]]) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        read_rows(rows, name="学校表.xlsx", sheet="Sheet1")
    return caught.value


def named(table: SchoolTable) -> dict[str, Any]:
    return {school.name: school for school in table.schools}


def test_the_form_is_read_with_its_blocks() -> None:
    table = read_rows(FORM)
    schools = named(table)
    assert schools.keys() == {"第一小学", "育英学校"}
    assert schools["第一小学"].students == {"primary": 1200} and schools["第一小学"].type == "primary"
    assert schools["育英学校"].students == {"primary": 600, "junior": 400} and schools["育英学校"].type == "nine_year"
    assert schools["育英学校"].claimed_pass == {"primary": False, "junior": True}
    assert [left.reason for left in table.left_out] == ["total", "note"]


def test_precision_is_that_of_the_longest_figure_of_the_column() -> None:
    values = named(read_rows(FORM))["第一小学"].values
    written = values["teachers_above_required_degree_per_100"]["primary"]
    assert (written.value, written.step) == (Decimal("5.12"), Decimal("0.01"))
    assert values["equipment_value_per_student"]["primary"].step == 1


def test_amounts_in_ten_thousands_and_by_stage_of_a_combined_school() -> None:
    (school,) = read_rows(RAW).schools
    assert school.type == "nine_year"
    money = school.amounts["equipment_value"]["whole"]
    assert (money.value, money.step) == (Decimal("23226"), Decimal("1"))
    assert school.amounts["multimedia_rooms"]["whole"].step == 0


def test_unit_line_above_the_heading_gives_the_unit() -> None:
    rows = [["单位：万元、平方米"], ["学校名称", "在校生数", "教学仪器设备值"], ["第一小学", "100", "25"]]
    assert read_rows(rows).schools[0].amounts["equipment_value"]["primary"].value == 250_000


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("教学及辅助用房面积（㎡）", "teaching_area"), ("教学及辅助用房面积(不含室内体育用房)", "teaching_area_net"),
        ("其中：室内体育用房面积", "gym_area"), ("运动场地面积", "sports_ground"), ("体育运动场馆面积", "sports_area"),
        ("高于规定学历 教师数", "degree_teachers"), ("县级以上\n骨干教师数", "backbone_teachers"), ("音体美专任教师", "pe_art_teachers"),
        ("多媒体教室间数", "multimedia_rooms"), ("图书册数", "books"), ("专任教师数", "teachers"),
        ("高学历（人）", "degree_teachers"), ("骨干", "backbone_teachers"), ("体艺", "pe_art_teachers"), ("用房（㎡）", "teaching_area"),
        ("场馆", "sports_area"), ("多媒体", "multimedia_rooms"),
    ],
)  # fmt: skip
def test_headings_in_other_words(heading: str, key: str) -> None:
    rows = [["学校", heading, "在校学生数"], ["第一小学", "30", "100"]]
    assert read_rows(rows).schools[0].amounts[key]["primary"].value == 30


def test_items_with_fractions_are_per_student_said_or_not() -> None:
    """No school has 1.2 teachers: 骨干 1.2 is per hundred students, and so is 用房 4.6 beside it per student."""
    rows = [
        ["学校", "学生数", "骨干", "用房", "设备值"],
        ["第一小学", "820", "1.2", "4.6", "2100"],
        ["第二小学", "640", "1.1", "5.1", "2200"],
    ]
    values = read_rows(rows).schools[0].values
    assert {key: value["primary"].value for key, value in values.items()} == {
        "backbone_teachers_per_100": Decimal("1.2"),
        "teaching_area_per_student": Decimal("4.6"),
        "equipment_value_per_student": Decimal(2100),
    }


def test_columns_in_any_order_give_the_same_schools() -> None:
    rows = [row[::-1] + [""] * (len(HEADING) - len(row)) for row in [HEADING, FORM[4]]]
    straight = [HEADING, FORM[4]]
    assert read_rows(rows).schools == read_rows(straight).schools


def test_merged_heading_in_two_rows() -> None:
    rows = [
        ["学校名称", "在校生数", "", "专任教师情况", ""],
        ["", "小学", "初中", "高于规定学历教师数（小学）", "高于规定学历教师数（初中）"],
        ["育英学校", "100", "200", "6", "12"],
    ]
    (school,) = read_rows(rows).schools
    assert school.students == {"primary": 100, "junior": 200}
    assert {s: w.value for s, w in school.amounts["degree_teachers"].items()} == {"primary": 6, "junior": 12}


def test_heading_whose_cells_repeat_where_merged() -> None:
    rows = [["学校名称", "在校生数", "在校生数"], ["学校名称", "小学", "初中"], ["育英学校", "100", "200"]]
    rows = [[*row, book] for row, book in zip(rows, ("图书", "图书", "5"), strict=True)]
    assert read_rows(rows).schools[0].students == {"primary": 100, "junior": 200}


def test_given_number_of_heading_rows() -> None:
    rows = [["学校名称", "在校生数", "图书"], ["第一小学", "100", "3000"]]
    assert read_rows(rows, header_rows=1) == read_rows(rows)


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("启智特殊教育学校", "special"), ("县职业中专", "vocational"), ("王村教学点", "teaching_point"),
        ("中心小学", "primary"), ("第三初级中学", "junior"),
    ],
)  # fmt: skip
def test_type_from_the_name(name: str, type: str) -> None:
    assert read_rows([["学校名称", "在校生数", "图书"], [name, "60", "1"]]).schools[0].type == type


def test_stage_column_left_blank_below_a_merged_cell() -> None:
    rows = [["学段", "学校名称", "在校生数", "图书"], ["初中", "第一中学", "9", "1"], ["", "第二中学", "9", "1"]]
    assert [s.type for s in read_rows(rows).schools] == ["junior", "junior"]


def test_blank_and_dash_are_missing_and_zero_is_zero() -> None:
    rows = [["学校名称", "在校生数", "图书", "计算机"], ["甲小学", "9", "—", "0"]]
    amounts = read_rows(rows).schools[0].amounts
    assert "books" not in amounts and amounts["computers"]["primary"].value == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_encodings(encoding: str) -> None:
    assert named(read_school_table(csv(FORM, encoding), "学校表.csv")).keys() == {"第一小学", "育英学校"}


def test_workbook_with_a_sheet_for_each_stage() -> None:
    sheet: list[list[Any]] = [["学校名称", "在校生数", "图书册数"], ["第一学校", 120, 3600.0], ["第二学校", 80, 2400]]
    table = read_school_table(xlsx(小学=sheet, 初中=[row[:] for row in sheet], 说明=[["请如实填写"]]), "学校表.xlsx")
    assert named(table)["第一学校"].students == {"primary": 120, "junior": 120}
    assert [(left.place, left.reason) for left in table.left_out] == [("说明", "sheet")]
    assert named(table)["第一学校"].place == "小学第2行、初中第2行"


def test_numbers_of_a_workbook_keep_their_digits() -> None:
    rows = [["学校名称", "在校生数", "生均教学及辅助用房面积"], ["甲小学", 3, 4.196428571428571], ["乙小学", 3, 4.5]]
    values = named(read_school_table(xlsx(表=rows), "a.xlsx"))["甲小学"].values
    assert values["teaching_area_per_student"]["primary"].value == Decimal("4.196428571428571")


BASE = ["学校名称", "在校生数", "图书册数"]


@pytest.mark.parametrize(
    ("rows", "code", "details"),
    [
        ([["学校名称", "图书"], ["甲小学", "1"]], "school_table_columns", {"missing": "在校生数"}),
        ([["学校名称", "在校生数"], ["甲小学", "1"]], "school_table_columns", {}),
        ([["甲", "乙"], ["1", "2"]], "school_table_no_header", {}),
        ([BASE, ["甲小学", "四十五", "1"]], "school_table_number", {"row": 2, "column": "在校生数", "text": "四十五"}),
        ([BASE, ["甲小学", "45", "约900"]], "school_table_number", {"row": 2, "column": "图书册数", "text": "约900"}),
        ([BASE, ["甲小学", "45", "-3"]], "school_table_number", {"row": 2, "column": "图书册数"}),
        ([BASE, ["甲小学", "45.5", "1"]], "school_table_number", {"row": 2, "column": "在校生数"}),
        (
            [[*BASE, "骨干教师"], ["甲小学", "45", "9", "2"], ["乙小学", "60", "9", "2"], ["丙小学", "60", "9", "2.5"]],
            "school_table_number",
            {"row": 4, "column": "骨干教师", "text": "2.5"},
        ),
        ([BASE, ["甲小学", "#DIV/0!", "1"]], "school_table_number", {"row": 2}),
        ([BASE, ["甲小学", "9", "1"], ["乙小学", "0", "1"]], "school_table_students", {"row": 3, "school": "乙小学"}),
        ([BASE, ["甲小学", "", "1"]], "school_table_students", {"row": 2}),
        ([BASE, ["", "45", "1"]], "school_table_name", {"row": 2}),
        ([BASE, ["第一学校", "45", "1"]], "school_table_stage", {"row": 2, "school": "第一学校"}),
        ([BASE, ["甲小学", "9", "1"], ["甲小学", "9", "1"]], "school_table_doubled", {"school": "甲小学"}),
        ([BASE], "school_table_empty", {"sheet": "Sheet1"}),
        ([["", ""], []], "school_table_empty", {}),
        ([["学校名称", "在校生数", "仪器设备值"], ["甲小学", "9", "1"]], "school_table_unit", {"column": "仪器设备值"}),
        ([["学校名称", "在校生数", "图书", "图书册数"], ["甲小学", "9", "1", "1"]], "school_table_column_doubled", {}),
        ([[*BASE, "是否达标"], ["甲小学", "9", "1", "大概"]], "school_table_yes_no", {"row": 2, "text": "大概"}),
        (
            [["学校名称", "小学学生数", "初中学生数", "生均教学用房面积"], ["甲", "9", "9", "1"]],
            "school_table_value_stage",
            {"row": 2},
        ),
    ],
)
def test_bad_input_is_refused_with_its_place(rows: list[list[str]], code: str, details: dict[str, object]) -> None:
    error = refused(rows)
    assert error.code == code
    assert details.items() <= error.details.items()
    text = error.message("zh")
    assert "学校表.xlsx" in text and "—" not in text
    assert all(str(value) in text for value in details.values())
    assert message(code, "en", **error.details)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"  \n", "empty"), (b"\xd0\xcf\x11\xe0" + bytes(600), "school_table_old_excel"),
        (b"PK\x03\x04broken", "school_table_damaged"), (bytes(range(128, 256)) * 3, "school_table_encoding"),
        ("甲,乙\n1,2\n".encode(), "school_table_no_header"), (xlsx(空=[]), "school_table_empty"),
    ],
    ids=["empty", "blank", "xls", "zip", "bytes", "no heading", "empty sheet"],
)  # fmt: skip
def test_bad_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_school_table(data, "坏文件.xlsx")
    assert caught.value.code == code and "坏文件.xlsx" in caught.value.message()


def test_a_million_rows_are_refused() -> None:
    data = ("学校名称,在校生数,图书\n" + "甲小学,9,1\n" * 1_000_000).encode()
    with pytest.raises(UnreadableInput, match="school_table_too_long"):
        read_school_table(data, "a.csv")
    with pytest.raises(UnreadableInput, match="school_table_too_long"):
        read_rows([BASE] * (school_table.MOST_ROWS + 1))


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(school_files, "MOST_UNPACKED", 100)
    with pytest.raises(UnreadableInput, match="school_table_too_large"):
        read_school_table(xlsx(小学=[BASE]), "a.xlsx")
