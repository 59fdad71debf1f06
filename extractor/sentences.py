"""A paragraph as the binder sees it: its numbers, its words, its sentences with their tokens, and its figures.

Takes a folded paragraph; joins what spans.py, figures.py, lexicon.py and tokens.py find. Binds nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.figures import Figure, read_figure
from extractor.fold import Folded
from extractor.forms import Form, find_forms
from extractor.lexicon import Hit, Lexicon, Word
from extractor.masked import add_missing
from extractor.run_on import join_run_on
from extractor.spans import Span, find_spans
from extractor.tokens import Token, figure_token, tokenize
from extractor.units.named_counts import count_named
from extractor.units.points import share_points
from extractor.units.shared import share_units
from extractor.wordlists import words_of

SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*|\n")
_LONGEST = 2000
"""Characters of a sentence at most."""


@dataclass(slots=True)
class Sentence:
    """One sentence: its span, its tokens in order, the figures among them and the forms they stand in.

    `text` is that of the whole paragraph, to which all spans refer.
    """

    text: str
    start: int
    end: int
    tokens: list[Token]
    figures: list[Figure]
    forms: list[Form] = field(default_factory=list)
    terms: list[Hit] = field(default_factory=list)
    outer: tuple[str, Figure | None] | None = None
    """A stage that sentences after this one go on in, and the figure that it was named for."""

    def neighbour(self, figure: Figure, step: int) -> Figure | None:
        """The figure of the sentence `step` places behind this one (before it, if less than 0)."""
        order = figure.order + step
        place = order - self.figures[0].order if self.figures else -1  # the figures of a sentence stand one behind the other
        found = self.figures[place] if 0 <= place < len(self.figures) else None
        return found if found is not None and found.order == order else None

    def part_start(self, at: int, marks: str = "；;") -> int:
        """Where the part of the sentence begins in which `at` lies, of those that semicolons divide it into."""
        return max(self.start, *(self.text.rfind(mark, self.start, at) + 1 for mark in marks))


@dataclass(slots=True)
class Reading:
    """A paragraph (or a cell) read: every number of it as a Span, every figure, every sentence."""

    folded: Folded
    spans: list[Span]
    figures: list[Figure]
    sentences: list[Sentence]

    def sentence_as_written(self, figure: Figure) -> tuple[int, int]:
        """From where to where in the folded text the sentence of a figure goes, though it may only go on with the one before."""
        sentence, text = self.sentences[figure.sentence], self.folded.text
        start = max((m.end() for m in SENTENCE_END.finditer(text, sentence.start, figure.start)), default=sentence.start)
        end = SENTENCE_END.search(text, figure.end, sentence.end)
        return start, sentence.end if end is None else end.end()


def read_text(folded: Folded, lexicon: Lexicon, masks: bool = False, section: int = 0) -> Reading:
    """Read one folded paragraph. `masks`: the document leaves digits out, so a unit without a number is a figure too.

    `section`: where in the folded text the number of a section ends that it begins with.
    """
    text = folded.text
    spans = find_spans(text, section)
    if masks:
        spans = add_missing(text, spans)
    figures = _figures(text, spans)
    if not figures:
        return Reading(folded, spans, [], [])
    blanked = blank(text, spans)
    hits = lexicon.tokens(blanked)
    starts = {f.start for f in figures}
    terms = [h for h in lexicon.terms(hits) if not (h.word.bound_left and h.end in starts)]  # 学生不足50人的19所: nothing is lacking
    known = _known(spans, figures, hits)
    text = join_run_on(text, spans, figures, hits)
    sentences = _sentences(text, known, figures, terms)
    return Reading(folded, spans, figures, sentences)


def _figures(text: str, spans: list[Span]) -> list[Figure]:
    """What of the spans is a quantity, in order."""
    read = (
        read_figure(text, s) or (count_named(text, s) if s.kind == "bare" else None)
        for s in spans
        if s.kind in ("figure", "bare", "masked")
    )
    figures = share_units(text, spans, [figure for figure in read if figure is not None])
    share_points(text, figures)
    return figures


def blank(text: str, spans: list[Span]) -> str:
    """The text with its figures and times made unreadable, so that no word is found inside a number."""
    pieces, at = [], 0
    for span in spans:
        if span.kind in ("figure", "bare", "masked", "period"):
            pieces += [text[at : span.start], "\x01" * (span.end - span.start)]
            at = span.end
    return "".join(pieces) + text[at:]


def _known(spans: list[Span], figures: list[Figure], hits: list[Hit]) -> list[Token]:
    """Figures, times and words in order. A word that lies across another number gives way to the number."""
    by_start = {f.start: f for f in figures}
    tokens = []
    for span in spans:
        if (figure := by_start.get(span.start)) is not None:
            tokens.append(figure_token(figure))
        elif span.kind == "period":
            tokens.append(Token(span.start, span.end, "PERIOD", span=span))
    tokens += [Token(h.start, h.end, _tag(h.word), hit=h) for h in hits]
    tokens.sort(key=lambda t: t.start)
    kept, at = [], 0
    for token in tokens:
        if token.start >= at:
            kept.append(token)
            at = token.end
    return kept


def _tag(word: Word) -> str:
    """The tag that patterns.yaml sees: the part that a word is listed for, before what it names."""
    if word.tag:
        return word.tag
    if word.bound_left or word.bound_right:
        return "BOUND" if word.bound_left else "RIGHT"
    if word.period:
        return "PERIOD"
    if word.stage:
        return "STAGE"
    return "TERM" if word.term else "W"


def _ends(text: str, known: list[Token]) -> Iterator[int]:
    """Where the sentences of a text end. What is too long to be one is cut at a place that no token of `known` holds.

    Each figure of a sentence is held against all others of it: a long text without a full stop would take its square of time.
    """
    at = 0
    for end in [*(m.end() for m in SENTENCE_END.finditer(text)), len(text)]:
        while end - at > _LONGEST:
            at = _cut(text, at, known)
            yield at
        if end > at:
            at = end
            yield at


def _cut(text: str, start: int, known: list[Token]) -> int:
    """The last place to cut a sentence that begins at `start`: behind a comma, else where a token begins."""
    limit = start + _LONGEST
    comma = max(text.rfind(mark, start, limit) for mark in "，；、") + 1
    for place in (comma, limit):
        before = bisect_left(known, place, key=lambda t: t.start)
        if place > start and (not before or known[before - 1].end <= place):
            return place
    within = known[bisect_left(known, limit, key=lambda t: t.start) - 1]
    return within.start if within.start > start else within.end


def _sentences(text: str, known: list[Token], figures: list[Figure], terms: list[Hit]) -> list[Sentence]:
    """The sentences of a paragraph. `known`, `figures` and `terms` are in order; each goes to the sentence that it begins in.

    Only a sentence with figures has its gaps cut into words: that is what takes the time.
    """
    sentences: list[Sentence] = []
    at = k = f = t = 0
    for end in _ends(text, known):
        k0, f0, t0 = k, f, t
        while k < len(known) and known[k].start < end:
            k += 1
        while f < len(figures) and figures[f].start < end:
            figures[f].sentence = len(sentences)
            f += 1
        while t < len(terms) and terms[t].start < end:
            t += 1
        own = figures[f0:f]
        tokens = tokenize(text, at, end, known[k0:k]) if own else known[k0:k]
        sentence = Sentence(text, at, end, tokens, own, terms=terms[t0:t])
        if own:
            _open_parts(text, tokens)
            _divide_money(tokens)
            sentence.forms = find_forms(text, tokens)
        sentences.append(sentence)
        at = end
    return sentences


def _divide_money(tokens: list[Token]) -> None:
    """从来源看，中央补助2.17亿元: with money behind them these words open parts; of people they may tell some of them only."""
    for i, token in enumerate(tokens):
        if token.tag == "WAY":
            following = next((t.figure for t in tokens[i + 1 :] if t.figure is not None), None)
            token.tag = "AMONG" if following is not None and following.unit == "CNY" else "W"


def _open_parts(text: str, tokens: list[Token]) -> None:
    """由上级补助1.72亿元、县级财政2.35亿元构成: 由 opens the parts of what stands before it, as 其中 does."""
    closers = words_of("composing")
    closing = next((i for i, t in enumerate(tokens) if text[t.start : t.end] in closers), None)
    if closing is None:
        return
    for i in range(closing - 1, 0, -1):
        if tokens[i].tag == "FROM":
            parts = [t for t in tokens[i:closing] if t.figure is not None]
            if len(parts) > 1 and not any(t.tag == "TO" for t in tokens[i:closing]):
                tokens[i].tag = "AMONG"
            return
