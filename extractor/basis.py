"""The time that a document gives its data for, told once for all of it: 学校数据以2024年秋季学期统计为准. The words are in documents.yaml.

Takes the first paragraphs of a Report; gives a period code, which counts that name no time of their own take.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from extractor.blocks import Report
from extractor.outline import document_words
from extractor.periods import period_of
from extractor.wordlists import one_of

_HEAD = 12
"""Paragraphs at the head of a document among which one may tell it."""


def data_period(report: Report) -> str | None:
    """The period that the first statement on the time of the data names; None where there is none.

    A statement on money, or on data that others have given, is none.
    """
    texts = (report.text[p.start : p.end] for p in islice(report.paragraphs(), _HEAD))
    told = (match for text in texts if "20" in text for match in _statement().finditer(text) if not _of_others().search(match["what"]))
    first = next(told, None)
    return period_of(first["until"] or first["by"]) if first else None


@cache
def _statement() -> re.Pattern[str]:
    words = document_words()["data_basis"]
    time = r"20\d\d年(?:\d{1,2}月)?"
    return re.compile(
        rf"(?P<what>[^。；;，,\n]{{0,40}}){one_of(words['data'])}[，,]?(?:除[^。；;，,\n]{{1,12}}外[，,]?)?{one_of(words['all'])}?"
        rf"(?:{one_of(words['until'])}(?P<until>{time})|{one_of(words['by'])}(?P<by>{time})[^。；;，,\n]{{0,24}}{one_of(words['given_as'])})"
    )


@cache
def _of_others() -> re.Pattern[str]:
    return re.compile(one_of(document_words()["data_basis"]["not_of_schools"]))
