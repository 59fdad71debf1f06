"""Bound, kind and sign of a figure: 约, 以上, 不超过; a level or a change; and sizes that only name a group."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import finder_of, one_of, words_of

_GLUE = frozenset(("LE", "BE", "RESP", "W", "BOUND", "CONJ", "PAST", "TO", "STAGE", "NORM", "GEN", "UP", "PER"))
"""What may stand between a word of bound and its figure."""
_BASE = frozenset(("TERM", "GRANT", "PERIOD"))
"""And what the base of a share is named by besides: 不低于年度公用经费预算总额的5%."""
_BEFORE_MANY = ("%", "year", "hour")
"""What 多 behind it rounds off, whatever comes then."""
_REACHING = frozenset(("达不到", "未达到", "没达到", "没有达到", "未能达到", "均达不到", "均未达到"))
"""Words that say of a standard that it is not reached."""
_SPANS = frozenset(("day", "month", "year", "hour", "minute", "m"))
_COMPARING = frozenset((
    "低于", "高于", "超过", "超出", "不足", "少于", "多于", "超", "大于", "小于", "不到", "突破",
    "均低于", "均超过", "均小于", *_REACHING,
))  # fmt: skip
"""Words that in front of a quoted standard compare with it; the standard itself is just what it says."""


def set_bound(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    if figure.bound != "exact":
        return
    if "delta" in figure.roles and "norm" not in figure.roles:
        if tokens and tokens[-1].hit and tokens[-1].hit.word.bound_left == "about":
            figure.bound = "about"
        elif _AT_LEAST.search(sentence.text, figure.left[0], figure.start):
            figure.bound = "at_least"
        else:
            _right_bound(figure, sentence, tokens)
        return
    if not _right_bound(figure, sentence, tokens):
        _left_bound(figure, tokens)
    if figure.bound_side is None and (verb := _BEFORE_VERB.search(sentence.text, figure.left[0], figure.start)):
        figure.bound, figure.bound_side = ("at_most" if verb["most"] else "at_least"), "left"
    if "norm" in figure.roles and (limit := _limit_behind(figure, sentence) or _limit_before(tokens)):
        figure.bound = limit  # type: ignore[assignment]


def quote_missed(figure: Figure) -> None:
    """培训费占比3.9%，未达到5%: a standard that is not reached is just what it says; 跑道达不到200米 is a bound."""
    words = _REACHING | {"低于", "均低于"} if figure.indicator.startswith("resource.") else _REACHING  # all of which are to be reached
    missed = any(t.hit and t.hit.word.text in words for t in figure.own)
    if figure.status == "standard" and figure.bound_side == "left" and missed:
        figure.bound = "exact"


_BEFORE_VERB = re.compile(r"(?:(?:至少|起码)|(?P<most>至多|最多(?=安排|组织|举行|开展|进行|布置|设置)))[一-龥]{2,12}$")
"""每年至少开展1次, 至少新建义务教育学校2所, 最多安排2次: a verb stands between, and what it does it to. 人数最多的班有50人 is no bound."""
_AT_LEAST = re.compile(r"(?:至少|最少|起码)[^，,。；;\d]{0,4}$")
"""至少提高0.6个百分点."""


def share_bounds(sentence: Sentence) -> None:
    """控制在小学45人、初中50人的标准之内; 分别提高到85%和80%以上: norms in a list, and what 分别 assigns, are all bounded by the word
    before or behind it."""
    for a, b in pairwise(sentence.figures):
        told_of_both = a.status == "standard" or "RESP" in a.tags or _stands_before_list(a) or _follows_stages(a)
        alike = a.status == b.status and a.unit == b.unit and told_of_both
        if alike and _listed(sentence, a, b):
            if b.bound == "exact" and (a.bound_side == "left" or _limit_before(a.own)):
                b.bound, b.bound_side = a.bound, "left"
            elif a.bound == "exact" and b.bound_side == "right":
                a.bound, a.bound_side = b.bound, "right"


def _stands_before_list(figure: Figure) -> bool:
    """不少于小学30人、初中20人: the word of bound stands before the first stage."""
    bound = next((i for i, t in enumerate(figure.own) if t.hit and t.hit.word.bound_left), None)
    return bound is not None and figure.bound_side == "left" and any(t.tag == "STAGE" for t in figure.own[bound + 1 :])


def _follows_stages(figure: Figure) -> bool:
    """小学、初中均在2000人、2500人以内: each of the list is of its own stage, though no 分别 says so."""
    return sum(t.tag == "STAGE" for t in figure.own) > 1


def _listed(sentence: Sentence, a: Figure, b: Figure) -> bool:
    """Nothing but 、 or 和, or in a bracket a comma, and a stage stands between."""
    between = [t.tag for t in sentence.tokens[a.at + 1 : b.at]]
    marks = (["SEP"], ["CONJ"], ["COMMA"]) if a.depth and a.depth == b.depth else (["SEP"], ["CONJ"])
    return between[:1] in marks and all(tag == "STAGE" for tag in between[1:])


def _right_bound(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    right = next((t for t in sentence.tokens[figure.at + 1 : figure.at + 2] if t.hit and t.hit.word.bound_right), None)
    if right is None or right.hit is None:
        return False
    if right.hit.word.text == "多" and figure.unit not in _BEFORE_MANY and sentence.text[right.end : right.end + 1].isalnum():
        return False  # 较上年的5479人多招214人; 一年多的整改
    if right.hit.word.text == "内" and figure.unit not in _SPANS and not any(t.hit and t.hit.word.bound_left == "at_most" for t in tokens):
        return False
    figure.bound, figure.bound_side = right.hit.word.bound_right, "right"  # type: ignore[assignment]
    return True


def _left_bound(figure: Figure, tokens: list[Token]) -> None:
    """The word of bound before the figure; for a share also over its base: 不低于学校年度公用经费预算总额的5%."""
    glue, reach = (_GLUE | _BASE, 24) if figure.unit == "%" else (_GLUE, 6)
    gap = 0
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        if token.hit and token.hit.word.bound_left:
            compared = "norm" in figure.roles and not _is_limit(figure)
            following = [t.tag for t in tokens[i + 1 : i + 2]]
            told_of = following == ["GEN"] or (following == ["PERIOD"] and token.hit.word.text == "近")  # 人数最多的小学2136人; 近三年
            if told_of or (token.hit.word.text in _COMPARING and (compared or _of_another(figure, tokens[i + 1 :]))):
                return
            if _of_officials(tokens[i + 1 :]) or (token.tag == "TO" and "to" in figure.roles):
                return  # 由45天压缩到28天
            figure.bound, figure.bound_side = token.hit.word.bound_left, "left"  # type: ignore[assignment]
            return
        gap += token.end - token.start
        if not (token.tag in glue or _joins_stages(tokens[max(i - 1, 0) : i + 2]) or _is_lacking(token)) or gap > reach:
            return


def _joins_stages(three: list[Token]) -> bool:
    """不超过小学、初中2000人: what stands between two stages that share a figure."""
    return [t.tag for t in three] in (["STAGE", "SEP", "STAGE"], ["STAGE", "CONJ", "STAGE"])


def _is_lacking(token: Token) -> bool:
    """约缺1500个."""
    return token.tag in ("LESS", "NOT") and token.hit is not None and token.hit.word.text in ("缺", "短缺")


def _of_officials(between: list[Token]) -> bool:
    """不低于当地公务员的8.94万元: what others earn is just what it says."""
    return any(t.hit is not None and t.hit.word.text.startswith("公务员") for t in between)


def _of_another(figure: Figure, between: list[Token]) -> bool:
    """高于当地公务员的8.94万元: another body's figure stands behind the comparison, and is just what it says."""
    return figure.unit != "%" and any(t.tag == "GEN" for t in between) and "norm" not in figure.roles


