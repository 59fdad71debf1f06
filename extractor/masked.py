"""Figures whose number was left out: 投入亿元, 占比%, 共有所学校, 教职工人. Looked for only in documents that leave blanks.

Takes folded text and the spans found in it; gives the spans with the blanks added. A blank's evidence is its unit.
"""

from __future__ import annotations

import re

from extractor.spans import Span

_SIGN = re.compile(r"(?<![\d零一二三四五六七八九十百千两几数xX×*.．%])(?:%|亿元|个百分点)|[\u4e00-\u9fff](?:[xX]{2,}|\*{2,}|×{2,})(?=[%所个人名万元套间台平亩])|共有?(?:所|人|个)(?:[学义小初教，,。、])")
_NUMERAL = "0-9零〇一二三四五六七八九十百千万亿两几数半多余每各这那某整第xX×*_.．"
_STRONG = re.compile(rf"(?<![{_NUMERAL}分])(?:%|[百千]?[万亿]元|个百分点|元/月|元/生)(?![\d])")
_WORDS_BEFORE = r"(?:共有|现有|设有|拥有|共|有|达到|达|为|覆盖|建设|成立|新增|新建|建立|建成|配备|培养|招聘|招录|补充|投入|发放|选派|交流教师|教师|教职工|学生|学位|社团|基地|周转房|开展|举办|组织|小屋|其中|对全[县区市]|全[县区市]|月均|最高|平均|生均|近[一二三四五]年|累计|约|面积|资助|惠及|受益|评选|解决|送教下乡”?|每年|达标|撤并|改造|评为)"
_UNIT = r"(?:人次|场次|平方米|所|人|名|个|套|间|台|册|栋|场|项|次|元|亩|对|节|门|篇)"
_AFTER_BLANK = r"(?=[,，。；;、)）“]|$|其中|[学农中义小初乡教位优名])"
_PATTERN = re.compile(rf"(?P<before>{_WORDS_BEFORE})(?P<unit>{_UNIT}){_AFTER_BLANK}")
_START = re.compile(r"(?<=[,，；;。、])(?P<unit>所|名|个)(?=位于|农村|乡村|城区|教师|学生|小学|初中|中学)")
_NOT_BLANK = re.compile(r"教师人|学生人(?=数|均|格|群|次$)|有人|人人|个人|为人|其中人|每年人|达人|有所(?!义务|小学|中学|学校|初中|农村)|为所|有名|为名|有个(?!“)|有次|有项|教师名|学生名(?=额)|学生个(?=性|体)|教师个(?=人|体|性)|有场|共有(?!所|人[,，。]|名)")


def leaves_blanks(text: str) -> bool:
    """True where a document evidently has numbers left out: a share or an amount without its digits, XX人, **%."""
    return _SIGN.search(text) is not None


def add_missing(text: str, spans: list[Span]) -> list[Span]:
    """`spans` and a masked span for each unit that stands without its number."""
    found: list[tuple[int, int]] = [m.span() for m in _STRONG.finditer(text) if not _is_heading_unit(text, *m.span())]
    for match in _PATTERN.finditer(text):
        if not _NOT_BLANK.match(text, match.start("unit") - 1 if match["unit"] != "人" else max(match.start("unit") - 2, 0)):
            found.append(match.span("unit"))
    found += [m.span("unit") for m in _START.finditer(text)]
    kept = list(spans)
    for start, end in sorted(set(found)):
        if not any(s.start < end and start < s.end for s in kept):
            kept.append(Span(start, end, "masked", "number_missing", (start, start), (start, end)))
    return sorted(kept, key=lambda s: s.start)


def _is_heading_unit(text: str, start: int, end: int) -> bool:
    """(万元) and 单位：万元 name a unit and lack nothing."""
    return text[start - 1 : start] in ("(", "（", "：", ":", "/") or (text[end : end + 1] in (")", "）") and text[start - 1 : start] in ("(", "（"))
