"""When the inspection was of which a report speaks later: 大班额由督导时的34个减少到6个, 教师缺口由反馈时的118名降至41名.

Takes the text of a paragraph, gives the month of the inspection that it tells; and tells whether a word speaks of that one. The words
are in documents.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.context.state import Inspection
from extractor.documents import document_words
from extractor.periods import period_of
from extractor.wordlists import finder, one_of


def inspection_in(text: str) -> Inspection | None:
    """2023年5月，省督导评估组对我县…进行了督导; 2022年10月18日至20日，市督导室对你县…整改情况进行了复查."""
    told = _held().search(text) if "月" in text and "20" in text else None
    month = period_of(told["month"]) if told else None
    return Inspection(month, again=_again().search(told[0]) is not None) if told and month else None


def is_of_inspection(word: str, inspection: Inspection) -> bool:
    """督导时, 反馈时 of the inspection itself, 复查时 of the one that was held again."""
    return (_again().search(word) is not None) == inspection.again


@cache
def _held() -> re.Pattern[str]:
    words = document_words()["inspections"]
    return re.compile(
        rf"(?<![截至到])(?P<month>20\d\d年\d{{1,2}}月)(?!份?(?:底?前|以来|起))[^。；;：:《》]{{0,40}}?{one_of(words['parties'])}"
        rf"[^。；;：:《》]{{0,60}}?{one_of(words['held'])}[^。；;：:《》]{{0,60}}"
    )


@cache
def _again() -> re.Pattern[str]:
    return finder(document_words()["inspections"]["again"])