def _is_limit(figure: Figure) -> bool:
    """A coefficient or a difference rate has an upper limit only: 低于0.15 is its rule."""
    return figure.unit == "number"


def _limit_behind(figure: Figure, sentence: Sentence) -> str | None:
    norm = next((t for t in sentence.tokens if t.tag == "NORM" and figure.end <= t.start <= figure.end + 12), None)
    return _limit_called(norm) if norm is not None else None


def _limit_before(tokens: list[Token]) -> str | None:
    """控制在限值之内（小学0.50: the limit itself, in a bracket behind."""
    return next((_limit_called(a) for a, b in pairwise(tokens) if a.tag == "NORM" and b.tag == "RIGHT"), None)


def _limit_called(norm: Token) -> str | None:
    if norm.hit is None:
        return None
    return {"上限": "at_most", "限值": "at_most", "限额": "at_most", "下限": "at_least"}.get(norm.hit.word.text[-2:])


_SMALL_SCHOOLS = re.compile(r"的?(?:\d+[所个][一-龥]{0,4}?)?(?:教学点|小规模|学校|小学|班|学生的)")


@cache
def _group_nouns() -> re.Pattern[str]:
    return re.compile(r"(?:及?以[上下]|以内)?的?(?:\d+[所个][一-龥]{0,4}?)?" + one_of(words_of("group")))


