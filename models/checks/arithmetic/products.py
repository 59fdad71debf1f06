"""Products told in words: so many things at so much each make an amount: 12所学校每所补助5万元，共补助60万元.

Silent where it is not sure how many there are, and where the amount may be a part of what is paid or hold more.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from models.checks.amounts import amount
from models.checks.arithmetic.bounds import COUNTED
from models.checks.computing import far_apart, judge, middle
from models.checks.desk import Desk, Placed, Sentence, Tally, is_exact
from models.checks.scales import moved
from models.checks.wordings import MARKS, last_clause, pattern, saying, says
from models.claims import claims
from models.fact import Fact
from models.finding import Finding, exact_text, make_finding

_TOLD = ("actual", "plan", "standard", "baseline")


class _Product(NamedTuple):
    """What is counted, the amount of each, and the amount that is told of all."""

    counted: Fact
    each: Fact
    told: Fact


def check_products(desk: Desk) -> Tally:
    """ratio_mismatch for each amount that is not what its things come to."""
    tally = Tally("products")
    joined = {relation.rate for _, relation in desk.ratios}
    for sentence in saying(desk, "each_key"):
        for each in sentence.placed:
            if each.fact.unit == "CNY" and each.fact.id not in joined:
                _check_any(tally, list(_of_things(sentence, each)))
    return tally


def _check_any(tally: Tally, found: list[_Product]) -> None:
    """Of products that may be meant any may hold; where none does, only a single one is surely meant."""
    wrong = [finding for product in found if (finding := _mismatch(product)) is not None]
    if len(wrong) < len(found):
        tally.check()
    elif len({product.counted.value for product in found}) == 1:
        tally.check(wrong[0])
    elif found:
        tally.skip("several_values")


def _mismatch(product: _Product) -> Finding | None:
    counted, each, told = product
    judgement = judge(told, lambda read: read(counted).scaled(Fraction(each.value or 0)))
    if judgement.verdict != "inconsistent":
        return None
    computed = middle(judgement.computed)
    return make_finding(
        "ratio_mismatch",
        [counted, each, told],
        variant="product",
        claimed=exact_text(Fraction(told.value or 0)),
        computed=exact_text(computed),
        counted=counted.evidence.text,
        each=each.evidence.text,
        told=told.evidence.text,
        shown=amount(computed, told),
    )


def _of_things(sentence: Sentence, each: Placed) -> Iterator[_Product]:
    """The counts in front of an amount each, or behind it, with the amount behind them that is said to be all."""
    ahead = last_clause(sentence.text[: each.start])
    named = pattern(claims()["each_of_things"]).search(ahead)
    of_count = _count_ahead(sentence, each)
    told = next((p for p in sentence.placed if p.start > each.end and p.fact.unit == "CNY"), None)
    if (named is None and of_count is None) or told is None or says("each_at_times", ahead):
        return
    if not _plain(each.fact) or not _plain(told.fact):
        return
    between = sentence.text[each.end : told.start]
    first, *clauses = MARKS.split(between)
    told_apart = any(not any(c.isdigit() for c in words) for words in clauses[:-1])  # 每所5万元，配备空调、课桌，共投入85万元
    if not says("all_paid", (clauses or [first])[-1]) or says("not_all_paid", between) or told_apart or _has_another(sentence, each):
        return
    for count in sentence.placed:
        meant = _counts(sentence, count, named["counter"], named["noun"]) if named else count is of_count
        if count.end <= told.start and meant and _is_near(count, each, told):
            yield _Product(count.fact, each.fact, told.fact)


def _count_ahead(sentence: Sentence, each: Placed) -> Placed | None:
    """14所幼儿园各补助8万元, 校车15辆，单价38万元: the count right before an amount that each of them gets."""
    ahead = next((p for p in reversed(sentence.placed) if p.end <= each.start), None)
    between = sentence.text[ahead.end : each.start] if ahead else ""
    counted = ahead is not None and ahead.fact.unit in COUNTED and is_exact(ahead.fact, _TOLD)
    return ahead if counted and len(between) <= _BETWEEN and says("each_of_count", between) else None


_BETWEEN = 16


def _is_near(count: Placed, each: Placed, told: Placed) -> bool:
    """Whether the product is the amount or of its size, or of its digits: what is far off is of other things."""
    product = Fraction(count.fact.value or 0) * Fraction(each.fact.value or 0)
    amounts = [told.fact, *moved(told.fact)]
    return not far_apart(product, Fraction(told.fact.value or 0)) or any(product == Fraction(f.value or 0) for f in amounts)


def _has_another(sentence: Sentence, each: Placed) -> bool:
    """每所学校5万元、每个教学点2万元，共…: whether amounts of two kinds of things may be added up."""
    others = (last_clause(sentence.text[: p.start]) for p in sentence.placed if p.fact.unit == "CNY" and p.fact is not each.fact)
    return any(says("each_of_things", ahead) or says("each_of_count", ahead) for ahead in others)


def _counts(sentence: Sentence, count: Placed, counter: str, noun: str) -> bool:
    """Whether a figure counts the things that each is one of: by their measure word, and by their noun where any thing has that one."""
    fact = count.fact
    if not is_exact(fact, _TOLD) or fact.status == "standard":
        return False
    if counter in _KINDS:
        return fact.unit == _KINDS[counter]
    around = sentence.text[max(0, count.start - _AROUND) : count.start] + sentence.text[count.end : count.end + _AROUND]
    return fact.evidence.text.endswith(counter) and (counter != "个" or (len(noun) > 1 and noun[:2] in around))


_KINDS = {"校": "school", "班": "class"}
_AROUND = 8
"""Characters beside a count in which its noun stands: 教学点5个."""


def _plain(fact: Fact) -> bool:
    return is_exact(fact, _TOLD)
