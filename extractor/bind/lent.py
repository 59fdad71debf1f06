"""What a figure's head lends it, and how much more clearly its own words must speak to be heard instead.

Takes a figure whose head is set; sets nothing.
"""

from __future__ import annotations

from extractor.bind.earlier import bare_noun, refers_back
from extractor.bind.heads import start_of_change
from extractor.bind.own_words import TELLING, from_purse, is_line_of, names_no_more
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import words_of
from models.indicators import OTHER, load_indicators

PART = 0.45
"""How much more clearly still, where 其中, a bracket or a comparison says that it is a part."""
OF_FLOW = 5.0
"""The same for a part of a flow: 招聘218名，其中音体美教师86名 counts recruits; and for percentage points."""
COMPARED = 0.9
"""The same for a difference (比上年减少698人): it speaks of what it is compared with."""
NAMED = 0.25
"""The same for a growth in per cent of a thing that is named right in front of the verb: 在校生1200人，校舍面积增长15%."""


def lent_by_head(figure: Figure) -> str | None:
    """The indicator that the head lends: its own, that of its share, or that of the same amount per head."""
    head = figure.head
    if head is None:
        return None
    source = load_indicators()[head.indicator]
    if figure.unit == "pp" and head.unit not in ("%", "pp"):  # 达标学校增加5所，达标率提高7.1个百分点
        return source.rate
    if "delta" in figure.roles or figure.unit == "pp":
        return source.growth if figure.unit == "%" and source.growth else head.indicator
    if figure.unit == "%" and head.unit not in ("%", "pp"):
        return source.rate
    if "/" in figure.unit and "/" not in head.unit:
        return source.per_head
    return head.indicator


def reluctance(figure: Figure, part: bool, text: str) -> float:
    """How much more than usual its own words must say, for a figure that the text makes a difference or a part."""
    if "delta" in figure.roles:
        # 支出占21.4%，比上年上升0.7个百分点: the share has risen, whatever 支出 and 上升 speak for.
        if _of_points(figure) or names_no_more(figure):
            return OF_FLOW
        return NAMED if _names_what_grows(figure) else COMPARED
    if is_line_of(figure):
        return OF_FLOW
    if _next_stage(figure) or _same_deed(figure) or _next_kind(figure):
        return OF_FLOW
    if (
        figure.head is not None
        and (part or figure.whole is not None)
        and (load_indicators()[figure.head.indicator].flow or from_purse(figure, text))
    ):
        return OF_FLOW
    if _of_attained(figure):
        return OF_FLOW
    return PART if part or figure.whole is not None else 0.0


def _same_deed(figure: Figure) -> bool:
    """交流校长46名、教师326名: with whom else it was done, by no more than their noun."""
    head, own = figure.head, [t for t in figure.own if t.tag not in ("LE", "BOUND")]
    if head is None or not load_indicators()[head.indicator].flow or head.order != figure.order - 1 or not own:
        return False
    nouns = [t.hit.word for t in own[1:] if t.hit is not None]
    return own[0].tag == "SEP" and len(nouns) == len(own) - 1 > 0 and all(w.term and w.strength < TELLING for w in nouns)


def _next_kind(figure: Figure) -> bool:
    """光纤接入8所初中、26所中心小学和12所村小: between schools stands the noun of those before alone, so that one verb is said of all."""
    head = figure.head
    if figure.unit != "school" or head is None or head.indicator not in _DONE or head.order != figure.order - 1 or not figure.own:
        return False
    *noun, mark = figure.own
    return mark.tag in ("SEP", "CONJ") and bool(noun) and all(t.hit is not None and t.hit.word.scope for t in noun)


_DONE = ("school.covered", "school.built", "school.renovated", "school.closed")
"""What is done with schools, of which each may be of another kind; what they are is said of them one by one (小学5所、初中4所达标)."""


def _of_attained(figure: Figure) -> bool:
    """测算的学校37所，达标33所，占89.2%；其中小学23所: a stage of those that attain, whatever was counted before."""
    whole = figure.whole
    attained = whole is not None and whole is figure.head and (whole.indicator, figure.unit) == ("school.compliant", "school")
    return attained and all(t.tag in ("SEMI", "COMMA", "AMONG", "STAGE", "LE", "OPEN") for t in figure.own)


def _of_points(figure: Figure) -> bool:
    """上升0.7个百分点: of what the text goes on with, if that is anything: 财政收入增长4.8%；教育经费增长高于财政收入增长1.2个百分点."""
    return figure.unit == "pp" and figure.head is not None and figure.head.indicator != OTHER


def _names_what_grows(figure: Figure) -> bool:
    """在校生1200人，校舍面积增长15%: a noun and the verb alone make the clause."""
    tags = [t.tag for t in figure.own if t.tag not in ("LE", "BOUND")]
    whole_clause = len(tags) > _MARK_AND_VERB and tags[0] == "COMMA" and tags[-1] in ("UP", "DOWN")
    return figure.unit == "%" and whole_clause and set(tags[1:-1]) == {"TERM"}


_MARK_AND_VERB = 2


def _next_stage(figure: Figure) -> bool:
    """平均班额小学40.4人、初中41.6人: nothing but the next stage stands between, whatever the sentence spoke of before."""
    listed = [t.tag for t in figure.own] in (["SEP", "STAGE"], ["CONJ", "STAGE"])
    return listed and figure.head is not None and (figure.head is figure.whole or figure.head.order == figure.order - 1)


def is_part(figure: Figure, sentence: Sentence) -> bool:
    return "AMONG" in figure.tags or "OPEN" in figure.tags or _is_rest(figure, sentence)


def _is_rest(figure: Figure, sentence: Sentence) -> bool:
    """其余1460个在乡镇: what is left of a whole that was told before."""
    own = sentence.text[figure.clause : figure.start]
    return figure.head is not None and own.startswith(words_of("rest"))


def continues(figure: Figure, sentence: Sentence) -> bool:
    """The goal of a 从…到… measures what its start measures, and a bare noun (2024年支出…) what the sentence before tells in full."""
    if figure.head is None:
        return False
    taken_up = bare_noun(sentence, figure) is not None or refers_back(sentence, figure)
    return (taken_up and figure.head not in sentence.figures) or start_of_change(sentence, figure) is figure.head
