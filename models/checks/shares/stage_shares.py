"""Shares of the schools or classes of a stage (小学达标率为92.5%), and the one count of them that their paragraph tells, sentences ago or
in the same one.

Gives pairs of a counted whole and a rate; asks no arithmetic. Silent where two counts differ, and where schools of both stages are
counted by themselves, which a rate may take in.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.checks.desk import Desk, Placed, Sentence, is_plain
from models.checks.shares.shares_told import cut_at_marks
from models.checks.wordings import STAGE_WORDS, in_brackets, pattern, same_county, says
from models.claims import claims
from models.fact import Fact

COUNTED = {"school.compliant_rate": "school.count", "class.large_rate": "class.count"}
"""What a share of a stage is of."""
SCHOOLS = "school.count"


def shares_of_stage(desk: Desk, sentence: Sentence) -> list[tuple[Fact, Fact]]:
    """The shares of a stage's schools or classes in a sentence, each with what it is of."""
    found = []
    for rate in sentence.placed:
        counted = _counted(sentence, rate)
        if counted is not None and not _is_of_another_county(desk, sentence, rate):
            told = list(_counts_before(desk, sentence, rate, counted)) or list(_counts_of_text(desk, sentence, rate, counted))
            if len({p.fact.value for _, p in told}) == 1 and not any(_leaves_out(s) for s, _ in told):
                found.append((told[-1][1].fact, rate.fact))
    return found


def _counted(sentence: Sentence, rate: Placed) -> str | None:
    """What a rate of the county is of that its clause names by 达标学校占, 达标率, 大班额比例, or by the schools of the stage that it is a
    share of (初中配备专职教师的学校占); None for any other."""
    own = cut_at_marks(sentence.text[: rate.start], -1)
    if rate.fact.area is not None or rate.fact.entity is not None or says("share_of_no_schools", own):
        return None
    if rate.fact.indicator in COUNTED:
        return COUNTED[rate.fact.indicator] if says("schools_share", own) else None
    of_stage = rate.fact.unit == "%" and STAGE_WORDS.get(rate.fact.stage or "", "-") in own and says("share_of_stage_schools", own)
    return (
        SCHOOLS if of_stage and not says("of_a_sample", sentence.text) and not says("of_them_last", sentence.text[: rate.start]) else None
    )


def _is_of_another_county(desk: Desk, sentence: Sentence, rate: Placed) -> bool:
    """Whether the words before a rate name a county that is not the document's own: a city's paper tells of each of its counties."""
    own = desk.extraction.document.county
    named = pattern(claims()["county_by_name"]).finditer(sentence.text, 0, rate.start)
    return any(own is None or not own.endswith(m.group()) for m in named)


def _counts_before(desk: Desk, sentence: Sentence, rate: Placed, counted: str) -> Iterator[tuple[Sentence, Placed]]:
    """The counts of its stage before a rate in its paragraph; of any stage where its sentence names none."""
    named = any(word in sentence.text[: rate.start] for word in STAGE_WORDS.values())
    for told in desk.blocks.get(sentence.block, []):
        if told.table is None and told.start <= sentence.start and same_county(told.text, sentence.text):
            ahead = [p for p in told.placed if told is not sentence or p.end <= rate.start]
            yield from ((told, p) for p in ahead if _counts(p.fact, rate.fact, counted, named, desk.year) and _is_of_all(told, p))


def _counts_of_text(desk: Desk, sentence: Sentence, rate: Placed, counted: str) -> Iterator[tuple[Sentence, Placed]]:
    """The counts of its stage in the whole text, where its sentence names the stage and no sample of its schools."""
    if rate.fact.stage not in STAGE_WORDS or STAGE_WORDS[rate.fact.stage] not in sentence.text or says("of_a_sample", sentence.text):
        return
    for told in desk.prose:
        if any(p.fact.indicator == counted for p in told.placed) and same_county(told.text, sentence.text):
            yield from ((told, p) for p in told.placed if _counts(p.fact, rate.fact, counted, True, desk.year) and is_plain(p.fact))


def _counts(whole: Fact, rate: Fact, counted: str, named: bool, year: int | None) -> bool:
    """Of what the rate is a share of, of its time (the document's `year` where none is told), and of its stage if that is named."""
    timed = rate.period in (None, whole.period) or (whole.period is None and rate.year == year)
    return whole.indicator == counted and timed and (whole.stage == rate.stage or not named)


def _is_of_all(sentence: Sentence, placed: Placed) -> bool:
    """All there are of a stage, no part of them: outside brackets, not behind 其中."""
    ahead = sentence.text[: placed.start]
    part = in_brackets(ahead) or says("of_them_last", ahead)
    return not part and is_plain(placed.fact) and placed.fact.area is None and placed.fact.entity is None


def _leaves_out(sentence: Sentence) -> bool:
    """初中20所、九年一贯制学校5所: a rate of 初中 may be of both."""
    return says("of_both_stages", sentence.text)
