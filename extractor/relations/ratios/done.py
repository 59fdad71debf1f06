"""Rates of what is done, of all that was to be done: 完成率, 整改率, 销号率, 完成计划的105%."""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.relations.links import is_level, own_clause, own_words
from extractor.relations.ratios.named import RATE_NAME, counts_told, fits, rate_words
from extractor.relations.ratios.quotients import Pair
from extractor.relations.sums.parts import adds_up
from extractor.sentences import Sentence
from extractor.wordlists import finder_of
from models.loading import load_data


def find_done(rate: Figure, sentence: Sentence, told: list[Figure]) -> Pair | None:
    """反馈问题30个。已完成整改22个，基本完成5个，需长期推进3个，完成率73.3%: what is surely done, of the whole right before it, and nothing
    of what is told between the two and the rate."""
    text = sentence.text
    if rate.bound != "exact" or rate.roles - {"rate"}:
        return None
    named = is_of_done(rate, sentence)
    if (named or _is_of_plan(rate, sentence)) and (pair := _of_goal(rate, sentence)):
        return pair
    if not named:
        return None
    counts = counts_told(told)
    row = _row_of_one_kind(rate, counts)
    done = [f for f in row if _is_done(own_clause(f, text))]
    if len(done) != 1:
        return None
    if done[0] is row[0]:
        return _made_up_before(row, counts)
    part, whole = done[0], row[row.index(done[0]) - 1]
    words = own_clause(whole, text)  # 需整改问题30个, but not 尚未完成的30个
    to_do = rate_words()["due"].search(words) is not None or not rate_words()["undone"].search(words)
    return (part, whole) if to_do and fits(part, whole) else None


def _of_goal(rate: Figure, sentence: Sentence) -> Pair | None:
    """任务目标数为84个，实际减少97个，完成率为115.48%: what was reached of a goal, by which it may be passed; both may be rates."""
    row = [f for f in sentence.figures if f.order in (rate.order - 2, rate.order - 1)]
    if len(row) < 2 or row[0].unit_text != row[1].unit_text or not all(is_level(f) and f.bound == "exact" for f in row):
        return None
    goal, reached = (own_words(f, sentence.text) for f in row)
    told = finder_of("goal_told").search(goal) and finder_of("goal_reached").search(reached)
    return (row[1], row[0]) if told else None


def _is_of_plan(rate: Figure, sentence: Sentence) -> bool:
    """完成计划的105%, 占年度任务的87.5%: right before the rate words say that it is of the plan, and of one for as long."""
    said = _OF_PLAN.search(own_words(rate, sentence.text))
    goal = next((f for f in sentence.figures if f.order == rate.order - 2), None)
    return said is not None and goal is not None and not (said["year"] and _PART_OF_YEAR.search(own_words(goal, sentence.text)))


_OF_PLAN = re.compile(
    "(?:完成|达到?|占|为|是|相当于)了?(?:(?P<year>年度|全年)|年初|原定|既定|原|总)*(?:目标任务|计划任务|计划|任务|目标)(?:总?数|总?量|总额)?的$"
)
_PART_OF_YEAR = re.compile("月|季|学期|半年|阶段|批")


def _made_up_before(row: list[Figure], counts: list[Figure]) -> Pair | None:
    """指出问题27个。核查学校34所。已完成整改23个，正在推进4个，完成率85.2%: the whole told further before that what is done and what is
    left make up."""
    before = (f for f in reversed(counts) if f.order < row[0].order and f.unit_text == row[0].unit_text)
    whole = next((f for f in before if len(row) > 1 and adds_up(f, row)), None)
    return (row[0], whole) if whole is not None else None


def is_of_undone(rate: Figure, part: Figure, sentence: Sentence) -> bool:
    """正在推进4个，完成率85.2%: what is not done yet is no part that a rate of what is done is of."""
    if not is_of_done(rate, sentence) or part not in sentence.figures:
        return False
    words = own_clause(part, sentence.text)
    return rate_words()["undone"].search(words) is not None and not _is_done(words)


def is_of_done(rate: Figure, sentence: Sentence) -> bool:
    """完成率, 整改率: the rate of what is done, whichever two counts stand right before it."""
    said = RATE_NAME.search(own_words(rate, sentence.text))
    return said is not None and said[1].endswith(_done_names())


def _row_of_one_kind(rate: Figure, counts: list[Figure]) -> list[Figure]:
    """The counts right before a rate that follow each other with nothing else between, and are counted by one word."""
    row: list[Figure] = []
    for figure in reversed(counts):
        after = row[0] if row else rate
        if figure.order != after.order - 1 or (row and figure.unit_text != row[0].unit_text):
            break
        row.insert(0, figure)
    return row


def _is_done(clause: str) -> bool:
    return rate_words()["done"].search(clause) is not None and not rate_words()["undone"].search(clause)


@cache
def _done_names() -> tuple[str, ...]:
    return tuple(load_data("words.yaml", "extractor")["named_rates"]["done"])
