"""The words by which a rate is a share of a count that stands before it. Reads words only, knows no figure's value."""

from __future__ import annotations

import re
from functools import cache

from models.checks.desk import Placed, Sentence
from models.checks.wordings import pattern, says
from models.claims import claims

_MARK = re.compile(r"[，,。；;：:！？（）()\n]")


def cut_at_marks(text: str, side: int) -> str:
    """The piece of `text` before its first mark (side 0) or behind its last (side -1)."""
    return _MARK.split(text)[side]


def words_of(sentence: Sentence, placed: Placed, reach: int | None = None) -> str:
    """A count with the words around it, up to its marks, and to `reach` characters at most."""
    ahead, behind = cut_at_marks(sentence.text[: placed.start], -1), cut_at_marks(sentence.text[placed.end :], 0)
    return ahead[-reach if reach else 0 :] + placed.fact.evidence.text + behind[:reach]


def shares_of(whole: str, between: str, behind: str) -> bool:
    """Whether a rate in the whole's sentence is a share of it: no other matter is named between them, nor another group.

    `whole`: the words around the count; `between`: from its number to the rate; `behind`: after the rate.
    """
    if says("share_in_group", between):
        return _follows(behind, whole)
    if says("share_of_another", between):
        return False
    if says("rate_of_tested", between) or (says("rate_of_looked_through", between) and says("looked_through", whole)):
        return True
    said = pattern(claims()["share_of_group"]).search(between)
    nouns = _nouns(said[1]) if said else []
    if said and (not nouns or _same(nouns[-1:], whole)):
        return True
    return says("share_opens", between) and _follows(behind, whole)


def names_again(whole: str, between: str, behind: str) -> bool:
    """Whether a rate of the next sentence is a share of `whole` by its noun or by 其中: …的学校占63.5%, 63.5%的学校, 其中达标的占63.5%,
    样本校中，达标的占63.5%."""
    within = group_within(between)
    if within is not None:
        return within in whole
    if says("share_of_another", between):
        return False
    if says("share_of_those", between) and not _nouns(between):
        return True
    said = pattern(claims()["share_of_named"]).search(between)
    return (said is not None and _same(_nouns(said[1])[-1:], whole)) or (says("share_opens", between) and _follows(behind, whole))


def group_within(between: str) -> str | None:
    """样本校中，达标的占: the group that a rate is a share of, by the words in front of it; None where they name none."""
    found = pattern(claims()["share_within"]).search(between)
    return found[1] if found else None


def ends_group(noun: str, group: str, told: str) -> bool:
    """专任教师 of 特校专任教师: whether `noun` ends the name of a group, all other characters of which were `told` with it."""
    noun = pattern(claims()["count_fillers"]).sub("", noun)
    return len(noun) > 1 and group.endswith(noun) and set(group.removesuffix(noun)) <= set(told)


def share_is_followed(whole: str, ahead: str, behind: str) -> bool:
    """已有86.3%的乡镇: the noun of `whole` right behind a rate that no other words open; `ahead`: the text before the rate."""
    return says("share_opens", ahead) and _follows(behind, whole)


def same_kind(part: str, whole: str) -> bool:
    """完成改造的学校41所, of 乡镇学校共96所: the last thing that the words of a part name is what the whole counts."""
    return _same(_nouns(part)[-1:], whole)


def of_other_kind(whole: str, between: str, behind: str) -> bool:
    """25所学校，食堂合格率99.2%, 25所初中里，有14.5%的学生: the last thing named before the rate, or behind it, is another."""
    _, mark, told = between.partition(_first_mark(between))
    said = pattern(claims()["share_followed"]).match(behind)
    elided = pattern(claims()["noun_elided"]).search(between) is not None  # 音乐教室不足的占23.1%: of the schools where it lacks
    kinds = (_nouns(told)[-1:] if mark and not elided else []) + (_nouns(said[1]) if said else [])
    return bool(kinds) and kinds[-1] not in _nouns(whole)


def of_people(whole: str, between: str) -> bool:
    """13所学校开展了检查，从业人员持证的占98.6%: whether the rate is of people, or of things, in what is counted."""
    return says("share_of_people", between) and not counts_people(whole)


def counts_people(whole: str) -> bool:
    return not _PEOPLE.isdisjoint(_nouns(whole))


def names_people_first(said: str, whole: str) -> bool:
    """教师持证的, of 走访的学校: whether words name people or classes before they say anything of a whole, which is none of them."""
    found = next((m for m in _kinds().finditer(said) if m.lastgroup in _WITHIN and m.lastgroup not in _nouns(whole)), None)
    return found is not None and not says("has_of_it", said[: found.start()])


_PEOPLE = frozenset(("head", "teacher", "parent", "student"))
_WITHIN = _PEOPLE | {"class"}


def _first_mark(text: str) -> str:
    found = _MARK.search(text)
    return found[0] if found else "，"


def _follows(behind: str, whole: str) -> bool:
    """14.0%的班级: the noun right behind the rate."""
    said = pattern(claims()["share_followed"]).match(behind)
    return said is not None and _same(_nouns(said[1]), whole)


def _nouns(text: str) -> list[str]:
    """The kinds of things that a text names, in its order."""
    return [match.lastgroup or "" for match in _kinds().finditer(text)]


def _same(kinds: list[str], whole: str) -> bool:
    """Whether the whole is of the kinds named, and they are one."""
    return len(kinds) == 1 and kinds[0] in _nouns(whole)


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in claims()["counted_kinds"].items()))
