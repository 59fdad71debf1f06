"""The tokens of a sentence say its text, every figure is one of them, and its spaCy Doc has their parts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import rjieba
from hypothesis import given

from extractor.fold import fold
from extractor.forms import make_doc
from extractor.lexicon import load_lexicon
from extractor.read import read_report
from extractor.sentences import Reading, read_text
from tests.extractor.casebook import GOLD
from tests.extractor.writing import TEXTS


def check_sentences(reading: Reading) -> None:
    """Sentences with figures are cut into tokens without gap or overlap; the sentences make up the paragraph."""
    assert not reading.sentences or "".join(s.text[s.start : s.end] for s in reading.sentences) == reading.folded.text
    for sentence in reading.sentences:
        if not sentence.figures:
            continue
        tokens = sentence.tokens
        assert (tokens[0].start, tokens[-1].end) == (sentence.start, sentence.end)
        assert all(a.end == b.start for a, b in pairwise(tokens))
        assert [t.norm_ for t in make_doc(sentence.text, tokens)] == [t.tag for t in tokens]
        assert [t.figure for t in tokens if t.figure] == sentence.figures
        assert all((t.start, t.end) == (t.figure.start, t.figure.end) for t in tokens if t.figure)


@given(TEXTS)
def test_any_text(text: str) -> None:
    check_sentences(read_text(fold(text, 0, len(text)), load_lexicon()))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_labelled_report(path: Path) -> None:
    report = read_report(path.read_bytes(), path.name)
    for block in report.paragraphs():
        check_sentences(read_text(fold(report.text, block.start, block.end), load_lexicon()))


@given(TEXTS)
def test_words_make_up_the_text(text: str) -> None:
    assert "".join(rjieba.cut(text)) == text
