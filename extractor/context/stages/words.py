"""The stages that the words of a figure name: before it in its own zone, by the noun right behind it, or told of all that it counts."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from extractor.bind.lists import words_side_by_side
from extractor.context.told_behind import told_of_all
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token, behind_last_semicolon
from extractor.wordlists import one_of, words_of


def named_stages(sentence: Sentence, figure: Figure) -> list[str]:
    """The stages named in the figure's own zone, or by the noun right behind it."""
    told = _after_last_semicolon(_after_noun_before(sentence, figure))
    own = [t for t in told if t.hit and t.hit.word.stage and not _is_of_others(sentence.text, t, figure)]
    if own:
        own = _without_schools_of_sections(own, sentence.text)
        own = own[:-1] if _is_narrowed(own) else own
        own = own[-1:] if _behind_a_pair(sentence, own) else own
        own = own[-1:] if _is_exam(sentence, own[-1]) else own
        stages = [t.hit.word.stage for t in own if t.hit and t.hit.word.stage]
        return ["mixed"] if _of_several(own, stages) and _joined(sentence, own) else stages
    for i, token in enumerate(sentence.tokens[figure.at + 1 : figure.at + 8], start=figure.at + 1):
        if token.start >= figure.end:
            if token.start > figure.end + 8 or token.tag in ("COMMA", "SEP", "SEMI", "END", "FIG", "PCT", "PP", "OPEN", "CLOSE", "COLON"):
                break
            if token.hit and token.hit.word.stage and not _is_handed_to(sentence.text, token):
                return _kinds_listed(sentence.tokens[i : i + _KINDS]) or [token.hit.word.stage]
    said = told_of_all(figure, sentence)[:_KINDS]
    return _kinds_listed(said) or [t.hit.word.stage for t in said[:1] if t.hit and t.hit.word.stage]


def names_exam(sentence: Sentence, figure: Figure) -> bool:
    """河湾中学高考一本上线86人: an examination tells whose pupils they are."""
    return any(t.hit and t.hit.word.stage and _is_exam(sentence, t) for t in figure.own)


def _is_exam(sentence: Sentence, token: Token) -> bool:
    return sentence.text[token.start : token.end] in words_of("exams")


def listed_stages(figure: Figure) -> list[str | None]:
    """小学、中学教师: the stages named side by side in front of the figure; None for one that tells no single stage."""
    words = words_side_by_side(figure, lambda word: word.stage)
    return [None if word.stage == "mixed" else word.stage for word in words]


def _without_schools_of_sections(own: list[Token], text: str) -> list[Token]:
    """九年一贯制学校小学部4所: the section is counted, and not the school whose it is."""
    return [
        t for t, behind in zip(own, [*own[1:], None], strict=False)
        if behind is None or behind.start != t.end or text[behind.end - 1] not in _SECTION
    ]  # fmt: skip


_SECTION = "部段"
"""How the name of a school's section ends: 初中部, 初中阶段."""


def _kinds_listed(behind: list[Token]) -> list[str]:
    """25所小学、初中和九年一贯制学校: the kinds that were counted together, behind their number; in 25所小学、12所初中 one is."""
    kinds = [t.hit.word.stage for t in takewhile(lambda t: t.tag in _LISTING, behind) if t.tag == "STAGE" and t.hit]
    return ["primary", "junior"] if {"primary", "junior"} <= {*kinds} <= _BASIC_KINDS else []


_LISTING = frozenset(("STAGE", "SEP", "CONJ"))
_KINDS = 7
"""Tokens of such a list at most."""
_BASIC_KINDS = frozenset(("primary", "junior", "compulsory"))


def _is_of_others(text: str, token: Token, figure: Figure) -> bool:
    """It tells whom the figure is handed to, or stands in the name of a school that is told aside."""
    in_a_name = token.start > 0 and text[token.start - 1] not in "(（、，"
    aside = in_a_name and _NAMED_ASIDE.match(text, token.end, figure.start) is not None
    return aside or _is_handed_to(text, token) or is_one_of_several(text, token.end, figure)


def is_one_of_several(text: str, end: int, figure: Figure) -> bool:
    """完工河口镇中学等项目12个, 红岩完小综合楼等项目6个: what ends there is an example of what is counted."""
    return figure.unit in ("school", "item") and _AND_OTHERS.fullmatch(text, end, figure.start) is not None


_AND_OTHERS = re.compile(r"[^，,。；;、\d]{0,8}(?<![中高初优同均平特上])等(?![级次奖于])[^，,。；;、\d]{0,10}")


_NAMED_ASIDE = re.compile(r"(?:、[^()（）]*)?[)）]")
"""新建学校4所（东关中学、西关小学），增加学位3200个: the end of a school's name that only a bracket tells."""


def _is_handed_to(text: str, token: Token) -> bool:
    """招生名额的60%分配到各初中: the places are of the schools that hand them out."""
    return _handed_to().search(text, max(0, token.start - _HANDED), token.start) is not None


