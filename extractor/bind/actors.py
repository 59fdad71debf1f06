"""Figures whose noun tells more than the words: those who do something, and those told by their age.

Runs when the indicator is bound; changes it where these forms say otherwise.
"""

from __future__ import annotations

import re

from extractor.bind.counted import may_hold
from extractor.bind.lacking import lacks
from extractor.bind.zones import Zones
from extractor.entities import find_entities
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, words_of
from models.indicators import OTHER

_ACTING = {"school.count": "school.covered", "teacher.count": OTHER, "student.count": OTHER}
_NO_ACTION = ("中", "里", "共", "总", "和", "与", "及", "以", "为", "数", "，", "的", "、", "。", "；", ")")
_LARGE = 45
"""Pupils from which on a class is told of as large: above the 45 of a standard class; by the ministry's rule it is 56 (大班额)."""
_OR_MORE = re.compile(r"(?:及?以上|至\d+人)的?(?:(?:教学)?班|(?<=的)[有共为]?(?=\d))")
_GROWN = 22
"""Nobody who is younger is told of as a teacher."""
_YOUNG = 45
"""The highest age that a group of 青年教师 is told by."""


def name_actors(figure: Figure, sentence: Sentence, zones: Zones) -> None:
    """27所学校用上了…, 近千名教师签下…: those who do something are no stock of schools or teachers, unless they are all."""
    if figure.indicator not in _ACTING or figure.whole is not None or "norm" in figure.roles:
        return
    if figure.unit == "school" and lacks(figure, sentence):
        figure.indicator = OTHER
        return
    in_post = sentence.text.startswith(words_of("in_post"), figure.end)
    all_there_are = in_post or sentence.text.endswith(words_of("everyone"), 0, figure.start)
    if figure.unit == "person" and all_there_are:
        return
    noun = _end_of_noun(sentence, zones)
    if noun is None or "SHARE" in figure.tags:
        return
    if zones.behind[1] > noun and not sentence.text.startswith(_NO_ACTION, noun):
        gains = figure.unit != "school" or finder_of("gains").search(sentence.text, noun, noun + _SAID)
        figure.indicator = _ACTING[figure.indicator] if gains else figure.indicator if all_there_are else OTHER


def _end_of_noun(sentence: Sentence, zones: Zones) -> int | None:
    """Where the noun ends that stands behind a figure, its words side by side: 19所|山区小规模学校|借此开设英语课."""
    ends: list[int] = []
    for hit in sentence.terms:
        if zones.behind[0] <= hit.start and hit.end <= zones.behind[1] and hit.word.term and (not ends or hit.start <= ends[-1] + 1):
            ends.append(hit.end)
    return max(ends, default=None)


_SAID = 16
"""Characters behind schools in which they are said to have or to do something."""


def bind_base(figure: Figure, sentence: Sentence) -> None:
    """每12个班级配备1间: what something is meted out by is no stock, and 标准的85% no rate of what it is said of."""
    if figure.unit == "%" and sentence.text.endswith(_OF_THE_STANDARD, figure.left[0], figure.start):
        figure.indicator = OTHER
    if sentence.text.startswith("每", figure.start - 1) and figure.unit in ("class", "person", "school", "item"):
        figure.indicator = OTHER


_OF_THE_STANDARD = ("标准的", "标准值的")
"""比国家规定的85%高 names the norm itself, and no share of it."""


def bind_attaining(figure: Figure, sentence: Sentence) -> None:
    """86所学校中已有84所达到省定标准, 七项指标全部达到的38所: schools that are said to reach the standard, or all items of it."""
    if figure.unit != "school":
        return
    own = (sentence.text, figure.clause, figure.start)
    if _some_of_them_attain(figure, sentence):
        figure.roles.discard("norm")
        looked_at = finder_of("visited").search(*own)
        figure.indicator = figure.indicator if looked_at else "school.count"
        return
    before = sentence.neighbour(figure, -1)
    if before is not None and _some_of_them_attain(before, sentence):
        figure.roles.discard("norm")
        figure.indicator = "school.compliant"
        return
    reaching = _REACH_BEHIND.match(sentence.text, figure.end) or _REACHING.search(*own)
    if reaching:
        figure.roles.discard("norm")  # 74所达到省定标准, 达到省定标准的74所: no 标准 of so many
    if "norm" in figure.roles:
        return
    if reaching or _ATTAINED.fullmatch(*own) or _at_line(figure, sentence):
        figure.indicator = "school.compliant"


