"""What document is this: its title, kind, year and county, from its first lines and its last.

Takes a Report; gives a Document. Guesses nothing: what the text does not say stays None. The words are in documents.yaml.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import get_args

from extractor.blocks import Paragraph, Report
from extractor.documents import document_words
from extractor.fold import fold
from extractor.outline.headings import rank_of
from extractor.outline.web import is_web_furniture
from extractor.periods import period_of
from extractor.wordlists import finder, one_of
from models.divisions.places import places_in
from models.errors import BadData
from models.fact import Document, DocumentKind

_YEAR = re.compile(r"(?:19|20)\d{2}(?=\s?年|学年|[-—/.]\d|度|[省市县区]|—)|二[〇○零][一二三四五六七八九零〇○]{2}(?=年)")
_AS_OF = re.compile(r"截[至止]到?(?:19|20)\d{2}年")
"""The time that a report without any other date gives its figures for."""
_DATE = re.compile(r"(?:19|20)\d{2}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\d{1,2}月\d{1,2}日)")
_WRITTEN_DATE = re.compile(r"(?:(?:19|20)\d{2}|二[〇○零][一二三四五六七八九零〇○]{2})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月")
_MONTH = re.compile(r"[-—(（]*(?:19|20)\d{2}年\d{1,2}月")
_ENDS_IN_DATE = re.compile(r"年\d{1,2}月\d{1,2}日$")
"""The office and the day: 枫林区教育督导委员会办公室　2023年12月18日."""
_SIGNED = re.compile(
    rf"\((?P<note>(?:[^()\d，,。]{{0,22}}[局委办社站部校组府会心报网讯者稿员]|[^()\d，,。]{{1,12}}\s[^()\d，,。]{{2,10}})?\s*(?:{_DATE.pattern}))"
    r"(?:更新|供稿|发布|整理|讯|稿)?\)$"
)
"""What a piece of news ends in, on its last line: …增加到9所。(县融媒体中心 2024年9月3日)"""
_SIGNATURE = re.compile(
    r"^[^\n。；;，,:：]{2,40}[局府组室委会校学园院处办团]\s*\n\s*((?:(?:19|20)\d{2}|二[〇○零Ｏ][一二三四五六七八九〇○零Ｏ]{2})\s*年\s*\w{1,3}\s*月\s*\w{1,3}\s*日)\s*$",
    re.MULTILINE,
)
"""The office and below it the day, each alone on its line: what the report itself ends in, annexes or not."""
_IN_BRACKETS = re.compile(r"[(（](?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?[)）]$")
"""The day or month that ends a title or the line below it: 学校建设进展汇报（2022年11月18日）."""
_SHORT = 24
"""Characters of a line that is a date and little more."""
_DATED = 8
"""Lines at the head of a document among which one may tell its date."""
_HISTORY = 3
"""A first line with so many years tells a history and does not date the document."""
_FILE_ENDING = re.compile(r"\.(?:docx?|pdf|txt)(?:VIP)?$")
"""What a web library leaves of the file's name behind the title."""
_LONGEST = 60
"""Characters of a title at most."""
_SENTENCE = re.compile(r"。|[；;:：,，]$")
"""What no title holds, or ends in."""
_HEAD = 12
"""Lines at the head of a document among which its title is looked for."""
_BEGINNING, _ENDING = 40, 4
"""Lines at the head and at the end of a document that may tell its year; what stands between them is not read here."""


def describe(report: Report) -> Document:
    """The document's description; its id is the hash of its bytes."""
    paragraphs = [p for p in report.paragraphs() if p.kind != "furniture"]
    head = list(islice((line for p in paragraphs for line in _lines(report, p)), _BEGINNING))
    end = list(islice((line for p in reversed(paragraphs) for line in reversed(_lines(report, p))), _ENDING))[::-1]
    if signed := _SIGNATURE.findall(report.text):
        end.append(fold(signed[-1], 0, len(signed[-1])).text.strip())  # what is added to the report stands below it
    title = _title(head)
    return Document(
        id=f"sha256:{report.sha256}", name=report.name, format=report.format, title=title,
        county=_county(title or "", head, end), year=_year(title or "", head, end), dated=_dated(head, end),
        kind="plan" if _approves(title or "", head) else _kind(_named_apart(title, head)), pages=len(report.pages) or None,
    )  # fmt: skip


def _lines(report: Report, block: Paragraph) -> list[str]:
    """A paragraph as one line, or as written where it is long: what was copied from a page may have its title inside.

    A line without text is none.
    """
    lines = [fold(report.text, block.start, block.end).text.strip()]
    if len(lines[0]) > _LONGEST and "\n" in (written := report.text[block.start : block.end]):
        lines = [fold(line, 0, len(line)).text.strip() for line in written.split("\n")]
    return [line for line in lines if line]


def _title(lines: list[str]) -> str | None:
    """The first line that reads like a title; where none does, the first line at all."""
    for line in lines[:_HEAD]:
        if 6 <= len(line) <= _LONGEST and not _tells_other(line) and _title_words().search(line) and not is_web_furniture(line):
            return _FILE_ENDING.sub("", line)
    return lines[0][:60] if lines else None


