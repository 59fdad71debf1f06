"""What document is this: its title, kind, year and county, from its first lines and its last.

Takes a Report; gives a Document. Guesses nothing: what the text does not say stays None.
"""

from __future__ import annotations

import re
from collections import Counter

from extractor.blocks import Report
from extractor.fold import fold
from extractor.periods import period_of
from models.fact import Document, DocumentKind

_KINDS: tuple[tuple[DocumentKind, str], ...] = (
    ("plan", r"实施方案|行动计划|工作方案|规划|实施意见|工作计划|工作要点|推进计划|实施细则|三年计划|攻坚方案"),
    ("supervision", r"督导评估|督导检查|反馈意见|督导报告|督导意见|复核报告|核查|整改通知|督导反馈|评估报告|检查情况|评估意见|检查报告|核查情况|督查"),
    ("self_inspection", r"自查|自评|自我评估|自检|申报报告|申报材料"),
    ("statistics", r"统计公报|基本情况统计|事业发展统计|统计资料|监测结果|统计分析"),
    ("experience", r"经验|典型材料|交流材料|先进事迹|典型案例|做法|纪实|侧记|实践与思考"),
    ("brief", r"简报|信息快报|工作动态|信息专报|通讯"),
)
_COUNTY = re.compile(r"([\u4e00-\u9fff]{2,7}?(?:自治县|自治旗|县|区|市|旗)|[*×xX]{1,3}(?:县|区|市))")
_NOT_COUNTY = re.compile(r"^(?:全|我|本|该|各|省|市|推进|关于|推动|在|对|地区|学区|片区|校区|社区|城区|小区|园区|辖区|山区|区县|县区|我们|加快|县域|区域)|县域|区域|学区|城区|校区|社区|片区|山区|地区|辖区|市区$")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|学年|[-—/.]\d|度)|[二][〇○零][一二三四五六七八九零〇○]{2}(?=年)")


def describe(report: Report) -> Document:
    """The document's description; its id is the hash of its bytes."""
    lines = [fold(report.text, p.start, p.end).text.strip() for p in report.paragraphs() if p.kind != "furniture"]
    lines = [line for line in lines if line]
    title = _title(lines)
    return Document(
        id=f"sha256:{report.sha256}", name=report.name, format=report.format, title=title,
        county=_county(title or "", lines), year=_year(title or "", lines), kind=_kind(title or ""),
        pages=len(report.pages) or None,
    )  # fmt: skip


def _title(lines: list[str]) -> str | None:
    for line in lines[:12]:
        if 6 <= len(line) <= 60 and line[-1] not in "。；;:：,，" and re.search(r"报告|总结|方案|意见|计划|汇报|材料|简报|通知|公报|情况|介绍|简介|规划|经验|要点|通报|教育|均衡", line):
            return re.sub(r"\.(?:docx?|pdf|txt)(?:VIP)?$", "", line)
    return lines[0][:60] if lines else None


def _kind(title: str) -> DocumentKind:
    for kind, pattern in _KINDS:
        if re.search(pattern, title):
            return kind
    return "other"


def _year(title: str, lines: list[str]) -> int | None:
    """The year that the title names; else that of the date below the text; else the one named most."""
    if found := _years(title):
        return found[-1] if "-" not in title and "—" not in title else found[0]
    for line in reversed(lines[-4:]):
        if len(line) <= 24 and (found := _years(line)):
            return found[-1]
    for line in lines[1:6]:
        if len(line) <= 24 and (found := _years(line)):
            return found[-1]
    counted = Counter(y for line in lines[:40] for y in _years(line))
    top = counted.most_common(1)
    return top[0][0] if top and top[0][1] >= 3 and max(counted) == top[0][0] else None


def _years(text: str) -> list[int]:
    return [int(p[:4]) for m in _YEAR.finditer(text) if (p := period_of(m[0] + "年"))]


def _county(title: str, lines: list[str]) -> str | None:
    for text in (title, *lines[1:4], *lines[-3:]):
        for match in _COUNTY.finditer(text):
            name = re.sub(r"^(?:关于|推进|推动|在|对)", "", match[1])
            if not _NOT_COUNTY.search(name) and len(name) >= 2:
                return name
    return None