_HANDED = 16
"""Characters in which it is said that something is handed to schools."""


@cache
def _handed_to() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words_of('handed_to'))}[^，,。；;、\d]{{0,6}}$")


def _is_narrowed(own: list[Token]) -> bool:
    """义务教育中小学41所: the last word would be of any stage, if the one right before it did not tell which."""
    near = [t for t in own[-2:] if t.hit is not None]
    told = [t.hit.word.stage for t in near if t.hit is not None]
    return told == ["compulsory", "mixed"] and near[0].end == near[1].start


def _of_several(own: list[Token], stages: list[str]) -> bool:
    return len(own) > 1 and stages[-1] != stages[-2] and not {*stages[-2:]} <= {"primary", "junior", "compulsory"}


def _behind_a_pair(sentence: Sentence, own: list[Token]) -> bool:
    """小学、初中均已达标，小学生均用房5.12平方米: what both are told of ends with its clause; the last stage stands alone."""
    if len(own) <= _PAIR or not _joined(sentence, own[:-1]):
        return False
    return "，" in sentence.text[own[-2].end : own[-1].start]


_PAIR = 2


def _joined(sentence: Sentence, own: list[Token]) -> bool:
    """中小学校幼儿园11所, 小学和幼儿园: two stages side by side before one figure."""
    return sentence.text[own[-2].end : own[-1].start].strip("校、和及与") == ""


def _after_noun_before(sentence: Sentence, figure: Figure) -> list[Token]:
    """Its own tokens, without the noun that the figure before it counts: 3所小学、2所初中; 去年建成一所初中，今年又有两所小学落成."""
    own = figure.own
    if _begins_with_noun(sentence, figure):
        apart = _has_stage_behind(sentence, figure) or "SHARE" in figure.tags  # 23所小学达到标准，占学校总数的71.88%
        apart = apart or bool(kinds_counted(sentence, figure))
        marks = ("SEP", "CONJ", "COMMA") if apart else ("SEP", "CONJ")
        cut = next((i for i, t in enumerate(own) if t.tag in marks), None)
        if cut is not None and figure.at - len(own) > 0:
            return own[cut:]
    return own


def kinds_counted(sentence: Sentence, figure: Figure) -> set[str | None]:
    """3所小学、2所初中，教师126人: the stages of schools of two kinds or more side by side right before, of all of whom it is told."""
    last = sentence.neighbour(figure, -1)
    if last is None or figure.unit == "school" or last.unit != "school" or "COMMA" not in figure.tags:
        return set()
    kinds, listed = {last.stage}, last
    while listed.tags & _LISTING and (before := sentence.neighbour(listed, -1)) is not None and before.unit == "school":
        kinds.add(before.stage)
        listed = before
    return kinds if len(kinds) > 1 else set()


def _begins_with_noun(sentence: Sentence, figure: Figure) -> bool:
    """The figure before counts what stands right behind it, wherever that lies: 15所(乡镇初中)、21所, 4所(村完小)和1所."""
    noun = next((t for t in figure.own if t.hit and t.hit.word.stage), None)
    if noun is None or noun is figure.own[0]:
        return noun is not None
    counts = any(f.end == figure.left[0] and f.unit in _COUNTED for f in sentence.figures)
    return counts and _lying_in().fullmatch(sentence.text, figure.left[0], noun.start) is not None


_COUNTED = ("school", "class", "person")


@cache
def _lying_in() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words_of('lying_in'))}+")


def _has_stage_behind(sentence: Sentence, figure: Figure) -> bool:
    behind = next(iter(sentence.tokens[figure.at + 1 : figure.at + 2]), None)
    return behind is not None and behind.start == figure.end and behind.hit is not None and behind.hit.word.stage is not None


def _after_last_semicolon(own: list[Token]) -> list[Token]:
    """主要是四至六年级学生；初中寄宿生3878人: those behind the mark, if they name a stage."""
    behind = behind_last_semicolon(own)
    return behind if len(behind) == len(own) or any(t.hit and t.hit.word.stage for t in behind) else own


def stage_of_part(sentence: Sentence, start: int, end: int) -> str | None:
    """义务教育方面，投入1.2亿元，改造校舍2.1万平方米: the stage that opens what stands between `start` and `end`;
    and that of a label that is a sentence itself (（二）义务教育。)."""
    first = next((t for t in sentence.tokens if t.start >= start and t.hit and t.hit.word.stage), None)
    if first is None or first.hit is None or first.hit.word.stage == "mixed" or first.end > end:
        return None
    opens = _OPENS_PART.fullmatch(sentence.text, start, first.start) and _ASPECT.match(sentence.text, first.end, end)
    return first.hit.word.stage if opens else None


_OPENS_PART = re.compile(r"[；;\s]*(?:[(（]?[\d一二三四五六七八九十]{1,2}(?:[)）、.．]|是)[，,]?)?(?:其中|在|全[县区市旗])?")
_ASPECT = re.compile(r"(?:教育|阶段|学段)?(?:(?:方面|领域)[，,：:]|。)")
