"""Stages of parts and wholes: those who attain are of those counted before; what 小学 and 初中 make up is of compulsory education."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractor.bind.counted import may_hold
from extractor.bind.heads import divided_by
from extractor.bind.lists import list_length
from extractor.context.stages.words import named_stages
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of


def stage_of_counted(sentence: Sentence, i: int) -> str | None:
    """The stage of those right before figure `i` that it is told of: some of them, their rate, or a line that they are held against."""
    if _is_norm_of_both(sentence, i) or _is_total_of_both(sentence, i):
        return "compulsory"
    return _rate_of_counted(sentence, i) or _counted_among(sentence, i)


def _is_norm_of_both(sentence: Sentence, i: int) -> bool:
    """小学1.37人、初中1.86人，都高于1人的标准: one line for both."""
    figure = sentence.figures[i]
    near = sentence.figures[max(i - _TOLD_OF_TWO, 0) : i]
    before = [f for f in near if "from" not in f.roles and f.unit == figure.unit][-_PAIR:]
    both = "norm" in figure.roles and [f.stage for f in before] == ["primary", "junior"] and all(f.entity is None for f in before)
    return both and _OF_BOTH.match(sentence.text, figure.left[0]) is not None and list_length(sentence, i) == 1


def _is_total_of_both(sentence: Sentence, i: int) -> bool:
    """小学12所（含小学部3所）、初中6所（含初中部3所），共18所: what both together come to."""
    figure = sentence.figures[i]
    if figure.kind != "level" or not i or _adds_up().fullmatch(sentence.text, sentence.figures[i - 1].end, figure.start) is None:
        return False
    near = sentence.figures[max(i - _TOLD_OF_TWO, 0) : i]
    parts = [f for f in near if f.unit == figure.unit and f.depth == figure.depth and f.entity is None][-_PAIR:]
    both = sorted(part.stage or "" for part in parts) == ["junior", "primary"]
    return both and all(part.indicator == figure.indicator and may_hold(figure, part) for part in parts)


@cache
def _adds_up() -> re.Pattern[str]:
    return re.compile(
        rf"[^，,。；;、()\d]{{0,8}}\)?[，,；;]?(?:两项|两者|二者|两类|两个学段|全[县区市旗])?{one_of(words_of('added_up'))}[有为达]?"
    )


_PAIR = 2
_TOLD_OF_TWO = 8
"""Figures in which both stages have been told at most."""
_OF_BOTH = re.compile(r"[，,](?:均|都)")


def _counted_among(sentence: Sentence, i: int) -> str | None:
    """其中小学43所达标41所: those counted right before, in the same clause, of whom these are."""
    figure, before = sentence.figures[i], sentence.figures[i - 1] if i else None
    among = before is not None and before.unit == figure.unit and figure.tags.isdisjoint(_NEXT_CLAUSE)
    return before.stage if among and before is not None else None


_NEXT_CLAUSE = frozenset(("COMMA", "SEP", "SEMI", "CONJ", "COLON", "OPEN", "CLOSE", "END"))


def _rate_of_counted(sentence: Sentence, i: int) -> str | None:
    """小学43所达标41所，达标率95.3%: the rate is of the schools right before; of both stages where these are listed together."""
    figure, before = sentence.figures[i], sentence.figures[i - 1] if i else None
    if before is None or figure.indicator != "school.compliant_rate" or before.unit != "school" or "SEMI" in figure.tags:
        return None
    together = {"primary", "junior"} <= _listed_with(sentence, i - 1) <= {"primary", "junior", "compulsory"}
    if together or finder_of("all_stages").search(sentence.text, figure.left[0], figure.start):
        return "compulsory"
    return before.stage


def _listed_with(sentence: Sentence, i: int) -> set[str | None]:
    """8所初中、2所九年一贯制学校、23所小学: the stages of the list of schools that ends with figure `i`."""
    figures, first = sentence.figures, i
    while first and "SEP" in figures[first].tags and figures[first - 1].unit == figures[i].unit:
        first -= 1
    return {f.stage for f in figures[first : i + 1] if f.stage}


def set_wholes_of_both(sentence: Sentence) -> None:
    """Set the stage of what 小学 and 初中 are parts of, and of what is then told of it."""
    for figure in sentence.figures:
        if _is_sample(sentence, figure):
            figure.roles.add("sample")
    _whole_of_both(sentence)
    _whole_of_more(sentence)
    _divided_into_both(sentence)
    _parts_of_named(sentence)
    for figure in sentence.figures:  # 学校71所，比上年减少6所，其中小学49所、初中22所: what the whole has changed by is of both too
        if "delta" in figure.roles and figure.head is not None and figure.head.unit == figure.unit:
            figure.stage = figure.stage or figure.head.stage
    _people_behind_parts(sentence)


def _whole_of_both(sentence: Sentence) -> None:
    """A whole without a stage whose parts are 小学 and 初中 is of compulsory education."""
    parted = {id(f.whole) for f in sentence.figures if f.whole is not None}
    for figure in sentence.figures:
        if id(figure) in parted and figure.unit != "%" and not named_stages(sentence, figure):
            parts = {f.stage for f in _parts_of(sentence, figure)}
            if {"primary", "junior"} <= parts <= {"primary", "junior", "compulsory", None} and "sample" not in figure.roles:
                _hand_on(sentence, figure, was=figure.stage)


def _parts_of(sentence: Sentence, whole: Figure) -> list[Figure]:
    """初中12所，在校生9800人；九年一贯制学校3所，其中小学部学生1260人: a count behind a semicolon is what these are parts of, if of any."""
    parts = [f for f in sentence.figures if f.whole is whole and f.indicator == whole.indicator]
    parted = next((f.order for f in sentence.figures if f.order > whole.order and "SEMI" in f.tags and f.whole is None), None)
    return [part for part in parts if parted is None or part.order < parted]


def _whole_of_more(sentence: Sentence) -> None:
    """完小1所，困难学生186人，其中学前教育42人、义务教育118人: a whole with parts of more stages than the one before it is of none."""
    for figure in sentence.figures:
        if figure.stage in _SINGLE and figure.unit == "person" and not named_stages(sentence, figure):
            parts = {f.stage for f in _parts_of(sentence, figure)} - {None}
            if len(parts) > 1 and not parts <= {"primary", "junior", "compulsory"}:
                figure.stage = None


_SINGLE = ("primary", "junior", "preschool", "senior")


def _hand_on(sentence: Sentence, whole: Figure, was: str | None) -> None:
    """Set the stage of a whole of both stages, and of what goes on with it and took the stage that it had."""
    whole.stage, told = "compulsory", {id(whole)}
    for figure in sentence.figures:
        goes_on = id(figure.head) in told and figure.unit in ("%", whole.unit) and figure.stage in (None, was)
        if goes_on and not named_stages(sentence, figure):
            figure.stage = "compulsory"
            told.add(id(figure))


def _is_sample(sentence: Sentence, figure: Figure) -> bool:
    """抽查学校15所（小学9所、初中6所）: which schools were visited is of the visit, unless it is said that they are of 义务教育."""
    return figure.unit == "school" and _sampled().search(sentence.text, figure.left[0], figure.start) is not None


@cache
def _sampled() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words_of('visited'))}了?(?:各级各类)?(?:中小)?学校[共了有]?$")


def _parts_of_named(sentence: Sentence) -> None:
    """成员校38所，占全县义务教育学校的71.7%: a part is of the stage that its whole is told to be of."""
    for figure, share in pairwise(sentence.figures):
        counted = figure.stage is None and figure.unit in _COUNTS and not named_stages(sentence, figure)
        if counted and share.unit == "%" and "SHARE" in share.tags and "GEN" in share.tags and share.tags <= _OF_WHOLE:
            figure.stage = share.stage


_COUNTS = frozenset(("school", "class", "person"))
_OF_WHOLE = frozenset(("COMMA", "SHARE", "STAGE", "TERM", "W", "GEN", "LE", "BOUND"))


def _divided_into_both(sentence: Sentence) -> None:
    """专任教师2246人，小学1327人，初中919人: what 小学 and 初中 make up is of compulsory education, and so is what is then told of all."""
    for last in sentence.figures:
        divided = divided_by(last)
        if not divided or divided[0].stage is not None or {part.stage for part in divided[1:]} != {"primary", "junior"}:
            continue
        divided[0].stage = "compulsory"
        for figure in sentence.figures:
            if figure.stage is None and figure.head is not None and figure.head.stage == "compulsory" and figure.order > last.order:
                figure.stage = "compulsory"


def _people_behind_parts(sentence: Sentence) -> None:
    """在校生3206人，其中小学2104人、初中1102人，专任教师210人: pupils and teachers told behind the parts are of the stage of the whole."""
    whole: Figure | None = None
    for figure in sentence.figures:
        if figure.whole is not None and figure.whole.indicator in words_of("stocks"):
            whole = figure.whole
        elif "SEMI" in figure.tags or named_stages(sentence, figure):
            whole = None
        elif whole is not None and whole.stage == "compulsory" and figure.stage is None and _is_at_school(figure):
            figure.stage = "compulsory"


def _is_at_school(figure: Figure) -> bool:
    """Pupils or teachers, or their share; not how many of these there are for one of those."""
    return figure.unit in ("person", "%") and figure.indicator.startswith(("teacher.", "student."))
