"""Classes told by their size, the pupils of one class, of all classes, and of a school.

Runs when the indicator is bound; changes it where these forms say otherwise.
"""

from __future__ import annotations

import re

from extractor.entities import find_entities
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import words_of
from models.indicators import OTHER

_LARGE = 45
"""Pupils from which on a class is told of as large: above the 45 of a standard class; by the ministry's rule it is 56 (大班额)."""
_OR_MORE = re.compile(r"(?:及?以上|至\d+人)的?(?:(?:教学)?班|(?<=的)[有共为]?(?=\d))")


def bind_by_size(figure: Figure, sentence: Sentence) -> None:
    """56人以上的班还有7个: classes told by a size that no class may have are large ones."""
    before = sentence.neighbour(figure, -1)
    told = before is not None and _CLASSES_OF.fullmatch(sentence.text, before.end, figure.start)
    sizes = [t.figure for t in figure.own if t.figure] + ([before] if before is not None and told else [])
    if figure.indicator == "class.count" and any(_names_large_classes(size, sentence) for size in sizes):
        figure.indicator = "class.large"


def _names_large_classes(size: Figure, sentence: Sentence) -> bool:
    large = size.unit == "person" and size.value is not None and size.value >= _LARGE
    classes = _CLASSES_OF.match(sentence.text, size.end) is not None
    ranged = size.value_max is not None and classes  # 46—55人班额21个
    if classes and _MORE_THAN.search(sentence.text, size.clause, size.start):  # 超过45人的班级12个
        return size.unit == "person" and size.value is not None and size.value >= _LARGE - 1
    return large and (ranged or _OR_MORE.match(sentence.text, size.end) is not None)


_MORE_THAN = re.compile("(?:超过?|超出|大于|多于|高于)$")
_CLASSES_OF = re.compile("(?:及?以上)?的?(?:大?班额|教学班|班级|大?班)(?:数量?)?(?:还|仍|只|共|已|尚)*(?:有|为|是|达)?")


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