def _some_of_them_attain(figure: Figure, sentence: Sentence) -> bool:
    """55所学校七项指标全部达标的有49所: of all schools, what is said behind their number is said of those counted next."""
    some = sentence.neighbour(figure, 1)
    if some is None or some.unit != "school" or not may_hold(figure, some):
        return False
    said = _SOME_ATTAIN.fullmatch(sentence.text, figure.end, some.start)
    return said is not None and not finder_of("lacking").search(said[0])


def _at_line(figure: Figure, sentence: Sentence) -> bool:
    """生均体育运动场馆面积达到10.2平方米的有11所: the schools that come to the line of an item."""
    line = sentence.neighbour(figure, -1)
    if line is None or not line.indicator.startswith("resource.") or not _AT_LINE.fullmatch(sentence.text, line.end, figure.start):
        return False
    return _COMES_TO.search(sentence.text, line.clause, line.start) is not None


_SOME_ATTAIN = re.compile(
    r"(?:义务教育|中)?(?:学校|小学|初中)[^，,。；;、]{0,24}(?:达标|达到|符合|合格|过线)[^，,。；;、]{0,16}(?<=的)(?:学校)?[共只仅已]?[有为是达]?"
)
_NORM = r"[^，,。；;：:\d]{0,14}?(?:标准|要求|规定|条件)"
_SCHOOLS, _EACH = r"(?:义务教育(?:阶段)?|中)?(?:学校|小学|初中)?", r"(?:都|均|已经?|全部|也)"
_ITEMS = r"(?:[\d一二两三四五六七八九]+|各|全部)项(?:指标)?"
_STANDARDIZED = "[^，,。；;：:、\\d改]{0,8}?标准化(?:学校)?(?:建设(?!工程|项目|资金)|验收|评估|认定|创建)"
"""完成了标准化建设: done, and no more than that; 标准化改造 is building."""
_REACH_BEHIND = re.compile(
    rf"{_SCHOOLS}(?:\([^()]*\){_SCHOOLS})?(?:{_EACH}?(?:达到|符合|满足)了?{_NORM}|(?:{_EACH}+(?:达到|合格)|{_EACH}*(?:达标|过线))(?=[，,。；;])"
    rf"|{_ITEMS}{_EACH}*(?:达到|符合|满足)了?{_NORM}(?!的)|{_EACH}*(?:完成|实现|通过)了?{_STANDARDIZED}|的{_STANDARDIZED}任务)"
    rf"|{_SCHOOLS}{_EACH}*达到[五六七]项(?:指标|以上|达标)?(?:[，,]?且|[，,]余|[，,]其余)"
    rf"|(?:小学|初中)[和与及、][\d一二两三四五六七八九十]+所(?:小学|初中|(?:九年)?一贯制学校){_EACH}+(?:达标|合格|过线|达到{_NORM})(?=[，,。；;])"
)
_REACHING = re.compile(
    rf"(?:{_ITEMS}(?:(?!未|没|不)[^，,。；;]){{0,6}}(?:达到|达标|符合)|(?<!未)(?<!没有)(?:达到|符合)(?:[六七八\d]项))"
    r"[^。；;]{0,24}的(?:学校|小学|初中)?(?:有|为|共|是)?$"
    rf"|(?:完成|实现|通过)了?{_STANDARDIZED}(?:任务)?的(?:学校|小学|初中)?(?:有|为|共|是|达)?$"
    rf"|(?<!未)(?<!没有)(?<!不)(?<!没)(?:达到|符合)了?[^，,。；;：:、\d]{{0,10}}?(?:办学|建设|基本|国家|省定)[^，,。；;：:、\d]{{0,4}}标准的(?:学校|小学|初中)?(?:有|为|共|是|达)?$"
)


_ATTAINED = re.compile(
    rf"(?![^，,。；;]*?(?:未|不|没)[^，,。；;]{{0,4}}?达标)[^，,。；;]*?达标(?:的)?{_SCHOOLS}"
    r"(?:(?:数量?|总数)?(?:比|较|同比)[^，,。；;\d]*|(?:数量?|总数)?(?:已|共|有|为|是|达到?|约|仅|只|也)*)"
)
"""综合达标12所, 达标学校为33所, 达标学校数比上年增加4所."""
_COMES_TO = re.compile(r"(?<!未)(?<!没有)(?<!未能)(?:达到|超过|高于|不低于|不少于|符合|满足)(?:了|国家|省定|规定的?)*$")
_AT_LINE = re.compile(r"(?:[/／]生)?(?:及?以上|标准|要求|规定)*的(?:学校|小学|初中)?(?:共|有|为|是|已|达)*")


