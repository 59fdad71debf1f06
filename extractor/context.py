"""Bound, kind, sign, status, stage, area, criterion and period of each figure, from its sentence and what went before.

Runs after bind.py: it needs each figure's own zone and its head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extractor.entities import Entity, find_entities
from extractor.figures import Figure
from extractor.periods import period_of, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token
from models.loading import load_data

_GLUE = frozenset(("LE", "BE", "RESP", "W", "BOUND", "CONJ", "PAST"))
_ATTAINMENT = frozenset(("school.compliant", "school.compliant_rate", "cv.item", "cv.composite"))


@dataclass(frozen=True, slots=True)
class Context:
    """What the text before a sentence has settled."""

    year: int | None = None
    """The document's own year."""
    period: str | None = None
    """The last time named in this paragraph."""
    stage: str | None = None
    school: str | None = None
    """The stage of the school named last, which 该校 goes on with."""
    setter: Figure | None = None
    """The figure of the sentence before from which `stage` comes; None where a heading or the title settles it."""
    area: str | None = None
    criterion: str | None = None
    section: str | None = None
    """`plan` or `past`: what the heading announces."""
    plan_document: bool = False


def resolve_sentence(sentence: Sentence, context: Context) -> Context:
    """Set all contextual fields of the sentence's figures; gives the context for the sentence after."""
    state = context
    for figure in sentence.figures:
        tokens = figure.own
        _bound(figure, sentence, tokens)
        _group(figure, sentence, tokens)
        _kind(figure, tokens)
        state = _period(figure, sentence, tokens, state)
        _status(figure, sentence, tokens, state)
        if figure.joined is not None:
            _as_in_list(figure, figure.joined)
        _area(figure, sentence, tokens)
        _criterion(figure, sentence, state)
    _years_in_list(sentence)
    _stages(sentence, context)
    return _after(sentence, state)


# --- bound ---------------------------------------------------------------------------------------------------------


_COMPARING = frozenset(("低于", "高于", "超过", "超出", "不足", "少于", "多于", "超", "大于", "小于", "不到", "突破"))
"""Words that in front of a quoted standard compare with it; the standard itself is just what it says."""
_SPANS = frozenset(("day", "month", "year", "hour", "minute", "m"))


