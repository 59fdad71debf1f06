"""Schools and classes of which only the number is told: what is said of them stands behind, and names another thing.

Takes a sentence whose figures before are bound; sets nothing.
"""

from __future__ import annotations

import re
from itertools import islice

from extractor.bind.heads import is_whole_of_share
from extractor.bind.lacking import are_some
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.tokens import Token

STOCKS = {"school": "school.count", "class": "class.count"}
"""By unit, what is counted where no more than the number is told."""


def stands_alone(figure: Figure, sentence: Sentence) -> bool:
    """初中30所没有学校达标, 13所小学中有…, 9所中达标6所, 1256个班中还有8个, 占26所小学的42%, 5.3%（当年共1104个班）: of schools and
    classes that something is then said of, or that a share is of, only the number is told."""
    following = sentence.tokens[figure.at + 1 : figure.at + 4]
    if figure.unit not in STOCKS or not following:
        return False
    if is_whole_of_share(sentence, figure) or _is_base(figure, sentence) or _AMONG_BEHIND.match(sentence.text, figure.end):
        return True
    if figure.unit == "class":
        return sentence.text.startswith("中大班额", figure.end)
    noun = following[0].tag == "STAGE" or (following[0].hit is not None and following[0].hit.word.text == "学校")
    told = (
        (following[0].tag == "NOT" and not are_some(figure, sentence))
        or _attained_by(following[:2])
        or _OF_THEM.match(sentence.text, figure.end) is not None
    )
    return told or (noun and _goes_on_with_them(sentence, figure, following[0].end))


def _goes_on_with_them(sentence: Sentence, figure: Figure, end: int) -> bool:
    """21所初中（含九年一贯制学校初中部）中: behind the noun and what a bracket says of it, some of them are told."""
    bracket = _BRACKET.match(sentence.text, end)
    end = bracket.end() if bracket else end
    behind = (t for t in sentence.tokens[figure.at + 2 : figure.at + _BEHIND] if t.start >= end)
    return sentence.text.startswith(("中", "里"), end) or _attained_by(list(islice(behind, 2)))


_BRACKET = re.compile(r"[(（][^()（）\d]{1,24}[)）]")
_BEHIND = 20
"""Tokens behind a figure among which its noun's bracket ends."""


_OF_THEM = re.compile("里|中(?![小学心职等专])")
"""9所中6所达标; of 48所中小学 and 6所中心校 the noun begins so."""


_AMONG_BEHIND = re.compile(r"(?:学校)?(?:当中|之中|[中里](?=[，,有还仍共已]))|(?:学校)?[作为当做]了?(?:分母|基数|底数)")


def _attained_by(tokens: list[Token]) -> bool:
    """9所小学达标7所: the second figure tells how many."""
    return len(tokens) == 2 and tokens[0].tag == "ATTAIN" and tokens[1].figure is not None


def _is_base(figure: Figure, sentence: Sentence) -> bool:
    """5.3%（当年共1104个班）: right behind a share, a bracket tells how many there were in all."""
    before = sentence.neighbour(figure, -1)
    return before is not None and before.unit == "%" and _IN_ALL.fullmatch(sentence.text, before.end, figure.start) is not None


_IN_ALL = re.compile(r"[(（](?:当[年时]|现|其时|同期|全[县市区旗])?(?:实?有|共有?|总共|合计|共计|计)?[(（]?")
