"""One sentence in tokens, of which every number and every word of the lexicon is one.

Numbers and words are found first, by characters; jieba cuts only the gaps between them (jieba cannot lead: it breaks
23,876 and 生师比 apart). The tags are the parts that words.yaml and patterns.yaml speak of.
"""

from __future__ import annotations

from dataclasses import dataclass

from rjieba import cut

from extractor.figures import Figure
from extractor.lexicon import Hit
from extractor.spans import Span

PUNCTUATION = (
    dict.fromkeys("，,", "COMMA") | dict.fromkeys("、", "SEP") | dict.fromkeys("；;", "SEMI") | dict.fromkeys("：:", "COLON")
    | dict.fromkeys("（([【〔", "OPEN") | dict.fromkeys("）)]】〕", "CLOSE") | dict.fromkeys("。！？!?\n", "END")
)  # fmt: skip
_FIGURE_TAG = {"%": "PCT", "pp": "PP", "times": "TIMES"}


@dataclass(slots=True, eq=False)
class Token:
    """A piece of a sentence: its span in the paragraph, its tag, and what it is (a figure, a word, a number)."""

    start: int
    end: int
    tag: str
    figure: Figure | None = None
    hit: Hit | None = None
    span: Span | None = None


def tokenize(text: str, start: int, end: int, known: list[Token]) -> list[Token]:
    """All tokens of text[start:end]: the known ones, punctuation, and between them words by jieba, tagged W; a blank is none."""
    tokens: list[Token] = []
    at = start
    for token in known:
        if token.start > at:
            _cut_gap(text, at, token.start, tokens)
        tokens.append(token)
        at = token.end
    if at < end:
        _cut_gap(text, at, end, tokens)
    return tokens


def _cut_gap(text: str, start: int, end: int, tokens: list[Token]) -> None:
    """Append the tokens of text[start:end], which holds no known token."""
    at = start
    for piece in [text[start:end]] if end - start == 1 else cut(text[start:end]):
        length = len(piece)
        if piece != " ":  # 达标, 占学校总数的83.7%: a typewriter's blank is no word
            tokens.append(Token(at, at + length, PUNCTUATION.get(piece, "W")))
        at += length


def behind_last_semicolon(tokens: list[Token]) -> list[Token]:
    """The tokens from the last semicolon on; all where there is none."""
    for i in range(len(tokens) - 1, 0, -1):
        if tokens[i].tag == "SEMI":
            return tokens[i:]
    return tokens


def figure_token(figure: Figure) -> Token:
    """The token of a figure, tagged by its unit."""
    return Token(figure.start, figure.end, _FIGURE_TAG.get(figure.unit, "FIG"), figure=figure, span=figure.span)
