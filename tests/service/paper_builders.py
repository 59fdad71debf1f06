"""Reports and school tables for the tests of check, assess, compare and the working paper, made from a few words."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl

from corpus.audit import Assessed, Audit, Request, assess_report, audit
from corpus.school_files import read_school_table

TITLE = "平湖县义务教育优质均衡发展自查报告\n（2023年11月）\n一、基本情况\n"
CLEAN = TITLE + "2023年，全县共有义务教育学校66所，其中小学42所、初中24所。达标学校5所，占7.6%。\n"
WRONG = TITLE + (
    "2023年，全县共有义务教育学校66所，其中小学42所、初中25所。66所学校中达标5所，占9.6%。\n"
    "巩固率从2020年的95.4%提高到2023年的97.1%，提高2.7个百分点。\n"
)
CUT = TITLE + "2023年，66所学校中达标5所，占7.5%。\n"
HOSTILE = WRONG.replace("平湖县", "=1+1<script>window.hacked=1</script>县").replace("巩固率", '=HYPERLINK("http://x","巩固率")巩固率')
SEVEN = [
    "每百名学生拥有高于规定学历教师数", "每百名学生拥有县级及以上骨干教师数", "每百名学生拥有体育、艺术专任教师数",
    "生均教学及辅助用房面积", "生均体育运动场馆面积", "生均教学仪器设备值", "每百名学生拥有网络多媒体教室数",
]  # fmt: skip
GOOD = (5.12, 1.2, 0.95, 5.2, 8.1, 2300, 2.5)
POOR = (5.12, 1.2, 0.95, 3.1, 8.1, 2300, 2.5)


def checked(text: str, name: str = "平湖县.txt") -> Audit:
    return audit(text.encode("utf-8"), name)


def school_workbook(*rows: tuple[object, ...]) -> bytes:
    """Primary schools: name, students and the seven values."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "小学"
    for row in (["学校名称", "在校生数", *SEVEN], *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SCHOOLS = school_workbook(("第一小学", 1200, *GOOD), ("第二小学", 600, *POOR), ("<b>第三</b>小学", 300, *GOOD))


def assessed(text: str = WRONG, schools: bytes | None = SCHOOLS, **options: object) -> Assessed:
    table = read_school_table(schools, "学校表.xlsx") if schools else None
    return assess_report(checked(text), Request(date(2024, 6, 1), **options), table)


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
