"""What the words before a norm claim of the figure that is held against it: 达到不低于20%, 未超过0.45, 低于0.9人的标准.

Reads wordings only (claims.yaml); compares nothing but a figure's interval with the norm's number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from operator import ge, gt, le, lt
from typing import Literal

from models.checks.computing import last_to_meet, rounded_or_cut
from models.checks.desk import Placed, Sentence, is_plain
from models.checks.wordings import at_end, last_clause, pattern, says
from models.claims import claims
from models.fact import Fact
from models.quantity import Interval

Relation = Literal["at_least", "at_most", "less", "more"]
SIDES: dict[str, Callable[[Fraction, Fraction], bool]] = {"at_least": ge, "at_most": le, "less": lt, "more": gt}
"""What a number on either side of a norm is to it, by its relation."""
_TURNED: dict[Relation, Relation] = {"at_least": "less", "at_most": "more", "less": "at_least", "more": "at_most"}
_FALLING = ("cv.", "class.size", "class.large", "quality.homework", "teacher.ratio")


@dataclass(frozen=True, slots=True)
class NormClaim:
    """What is claimed of a figure against the norm at `norm`: `relation` its number."""

    relation: Relation
    norm: Placed
    start: int
    """Where the claim's segment (up to the semicolon before) begins in the sentence."""
    denied: bool = False
    """Whether the words say that the norm is missed: 没有达到不低于2500元的要求."""
    share: Fraction = Fraction(1)
    """What part of the norm is meant: 不低于10.2平方米的85%."""

    def goes_against(self, fact: Fact) -> bool:
        """Whether a figure goes against the claim; of a range the end that is the last to meet it."""
        return self.contradicted_by(rounded_or_cut(last_to_meet(fact, at_least=self.relation in ("at_least", "more"))))

    def contradicted_by(self, interval: Interval) -> bool:
        """Whether every value of the interval goes against the claim. A figure that equals the norm never does."""
        value = Fraction(self.norm.fact.value or 0) * self.share
        if self.relation in ("at_least", "more"):
            high = interval.high
            return high is not None and (high < value or (high == value and interval.open_high))
        return interval.low is not None and interval.low > value


def norm_claims(sentence: Sentence) -> list[NormClaim]:
    """The claims against written norms in a sentence, wishes and rules left out."""
    found: list[NormClaim] = []
    if all(fact.status not in _OF_NORMS and fact.bound == "exact" for fact in sentence.facts):
        return found
    told_at = -1  # behind a norm that is only told its neighbour is as well: 小学小于或等于0.50，初中小于或等于0.45
    for position, placed in enumerate(sentence.placed):
        if not (_is_norm(sentence, placed) or _is_compared(sentence, position)):
            continue
        start = segment_start(sentence.text, placed.start)
        counts = says("items_beyond", sentence.text[start : placed.start])  # 有1项超过0.50 claims nothing of the last item told
        missed = _is_called_missed(sentence, placed, start)
        if counts or missed or _short_by(sentence, position) or _only_counted(sentence, position):
            continue
        since = max(start, sentence.placed[position - 1].end if position else 0)
        head = sentence.text[since : placed.start]
        earlier = found[-1] if found and position and found[-1].norm is sentence.placed[position - 1] else None
        if earlier and pattern(claims()["list_words"]).search(head):
            found.append(NormClaim(earlier.relation, placed, start, earlier.denied))
        elif _only_told(head) or 0 <= told_at == position - 1:
            told_at = position
        elif relation := _at_once(sentence, position):
            found.append(NormClaim(relation, placed, start))
        elif _held_against(sentence, head, placed) or says("wishes", sentence.text[start : placed.start]):
            continue
        elif told := _relation(head, placed.fact):
            found.append(NormClaim(told[0], placed, start, told[1], _share_behind(sentence, position)))
    return found


