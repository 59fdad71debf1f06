"""Where a figure's own words tell more than what came before, or so little that what came before stays.

Takes a figure with its tokens and voices; sets nothing.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.bind.voices import Voice
from extractor.figures import Figure
from extractor.lexicon import Lexicon
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER

TELLING = 0.85
"""From this strength on a word tells what is measured; 占, 比例, 教师 do not by themselves."""
_PEOPLE = frozenset(("student.count", "teacher.count"))
"""三名学生、两位老师: whoever is named by no more than a noun for pupils or teachers."""


def speak_of_other(best: str, figure: Figure, voices: list[Voice], lexicon: Lexicon) -> bool:
    """招聘教师不少于200名，交流轮岗教师不少于350名: behind a comma no telling word speaks for what the words before it speak for."""
    if "COMMA" not in figure.tags or not figure.tags.isdisjoint(("AMONG", "SHARE")):
        return False
    telling = (v.hit.word for v in voices if v.own and v.hit.word.strength >= TELLING)
    return not any(lexicon.wordings[n].indicator.id == best for word in telling for n, _ in word.groups)


def of_other_people(best: str, inherited: str) -> bool:
    """组织17名音体美教师到乡镇上课，惠及学生1200人: pupils are none of the teachers that the list began with, nor these of those."""
    apart = best.split(".")[0] != inherited.split(".")[0]
    return best in _PEOPLE and inherited.startswith(("student.", "teacher.")) and apart


def is_named_whole(figure: Figure, sentence: Sentence) -> bool:
    """缺教师5名；全镇152名教师中，50岁以上的47名: people of whom something is then said are named by their noun."""
    return figure.unit == "person" and _PEOPLE_AMONG.match(sentence.text, figure.end) is not None


_PEOPLE_AMONG = re.compile(r"(?:专任|在职|在岗|在编|中小学|小学|初中|乡村|农村|义务教育)*(?:教师|教职工|学生|在校生|小学生|初中生)[中里]")


def names_no_more(figure: Figure) -> bool:
    """经常性收入…10.21亿元，2022年增长4.8%: before the difference stands nothing but when and that it was."""
    return figure.tags <= _MOVED


_MOVED = frozenset(("COMMA", "SEP", "CONJ", "PERIOD", "UP", "DOWN", "CMP", "OLD", "RESP", "LE", "BE"))


def is_line_of(figure: Figure) -> bool:
    """占6.4%，各校均高于5%的规定比例: the line that the share right before it is held against."""
    head = figure.head
    near = head is not None and head.unit == figure.unit == "%" and head.order == figure.order - 1
    return near and "norm" in figure.roles and figure.tags <= _HELD_AGAINST


_HELD_AGAINST = frozenset(("COMMA", "MORE", "LESS", "NOT", "BE", "LE", "BOUND", "W", "NORM", "TO"))


def from_purse(figure: Figure, text: str) -> bool:
    """专项资金1.55亿元，其中中央资金9242万元: no more than whose purse it is; so it is what the whole is."""
    return figure.unit == "CNY" and _purse().fullmatch(text, figure.clause, figure.start) is not None


@cache
def _purse() -> re.Pattern[str]:
    purse = one_of(words_of("purses"))
    return re.compile(
        rf"(?:其中)?[，,、：:]?(?:争取|落实|到位)?{purse}(?:[和及、]{purse})*(?:财政)?(?:资金|补助资金|补助|配套资金|配套|安排|拨付|投入|承担|自筹)?(?:为|约|共)*"
    )


def joins_unnamed(figure: Figure) -> bool:
    """辍学率分别为0.21%、1.64%: what no word of its own names is as the one that it is joined to."""
    return figure.joined is not None and figure.joined.indicator == OTHER


def is_share_of_others(best: str, figure: Figure, voices: list[Voice]) -> bool:
    """由食堂供餐的133所，占94.3%: a share of schools is none of pupils, nor one of people a share of seats, unless its own words say so."""
    head, counted = figure.head, _COUNTED_AS.get(best.split(".")[0])
    if figure.unit != "%" or "SHARE" not in figure.tags or head is None or counted is None or head.unit in (counted, "%", "pp"):
        return False
    return not any(v.own and v.hit.word.strength >= TELLING for v in voices)


_COUNTED_AS = {"student": "person", "teacher": "person", "seat": "item", "school": "school", "class": "class"}
"""What the figures of these indicators count, the shares of which are told of it."""


def counts_other_goods(best: str, figure: Figure, voices: list[Voice], lexicon: Lexicon, text: str) -> bool:
    """计算机3260台，服务器6台，其他设备860台件: what is named in front of the number, and is none of what was counted before."""
    if not best.startswith("equipment.") or figure.unit != "item" or finder_of("goods").search(text, figure.clause, figure.start) is None:
        return False
    return not _speaks_for(best, voices, lexicon)


def measures_greenery(figure: Figure, text: str) -> bool:
    """总建筑面积2.1万平方米，绿化面积9600平方米: ground that no indicator measures, whatever was measured before it."""
    return figure.unit == "m2" and _greenery().search(text, figure.clause, figure.start) is not None


@cache
def _greenery() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words_of('grounds_unmeasured'))}(?:总|用)?(?:面积|用地|地)?(?:[达为约共有近是超]|超过|达到)*$")


def counts_no_projects(best: str, figure: Figure, voices: list[Voice], lexicon: Lexicon) -> bool:
    """实施平安校园工程，更新监控300个: behind a comma, what is named with a word of its own is not how many projects there were."""
    apart = not figure.tags.isdisjoint(("COMMA", "SEMI")) and "W" in figure.tags
    if best != "school.project" or not apart or (figure.head is not None and figure.head.indicator == best):
        return False
    return not _speaks_for(best, [v for v in voices if v.hit.start >= figure.clause], lexicon)


def is_rate_of_doing(best: str, figure: Figure, voices: list[Voice], lexicon: Lexicon, text: str) -> bool:
    """大班额减少任务86个，已减少92个，完成率107%; 返校率99%: how much of what was due is done is no share of what was counted."""
    if figure.unit != "%" or best == "quality.problem" or _RATE_OF_DOING.search(text, figure.clause, figure.start) is None:
        return False
    return not _speaks_for(best, voices, lexicon)


_RATE_OF_DOING = re.compile(r"(?:完成|达成|执行|返校|返园|到校|报到|供餐)(?:率|比例)[为是达到约近]*$")


def _speaks_for(best: str, voices: list[Voice], lexicon: Lexicon) -> bool:
    """Whether a word of the figure's own zone speaks for an indicator."""
    own = (n for v in voices if v.own for n, _ in v.hit.word.groups)
    return any(lexicon.wordings[n].indicator.id == best for n in own)
