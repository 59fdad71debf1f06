"""Schools told kind by kind, and whose the pupils, teachers and classes behind them are: 小学24所，在校生13260人；初中9所，在校生6415人.

Takes a sentence; gives the stage of the figures that it settles.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.context.stages.words import named_stages
from extractor.context.told_behind import what_they_are
from extractor.figures import Figure
from extractor.sentences import Sentence
from extractor.wordlists import finder_of, words_of

_SEVERAL = 2
"""Kinds of schools at least, or groups with the same told of each."""
_BASIC = frozenset(("primary", "junior", "compulsory"))


@dataclass(slots=True)
class _Group:
    """Schools of one kind, or of several side by side, and what is told of them."""

    schools: list[Figure]
    told: list[Figure] = field(default_factory=list)
    sure: bool = False
    """What is told can be of no other schools: 初中9所，全部为寄宿制学校，在校生4520人."""

    def stage(self) -> str | None:
        """That of its one kind; several of 义务教育 are of that together, and others have none in common."""
        stages = {f.stage for f in self.schools}
        if len(stages) == 1:
            return self.schools[0].stage
        return "compulsory" if stages and stages <= _BASIC else None


class StagesOfGroups:
    """Asked for figure after figure, when those before have their stages."""

    def __init__(self, sentence: Sentence) -> None:
        self._owner = _owners(_groups(sentence))

    def __contains__(self, figure: Figure) -> bool:
        return figure.order in self._owner

    def __getitem__(self, figure: Figure) -> str | None:
        return self._owner[figure.order].stage()


def _owners(groups: list[_Group]) -> dict[int, _Group]:
    """By the order of a figure, the schools that it is surely of; none where one kind alone is told."""
    firsts = [group.told[0].indicator for group in groups if group.schools and group.told]
    if not any(firsts.count(first) >= _SEVERAL for first in firsts):
        return {f.order: group for group in groups if group.sure or len(group.schools) != 1 for f in group.told}
    last = next(group for group in reversed(groups) if group.schools)
    others = {f.indicator for group in groups if group is not last for f in group.told}
    # What only stands behind the last kind may be of all.
    return {f.order: group for group in groups for f in group.told if group is not last or f.indicator in others}


def _groups(sentence: Sentence) -> list[_Group]:
    """The counts of schools that name a kind, those side by side in one group, with the counts behind them that name none; what is told
    of all is of a group without schools."""
    groups: list[_Group] = []
    if sum(f.unit == "school" for f in sentence.figures) < _SEVERAL:
        return groups
    before: list[str] = []
    for figure in sentence.figures:
        named = named_stages(sentence, figure)
        if figure.unit == "school" and named:
            # 义务教育学校41所，其中初中9所: one kind of those right before stands for itself
            if not before or (before == ["compulsory"] != named):
                groups.append(_Group([]))
            groups[-1].schools.append(figure)
            groups[-1].sure = what_they_are(figure, sentence) is not None
            before = named
        elif groups and figure.indicator in words_of("told_of_schools") and figure.unit in ("person", "class"):
            before = []
            if "SEMI" in figure.tags and len(groups[-1].schools) >= _SEVERAL:
                return groups  # 小学42所；初中17所；招生5310人: a third matter
            if finder_of("beyond_school").search(sentence.text, figure.left[0], figure.start):
                groups.append(_Group([]))
            if not named:
                groups[-1].told.append(figure)
    return groups
