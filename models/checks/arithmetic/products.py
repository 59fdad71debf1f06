"""Products told out: 6480人，每生每天5元，全年200天，共648万元; 每人每天19元，每月22天，每人每月418元; 36座的18辆、24座的14辆，座位984个.

Only where the product stands right behind what makes it up. Words are data (products.yaml).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

from models.checks.amounts import amount
from models.checks.computing import far_apart, judge, middle
from models.checks.corrections import smallest
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.wordings import MARKS, pattern
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding
from models.loading import load_data
from models.quantity import Interval

_STATES = ("actual", "plan", "standard")


def check_products(desk: Desk) -> Tally:
    """ratio_mismatch of an amount a day that does not come to what is told for the days, sum_mismatch of seats and beds by size."""
    tally = Tally("products")
    for sentence in desk.prose:
        for at, (rate, days) in enumerate(pairwise(sentence.placed)):
            if rate.fact.unit == "CNY/day":
                for members in _by_days(sentence, at, rate, days):
                    _tell(tally, *members)
        for kind in _data()["sizes"]:
            if any(key in sentence.text for key in kind["keys"]):
                _check_sizes(tally, sentence, kind)
    return tally


def _by_days(sentence: Sentence, at: int, rate: Placed, days: Placed) -> Iterator[tuple[list[Fact], Fact]]:
    """The factors and the product of an amount a day: what each gets in the days behind it, and what all of them get."""
    if days.fact.unit == "year":  # 一年按200天计算
        at, days = at + 1, sentence.placed[at + 2] if at + 2 < len(sentence.placed) else days
    if days.fact.unit != "day" or not (_told(rate.fact) and _told(days.fact)):
        return
    behind = [p for p in sentence.placed[at + 2 : at + 5] if p.fact.unit != "person"]  # 每年200天，受益学生6480人，资金648万元
    each = next((p for p in behind[:1] if p.fact.unit in _EACH and _is_product(sentence, days, p)), None)
    if each is not None:
        yield [rate.fact, days.fact], each.fact
    paid = next((p for p in behind[: 2 if each else 1] if p.fact.unit == "CNY" and _is_product(sentence, days, p)), None)
    if paid is None:
        return
    if _says("for_each", _clause(sentence, paid)):
        yield [rate.fact, days.fact], paid.fact
        return
    heads = [p.fact for p in sentence.placed if p.fact.unit == "person" and p.start < paid.start]
    if len(heads) == 1 and _told(heads[0]):
        yield [heads[0], rate.fact, days.fact], paid.fact


_EACH = ("CNY/month", "CNY/person")


def _told(fact: Fact) -> bool:
    return is_exact(fact, _STATES) and (fact.value or 0) > 0


def _is_product(sentence: Sentence, days: Placed, told: Placed) -> bool:
    """Whether an amount is told of those days, all of them, and of nothing else."""
    words, between = _clause(sentence, told), sentence.text[days.end : told.start]
    if not _told(told.fact) or _says("of_a_part", words) or _says("more_than_these", between):
        return False
    return not _says("of_a_term", words) or _says("days_of_a_term", _clause(sentence, days))


def _clause(sentence: Sentence, placed: Placed) -> str:
    return MARKS.split(sentence.text[: placed.start])[-1]


def _tell(tally: Tally, factors: list[Fact], product: Fact) -> None:
    """ratio_mismatch where the factors do not come to the product; one far off is of something else. Norms and days are what they say,
    and only people may be rounded."""
    times = Fraction(1)
    for factor in factors:
        times *= Fraction(factor.value or 0)
    heads = factors[0] if factors[0].unit == "person" else None
    judgement = judge(product, lambda read: read(heads).scaled(times / Fraction(heads.value or 1)) if heads else Interval.point(times))
    computed = middle(judgement.computed)
    if judgement.verdict != "inconsistent":
        tally.check()
    elif far_apart(computed, Fraction(product.value or 0)):
        tally.skip("far_apart")
    else:
        tally.check(_finding("ratio_mismatch", "days", factors, product, computed))


def _finding(code: Any, variant: str, members: list[Fact], whole: Fact, computed: Fraction) -> Finding:
    return make_finding(
        code,
        [*members, whole],
        variant=variant,
        claimed=exact_text(Fraction(whole.value or 0)),
        computed=exact_text(computed),
        correction=smallest([(whole, computed)]),
        factors="、".join(fact.evidence.text for fact in members),
        shown=amount(computed, whole),
        product=whole.evidence.text,
    )


def _check_sizes(tally: Tally, sentence: Sentence, kind: dict[str, Any]) -> None:
    """36座的18辆、24座的14辆，共有座位984个: the number of all behind the sizes, which leave none of the things out."""
    pairs = list(pattern(kind["pair"]).finditer(sentence.text))
    numbers = [next((p.fact for p in sentence.placed if p.start <= m.start("number") < p.end), None) for m in pairs]
    counts = [fact for fact in numbers if fact is not None and _told(fact)]
    if len(pairs) < _KINDS or len(counts) < len(pairs):
        return
    behind = next((p for p in sentence.placed if p.start > pairs[-1].end()), None)
    things = [p.fact for p in sentence.placed if p.end <= pairs[0].start() and p.fact.evidence.text.endswith(kind["counted"])]
    if behind is None or not _told(behind.fact) or not pattern(kind["all"]).search(_around(sentence, behind)):
        return
    if things and things[-1].value != sum(fact.value or 0 for fact in counts):
        tally.skip("not_all_sizes")
        return
    computed = sum((Fraction(m["size"]) * Fraction(fact.value or 0) for m, fact in zip(pairs, counts, strict=True)), Fraction())
    holds = judge(behind.fact, lambda read: read(counts[0]).scaled(computed / Fraction(counts[0].value or 1))).verdict != "inconsistent"
    tally.check(None if holds else _finding("sum_mismatch", "sizes", counts, behind.fact, computed))


_KINDS = 2


def _around(sentence: Sentence, placed: Placed) -> str:
    return f"{_clause(sentence, placed)}#{MARKS.split(sentence.text[placed.end :])[0]}"


def _says(name: str, text: str) -> bool:
    return pattern(_data()[name]).search(text) is not None


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = load_data("products.yaml")
    return loaded