def set_group(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    """56人以上的大班额, 不足100人的教学点, 35岁以下教师: a size or an age that only names a group measures nothing."""
    aged = figure.unit_text in ("岁", "周岁")
    sized = figure.unit == "person" and not figure.roles & {"norm", "delta"}
    told = figure.bound_side is not None or (figure.value_max is not None and _CLASSES_OF.match(sentence.text, figure.end))
    named = (sized or aged) and told and _group_nouns().match(sentence.text, figure.end)
    if named and sized and figure.bound_side == "left":
        named = _SMALL_SCHOOLS.match(sentence.text, figure.end)
    often = figure.unit_text == "次" and figure.bound_side == "left" and _SO_OFTEN.match(sentence.text, figure.end)
    counted = is_counted(figure, sentence)
    if named or often or counted:
        figure.indicator, figure.score = "other", 1.0
        figure.roles.add("group")
        if counted or (sized and _IN_A_NAME.match(sentence.text, figure.end)):
            figure.roles.add("name")


_CLASSES_OF = re.compile(r"的?(?:大?班额|教学班|班级|大?班)\d")
"""46—55人班额21个: a size from and to that only names the classes counted."""
_IN_A_NAME = re.compile(r"(?:及?以[上下]|以内)?的?(?:\d+[所个])?(?:超?大班额|超?大班|班级|教学班|教学点|村小|办学点)")
"""县城56人以上的大班额: a size that is but a part of the name, and lies nowhere; in 农村小学100人以下的有12所 it is of these schools."""
_SO_OFTEN = re.compile(r"的(?:有|仅|只|占|共|达)?\d")
"""全年使用不足10次的有25间: so often names those that are counted."""


def is_counted(figure: Figure, sentence: Sentence) -> bool:
    """不足100人的，一律按100人核拨: those below a size, and the size as which they are counted."""
    alike = [f for f in sentence.figures if f.unit == "person" and f.value == figure.value] if figure.unit == "person" else []
    return any(low.bound_side and _AS.search(sentence.text, low.end, size.start) for low, size in pairwise(alike))


_AS = re.compile(r"(?:按照?|补足|补齐|补到)(?:每校)?$")


def set_kind(figure: Figure, sentence: Sentence, tokens: list[Token]) -> None:
    if figure.unit == "pp" and "norm" not in figure.roles:
        figure.kind = "change"
    if "delta" in figure.roles and "to" not in figure.roles:
        figure.kind = "change"
    if figure.kind != "change" or figure.value is None:
        return
    form = next((f for f in sentence.forms if f.name == "differing" and f.figures[-1] is figure), None)
    told = [t for t in sentence.tokens if form.start <= t.start < figure.start] if form else tokens
    direction = next((tag for t in reversed(told) if (tag := _direction(t)) is not None), None)
    if direction is None and figure.head is not None and figure.head.kind == "change":
        direction = "DOWN" if figure.head.value is not None and figure.head.value < 0 else "UP"
    if direction in ("DOWN", "LESS") and not is_apart(figure, sentence.text):
        figure.value = -abs(figure.value)


def is_apart(figure: Figure, text: str) -> bool:
    """两校差47.5个百分点, 首尾相差…: how far two lie apart, and not how far one of them lies below a norm or below what it was."""
    clause = text[max(figure.clause, figure.left[0]) : figure.start]
    said = _apart().search(clause)
    return said is not None and not finder_of("norm_nouns").search(clause)


@cache
def _apart() -> re.Pattern[str]:
    sides = one_of(words_of("sides_apart"))
    return re.compile(rf"(?:相差|{sides}[^，,。；;：:]{{0,8}}差距?){one_of(words_of('compared_fillers'))}{{0,2}}[了为达近约到有仅只]*$")


def _direction(token: Token) -> str | None:
    """What the word says of a difference; 低于标准 is a norm and says it too."""
    if token.tag == "NORM" and token.hit is not None and token.hit.word.text.startswith(("低", "少")):
        return "LESS"
    return token.tag if token.tag in ("UP", "DOWN", "MORE", "LESS") else None
