"""Plans told year by year behind the year by which all is to be done: 到2027年将建成9所。其中2025年，投入640万元…。2026年，投入….

Takes a sentence and what went before; tells whether it is one of such a list, and up to which year such a list may go on.
"""

from __future__ import annotations

import re

from extractor.context.state import Context
from extractor.sentences import Sentence

_GOAL_YEAR = re.compile(r"(?:到|至|在)(20\d\d)年|(20\d\d)年[底末]?之?前")
_OPENS_LIST = re.compile(r"\s*(?:其中|具体(?:是|为|安排)?|分年度看?|分年|按年度)[，,:：]?(?:到)?(20\d\d)年(?!以来)")
_NEXT_OF_LIST = re.compile(r"\s*(20\d\d)年(?!以来)")
_DONE = re.compile(r"已|了|累计|完成投|实际|目前|截[至止]|现有|达到了|完工|竣工|建成投")


def is_year_of_plan(sentence: Sentence, context: Context) -> bool:
    """其中2025年，安排资金640万元, 2026年，安排590万元, behind what is to be done by 2027; nothing that is told as done, nor of a year
    behind the goal or before the document's own."""
    if context.goal_year is None:
        return False
    told = (_NEXT_OF_LIST if context.goal_listed else _OPENS_LIST).match(sentence.text, sentence.start)
    if told is None or int(told[1]) > context.goal_year or (context.year is not None and int(told[1]) < context.year):
        return False
    return _DONE.search(sentence.text, told.end(), sentence.end) is None


def goal_behind(sentence: Sentence, context: Context) -> tuple[int | None, bool]:
    """What the sentence behind goes on from: the goal's year where this one sets a goal or goes on with its list, and whether the list
    has begun."""
    if is_year_of_plan(sentence, context):
        return context.goal_year, True
    planned = [f for f in sentence.figures if f.status == "plan"]
    told = _GOAL_YEAR.search(sentence.text, sentence.start, planned[0].start) if planned else None
    return int(told[1] or told[2]) if told else None, False
