"""Goals that are said to be passed (超额完成年度目标), against the share of the goal that the text gives.

Takes a sentence; gives the shares below 100 % that such a claim speaks of. A share that only rounds to less is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.around import View, outward
from models.checks.computing import rounded_or_cut, surely_less
from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.wordings import last_clause, pattern, says
from models.claims import claims
from models.fact import Fact


def short_of_goals(desk: Desk, sentence: Sentence) -> Iterator[Fact]:
    """The share of each goal that the sentence calls passed although it surely was not reached."""
    for match in pattern(claims()["goal_passed"]).finditer(sentence.text):
        clause = sentence.text[: match.start()].rstrip("，,")
        if says("wishes", last_clause(sentence.text[: match.start()])):
            continue
        for view in outward(desk, sentence):
            shares = [p for p in view.sentence.placed if p.end <= view.shift + match.start() and _is_share(view.sentence, p)]
            if meant := _meant(view, shares, last_clause(clause), view.shift + match.start()):
                high = rounded_or_cut(meant).high
                if high is not None and high < 100:
                    yield meant
                break


def goals_told(desk: Desk, sentence: Sentence) -> Iterator[tuple[Fact, Fact, bool]]:
    """计划投资6.92亿元，实际完成8.07亿元，未能完成计划: goal and what was done, where these surely go against the claim; and whether that
    is that the goal was reached."""
    for words in ("goal_passed", "goal_missed"):
        for match in pattern(claims()[words]).finditer(sentence.text):
            ahead = [p for p in sentence.placed if p.end <= match.start()][-2:]
            if len(ahead) < 2 or not says("nothing_between", sentence.text[ahead[1].end : match.start()]):
                continue
            goal, done = ahead
            if not _is_goal(sentence, goal, done):
                continue
            reached = words == "goal_passed"
            low, high = (done, goal) if reached else (goal, done)
            if surely_less(rounded_or_cut(low.fact), rounded_or_cut(high.fact)):
                yield goal.fact, done.fact, reached


def _is_goal(sentence: Sentence, goal: Placed, done: Placed) -> bool:
    """Two plain amounts of one unit: what was planned, and right behind it what was done."""
    plain = all(is_plain(p.fact, ("actual", "plan", "baseline")) and p.fact.bound == "exact" for p in (goal, done))
    ahead, between = sentence.text[: goal.start], sentence.text[goal.end : done.start]
    return plain and goal.fact.unit == done.fact.unit and says("goal_amount", ahead) and says("done_amount", between)


def _is_share(sentence: Sentence, placed: Placed) -> bool:
    """完成全年任务的98.6%."""
    return placed.fact.unit == "%" and is_plain(placed.fact) and says("share_of_goal", sentence.text[: placed.start])


def _meant(view: View, shares: list[Placed], clause: str, claimed_at: int) -> Fact | None:
    """The share right before the claim, or the one that is told of what the claim's clause names."""
    if not shares:
        return None
    last = shares[-1]
    if says("nothing_between", view.sentence.text[last.end : claimed_at]):
        return last.fact
    named = [p.fact for p in shares if _same_name(clause, _told_of(view.sentence, p))]
    return named[0] if len(named) == 1 and not says("all_but", clause) else None


def _same_name(a: str, b: str) -> bool:
    """Whether some characters in a row, a name, stand in both."""
    return any(a[i : i + _NAME] in b for i in range(len(a) - _NAME + 1))


_NAME = 4


def _told_of(sentence: Sentence, placed: Placed) -> str:
    """The clause that names what has been done: the one before the share's own."""
    return last_clause(sentence.text[: placed.start].rpartition("完成")[0].rstrip("，,"))
