"""A report that a school makes on itself, whatever its title: that it is one, and of what stage the school is.

Takes a Report; gives the stage, or None where several schools are spoken of or nothing tells which. The words are in documents.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.blocks import Report
from extractor.documents import document_words
from extractor.wordlists import finder, one_of

_HEAD = 20_000
"""Characters at the head of a document that tell who speaks."""
_TAIL = 200
"""Characters at its end that tell who signs it."""
_DATED = re.compile(r"\s*20\d\d年\d{1,2}月(?:\d{1,2}日)?\s*")
_SPACE = re.compile(r"[ \t\u3000]+")
_SCHOOLS_COUNTED = re.compile(r"(?<![\d第])(?:[2-9]|[1-9]\d{1,3}|[两二三四五六七八九十]{1,3})所(?!大学|高校|院校|[^，,。；;\d]{0,12}之一)")
"""下辖村小5所, 所属三所学校: more schools than one."""


def stage_of_own_school(report: Report, title: str) -> str | None:
    """The stage of the school that the report is on: as it says what school it is, else by a heading, its years of pupils, the title."""
    text = _SPACE.sub("", report.text[:_HEAD])
    if not _speaks_of_itself(text) or _SCHOOLS_COUNTED.search(text):
        return None
    for pattern in (_said(), _introduced()):
        if kinds := {_stage_of(match["kind"]) for match in pattern.finditer(text)}:
            return kinds.pop() if len(kinds) == 1 else None
    return _by_grades(text) or _named_in(title) or _named_in(_signature(report.text))


def _speaks_of_itself(text: str) -> bool:
    """我校 is said more often than 全县."""
    own, others = (len(_speaking(who).findall(text)) for who in ("self", "others"))
    return own > others


def _stage_of(kind: str) -> str | None:
    stage = _kinds()[kind]
    return None if stage == "none" else stage


def _by_grades(text: str) -> str | None:
    """初一年级5个班，初二年级5个班."""
    grades = document_words()["own_school"]["grades"]
    stages = [stage for grade in set(_grades().findall(text)) for stage, words in grades.items() if grade in words]
    return stages[0] if len(stages) > 1 and len(set(stages)) == 1 else None


def _named_in(title: str) -> str | None:
    """小学办学条件自查报告: a title that says what kind of school it is on; 椿树岭村小学2022年工作总结: or that names it."""
    title = _SPACE.sub("", title)
    if kind := _kind().match(title):
        return _stage_of(kind[0])
    named = _named().match(title)
    return document_words()["own_school"]["in_names"].get(named["kind"]) or _stage_of(named["kind"]) if named else None


def _signature(text: str) -> str:
    """椿树岭村小学 above the date that a report ends in."""
    lines = [line for line in text[-_TAIL:].splitlines() if line.strip()]
    signed = next((i for i in range(len(lines) - 1, 0, -1) if _DATED.fullmatch(lines[i])), 0)
    return lines[signed - 1].strip() if signed else ""


@cache
def _speaking(who: str) -> re.Pattern[str]:
    return finder(document_words()["own_school"][who])


@cache
def _kinds() -> dict[str, str]:
    """The stage of each kind of school by its name."""
    return {word: stage for stage, words in document_words()["own_school"]["kinds"].items() for word in words}


@cache
def _said() -> re.Pattern[str]:
    """是一所全日制市直初级中学, 是全日制六年制公办完全小学."""
    words = document_words()["own_school"]
    formerly = "".join(rf"(?<!{word})" for word in words["not_behind"])
    described = rf"(?=[^。；;，,：:、\n]{{0,24}}?{one_of(words['described'])})"
    return re.compile(
        rf"{formerly}[是为属]{described}[^。；;，,：:、\n]{{1,30}}?(?<!中)(?P<kind>{one_of(_kinds())})"
        r"(?=[。；;，,\n(（]|$)"
    )


@cache
def _introduced() -> re.Pattern[str]:
    """一、中心完小基本情况: a heading that names the school by its kind."""
    introduced = one_of(document_words()["own_school"]["introduced"])
    return re.compile(rf"(?:^|\n)[^。；;，,：:\n]{{0,12}}?(?<!中)(?P<kind>{one_of(_kinds())})的?{introduced}(?=\n|$)")


@cache
def _grades() -> re.Pattern[str]:
    """One of several stages, the longest first: 初一年级 is no 一年级."""
    return re.compile(one_of(word for words in document_words()["own_school"]["grades"].values() for word in words))


@cache
def _named() -> re.Pattern[str]:
    """A school's name, with nothing or the time of the report behind it: not 柳溪镇各小学2022年…, 柳溪镇小学生…."""
    words = document_words()["own_school"]
    many = "".join(rf"(?<!{word})" for word in words["of_many"])
    return re.compile(
        rf"[一-龥]{{2,20}}?{many}(?P<kind>{one_of([*_kinds(), *words['in_names']])})"
        rf"(?=$|20\d\d|[二一][〇○零]|[“\"(（]|{one_of(words['behind_name'])})"
    )


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(one_of(_kinds()))
