"""Series: figures of one thing at several times, as a sentence tells them. Claims nothing of them."""

from __future__ import annotations

import re
from itertools import pairwise

from models.checks.desk import Desk, Placed, Sentence
from models.checks.wordings import in_brackets, number_of
from models.fact import Fact

Series = list[Fact]


def all_series(sentence: Sentence) -> list[Series]:
    """Figures of one thing at three or more times, or two that are told as from and to, in the order of time. What brackets hold beside
    each (2021年56人（其中女教师30人）、2022年61人（…）) is of another thing."""
    groups: dict[tuple[object, ...], Series] = {}
    for fact, start, _ in sentence.placed:
        time = moment(fact)
        if fact.value is not None and fact.kind == "level" and fact.status != "standard" and time is not None:
            beside = in_brackets(sentence.text[:start])
            key = (fact.indicator, fact.unit, fact.stage, fact.area, fact.criterion, fact.entity, len(time), beside)
            groups.setdefault(key, []).append(fact)
    timed = [series for facts in groups.values() if (series := _in_time(facts))]
    return timed or _lists_of_years(sentence) or _ordinal_years(sentence)


def moment(fact: Fact) -> str | None:
    """The year or the month that a figure is of, as its period writes it; None where it is of no one time."""
    return fact.period if fact.year is not None or _MONTH.fullmatch(fact.period or "") else None


_MONTH = re.compile(r"\d{4}-\d{2}")


def chained(desk: Desk, sentence: Sentence) -> list[Series]:
    """20XX年为0.88%。20XX年为1.31%，较上年增长0.43个百分点…: figures that changes lead from one to the next, the first of them in a block
    right beside the sentence's own, whatever their years."""
    steps = {r.from_: r.to for _, r in desk.changes if r.from_ in desk.by_id and r.to in desk.by_id}
    found = []
    for first in steps.keys() - set(steps.values()):
        ids = [first]
        while (following := steps.get(ids[-1])) is not None and following not in ids:
            ids.append(following)
        series = [desk.by_id[i] for i in ids]
        if len(ids) > 2 and sentence.block is not None and abs((series[0].evidence.paragraph or 0) - sentence.block) < 2:
            found.append(series)
    return sorted(found, key=lambda series: series[0].evidence.start)


def _lists_of_years(sentence: Sentence) -> list[Series]:
    """近五年的合格率为61.8%、64.5%、63.9%、68.7%、71.3%: as many figures in a list as the sentence counts years, and of one thing."""
    runs: list[list[Placed]] = []
    for placed in sentence.placed:
        if runs and _goes_on(runs[-1][-1], placed, sentence.text):
            runs[-1].append(placed)
        else:
            runs.append([placed])
    counted = {number_of(m[1]) for m in _YEARS_COUNTED.finditer(sentence.text)}
    return [[p.fact for p in run] for run in runs if len(run) > 2 and len(run) in counted]


def _ordinal_years(sentence: Sentence) -> list[Series]:
    """首年的18.4分，次年的14.7分，第三年的16.2分: figures of one thing, each behind the year, or quarter, that follows."""
    run: Series = []
    since = 0
    for fact, start, end in sentence.placed:
        named = _ORDINAL.search(sentence.text[since:start])
        since = end
        plain = fact.value is not None and fact.kind == "level"
        alike = not run or (run[0].indicator, run[0].unit, run[0].stage) == (fact.indicator, fact.unit, fact.stage)
        if named and plain and alike and _ORDINALS[named[1] or f"第{named[2]}"] == len(run) + 1:
            run.append(fact)
    return [run] if len(run) > 2 else []


_ORDINALS = {"首": 1, "第一": 1, "次": 2, "第二": 2, "第三": 3, "第四": 4, "第五": 5}
_ORDINAL = re.compile(r"(?:(首|次|第[一二三四五])(?:个?学?年|批|轮)|第?([一二三四])季度)(?:的|为|是|达|共?有)?$")
_YEARS_COUNTED = re.compile(r"([三四五六七八九]|(?<!\d)[3-9])个?(?:学?年|年度)")


def _goes_on(before: Placed, placed: Placed, text: str) -> bool:
    """Nothing but 、 or 和 parts two figures of one thing."""
    a, b = before.fact, placed.fact
    alike = (a.indicator, a.unit, a.stage, a.area, a.criterion, a.kind) == (b.indicator, b.unit, b.stage, b.area, b.criterion, b.kind)
    plain = a.value is not None and b.value is not None and a.kind == "level"
    return alike and plain and text[before.end : placed.start] in ("、", "和", "与", "及", "以及")


def _in_time(facts: Series) -> Series:
    """The figures, if each is of a later time than the one before; a series told in another order is not trusted. Where three are, what
    goes on with a time already told is no more of them: 2021年为56人、2022年为61人、2023年为72人，其中骨干教师16人."""
    late = (at for at, (a, b) in enumerate(pairwise(facts), start=1) if (moment(a) or "") >= (moment(b) or ""))
    told = next(late, len(facts))
    return facts[:told] if told > 2 or 1 < told == len(facts) else []


def is_planned(series: Series) -> bool:
    """What is told of the past is held against nothing that is only planned."""
    return any(f.status == "plan" for f in series)