def bind_left_over(figure: Figure, sentence: Sentence) -> None:
    """其余3所, 尚未达标的7所: schools that are left over, by what they are not; 其余5所小学均达标 are those that attain."""
    attain = figure.indicator == "school.compliant" and _REACH_BEHIND.match(sentence.text, figure.end)
    if attain or figure.indicator not in ("school.count", "school.compliant", "school.covered"):
        return
    left_over = _LEFT_OVER.search(sentence.text, figure.clause, figure.start) or _FALL_SHORT.match(sentence.text, figure.end)
    if left_over or _divides_left_over(figure, sentence):
        figure.indicator = OTHER


def _divides_left_over(figure: Figure, sentence: Sentence) -> bool:
    """未达标的9所学校，小学5所、初中4所: nothing but a stage stands before the parts of those that are left over."""
    before = sentence.neighbour(figure, -1)
    if before is None or before.unit != "school" or before.indicator != OTHER or not may_hold(before, figure):
        return False
    named = _ONLY_STAGE.fullmatch(sentence.text, before.end, figure.start)
    if not named and (not _AMONG_THEM.fullmatch(sentence.text, before.end, figure.start) or _REACH_BEHIND.match(sentence.text, figure.end)):
        return False
    return _SHORT.search(sentence.text, before.clause, before.start) is not None or (
        named is not None and _divides_left_over(before, sentence)
    )


_ONLY_STAGE = re.compile(r"(?:学校|单位)?[中里]?[，,、：:(（]?(?:其中)?[，,]?(?:小学|初中)(?:学校|部|单位)?(?:有|为)?")
_AMONG_THEM = re.compile(r"(?:学校|单位|小学|初中)*[中里][，,]?(?:有|其中)?")
"""未达标的6所学校中，有4所在县城."""
_SHORT = re.compile(r"(?:未能?|没有?|尚未|不)(?:完全|全部)?(?:达标|达到|过线|合格)[^，,。；;、]{0,6}的?$")


_FALL_SHORT = re.compile(
    r"(?:义务教育|中)?(?:学校|小学|初中|中学)(?:都|均|也)?[尚仍还]?(?:未能?|没有|没能)(?:完全|全部)?(?:达标|达到|过线|通过)(?!的)"
)
"""12所学校尚未达到标准."""
_LEFT_OVER = re.compile(r"(?:(?:其余|剩余|剩下|余下|另外)的?|(?:未|没有|没)能?(?:完全|全部)?(?:达标|达到|通过|过线)[^，,。；;、\d]{,6}的)$")


def bind_by_size(figure: Figure, sentence: Sentence) -> None:
    """56人以上的班还有7个: classes told by a size that no class may have are large ones."""
    before = sentence.neighbour(figure, -1)
    ranged = before is not None and before.value_max is not None and _CLASSES_OF.fullmatch(sentence.text, before.end, figure.start)
    sizes = [t.figure for t in figure.own if t.figure] + ([before] if before is not None and ranged else [])
    if figure.indicator == "class.count" and any(_names_large_classes(size, sentence) for size in sizes):
        figure.indicator = "class.large"


def _names_large_classes(size: Figure, sentence: Sentence) -> bool:
    large = size.unit == "person" and size.value is not None and size.value >= _LARGE
    ranged = size.value_max is not None and _CLASSES_OF.match(sentence.text, size.end) is not None  # 46—55人班额21个
    return large and (ranged or _OR_MORE.match(sentence.text, size.end) is not None)


_CLASSES_OF = re.compile("的?(?:大?班额|教学班|班级|大?班)")


