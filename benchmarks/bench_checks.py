"""What checking a report costs beside its extraction, and what judging a county of 300 schools costs.

Every run is a process of its own, which gives its peak memory; the times are those of the work alone, libraries loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from io import BytesIO
from random import Random
from typing import Any

from benchmarks.timing import GOLD, child, in_turns, machine, middle, peak_mb, seconds, table, tell_parent

ROUNDS = 3
GENERATED = 40
SCHOOLS = (300, 3000)
DAY = date(2024, 6, 1)
HEADING = [
    "学校名称", "小学在校生数", "初中在校生数", "小学班级数", "初中班级数", "高于规定学历教师数", "县级以上骨干教师数", "音体美专任教师数",
    "教学及辅助用房面积（平方米）", "室内体育用房面积（平方米）", "运动场地面积（平方米）", "教学仪器设备值（万元）", "多媒体教室（间）",
]  # fmt: skip
# Spread of each amount per student, around the lines of the standard, so that some schools meet them and some do not.
PER_STUDENT = ((0.04, 0.07), (0.008, 0.02), (0.008, 0.02), (4, 8), (0, 1), (6, 14), (0.18, 0.4), (0.02, 0.04))


def labelled_reports() -> list[str]:
    """The texts of the project's own labelled reports."""
    return [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))]


def generated_reports() -> list[str]:
    """Invented reports with three planted mistakes each."""
    from corpus.generate import generate

    return [generate(seed, errors=3).text for seed in range(GENERATED)]


def long_reports() -> list[str]:
    """One report of about 100 pages, in which whatever grows with the square of the figures would show."""
    from corpus.generate import long_report

    return [long_report(100).text]


REPORTS: dict[str, Callable[[], list[str]]] = {
    "labelled reports": labelled_reports,
    "generated, planted mistakes": generated_reports,
    "generated, about 100 pages": long_reports,
}


def county(number: int) -> list[list[str | float]]:
    """Rows of a school table: heading, then `number` schools, half primary, a third junior, the others of nine years."""
    rng = Random(number)
    rows: list[list[str | float]] = [[*HEADING]]
    for i in range(number):
        stages = rng.choices(((1, 0), (0, 1), (1, 1)), (3, 2, 1))[0]
        students = [rng.randint(150, 1800) * has for has in stages]
        classes = [-(-count // 42) for count in students]
        amounts = [round(sum(students) * rng.uniform(low, high), 2 if high < 1 and low > 0.1 else 0) for low, high in PER_STUDENT]
        rows.append([f"第{i + 1}学校", *(count or "" for count in (*students, *classes)), *amounts])
    return rows


def workbook(rows: list[list[str | float]]) -> bytes:
    """The rows as the one sheet of an xlsx."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("学校")
    for row in rows:
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def run_reports(name: str) -> None:
    """Child: extracts every report of the set, then checks every extraction; one report before, to warm up."""
    from extractor.pipeline import extract
    from extractor.read import read_report
    from models.checks import check

    texts = REPORTS[name]()
    check(extract(read_report(texts[0].encode(), "report.txt")))
    extractions: list[Any] = []
    extracting = seconds(lambda: extractions.extend(extract(read_report(text.encode(), "report.txt")) for text in texts))
    before = peak_mb()
    findings: list[Any] = []
    checking = seconds(lambda: findings.extend(finding for extraction in extractions for finding in check(extraction).findings))
    counts = {"documents": len(texts), "facts": sum(len(extraction.facts) for extraction in extractions), "findings": len(findings)}
    tell_parent(extracting=extracting, checking=checking, peak_before=before, **counts)


def run_schools(number: int) -> None:
    """Child: reads a workbook of `number` schools and judges the county; a county of ten before, to warm up."""
    from corpus.school_files import read_school_table
    from models.assess import assess
    from models.standard import standard_on

    standard = standard_on("yzjh2017", DAY)
    small = read_school_table(workbook(county(10)), "schools.xlsx")
    assess((), small.schools, standard)
    data = workbook(county(number))
    tables: list[Any] = []
    reading = seconds(lambda: tables.append(read_school_table(data, "schools.xlsx")))
    before = peak_mb()
    found: list[Any] = []
    judging = seconds(lambda: found.append(assess((), tables[0].schools, standard)))
    tell_parent(reading=reading, judging=judging, peak_before=before, judged=len(found[0].schools), results=len(found[0].results))


def peaks(answers: list[Mapping[str, Any]]) -> list[str]:
    """Peak memory in MB before the last step, and after it."""
    return [f"{middle(answers, 'peak_before'):.0f}", f"{middle(answers, 'peak_mb'):.0f}"]


def show_reports() -> None:
    found = in_turns({name: partial(child, __file__, "--reports", name) for name in REPORTS}, ROUNDS)
    rows = []
    for name, answers in found.items():
        extracting, checking = middle(answers, "extracting"), middle(answers, "checking")
        counts = [f"{answers[0][key]:,}" for key in ("documents", "facts", "findings")]
        rows.append([name, *counts, f"{extracting:.2f}", f"{checking:.3f}", f"{checking / extracting:.1%}", *peaks(answers)])
    head = ["", "documents", "facts", "findings", "extracting s", "checking s", "share", "MB extracted", "MB checked"]
    table("Checking a report, beside its extraction", head, rows)


def show_schools() -> None:
    found = in_turns({str(number): partial(child, __file__, "--schools", str(number)) for number in SCHOOLS}, ROUNDS)
    rows = []
    for name, answers in found.items():
        times = [f"{middle(answers, key):.3f}" for key in ("reading", "judging")]
        counts = [f"{answers[0][key]:,}" for key in ("judged", "results")]
        rows.append([f"{name} schools", *counts, *times, *peaks(answers)])
    head = ["", "schools judged", "verdicts", "reading xlsx s", "judging s", "MB read", "MB judged"]
    table("From a school table to the assessment of a county", head, rows)


def main() -> None:
    if sys.argv[1:2] == ["--reports"]:
        run_reports(sys.argv[2])
    elif sys.argv[1:2] == ["--schools"]:
        run_schools(int(sys.argv[2]))
    else:
        print(f"{machine()}; median of {ROUNDS} rounds in turns")
        show_reports()
        show_schools()


if __name__ == "__main__":
    main()