def _tells_other(line: str) -> bool:
    """A sentence, the heading of a section, or what is told of the paper beside its text: 关键词：学校布局；均衡."""
    return _SENTENCE.search(line) is not None or rank_of(line) is not None or _labelled().match(line) is not None


@cache
def _labelled() -> re.Pattern[str]:
    label = one_of(document_words()["not_title"])
    return re.compile(rf"{label}\s*[:：]|[\[【〔]\s*{label}\s*[\]】〕]")


def _begins_as_text(title: str, head: list[str]) -> bool:
    """Whether the first line, which serves as title, is a line of the text."""
    return bool(head) and head[0].startswith(title) and _is_text(head[0])


def _named_apart(title: str | None, head: list[str]) -> str:
    """The title; a line of the text that serves as one is without what it names, and a numbered heading names no document."""
    if title and rank_of(title) is not None:
        return ""
    return _NAMED.sub("", title) if title and _begins_as_text(title, head) else title or ""


_NAMED = re.compile(r"《[^》]*》?")
"""What a line of the text names, a plan perhaps, which is not the document's own name."""


def _is_text(line: str) -> bool:
    """The text begins at once, without a title: its first year is that of what it tells first."""
    return len(line) > _LONGEST or "。" in line


def _kind(title: str) -> DocumentKind:
    """The kind that the title's account of what was done names, else the whole title: but what is then still to come is no plan,
    nor is an account of how one was carried out (规划实施情况)."""
    told = _told(title)
    kinds = [(kind, words) for kind, words in _kinds() if kind != "plan" or not _looking_back().search(title)]
    named = [kind for kind, words in kinds if words.search(told)]
    named += [kind for kind, words in _kinds() if kind != "plan" and words.search(title)]
    return named[0] if named else "other"


def _approves(title: str, head: list[str]) -> bool:
    """A paper that approves what is to be built: 现批复如下：一、同意立项建设…."""
    if _approval("titles").search(title):
        return not _looking_back().search(title)
    told = "".join(head[: document_words()["approvals"]["lines"]])
    return _approval("answers").search(told) is not None and _approval("allowed").search(told) is not None


@cache
def _approval(section: str) -> re.Pattern[str]:
    return finder(document_words()["approvals"][section])


def _year(title: str, head: list[str], end: list[str]) -> int | None:
    """The year that the title names; else that of the date below the text; else the one named most."""
    dates = _datelines(head, end)
    telling = len(set(_years(title))) < _HISTORY and not _begins_as_text(title, head)
    titles = (_told(title), title) if telling else ()
    for line in (*titles, *dates):
        if year := _named_year(line):
            return year
    counted = Counter(y for line in head for y in _years(line))
    top = counted.most_common(1)
    if top and top[0][1] >= 3 and max(counted) == top[0][0]:
        return top[0][0]
    visited = _year_of_visit(head)
    if visited and all(visited >= year for year, _ in top):
        return visited
    return max((y for line in head for match in _AS_OF.finditer(line) for y in _years(match[0])), default=None)


def _year_of_visit(head: list[str]) -> int | None:
    """2023年5月，联合调研组先后走访…，现将调研情况报告如下: the year in which those who report went to see, or to ask."""
    told = "".join(head[:_DATED])
    visit = (_went_to_see().search(told) if "如下" in told else None) or _asked().search(told)
    return next((int(year) for year in (visit.groupdict() if visit else {}).values() if year), None)


@cache
def _went_to_see() -> re.Pattern[str]:
    visits = document_words()["visits"]
    others, seen = one_of(visits["of_others"]), one_of(visits["seen"])
    return re.compile(rf"(?P<year>20\d\d)年\d{{1,2}}月(?:(?!{others})[^。；;：:《》\n])*?{seen}(?:(?!{others})[^；;：:《》\n])*?如下")


@cache
def _asked() -> re.Pattern[str]:
    """课题组于2024年3月至5月对…作了调查; 2023年9月至11月，笔者对…进行了问卷调查."""
    visits = document_words()["visits"]
    askers, asked = one_of(visits["askers"]), one_of(visits["asked"])
    month, said = r"20\d\d)年\d{1,2}月", r"[^。；;：:《》\n]"
    behind = rf"{askers}[^。；;：:《》\n\d]{{0,12}}(?P<behind>{month}{said}{{0,50}}?{asked}"
    return re.compile(rf"{behind}|(?P<ahead>{month}{said}{{0,30}}?{askers}{said}{{0,50}}?{asked}")


def _datelines(head: list[str], end: list[str]) -> list[str]:
    """The lines that may tell the document's date, likeliest first: below the text, then the short ones under the title."""
    signed = (match["note"] for line in reversed(end) if (match := _SIGNED.search(line)))
    last = (line for line in reversed(end) if not _NO_DATELINE.search(line))
    lines = (*last, *signed, *sorted(head[1:_DATED], key=lambda line: len(line) > _SHORT))
    return [line for line in lines if _is_dateline(line)]