def _bound(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    if figure.bound != "exact":
        return
    if "delta" in figure.roles and "norm" not in figure.roles:
        if tokens and tokens[-1].hit and tokens[-1].hit.word.bound_left == "about":
            figure.bound = "about"
        return
    if not _right_bound(figure, sentence, tokens):
        _left_bound(figure, tokens)
    if "norm" in figure.roles and (limit := _limit_behind(figure, sentence)):
        figure.bound = limit  # type: ignore[assignment]


def _right_bound(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    right = next((t for t in sentence.tokens[figure.at + 1 : figure.at + 2] if t.hit and t.hit.word.bound_right), None)
    if right is None or right.hit is None:
        return False
    if right.hit.word.text == "内" and figure.unit not in _SPANS and not any(t.hit and t.hit.word.bound_left == "at_most" for t in tokens):
        return False
    figure.bound, figure.bound_side = right.hit.word.bound_right, "right"  # type: ignore[assignment]
    return True


def _left_bound(figure: Figure, tokens: list[Token]) -> None:
    """The word of bound before the figure; for a share also over its base: 不低于公用经费的5%."""
    glue, reach = (_GLUE | {"TERM", "GEN", "TO", "STAGE", "NORM", "UP"}, 18) if figure.unit == "%" else (_GLUE | {"TO", "STAGE", "NORM", "GEN", "UP"}, 6)
    gap = 0
    for token in reversed(tokens):
        if token.hit and token.hit.word.bound_left:
            if token.hit.word.text in _COMPARING and "norm" in figure.roles and not _is_limit(figure):
                return
            figure.bound, figure.bound_side = token.hit.word.bound_left, "left"  # type: ignore[assignment]
            return
        gap += token.end - token.start
        if token.tag not in glue or gap > reach:
            return


def _is_limit(figure: Figure) -> bool:
    """A coefficient or a difference rate has an upper limit only: 低于0.15 is its rule."""
    return figure.unit == "number"


def _limit_behind(figure: Figure, sentence: Sentence) -> str | None:
    norm = next((t for t in sentence.tokens if t.tag == "NORM" and figure.end <= t.start <= figure.end + 12), None)
    if norm is None or norm.hit is None:
        return None
    return {"上限": "at_most", "限值": "at_most", "限额": "at_most", "下限": "at_least"}.get(norm.hit.word.text[-2:])


def _as_in_list(figure: Figure, before: Figure) -> None:
    """A list is of one kind: what is a standard or a plan for its first figure is so for the next."""
    if before.status in ("standard", "plan") and figure.status == "actual":
        figure.status = before.status
    if before.bound in ("at_least", "at_most") and before.bound_side == "left" and figure.bound == "exact":
        figure.bound = before.bound


# --- kind ----------------------------------------------------------------------------------------------------------


@cache
def _group_nouns() -> re.Pattern[str]:
    words = load_data("words.yaml", "extractor")["group"]
    return re.compile(r"(?:及?以[上下]|以内)?的?(?:" + "|".join(map(re.escape, words)) + ")")


def _group(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    """56人以上的大班额, 不足100人的教学点, 35岁以下教师: a size or an age that only names a group measures nothing."""
    sized = figure.unit == "person" and "norm" not in figure.roles and figure.bound in ("at_least", "at_most") and "delta" not in figure.roles
    if not (sized or figure.unit_text in ("岁", "周岁")) or not _group_nouns().match(sentence.text, figure.end):
        return
    if sized and figure.bound_side == "left" and not re.match(r"的?(?:教学点|小规模|学校|班|学生的)", sentence.text[figure.end : figure.end + 4]):
        return
    if figure.unit_text in ("岁", "周岁") and figure.bound == "exact":
        return
    figure.indicator, figure.score = "other", 1.0
    figure.roles.add("group")


def _kind(figure: Figure, tokens: list[Token]) -> None:
    if figure.unit == "pp" and "norm" not in figure.roles:
        figure.kind = "change"
    if "delta" in figure.roles and "to" not in figure.roles:
        figure.kind = "change"
    if figure.kind != "change" or figure.value is None:
        return
    direction = next((t.tag for t in reversed(tokens) if t.tag in ("UP", "DOWN", "MORE", "LESS")), None)
    if direction is None and figure.head is not None and figure.head.kind == "change":
        direction = "DOWN" if figure.head.value is not None and figure.head.value < 0 else "UP"
    if direction in ("DOWN", "LESS"):
        figure.value = -abs(figure.value)


# --- status --------------------------------------------------------------------------------------------------------


def _status(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> None:
    tags = {t.tag for t in tokens}
    if figure.roles & {"from", "base"}:
        figure.status = "standard" if "norm" in figure.roles else "baseline"
    elif _is_rule(figure, sentence, tokens):
        figure.status = "standard"
    elif _planned(figure, sentence, tokens, context):
        figure.status = "plan"
    elif ("OLD" in tags or any(t.hit and t.hit.word.period == "last_year" for t in tokens)) and "CMP" not in tags:
        figure.status = "baseline"


def _is_rule(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    """The figure quotes a norm: the words say so, or it is the line that a national rule sets."""
    if "norm" in figure.roles and "delta" not in figure.roles:
        return True
    rules = _words("rules").get(figure.indicator, ())
    if figure.value is not None and str(figure.value) in rules and (figure.bound in ("at_least", "at_most") or figure.unit == "hour"):
        return not any(t.tag == "PERIOD" for t in tokens)
    own = sentence.text[figure.left[0] : figure.start]
    if figure.indicator in _words("granted") and "to" not in figure.roles and figure.kind == "level":
        return bool(re.search(r"按|标准|档|给予|每[生人]每|不低于|不超过|最高", own)) and not re.search(r"达到|提高|增加|平均|月均|人均|[由从]|增至", own)
    if figure.indicator == "teacher.service_years" or figure.unit == "year" and re.match(r"\d+学时", sentence.text[figure.end :]):
        return bool(re.search(r"服务期|须|需|应|不少于|明确|规定|满", own)) or sentence.text[figure.end : figure.end + 1].isdigit()
    return figure.unit == "day" and figure.bound == "at_most" and bool(re.search(r"报送|上报|反馈|提交", sentence.text[figure.end : figure.end + 12]))


@cache
def _words(section: str) -> dict[str, tuple[str, ...]]:
    data = load_data("words.yaml", "extractor")[section]
    return data if isinstance(data, dict) else dict.fromkeys(data, ())


def _planned(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> bool:
    before = sentence.tokens[: figure.at]
    last = next((t.tag for t in reversed(before) if t.tag in ("PLAN", "PAST") and _asserts(t)), None)
    span = years_of(figure.period)
    if span and context.year:
        if span[0] > context.year:
            return last != "PAST"
        if span[1] < context.year:
            return False
    if last == "PLAN":
        return True
    if figure.indicator.endswith(".gap"):
        return False  # what is lacking is lacking now
    if context.plan_document or context.section == "plan":
        return last != "PAST"
    return False


def _asserts(token: Token) -> bool:
    return token.hit is not None and token.hit.word.text not in ("目标", "任务", "规划", "设计")


# --- period --------------------------------------------------------------------------------------------------------


def _period(figure: Figure, sentence: Sentence, tokens: list[Token], state: Context) -> Context:
    own = [t for t in tokens if t.tag == "PERIOD" or (t.hit and t.hit.word.period)]
    if not own:
        figure.period = None if "norm" in figure.roles or _unsettled(figure) else state.period
        return state
    code, settles = _code(own[-1], sentence, state)
    figure.period = code
    compared = any(t.tag == "CMP" for t in tokens)
    if compared and "base" not in figure.roles:
        figure.period = state.period
        return state
    if figure.roles & {"from", "base"} or not settles:
        return state
    return replace(state, period=code)


def _unsettled(figure: Figure) -> bool:
    return bool(figure.roles & {"from"})


def _code(token: Token, sentence: Sentence, state: Context) -> tuple[str | None, bool]:
    """The period that a token names, and whether what follows goes on in it."""
    word = token.hit.word.period if token.hit else None
    if word == "now":
        return None, True
    year = years_of(state.period)[1] if years_of(state.period) else state.year  # type: ignore[index]
    if word == "this_year":
        return (state.period or (str(state.year) if state.year else None)), True
    if word in ("last_year", "next_year"):
        return (str(year + (1 if word == "next_year" else -1)) if year else None), word == "next_year"
    return period_of(sentence.text[token.start : token.end], state.year), True


def _years_in_list(sentence: Sentence) -> None:
    """近四年依次为A、B、C和D: as many figures as years, so each has its own."""
    for i, figure in enumerate(sentence.figures):
        span, count = years_of(figure.period), _list_length(sentence, i)
        named = any(t.tag == "PERIOD" and t.span for t in figure.own)
        if named and span and span[1] > span[0] and count == span[1] - span[0] + 1 and _says_respectively(sentence, figure):
            for step, member in enumerate(sentence.figures[i : i + count]):
                member.period = str(span[0] + step)


# --- area, criterion -----------------------------------------------------------------------------------------------


def _area(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    near = [t for t in tokens if t.hit and t.hit.word.area]
    behind = [t for t in sentence.tokens if t.hit and t.hit.word.area and figure.end <= t.start <= figure.end + 8]
    if near:
        figure.area = near[-1].hit.word.area  # type: ignore[union-attr]
    elif behind and not any(t.tag in ("COMMA", "SEP", "SEMI", "END") for t in sentence.tokens if figure.end <= t.start < behind[0].start):
        figure.area = behind[0].hit.word.area  # type: ignore[union-attr]
    elif figure.head is not None:
        figure.area = figure.head.area


def _criterion(figure: Figure, sentence: Sentence, state: Context) -> None:
    if figure.indicator not in _ATTAINMENT and not (figure.indicator == "other" and _misses(figure, sentence)):
        return
    before = [t for t in sentence.tokens if t.hit and t.hit.word.criterion and t.end <= figure.start]
    if before:
        figure.criterion = before[-1].hit.word.criterion  # type: ignore[union-attr]
        if figure.indicator == "cv.composite" and "综合" not in sentence.text[before[-1].start : figure.start]:
            figure.indicator = "cv.item"
    elif state.criterion:
        figure.criterion = state.criterion


def _misses(figure: Figure, sentence: Sentence) -> bool:
    """Schools that do not reach an item: 尚有3所小学没有达标."""
    return figure.unit == "school" and bool(re.search(r"没有达标|不达标|未达标|没有达到|未达到|低于", sentence.text[figure.clause : figure.end + 20]))


# --- stage ---------------------------------------------------------------------------------------------------------


def _stages(sentence: Sentence, context: Context) -> None:
    outer: str | None = context.stage
    setter: Figure | None = context.setter
    school: str | None = context.school if sentence.text[sentence.start : sentence.start + 2] in ("该校", "学校") else None
    listed: list[str] = []
    last_list: list[str] = []
    for i, figure in enumerate(sentence.figures):
        if outer != "compulsory" and any(t.tag == "SEMI" for t in figure.own):
            outer, setter = context.stage, context.setter
        if school_here := _school_before(sentence, figure):
            figure.entity, school = school_here.name, school_here.stage
        named = _named_stages(sentence, figure)
        if not listed and (count := _list_length(sentence, i)) > 1:
            listed = named[-count:] if len(named) >= count else last_list if (_says_respectively(sentence, figure) or "norm" in figure.roles) and len(last_list) == count else []
            last_list = listed or last_list
        if listed:
            figure.stage, listed = listed[0], listed[1:]
            continue
        if named:
            figure.stage = _one(named)
        elif figure.head is not None:
            figure.stage = figure.head.stage
        elif school is not None:
            figure.stage = school
        elif _takes_stage(figure, setter, outer):
            figure.stage = outer
        if figure.stage == "mixed":
            figure.stage = None
        if figure.head is None and any(t.hit and t.hit.word.stage for t in figure.own):
            outer, setter = figure.stage, figure
    if outer == "compulsory" and setter is not None and setter.indicator.split(".")[0] in _BUILDINGS:
        sentence.outer = (outer, setter)
    _whole_of_both(sentence)


def _school_before(sentence: Sentence, figure: Figure) -> Entity | None:
    """The school that the figure's own zone names."""
    names = [e for e in find_entities(sentence.text) if figure.left[0] <= e.start and e.end <= figure.start]
    return names[-1] if names else None


_BASIC = frozenset(("school", "class", "teacher", "student", "seat"))
_BUILDINGS = frozenset(("area", "room", "equipment", "resource"))


def _takes_stage(figure: Figure, setter: Figure | None, outer: str | None) -> bool:
    """Does a figure without a stage of its own go on in the stage named before? 小学在校生…，教学班…, but not 满意度."""
    if outer is None or "group" in figure.roles or figure.indicator.startswith(tuple(_words("own_stage_only"))):
        return False
    if setter is None:
        return True
    return _same_matter(figure, setter)


def _same_matter(figure: Figure, setter: Figure) -> bool:
    own, other = figure.indicator.split(".")[0], setter.indicator.split(".")[0]
    if setter.stage in ("preschool", "special", "senior"):
        return {own, other} <= _BASIC and own != "school"
    if own == "quality":
        return figure.indicator == setter.indicator
    if own == "other":
        return figure.unit == "person" and other in _BASIC
    if setter.sentence != figure.sentence:
        return {own, other} <= _BUILDINGS
    return own == other or {own, other} <= _BASIC or {own, other} <= _BUILDINGS


def _says_respectively(sentence: Sentence, figure: Figure) -> bool:
    return any(t.tag == "RESP" for t in figure.own)


def _list_length(sentence: Sentence, i: int) -> int:
    """How many figures from number `i` on are joined by 、 or 和 with nothing else between."""
    count = 1
    while i + count < len(sentence.figures) and _respective(sentence, sentence.figures[i + count - 1], i + count - 1):
        count += 1
    return count


def _named_stages(sentence: Sentence, figure: Figure) -> list[str]:
    """The stages named in the figure's own zone, or by the noun right behind it."""
    own = [t for t in _after_noun_before(figure) if t.hit and t.hit.word.stage]
    if own:
        return [t.hit.word.stage for t in own if t.hit and t.hit.word.stage]
    for token in sentence.tokens[figure.at + 1 : figure.at + 8]:
        if token.start >= figure.end:
            if token.start > figure.end + 8 or token.tag in ("COMMA", "SEP", "SEMI", "END", "FIG", "PCT", "PP", "OPEN", "CLOSE"):
                break
            if token.hit and token.hit.word.stage:
                return [token.hit.word.stage]
    return []


def _after_noun_before(figure: Figure) -> list[Token]:
    """Its own tokens, without the noun that the figure before it counts: 3所小学、2所初中."""
    own = figure.own
    if own and own[0].hit and own[0].hit.word.stage:
        cut = next((i for i, t in enumerate(own) if t.tag in ("SEP", "CONJ")), None)
        if cut is not None and figure.at - len(own) > 0:
            return own[cut:]
    return own


def _one(named: list[str]) -> str | None:
    if {"primary", "junior"} <= set(named[-2:]):
        return "compulsory"
    return named[-1]


def _respective(sentence: Sentence, figure: Figure, i: int) -> bool:
    """小学、初中分别为A和B: as many figures follow as stages are named, joined by 、 or 和."""
    if i + 1 >= len(sentence.figures):
        return False
    following = sentence.figures[i + 1]
    between = sentence.tokens[figure.at + 1 : following.at]
    marks = [t.tag for t in between if t.tag not in ("BOUND", "RIGHT")]
    return marks in (["SEP"], ["CONJ"]) or (marks == ["COMMA"] and len(between) == 1)


def _whole_of_both(sentence: Sentence) -> None:
    """A whole without a stage whose parts are 小学 and 初中 is of compulsory education."""
    for figure in sentence.figures:
        if not _named_stages(sentence, figure) and figure.unit != "%":
            parts = {f.stage for f in sentence.figures if f.whole is figure and f.indicator == figure.indicator}
            if {"primary", "junior"} <= parts:
                figure.stage = "compulsory"
                for share in sentence.figures:
                    if share.head is figure and share.unit == "%" and share.stage is None:
                        share.stage = "compulsory"


def _after(sentence: Sentence, state: Context) -> Context:
    criteria = [t for t in sentence.tokens if t.hit and t.hit.word.criterion]
    periods = [t for t in sentence.tokens if t.tag == "PERIOD" and t.span]
    if periods and not sentence.figures:
        state = replace(state, period=period_of(sentence.text[periods[-1].start : periods[-1].end], state.year) or state.period)
    if sentence.outer:
        state = replace(state, stage=sentence.outer[0], setter=sentence.outer[1])
    if schools := find_entities(sentence.text[sentence.start : sentence.end]):
        state = replace(state, school=schools[-1].stage)
    if criteria and not sentence.figures:
        state = replace(state, criterion=criteria[-1].hit.word.criterion)  # type: ignore[union-attr]
    return state
