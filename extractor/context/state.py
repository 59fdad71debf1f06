"""What the text before a sentence has settled. A value; how it changes is told where each field is resolved."""

from __future__ import annotations

from typing import NamedTuple

from extractor.figures import Figure


class DataTime(NamedTuple):
    """The time that a document gives its data for."""

    period: str
    of_all: bool
    """Of whatever the text gives no time; else of the counts of schools, classes, pupils and teachers alone."""
    of_section: bool = False
    """Of the counts and measures of one section, but for what is told of now."""


class DeedTime(NamedTuple):
    """The time that a report is on."""

    period: str
    of_plans: bool = False
    """Of what is meant to be done too: 青禾县2022年狠抓学校建设."""


class Inspection(NamedTuple):
    """An inspection that a document tells of."""

    month: str
    again: bool
    """It was held to see what has been done since another."""


class Outside(NamedTuple):
    """The time spoken of outside a bracket that names one of its own."""

    close: int
    """Where the bracket ends."""
    period: str | None
    earlier: bool
    aside: bool
    of_change: bool


class Context(NamedTuple):
    """What the text before a sentence has settled."""

    year: int | None = None
    """The document's own year."""
    dated: str | None = None
    """The month in which it was written."""
    period: str | None = None
    """The last time named in this paragraph, or announced for it."""
    earlier: bool = False
    """That time was named in a sentence before."""
    aside: bool = False
    """It was named further on in its sentence, not at its head."""
    of_change: bool = False
    """It is the time that a change ended in."""
    outside: Outside | None = None
    """What holds again behind the bracket in which that time is named."""
    start: str | None = None
    """The time of the last figure in this sentence that something began with or is compared with."""
    span: str | None = None
    """The last span of years named in the document, which 三年间 and 同期 speak of."""
    programme: str | None = None
    """The years of the programme that the document is on, which 规划期内 speaks of."""
    past_plan: str | None = None
    """The years of the five-year plan just over that the document looks back on, which 五年来 speaks of."""
    stage: str | None = None
    school: str | None = None
    """The stage of the school named last, which 该校 goes on with."""
    entity: str | None = None
    """The school by whose name the paragraph or a heading above it is labelled: 2.城南小学（3个问题）。"""
    setter: Figure | None = None
    """The figure of the sentence before from which `stage` comes; None where a heading or the title settles it."""
    area: str | None = None
    criterion: str | None = None
    item: str | None = None
    """The item of the standard told last in this paragraph, which 这一项 goes on with."""
    values: tuple[Figure, ...] = ()
    """The values of such items told in this paragraph, in their order: 差异系数分别为… goes on with them."""
    bracketed: bool | None = None
    """Whether a note says that brackets behind values hold coefficients; None where there is none."""
    coefficients: bool = False
    """A heading above speaks of coefficients."""
    section: str | None = None
    """`plan` or `past`: what the heading announces."""
    label: str | None = None
    """`before`, `now` or `goal`: what the label that the figure stands behind announces (整改前：, 目前：, 目标：)."""
    goal_year: int | None = None
    """The year by which is to be done what the sentence before plans, or the list by years that it belongs to."""
    goal_listed: bool = False
    """That list by years has begun."""
    plan_document: bool = False
    data_time: DataTime | None = None
    inspection: Inspection | None = None
    """The one that the document tells of, which 督导时 speaks of."""
    deed_time: DeedTime | None = None
    """The time of what is told as done, where the report is on one."""