def limits_of_all(sentence: Sentence) -> Iterator[NormClaim]:
    """初中各班都压到50人以下: limits that every school or class is said to keep to, which the text tells as reached and not as norms."""
    for position, placed in enumerate(sentence.placed):
        if placed.fact.bound == "exact" or not is_plain(placed.fact) or placed.fact.value_max is not None:
            continue
        start = segment_start(sentence.text, placed.start)
        head = sentence.text[max(start, sentence.placed[position - 1].end if position else 0) : placed.start]
        wished = says("wishes", sentence.text[start : placed.start])
        if not says("universal", head) or _only_told(head) or wished or _is_called_missed(sentence, placed, start):
            continue
        if told := _relation(head, placed.fact):
            yield NormClaim(told[0], placed, start, told[1])


_OF_NORMS = ("standard", "plan")


def _is_norm(sentence: Sentence, placed: Placed) -> bool:
    """A norm, or a goal behind which 目标 stands."""
    return is_plain(placed.fact, ("standard",)) or _is_goal(sentence, placed)


def _is_goal(sentence: Sentence, placed: Placed) -> bool:
    """A goal that is held against what was done; 2027年达到30%的目标 only where it is said to be reached."""
    if not is_plain(placed.fact, ("plan",)) or not says("goal_behind", sentence.text[placed.end :]):
        return False
    head = last_clause(sentence.text[: placed.start])
    return _YEAR.search(head) is None or says("goal_reached", head)


_YEAR = re.compile(r"20\d\d年")


def _is_compared(sentence: Sentence, position: int) -> bool:
    """0.12、0.16、0.13，均小于0.15: a number that nothing but a comparison parts from the figure before it, be it called a norm or not."""
    placed = sentence.placed[position]
    before = sentence.placed[position - 1] if position else None
    if before is None or placed.fact.bound == "exact" or before.fact.bound != "exact" or before.fact.unit != placed.fact.unit:
        return False
    head, tail = sentence.text[before.end : placed.start], sentence.text[placed.end :]
    told = is_plain(placed.fact) and is_plain(before.fact) and placed.fact.value_max is None
    return told and len(head) <= _LONGEST_COMPARISON and says("compared_alone", head) and says("compared_ends", tail)


_LONGEST_COMPARISON = 12


def _at_once(sentence: Sentence, position: int) -> Relation | None:
    """预期达到96.5%，超出国家巩固率95%的目标: what the words right behind a figure claim of it, be it true or only expected."""
    norm = sentence.placed[position]
    figure = sentence.placed[position - 1] if position else None
    if figure is None or figure.fact.unit != norm.fact.unit or not is_plain(figure.fact, ("actual", "plan")):
        return None
    head = sentence.text[figure.end : norm.start]
    sides = ((e["claim"], e["words"]) for e in claims()["comparisons"] if e["claim"] in ("less", "more"))
    return next((side for side, words in sides if pattern(claims()["compared_at_once"].format(words)).search(head)), None)


def _share_behind(sentence: Sentence, position: int) -> Fraction:
    """10.2平方米的85%: the share of the norm that stands right behind it; 1 where none does."""
    norm, *rest = sentence.placed[position : position + 2]
    if not rest or rest[0].fact.unit != "%" or rest[0].fact.value is None or norm.fact.unit == "%":
        return Fraction(1)
    return Fraction(rest[0].fact.value) / 100 if says("share_of_norm", sentence.text[norm.end : rest[0].start]) else Fraction(1)


def _held_against(sentence: Sentence, head: str, norm: Placed) -> bool:
    """The figure is compared with the norm, and the difference told: that alone claims nothing."""
    words = claims()["held_against"]
    return pattern(words["before"]).search(head) is not None and pattern(words["behind"]).search(sentence.text[norm.end :]) is not None


def _short_by(sentence: Sentence, position: int) -> bool:
    """5.2平方米，低于标准2.3平方米: how far the figure before lies below a norm, and no norm, which it would be more than twice."""
    norm, figure = sentence.placed[position], sentence.placed[position - 1] if position else None
    if figure is None or figure.fact.unit != norm.fact.unit or not says("short_by", sentence.text[figure.end : norm.start]):
        return False
    return (figure.fact.value or 0) > 2 * (norm.fact.value or 0)


