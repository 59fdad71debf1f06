"""Classes beside their pupils: a mean that no class can have (200个教学班，110000人), though neither number is impossible alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from models.checks.desk import Desk, is_plain
from models.checks.wordings import says
from models.fact import Fact

LEAST, MOST = Fraction(1), Fraction(150)
"""Pupils that a class has on the mean, set wide so that only a slip of the digits falls out."""


def class_means(desk: Desk) -> Iterator[tuple[Fact, Fact, Fraction]]:
    """Each number of classes with the number of pupils right behind it, and the pupils a class has."""
    for sentence in desk.prose:
        for before, after in pairwise(sentence.placed):
            classes, pupils = before.fact, after.fact
            if (classes.unit, pupils.unit) != ("class", "person") or pupils.stage not in (None, classes.stage):
                continue
            beside = says("pupils_of_classes", sentence.text[before.end : after.start])
            if _told(classes) and _told(pupils) and beside and not says("names_a_size", sentence.text[after.end :]):
                yield classes, pupils, Fraction(pupils.value or 0) / Fraction(classes.value or 1)


def _told(fact: Fact) -> bool:
    return is_plain(fact, ("actual", "plan")) and (fact.value or 0) > 0 and fact.bound == "exact" and fact.value_max is None
