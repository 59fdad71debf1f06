"""A text damaged as conversion and scanning damage it, with the labels moved along.

Takes a GeneratedReport and a level: 1 wraps lines hard; 2 adds lines with page numbers, spaces inside numbers and
full-width digits; 3 is a page of a document-sharing site: no hard lines, but a running number with 、 at every page,
often within a figure, 、 for the decimal point, O and I for 0 and 1. Tables stay whole. A fact whose own words are
damaged is flagged `repaired`; a line break and full-width digits alone are no damage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from random import Random

from corpus.generate.labels import GeneratedReport, LabelledFact, with_text

Edit = tuple[int, int, str]
"""Replace text[start:end] by these words."""
_WRAP = 38
_PAGE_LINES = 24
_SITE_PAGE = 700
_LOOKALIKE = str.maketrans("01", "OI")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def damage_report(report: GeneratedReport, level: int, rng: Random) -> GeneratedReport:
    """`report` with its text damaged at `level` 0 to 3; its manuscript stays clean."""
    if level == 0:
        return report
    ways = {1: [], 2: [_space, _widen], 3: [_space, _widen, _comma, _lookalike]}[level]
    numbers = [edit for fact in _soft(report) if ways and rng.random() < 0.12 and (edit := rng.choice(ways)(fact))]
    breaks = _site_marks(report, numbers, rng) if level == 3 else _line_breaks(report, level, numbers)
    return _apply(report, sorted(numbers + breaks))


def _soft(report: GeneratedReport) -> list[LabelledFact]:
    return [f for f in report.facts if "table" not in f.flags and "masked" not in f.flags]


def _near(edits: list[Edit]) -> set[int]:
    return {i for start, end, _ in edits for i in range(start - 1, end + 2)}


def _line_breaks(report: GeneratedReport, level: int, taken: list[Edit]) -> list[Edit]:
    """Line breaks every 38 characters of running text, and from level 2 a page number every 24 lines."""
    inside, edits, lines, page, offset = _near(taken), [], 0, 1, 0
    figures = {i for f in report.facts for i in range(f.start + 1, f.end)}
    for line in report.text.split("\n"):
        for at in range(offset + _WRAP, offset + len(line) - 2, _WRAP):
            lines += 1
            if "\t" in line or at in inside:
                continue
            mark = "\n"
            if level > 1 and lines % _PAGE_LINES == 0 and at not in figures and not _splits_digits(report.text, at):
                page += 1
                mark = f"\n— {page} —\n" if page % 2 else f"\n{page}\n"
            edits.append((at, at, mark))
        offset += len(line) + 1
    return edits


def _site_marks(report: GeneratedReport, taken: list[Edit], rng: Random) -> list[Edit]:
    """`1、` at the start and a line break with the next number about every 700 characters, half of them in a figure."""
    inside = _near(taken)
    tabbed = [(m.start(), m.end()) for m in re.finditer(r".*\t.*", report.text)]
    figures = {i for f in report.facts for i in range(f.start, f.end + 1)}
    edits: list[Edit] = [(0, 0, "1、")]
    for number in range(2, len(report.text) // _SITE_PAGE + 2):
        low, high = (number - 1) * _SITE_PAGE - 80, (number - 1) * _SITE_PAGE + 80
        within = [f.start + 1 for f in _soft(report) if low < f.start < high and re.match("[0-9]{2}", f.text)]
        between = [i for i in range(low, min(high, len(report.text))) if i not in figures and not _splits_digits(report.text, i)]
        for places in (within, between) if rng.random() < 0.5 else (between,):
            free = [i for i in places if i not in inside and not any(a <= i <= b for a, b in tabbed)]
            if free:
                at = rng.choice(free)
                edits.append((at, at, f"\n{number}、"))
                break
    return edits


def _splits_digits(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() or text[at : at + 1].isdigit()


def _space(fact: LabelledFact) -> Edit | None:
    point = fact.text.find(".")
    return (fact.start + point + 1, fact.start + point + 1, " ") if point > 0 else None


def _widen(fact: LabelledFact) -> Edit | None:
    digits = re.match(r"[0-9]+", fact.text)
    return (fact.start, fact.start + digits.end(), digits[0].translate(_FULL_WIDTH)) if digits else None


def _comma(fact: LabelledFact) -> Edit | None:
    point = fact.text.find(".")
    return (fact.start + point, fact.start + point + 1, "、") if point > 0 else None


def _lookalike(fact: LabelledFact) -> Edit | None:
    # Of round numbers only: 100 is read as IOO in the reports that were seen.
    digits = re.match(r"10+(?![0-9.,])", fact.text)
    return (fact.start, fact.start + digits.end(), digits[0].translate(_LOOKALIKE)) if digits else None


def _apply(report: GeneratedReport, edits: list[Edit]) -> GeneratedReport:
    pieces, at = [], 0
    for start, end, words in edits:
        pieces += [report.text[at:start], words]
        at = end
    text = "".join([*pieces, report.text[at:]])
    ends, grown = [end for _, end, _ in edits], [0]
    for start, end, words in edits:
        grown.append(grown[-1] + len(words) - (end - start))
    return with_text(report, text, tuple(_move(fact, edits, ends, grown, text) for fact in report.facts))


def _move(fact: LabelledFact, edits: list[Edit], ends: list[int], grown: list[int], text: str) -> LabelledFact:
    # An insertion at the very start of a fact stands before it; one at its end, behind it.
    before = behind = bisect_right(ends, fact.start)
    while behind < len(edits) and edits[behind][0] < fact.end:
        behind += 1
    start, end = fact.start + grown[before], fact.end + grown[behind]
    hurt = any(_is_damage(words) for _, _, words in edits[before:behind])
    flags = (*fact.flags, "repaired") if hurt else fact.flags
    return replace(fact, text=text[start:end], start=start, end=end, flags=flags)


def _is_damage(words: str) -> bool:
    return words != "\n" and not all("０" <= c <= "９" for c in words)