_NO_DATELINE = re.compile(r"^\s*(?:附[件表录图:：]|[表图]\s?\d|注[:：])|表\s*(?:[(（][^()（）]*[)）])?$")
"""What may stand last and tells a year of its own: the caption of a table that is added."""


def _dated(head: list[str], end: list[str]) -> str | None:
    """The month of the first line that tells by day or month when the document was written or read out; of a long one its brackets."""
    in_brackets = [match[0] for line in head[:_DATED] if (match := _IN_BRACKETS.search(line))]
    for line in (*_datelines(head, end), *in_brackets):
        if (match := _WRITTEN_DATE.search(line)) and (month := period_of(match[0])) and len(month) == 7:
            return month
    return None


def _is_dateline(line: str) -> bool:
    """A line that tells when the document was written or published: short, or with a date and a word of such lines."""
    if len(line) <= _SHORT:
        return True
    if len(line) <= _LONGEST and _ENDS_IN_DATE.search(line):
        return True
    by_word = _DATE.search(line) and _dateline_words("dateline").search(line)
    return len(line) <= _LONGEST and bool(by_word or (_MONTH.match(line) and _dateline_words("held_at").search(line)))


@cache
def _dateline_words(section: str) -> re.Pattern[str]:
    return finder(document_words()[section])


def _named_year(text: str) -> int | None:
    """The last year of a line; of a span that is planned (2023—2025年行动计划) the first."""
    years = _years(text)
    planned = re.search("[-—]", text) and not _LOOKS_BACK.search(text)
    return (years[0] if planned else years[-1]) if years else None


_LOOKS_BACK = re.compile("统计|分析|回顾|总结|情况|报告|公报|评估")
"""2020—2024年事业发展统计分析: a span of years that are over."""


def _told(title: str) -> str:
    """The title up to the end of its account of what was done: 2023年工作总结 | 及2024年工作思路."""
    done = _looking_back().search(title)
    return title[: done.end()] if done else title


@cache
def _looking_back() -> re.Pattern[str]:
    return finder(document_words()["looking_back"])


def _years(text: str) -> list[int]:
    return [int(p[:4]) for m in _YEAR.finditer(text) if (p := period_of(m[0] + "年"))]


def _county(title: str, head: list[str], end: list[str]) -> str | None:
    """The first county named in the title, in the lines below it or in the last ones."""
    lines = {*head, *end}
    return next((name for text in (title, *head[1:4], *end[-3:]) if (name := county_in(text, lines))), None)


def county_in(text: str, lines: set[str]) -> str | None:
    """The county that a line of `lines` names first: as the list of divisions has it, else as such names are built.

    Where what is built like one is the end of a city's name in the list, it is that city: 日照市 and not 照市.
    """
    county, lead_in, barred = _county_rules()
    places = list(places_in(text))
    listed = next((p for p in places if p.of_level("county") and p.name[-1] in "县区市旗"), None)
    for match in county.finditer(text):
        if listed and listed.start <= match.end():
            return listed.name
        name = lead_in.sub("", match[1])
        if not barred.search(name) and len(name) >= 2:
            if whole := next((p.name for p in places if p.end == match.end(1) and p.name.endswith(name)), None):
                return whole
            if county_name := _without_run_in(name, lines):
                return county_name
    return None


def _without_run_in(name: str, lines: set[str]) -> str | None:
    """天等县 of 记者近日到访天等县: where more stands than a name can hold, the longest end of it that the lines repeat."""
    longest = document_words()["county"]["longest"]
    if len(name) <= longest or "自治" in name:
        return name
    text = "\n".join(sorted(lines))
    return next((name[-n:] for n in range(longest, 2, -1) if text.count(name[-n:]) > 1), None)


@cache
def _title_words() -> re.Pattern[str]:
    return finder(document_words()["title_words"])


@cache
def _kinds() -> list[tuple[DocumentKind, re.Pattern[str]]]:
    kinds = document_words()["kinds"]
    if unknown := kinds.keys() - set(get_args(DocumentKind)):
        raise BadData("item_unknown", name="documents.yaml", item="kinds", unknown="、".join(sorted(unknown)))
    return [(kind, finder(words)) for kind, words in kinds.items()]


@cache
def _county_rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What may be a county's name, what is cut off before it, and what is no county."""
    rules = document_words()["county"]
    endings = rf"{one_of(rules['endings'])}(?!{one_of(rules['not_before'])})"
    county = rf"([\u4e00-\u9fff]{{2,7}}?{endings}|[*×xX]{{1,3}}{one_of(rules['masked_endings'])})"
    barred = rf"^{one_of(rules['not_beginning'])}|{one_of(rules['not_holding'])}|{one_of(rules['not_ending'])}$"
    return re.compile(county), re.compile(f"^{one_of(rules['lead_ins'])}+"), re.compile(barred)
