"""The time that a document gives its data for, told once for all of it: 学校数据以2024年秋季学期统计为准. The words are in documents.yaml.

Takes the first and the last paragraphs of a Report; gives a period code, and whether it is of all figures that name no time of their
own, or of the counts alone.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.blocks import Report
from extractor.context.state import DataTime
from extractor.documents import document_words
from extractor.periods import period_of
from extractor.wordlists import finder, one_of

_HEAD, _END = 12, 3
"""Paragraphs at the head and at the end of a document among which one may tell it."""


def data_time(report: Report) -> DataTime | None:
    """The time that the first statement on the document's data names; None where there is none.

    A statement on money, on data that others have given, or on those of one section, is none. One on whatever has no time of its own
    is of all figures, unless it names schools, pupils or teachers.
    """
    paragraphs = [report.text[p.start : p.end] for p in report.paragraphs()]
    texts = (*paragraphs[:_HEAD], *paragraphs[_HEAD:][-_END:])
    telling = (text.replace(" ", "") for text in texts if "20" in text and _key().search(text))
    told = (match for text in telling for match in _statement().finditer(text) if not _of_others().search(match["what"]))
    first = next(told, None)
    code = period_of(first["until"] or first["by"]) if first else None
    if first is None or code is None:
        return None
    sentence = first.string[first.string.rfind("。", 0, first.start()) + 1 : first.end()]
    return DataTime(code, of_all=_unless().search(sentence) is not None and _of_schools().search(first["what"]) is None)


@cache
def _key() -> re.Pattern[str]:
    """The words without one of which nothing is said of the data."""
    words = document_words()["data_basis"]
    return finder([*words["data"], *words["unless"]])


@cache
def _statement() -> re.Pattern[str]:
    words = document_words()["data_basis"]
    time = r"20\d\d(?:年(?:\d{1,2}月)?|[—–~～-]20\d\d学年)"
    aside = rf"[，,]?(?:除[^。；;，,\n\d]{{1,12}}外|[^。；;，,\n\d]{{0,4}}{one_of(words['unless'])}[^。；;，,\n\d]{{0,6}})[，,]?"
    return re.compile(
        rf"(?P<what>[^。；;，,\n]{{0,40}})(?:{one_of(words['data'])}[，,]?(?:{aside})?|{one_of(words['unless'])}[^。；;，,\n\d]{{0,6}}[，,]?)"
        rf"{one_of(words['all'])}?"
        rf"(?:{one_of(words['until'])}(?P<until>{time})|{one_of(words['by'])}(?P<by>{time})[^。；;，,\n]{{0,24}}{one_of(words['given_as'])})"
    )


@cache
def _unless() -> re.Pattern[str]:
    words = one_of(document_words()["data_basis"]["unless"])
    return re.compile(rf"{words}|除[^。；;，,\n\d]{{0,8}}(?:[说注]明|标[注明])[^。；;，,\n\d]{{0,2}}外")


@cache
def _of_schools() -> re.Pattern[str]:
    return re.compile(one_of(document_words()["data_basis"]["of_schools"]))


@cache
def _of_others() -> re.Pattern[str]:
    words = document_words()["data_basis"]
    return re.compile(one_of([*words["not_of_schools"], *words["here"]]))
