"""One part behind the end of a sentence: 小学专任教师876人，平均年龄40.2岁。 其中，本科以上学历的912人。 It cannot be more than its whole.

Takes the largest figure of the sentence before that may be the whole; what counts other people is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.apart.told import Told, are_near, fits_stage, one_time
from models.checks.apart.wording import has
from models.checks.arithmetic.bounds import is_count
from models.checks.desk import is_exact
from models.fact import Fact


def parts_behind(turn: list[Told]) -> Iterator[tuple[Fact, Fact]]:
    """Wholes, each with a part that 其中 at the beginning of the next sentence takes out of it."""
    for place, part in enumerate(turn):
        opens = place and not part.place and part.sentence.text.startswith("其中") and not has("of_another", part.words)
        if opens and is_count(part.fact) and is_exact(part.fact):
            before = turn[place - 1].sentence
            if are_near(before, part.sentence, 1) and (wholes := [p.fact for p in before.placed if _may_hold(p.fact, part.fact)]):
                yield max(wholes, key=lambda fact: fact.value or 0), part.fact


def _may_hold(whole: Fact, part: Fact) -> bool:
    """Whether both count the same, and the part's name begins as the whole's: teacher.degree of teacher.count."""
    same = whole.unit == part.unit and _family(whole) == _family(part) in _FAMILIES
    all_there_are = part.indicator.endswith(".count") and part.indicator != whole.indicator  # 编制860名。其中，专任教师912人
    return same and not all_there_are and is_exact(whole) and fits_stage(part, whole) and one_time(whole, [part])


def _family(fact: Fact) -> str:
    return fact.indicator.partition(".")[0]


_FAMILIES = ("teacher", "student", "school", "class", "seat")