def bind_exchanged(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """符合条件的教师有436人，68人到了别的学校，占15.6%; 骨干教师15人，占交流人数的22.1%: who are a share of those who may be exchanged, or
    of those who were, are exchanged themselves, however that is said."""
    if (
        figure.indicator == "teacher.backbone"
        and figure.unit == "person"
        and _AMONG_EXCHANGED.search(sentence.text, figure.clause, figure.start)
    ):
        figure.indicator = "teacher.exchanged"
    rate = sentence.neighbour(figure, 1)
    if figure.unit != "person" or figure.indicator not in _MAYBE_EXCHANGED or rate is None or rate.unit != "%":
        return
    of_exchanged = _OF_EXCHANGED.match(sentence.text, figure.end) is not None
    of_eligible = figure.indicator == OTHER and previous is not None and _may_be_exchanged(sentence.text, previous)
    if of_exchanged or (of_eligible and not finder_of("not_moved").search(sentence.text, figure.clause, figure.start)):
        figure.indicator = "teacher.exchanged"


def _may_be_exchanged(text: str, whole: Figure) -> bool:
    """符合条件的教师1705人, 符合条件的379人: those of whom some are then exchanged; not pupils who may enter a school."""
    if whole.unit != "person" or whole.indicator != OTHER or finder_of("pupils").search(text, whole.clause, whole.end + _NOUN):
        return False
    return finder_of("eligible").search(text, whole.clause, whole.start) is not None


_AMONG_EXCHANGED = re.compile(r"(?:交流|轮岗)的?(?:教师|人员|干部|校长|人数|教职工)?[中里][，,]?(?:有|的)?[^，,。；;\d]*$")
"""交流教师中有县级以上骨干教师41人: they are exchanged as the others are."""
_OF_EXCHANGED = re.compile(r"[，,、(（]?(?:约|仅|只)?占(?:到|了)?(?:全部|全县|全区|全市|当年|所有|参与|参加|实际)*(?:交流|轮岗)")
_NOUN = 4
"""Characters behind a figure in which its noun may stand."""
_MAYBE_EXCHANGED = (OTHER, "teacher.count", "teacher.backbone")


def bind_taking_part(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """参加课后服务的小学生1316人、初中生558人，合计1874人，占在校生的94.0%: the share of those who take part."""
    if figure.indicator != "student.rate" or "SHARE" not in figure.tags or previous is None or previous.unit != "person":
        return
    told = sentence.text[sentence.part_start(previous.start, "。；;") : previous.start]
    if _TAKES_PART.search(told) and finder_of("taken_part_in").search(told):
        figure.indicator = "student.participation_rate"


_TAKES_PART = re.compile("参加|参与|选择|自愿")


def bind_pupils(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """每班44人；初中部18个班、864人: the pupils of all the classes counted right before, not those of one."""
    if figure.indicator == "student.count" and _TEACHERS_BEHIND.match(sentence.text, figure.end):
        everyone = sentence.text.endswith(words_of("everyone"), 0, figure.start)
        figure.indicator = "teacher.count" if everyone else OTHER  # 1860名教师结对帮扶学生3260名
    of_school = figure.indicator == "class.size" and figure.unit == "person" and "班" not in sentence.text[figure.clause : figure.start]
    if of_school and figure.value is not None and figure.value > _NO_CLASS:
        figure.indicator = "student.count"
    if figure.indicator not in ("class.size", OTHER) or previous is None or (previous.unit, figure.unit) != ("class", "person"):
        return
    if not previous.value or figure.value is None:
        return
    if figure.value >= _FEWEST * previous.value and _NO_WORDS.fullmatch(sentence.text, previous.end, figure.start):
        figure.indicator = "student.count"


def bind_pupils_of_school(figure: Figure, sentence: Sentence) -> None:
    """柳河小学135人，桃园小学137人: nothing but the school stands before so many people, nobody else was spoken of: its pupils."""
    unspoken = figure.indicator == OTHER and figure.score < _SPOKEN_FOR and figure.roles.isdisjoint(("delta", "norm"))
    if figure.unit != "person" or not unspoken:
        return
    if figure.head is not None and figure.head.indicator != "student.count":
        return
    schools = (e for e in find_entities(sentence.text) if e.stage and figure.clause <= e.start < figure.start)
    school = next(schools, None)
    if school is not None and _ONLY_HAS.fullmatch(sentence.text, school.end, figure.start):
        figure.indicator = "student.count"


_TEACHERS_BEHIND = re.compile("(?:专任|在职|在编|党员|骨干|青年|乡村|中小学)*(?:教师|教职工|老师)(?![^，,。；;]{0,6}子女)")
_SPOKEN_FOR = 0.3
"""So much some word says for what is counted."""
_ONLY_HAS = re.compile("(?:现|共|只|仅|也|有|为|达到?|约|近)*")
_NO_CLASS = 150
"""Pupils that a school may have and no class has: 学校规模未超过2000人."""
_FEWEST = 10
"""Pupils of a class: fewer for each of so many classes are those of one."""
_NO_WORDS = re.compile("[、，,]?(?:共?有?|在校|学生|共|计)*")


def bind_class_sizes(sentence: Sentence) -> None:
    """四年级两个班分别为46人和49人: behind so many classes as many figures of people, each that of one."""
    for i, classes in enumerate(sentence.figures):
        if classes.indicator not in ("class.count", "class.large") or classes.value is None or not 1 <= classes.value <= _FEW_CLASSES:
            continue
        sizes = sentence.figures[i + 1 : i + 1 + int(classes.value)]
        if len(sizes) == classes.value and _are_told_one_by_one(sentence, classes, sizes):
            for size in sizes:
                size.indicator, size.head = "class.size", classes


def _are_told_one_by_one(sentence: Sentence, classes: Figure, sizes: list[Figure]) -> bool:
    """Nothing between them but words that say so, and none too small or too large for a class."""
    ends = [classes, *sizes[:-1]]
    between = [sentence.text[a.end : b.start] for a, b in zip(ends, sizes, strict=True)]
    opens = _ONE_CLASS if len(sizes) == 1 else _EACH_CLASS
    told = opens.fullmatch(between[0]) is not None and all(_NEXT_CLASS.fullmatch(words) for words in between[1:])
    return told and all(f.unit == "person" and f.value is not None and _SMALL <= f.value <= _HUGE for f in sizes)


_FEW_CLASSES, _SMALL, _HUGE = 6, 20, 99
"""Classes that are told one by one, and pupils of a class, at most and at least."""
_CROWDED = "(?:的?(?:学生|人数|班额|班级人数)|现|仍|还|都|也|均|偏[多大高]|较[多大]|略[多大高]|超[员标额编限]|超过?规定)*"
_EACH_CLASS = re.compile(f"{_CROWDED}[，,：:（(]?(?:班额|人数|学生|一个班?)?(?:分别|依次|各自?)?(?:是|为|有|达到?|在)*(?:学生)?")
_ONE_CLASS = re.compile("(?:的?(?:学生|人数|班额|班级人数))?(?:现|仍|还|已|只)*(?:有|为|达到?|是)*(?:学生)?")
_NEXT_CLASS = re.compile("[、和与及，,]*(?:另?一个班?|各)?(?:是|为|有|达到?)*(?:学生)?")


def bind_by_age(figure: Figure, sentence: Sentence, previous: Figure | None) -> None:
    """35岁以下的54人，占42.2%: teachers of an age, and their share."""
    if figure.indicator == "teacher.age" and _names_age_group(figure, sentence):
        figure.indicator = OTHER
    if previous is None:
        return
    if previous.unit == "person" and figure.unit == "%" and "rate" in figure.roles and "aged" in previous.roles:
        figure.indicator = "teacher.young_rate" if "young" in previous.roles else OTHER
        return
    if figure.indicator not in _OF_TEACHERS and not (figure.unit == "%" and figure.indicator.startswith("teacher.")):
        return
    if previous.unit_text in ("岁", "周岁") and figure.unit in ("person", "%") and _OF_AGE.match(sentence.text, previous.end, figure.start):
        if previous.value is not None and previous.value < _GROWN:
            return  # 15周岁人口初等教育完成率
        older = _OR_OLDER.match(sentence.text, previous.end) is not None
        young = previous.value is not None and previous.value <= _YOUNG and not older
        figure.indicator = "teacher.count" if figure.unit == "person" else "teacher.young_rate" if young else OTHER
        figure.roles |= {"aged", "young"} if young else {"aged"}


def _names_age_group(figure: Figure, sentence: Sentence) -> bool:
    """按年龄分：35岁及以下742人、36-50岁1106人: an age, or two, by which those behind are told apart; no mean."""
    return "平均" not in sentence.text[figure.clause : figure.start] and _AGED_SO.match(sentence.text, figure.end) is not None


_OF_TEACHERS = (OTHER, "teacher.count", "teacher.recruited", "student.rate")
_AGED_SO = re.compile(r"(?:[及含]?以[上下])?(?:的|之间的?)?(?:[专在]任|在编|在职)?(?:教师|教职工|老师)?(?:数?为|有|共|占|达)?\d")
_OR_OLDER = re.compile("[(（]?[及含]?以上")
_OF_AGE = re.compile(r"(?:[(（]?(?:及|含|不含|至|到|[—～~-])|以[上下]|[^，,。；;、]*$)")
"""35岁以下的, 36至45岁: a group of that age, and not 平均年龄46.2岁，将有286名教师退休."""