def _is_called_missed(sentence: Sentence, norm: Placed, start: int) -> bool:
    """未达标的是“所有学校规模不超过2000人”; “所有班级不超过45人”一项没有落实: the rule is quoted as one that is not kept."""
    quoted = norm.fact.bound != "exact" and says("universal", sentence.text[start : norm.start])
    behind = quoted and pattern(claims()["rule_missed_behind"]).match(sentence.text, norm.end) is not None
    return behind or (quoted and says("rule_missed_ahead", sentence.text[start : norm.start]))


def _only_counted(sentence: Sentence, position: int) -> bool:
    """面积达到10.2平方米的有11所: the norm tells which schools are counted, and is claimed of no other."""
    norm, *rest = sentence.placed[position : position + 2]
    return bool(rest) and rest[0].fact.unit == "school" and says("so_many_schools", sentence.text[norm.end : rest[0].start])


def _only_told(head: str) -> bool:
    """（国家标准为小学小于或等于0.50）: the words tell the norm, and claim of no figure that it is met."""
    tail = _without(claims()["norm_fillers"], head)
    comparison = next((m for entry in claims()["comparisons"] if (m := at_end(entry["words"]).search(tail))), None)
    return comparison is not None and says("norm_told", tail[: comparison.start()])


def segment_start(text: str, at: int) -> int:
    """Where the part of a sentence that holds `at` begins: after the last semicolon before it."""
    return max(text.rfind(mark, 0, at) for mark in "；;") + 1


def _relation(head: str, norm: Fact) -> tuple[Relation, bool] | None:
    """What the words claim, and whether they deny that the norm is met."""
    data = claims()
    tail = _without(data["norm_fillers"], head)
    for entry in data["comparisons"]:
        if match := at_end(entry["words"]).search(tail):
            claimed = _side(norm, entry["claim"])
            return _turned(claimed, _without(data["norm_fillers"], tail[: match.start()]), need_verb=False)
    told = _turned(_demand(norm), tail, need_verb=True)
    if told is not None and told[1]:
        return _TURNED[_plain_demand(norm)], True  # 没有达到7.5平方米: the bound that it was given is that of these words
    return told


def _without(fillers: str, text: str) -> str:
    return at_end(fillers).sub("", text)


def _turned(relation: Relation, rest: str, *, need_verb: bool) -> tuple[Relation, bool] | None:
    """The relation, turned round where a negated verb stands before it (True); None where a verb is needed and missing."""
    verb = at_end(claims()["attained_verbs"]).search(rest)
    if verb is None and not need_verb and at_end(claims()["none_of_them"]).search(rest):
        return _TURNED[relation], False  # 没有一所学校低于5%的底线
    if verb is None:
        return None if need_verb else (relation, False)
    negated = at_end(claims()["negations"]).search(rest[: verb.start()]) is not None
    return _TURNED[relation] if negated else relation, negated


def _side(norm: Fact, claimed: Relation | Literal["better", "within"]) -> Relation:
    """What a comparison claims: a coefficient or a class is better below its norm, and within 1人以上 is above it."""
    if claimed == "better":
        return "less" if is_better_low(norm) else "more"
    if claimed == "within":
        return "at_least" if norm.bound == "at_least" else "at_most"
    return claimed


def _demand(norm: Fact) -> Relation:
    if norm.bound in ("at_least", "at_most"):
        return norm.bound
    return _plain_demand(norm)


def _plain_demand(norm: Fact) -> Relation:
    return "at_most" if is_better_low(norm) else "at_least"


def is_better_low(norm: Fact) -> bool:
    """Whether what a norm is for is to stay below it: a coefficient, the size of a class."""
    return norm.indicator.startswith(_FALLING)
