"""Schools that a document or a part of it is on: a report on one school, and paragraphs labelled with a school's name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extractor.blocks import Paragraph
from extractor.documents import document_words
from extractor.entities import find_entities
from extractor.outline.headings import NUMBERING, rank_of
from extractor.wordlists import one_of

_LONGEST_SCHOOL_TITLE = 40
"""A first line longer than this is a text, no title, and may begin with 全县各类学校486所."""


def stage_of_school(title: str) -> str | None:
    """The stage of a document that reports on one school: all its figures are of it."""
    one_school, many_schools, compulsory = _school_titles()
    if len(title) > _LONGEST_SCHOOL_TITLE or not (one_school.search(title) or _begins_with_school(title)) or many_schools.search(title):
        return None
    if compulsory.search(title):
        return "compulsory"
    return next((stage for stage, words in document_words()["school"]["stages"].items() if any(w in title for w in words)), None)


def stage_of_school_above(line: str, title: str) -> str | None:
    """The same where the school's name is a line of its own above the title: 青石坝镇中心小学 | 均衡发展自查报告."""
    name = line.strip()
    if not name.endswith(tuple(document_words()["school"]["names"])) or name == title or not title:
        return None
    return stage_of_school(name + title)


def stage_of_kindergartens(title: str) -> str | None:
    """青禾县学前教育普及普惠自评报告, 我县学前教育毛入园率达92%: a report on nothing but kindergartens."""
    words = document_words()["preschool"]
    if len(title) > _LONGEST_SCHOOL_TITLE or "。" in title or rank_of(title) is not None:
        return None  # 1.资助困难幼儿…: where the text begins at once, its first line is no title
    return "preschool" if any(w in title for w in words["told"]) and not any(w in title for w in words["others"]) else None


def _begins_with_school(title: str) -> bool:
    """青石坝镇中心小学…: a name at the head of the title, not 家门口的好学校 in a headline."""
    return any(entity.start <= 3 and entity.stage is not None for entity in find_entities(title))


@cache
def _school_titles() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Titles of a report on one school, of one on many after all, and of one on a school of both stages."""
    school = document_words()["school"]
    one = rf"{one_of(school['titles'])}|(?<!中(?=小)){one_of(school['names'])}(?:[^\u4e00-\u9fff\d]|{one_of(school['followed_by'])})"
    many = rf"{one_of(school['of_county'])}|[{school['county_letters']}]{one_of(school['county_followed_by'])}"
    plain = rf"(?<=[^{school['plain']['not_behind']}]){school['plain']['word']}"
    return re.compile(one), re.compile(many), re.compile(rf"{one_of(school['stages']['compulsory'])}|{plain}")


class Label(NamedTuple):
    """The name of a school with which a paragraph is labelled, and where the label ends."""

    name: str
    end: int


def school_label(text: str, block: Paragraph) -> Label | None:
    """(二)县三中。, 县第三小学:, 2.城南小学(3个问题)。…: a line that is a school's name, or a paragraph that opens with one and a mark."""
    begins = number.end() if (number := NUMBERING.match(text)) else 0
    names = ((e.name, e.end) for e in find_entities(text[: begins + _LONGEST_LABEL]) if e.start <= begins < e.end and not e.outside)
    senior = _FIRST_OF_COUNTY.match(text, begins)
    name, end = next(names, (senior[0], senior.end()) if senior else ("", begins))
    behind = _BEHIND_NAME.match(text, end) if name else None
    alone = rank_of(text) is not None or block.kind == "heading"
    return Label(name, behind.end()) if behind is not None and (behind[1] or alone) else None


_LONGEST_LABEL = 24
_FIRST_OF_COUNTY = re.compile(r"[一-龥]{0,4}[县市区旗]一中")
"""What of all names is a school's for sure only as a label; its stage is not known."""
_BEHIND_NAME = re.compile(r"(?:[(（][^()（）]{1,20}[)）])?(?:(?:存在|主要|突出|整改|反馈|基本|的)*(?:问题|情况|概况))?\s*([。：:]|$)")
