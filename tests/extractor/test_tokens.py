"""The tokens of a sentence say its text, every figure is one of them, and its spaCy Doc has their parts."""

from __future__ import annotations

from pathlib import Path

import pytest
import rjieba
from hypothesis import given

from extractor.fold import fold
from extractor.form_patterns import all_patterns, lexemes_of, make_doc, match_forms, matcher_of
from extractor.lexicon import load_lexicon
from extractor.read import read_report
from extractor.sentences import Reading, read_text
from tests.extractor.casebook import GOLD
from tests.extractor.writing import TEXTS


def check_sentences(reading: Reading) -> None:
    """Sentences with figures are cut into tokens without overlap, between which only blanks lie; the sentences make up the paragraph."""
    assert not reading.sentences or "".join(s.text[s.start : s.end] for s in reading.sentences) == reading.folded.text
    for sentence in reading.sentences:
        if not sentence.figures:
            continue
        tokens = sentence.tokens
        edges = [sentence.start, *(edge for t in tokens for edge in (t.start, t.end)), sentence.end]
        assert edges == sorted(edges)
        assert all(not sentence.text[a:b].strip(" ") for a, b in zip(edges[::2], edges[1::2], strict=True))
        assert [t.norm_ for t in make_doc(lexemes_of(sentence.text, tokens))] == [t.tag for t in tokens]
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


@pytest.mark.parametrize("piece", ["小学12所，", "小学12所", "（初中3所", "教育"])
def test_no_sentence_grows_without_end(piece: str) -> None:
    """Each figure is held against all others of its sentence: a text without a full stop would take its square of time."""
    text = piece * 3000 + "共3人"
    reading = read_text(fold(text, 0, len(text)), load_lexicon())
    assert max(s.end - s.start for s in reading.sentences) <= 2000
    check_sentences(reading)
    assert [f for s in reading.sentences for f in s.figures] == reading.figures


@given(TEXTS)
def test_what_speaks_lies_in_the_words_of_the_text(text: str) -> None:
    """Each place in a word where a word that speaks for an indicator stands, and none across the edge of a word."""
    lexicon = load_lexicon()
    tokens = lexicon.tokens(text)
    speaking = {word.text for word in lexicon.words if word.groups}
    found = {(hit.start, hit.end) for hit in lexicon.terms(tokens)}
    assert all(text[start:end] in speaking for start, end in found)
    inside = {(a, b) for t in tokens for a in range(t.start, t.end) for b in range(a + 1, t.end + 1) if text[a:b] in speaking}
    assert found <= inside
    # A word may be silent in a longer one, and a single character speaks only where it stands alone.
    assert {(t.start, t.end) for t in tokens if t.word.groups} <= found


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_no_pattern_left_out_that_matches(path: Path) -> None:
    """A sentence is matched with the patterns that it can match alone, and finds what all of them find, in the same order."""
    report = read_report(path.read_bytes(), path.name)
    every = matcher_of(tuple(range(len(all_patterns()))))
    for paragraph in report.paragraphs():
        for sentence in read_text(fold(report.text, paragraph.start, paragraph.end), load_lexicon()).sentences:
            if sentence.figures:
                doc = make_doc(lexemes_of(sentence.text, sentence.tokens))
                found = [(doc.vocab.strings[key], start, end) for key, start, end in every(doc)]
                assert list(match_forms(sentence.text, sentence.tokens)) == found
