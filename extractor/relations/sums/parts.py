"""Which figures are meant to make up another: what tells so by their words, by how near they come, by the slip that parts them.

Judges a whole and a run of parts that others have found; looks for none itself.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import permutations

from extractor.figures import Figure
from extractor.periods import years_of
from extractor.relations.links import own_clause, own_words
from extractor.relations.slips import LARGE, digits, one_slip
from extractor.relations.sums.deeds import done_to_some, is_of_other_state
from extractor.relations.sums.kinds import kind_of
from extractor.wordlists import finder, one_of, words_of

CHANCE = 10
"""Below this, two or three numbers add up to another too easily by chance."""
_NOT_SUMMED = frozenset(("%", "pp", "number", "ratio", "year", "month", "day", "times"))


def is_amount(figure: Figure) -> bool:
    """Amounts of which a whole can be made; scores (264分) too."""
    return (figure.unit not in _NOT_SUMMED or figure.is_score) and "/" not in figure.unit


def summable(part: Figure, whole: Figure) -> bool:
    alike = is_amount(part) and (part.unit == whole.unit or point_among_schools(part, whole))
    plain = part.kind == whole.kind == "level" and not part.roles & {"rate", "delta", "norm", "from"}
    return alike and plain


def all_listed(whole: Figure, first: Figure, text: str) -> bool:
    """6.79亿元，资金构成如下：中央补助1.92亿元: the words between a whole and its first part say that all of it is listed."""
    return whole.sentence == first.sentence and _ALL_LISTED.search(text, whole.end, first.start) is not None


_ALL_LISTED = re.compile("(?:构成|组成|来源)[^，,。；;：:]{0,4}[：:]")


def belongs(part: Figure, whole: Figure, text: str) -> bool:
    """Summable, and not told of another stage than the one that the whole in front of it is named by, nor as unfinished; no mean."""
    barred = _of_other_stage(part, whole, text) or is_of_other_state(part, whole, text) or _MEAN.search(own_clause(part, text))
    return summable(part, whole) and not barred and not (names_a_class(part, text) and _IN_TURN.match(text, part.end))


_IN_TURN = re.compile("[一-龥]{1,6}?(?:分别|依次)")
"""Behind how many are told next: 三个乡分别为11个、9个和7个."""


_MEAN = re.compile("平均(?!班)|[校园点车户村镇]均|每[个所]?(?:学校|幼儿园|[校园镇村])[^，,]{0,6}$")
"""保安386名，中小学212名，幼儿园174名，平均每校4名: what each has on the mean is no part of what all have."""


ONE_STAGE = frozenset(("preschool", "primary", "junior", "senior"))
"""Stages that have no pupil in common."""


def _of_other_stage(part: Figure, whole: Figure, text: str) -> bool:
    """小学20所（含小学部5所）、初中14所; 抽查的12所小学中，达标5所，7所初中中: what is of 初中 is no part of what is named 小学."""
    if part.stage == whole.stage or not {part.stage, whole.stage} <= ONE_STAGE:
        return False
    named = any(t.hit and t.hit.word.stage == whole.stage for t in whole.own if t.start >= whole.clause)
    return named or _STAGE_BEHIND.match(text, whole.end) is not None


_STAGE_BEHIND = re.compile(r"[一-龥]{0,4}?(?:幼儿园|小学|初中|高中)(?!部)")


def point_among_schools(part: Figure, whole: Figure) -> bool:
    """学校21所（小学12所、初中6所、教学点3个）: a teaching point is counted in 个, also among schools."""
    return whole.unit == "school" and part.indicator == "school.teaching_point"


def names_a_class(figure: Figure, text: str) -> bool:
    """35岁以下702人, 四个乡镇11所: the number is in the name of what is counted next, or counts the parts (两批, 三个学段)."""
    if text.startswith(_STOPS, figure.end) and figure.unit != "year":  # 教学点6个、 is told for itself
        return False
    return figure.unit == "year" or (figure.unit == "item" and figure.value is not None and figure.value < _MANY)


_STOPS = tuple("、，,；;。")
_MANY = 10
"""So many classes are no longer told by their number."""


def written_alike(part: Figure, whole: Figure) -> bool:
    """In one unit; what is only counted, also by one measure word."""
    alike = part.unit == whole.unit and (part.unit != "item" or part.unit_text == whole.unit_text)
    return alike or point_among_schools(part, whole)


def total(parts: list[Figure]) -> Decimal:
    return sum((p.value for p in parts if p.value is not None), Decimal(0))


def adds_up(whole: Figure, parts: list[Figure]) -> bool:
    """The parts sum to the whole within the precision in which all are written."""
    slack = sum((p.step for p in parts), whole.step) / 2
    return whole.value is not None and abs(total(parts) - whole.value) <= slack


NEAR, PAIR_SLACK, FAR = Decimal("0.15"), Decimal("0.1"), Decimal("0.2")
"""By what share of the whole a miscounted sum may miss it; two parts that nothing tells apart must come nearer, and where words or a
slip of the pen tell more, they may stand farther."""


def near(whole: Figure, parts: list[Figure], slack: Decimal = NEAR) -> bool:
    """Near enough to be meant as a sum that was miscounted, rather than some of many parts."""
    return whole.value is not None and abs(total(parts) - whole.value) <= slack * whole.value


def miscounted(whole: Figure, parts: list[Figure], text: str) -> bool:
    """The parts divide the whole and come near it: they are meant to make it up, whatever they add up to."""
    if len(parts) < 2 or done_to_some(whole, parts, text) or _one_in_another(parts, text) or _told_beside_posts(parts):
        return False
    told = (near(whole, parts) and divided(whole, parts, text)) or _overfull(whole, parts, text)
    return told or _in_wrong_scale(whole, parts, text) or of_wrong_scale(whole, parts)


def _told_beside_posts(parts: list[Figure]) -> bool:
    """小学编制1284名，在编1251人，空编33名: of posts and vacancies the one is what the others are left of, and no part beside them."""
    return {p.indicator for p in parts} >= {"teacher.posts", "teacher.gap"}


def _in_wrong_scale(whole: Figure, parts: list[Figure], text: str) -> bool:
    """3298万元，包括889万元、1000元、1409万元: written in 万元 like the rest, the one part in 元 would make up the whole."""
    scale = _scale(whole, text)
    odd = [p for p in parts if p.value and _scale(p, text) != scale]
    if whole.unit != "CNY" or whole.value is None or len(odd) != 1:
        return False
    meant = (odd[0].value or Decimal(0)) / _scale(odd[0], text) * scale
    return abs(total(parts) - (odd[0].value or 0) + meant - whole.value) <= sum((p.step for p in parts), whole.step)


def of_wrong_scale(whole: Figure, parts: list[Figure]) -> bool:
    """1.26万元，其中7450万元、3280万元、1870万元: the whole with 亿 for 万 is just what the parts come to; so is one with too much."""
    value, slack, come_to = whole.value or Decimal(0), sum((p.step for p in parts), Decimal(0)), total(parts)
    told = len(value.normalize().as_tuple().digits) > 1
    return told and any(abs(come_to - value * way) <= (slack + whole.step * way) / 2 for way in _SCALES)


_SCALES = (Decimal(10**4), 1 / Decimal(10**4))


def _scale(figure: Figure, text: str) -> int:
    """By what the number of a sum of money is multiplied: 万元, 亿元."""
    written = text[figure.start : figure.end]
    return 10 ** (8 if "亿" in written else 4 if "万" in written else 0)


def _overfull(whole: Figure, parts: list[Figure], text: str) -> bool:
    """Parts that are listed right behind the whole and come to more than it, though none of them names a trait that others share.

    Two parts of money (其中设备1640万元，土建1912万元) share nothing either.
    """
    if whole.value is None or not whole.value < total(parts):
        return False
    if total(parts) > MOST_OVER * whole.value and not _is_miswritten(whole, total(parts)):
        return False
    among = "AMONG" in parts[0].tags and (len(parts) >= 3 or whole.unit == "CNY")
    listed = opened(parts[0], text) and parts[0].sentence == whole.sentence
    return (among or listed) and len({p.sentence for p in parts}) == 1 and not shared(parts, text)


def _is_miswritten(whole: Figure, meant: Decimal) -> bool:
    """128名 for 182名: one slip of the pen in a whole of several digits, which parts do not come upon by chance."""
    return digits(whole) >= LARGE and one_slip(whole, meant)


def opened(first: Figure, text: str) -> bool:
    """共28所：新建9所…; 6482人——公办学校…: a mark or 即 behind the whole opens its parts."""
    return bool({"OPEN", "COLON"} & first.tags) or own_words(first, text).lstrip("，,").startswith(words_of("namely"))


MOST_OVER = Decimal("1.35")
"""By how much the parts may pass the whole and still be meant as its parts."""


def divided(whole: Figure, parts: list[Figure], text: str) -> bool:
    """The parts are told apart by what divides the whole; or they are many, and no two of traits that one of them may have both."""
    return (len(parts) >= 3 and not _of_two_kinds(parts, text)) or classified(whole, parts, text)


def _of_two_kinds(parts: list[Figure], text: str) -> bool:
    """其中本科80人，高级教师30人，骨干教师25人: who has the one trait may have the other too."""
    words = [own_words(p, text) for p in parts]
    if _traits().search(words[0]) and not any(_traits().search(w) for w in words[1:]) and parts[1].order > parts[0].order + 1:
        return True  # 其中骨干教师38人，占22%，城区到乡村96人，走教41人
    kinds = {kind_of(w) or ("" if _traits().search(w) else None) for w in words}
    return len(kinds - {None}) > 1


def classified(whole: Figure, parts: list[Figure], text: str) -> bool:
    """The parts are the classes of the whole: stages, areas, the years of its period, what else leaves no further class."""
    areas = len(parts) == 2 and {p.area for p in parts} == {"urban", "rural"}
    if len(parts) == 2 and by_stage(parts) and _of_more_stages(whole, text):
        return False
    return areas or by_stage(parts) or exhaustive(parts, text) or by_year(whole, parts)


def _of_more_stages(whole: Figure, text: str) -> bool:
    """基础教育在校生9.2万人，其中小学…，初中…: the whole has further stages, which the parts leave out."""
    return any(word in own_words(whole, text) for word in words_of("wider_wholes"))


def beyond_bracket(figure: Figure, parts: list[Figure]) -> bool:
    """小学20所（含九年一贯制学校小学部5所）、初中14所: what stands behind the bracket that holds the parts is none of them."""
    return bool(parts) and figure.sentence == parts[0].sentence and figure.depth < parts[0].depth


def by_stage(parts: list[Figure]) -> bool:
    stages = {p.stage for p in parts}
    return len(stages) == len(parts) and stages >= {"primary", "junior"}


@cache
def _partitions(count: int) -> list[tuple[str, ...]]:
    """The lists of `count` words that leave no further class, each in every order."""
    told = [tuple(words.split("/")) for words in words_of("partitions")]
    return [order for words in told if len(words) == count for order in permutations(words)]


def exhaustive(parts: list[Figure], text: str) -> bool:
    """线上36学时、线下34学时; 城区…、镇区…、乡村…; 一季度…四季度: the words of the parts leave no other class."""
    words = [own_words(p, text) for p in parts]
    whole_scale = all(any(end in word for word in (words[0], words[-1])) for end in words_of("scale_ends"))
    if len(parts) > 2 and whole_scale:
        return True
    return any(all(a in b for a, b in zip(order, words, strict=True)) for order in _partitions(len(parts)))


def one_kind(whole: Figure, parts: list[Figure], text: str) -> bool:
    """培训46期，校长培训8期、班主任培训14期: the parts are named by the noun that the whole is named by."""
    words = [_MARK.split(own_words(p, text))[-1].rstrip(_SMALL) for p in parts]
    nouns = {word[-_NOUN:] for word in words}
    noun = nouns.pop()
    return not nouns and len(noun) == _NOUN and noun in own_words(whole, text) and len({*words}) == len(words)


_NOUN = 2
_SMALL = "的有为共达约"
_MARK = re.compile("[，,、；;：:。（(]")


def leaves_rest(parts: list[Figure], text: str) -> bool:
    """小学2415人，其余6515人: the last part is all that the others leave."""
    last = own_words(parts[-1], text)[-_REST_REACH:]
    return any(word in last for word in words_of("rest")) and not _SOME_OF_REST.search(last)


_SOME_OF_REST = re.compile(r"(?<!建设)(?<!施工)(?<!进行)(?<!推进)(?<!办理)(?<!其)[中里](?:已|还|仍|又|尚)?有[^，,。；;]{0,4}$")
"""其余学校中有3所正在改造: some of what the others leave."""
_REST_REACH = 12
"""Characters at most between 其余 and its figure."""


def shared(parts: list[Figure], text: str) -> bool:
    """A part names a trait that another may share: 本科410人、女教师350人; 特岗 is none among those who were hired."""
    told = ((p, _traits().search(own_words(p, text))) for p in parts)
    return any(trait and not (p.indicator == "teacher.recruited" and trait[0] in words_of("ways_in")) for p, trait in told)


def _one_in_another(parts: list[Figure], text: str) -> bool:
    """100人以下的97所，50人以下的58所，10人以下的13所: two parts with a limit on one side, of which one holds the other."""
    limits = [limit[1] for p in parts if (limit := _LIMIT.search(text, max(p.start - _LIMIT_REACH, 0), p.start))]
    return len(limits) > len(set(limits))


_LIMIT = re.compile(r"(?<![-—~～至到\d.])\d+[人名岁年个班万]?元?(?:及|\(含\))?(以下|以内|以上)[^，,、；;。：:\d]*$")
_LIMIT_REACH = 30


@cache
def _traits() -> re.Pattern[str]:
    return finder(words_of("shared_traits"), words_of("no_traits"))


def flows_in(parts: list[Figure], text: str) -> bool:
    """入学178人，转入3人、转出5人: what came and went is no part of what there was, unless nothing else is added up."""
    flowing = [any(word in _LEAD.split(own_words(p, text))[-1] for word in words_of("flows")) for p in parts]
    return any(flowing) and not all(flowing)


_LEAD = re.compile("[：:。]")
"""Behind what a list of parts is led in by: 学生全部转入中心小学：柳沟点23人、…"""


def by_place(parts: list[Figure], text: str) -> bool:
    """河东镇14人；河西镇11人；石桥乡6人: each part is named by a place and nothing else, and each by another."""
    names = [match[1] for p in parts if (match := _place().search(own_words(p, text)))]
    return len(parts) >= 3 and len({*names}) == len(parts)


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[，,、；;：:。])([一-龥]{{0,5}}{one_of(words_of('places'))})[有为共计]?$")


def singled_out(whole: Figure, parts: list[Figure], text: str) -> bool:
    """公办园38所、民办园26所，普惠园共58所; 发放教师问卷1200份、家长问卷3600份，共收回4760份: the whole names a trait that the parts
    do not have."""
    told = "".join(own_words(p, text) for p in parts)
    traits = (*words_of("shared_traits"), *words_of("came_back"))
    return any(trait in own_words(whole, text) and trait not in told for trait in traits)


def by_year(whole: Figure, parts: list[Figure]) -> bool:
    """A part for each year of the whole's span, so that they make it up whatever they add up to."""
    span, years = years_of(whole.period), {years_of(p.period) for p in parts}
    return len(parts) >= 2 and bool(span and span[1] > span[0] and None not in years and len(years) == len(parts) == span[1] - span[0] + 1)
