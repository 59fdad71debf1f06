"""Where in the document we are: headings above a paragraph, the tone they set, and what the web put around the text.

Fed paragraph by paragraph; gives the Context that a paragraph begins with and the terms that its headings name.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.blocks import Paragraph
from extractor.context import Context
from extractor.lexicon import Hit, Lexicon
from models.fact import Document
from models.loading import load_data

_RANKS = (r"第[一二三四五六七八九十]+[章部篇]", r"[一二三四五六七八九十]+、", r"\([一二三四五六七八九十]+\)", r"\d{1,2}[.、．](?!\d)", r"\(\d{1,2}\)")

_RUN_IN = 5


class Outline:
    """The state of reading a document from top to bottom."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._document = document
        self._lexicon = lexicon
        self._headings: dict[int, str] = {}
        self._terms: dict[int, list[Hit]] = {}
        self._stage = _stage_of_school(document.title or "")
        self.caption = ""
        """The last short line before a table: 表1 …（单位：万元）."""

    def enter(self, text: str, block: Paragraph) -> None:
        """A new paragraph begins; if it is a heading, or opens with one, it replaces those of its rank and below."""
        if block.kind == "caption" or (len(text) < 70 and text[-1:] not in "。；;，,"):
            self.caption = text if block.kind != "note" else self.caption
        rank = _rank(text)
        lead = _lead(text, block)
        for old in [r for r in self._headings if r >= _RUN_IN]:
            del self._headings[old], self._terms[old]
        if lead is None:
            return
        if rank is None:
            rank = 0 if block.kind == "heading" else _RUN_IN
        if len(lead) < len(text):  # a heading that runs into its text holds for this paragraph only
            rank = max(rank, _RUN_IN)
        for old in [r for r in self._headings if r >= rank]:
            del self._headings[old], self._terms[old]
        self._headings[rank] = lead
        self._terms[rank] = self._lexicon.terms(lead, self._lexicon.tokens(lead))

    def context(self) -> Context:
        """What the headings settle for the paragraph that begins now."""
        stage, area, criterion = self._stage, None, None
        for rank in sorted(self._headings):
            heading = self._headings[rank]
            for hit in self._lexicon.tokens(heading):
                criterion = hit.word.criterion or criterion
                if hit.word.stage and len(heading) <= len(hit.word.text) + 6 and hit.word.stage != "mixed":
                    stage = hit.word.stage
        return Context(
            year=self._document.year, stage=stage, area=area, criterion=criterion,
            section=self._section(), plan_document=self._document.kind == "plan",
        )  # fmt: skip

    def terms(self) -> list[Hit]:
        """The terms of the headings above, the nearest rank last."""
        return [hit for rank in sorted(self._terms) for hit in self._terms[rank]]

    def _section(self) -> str | None:
        for rank in sorted(self._headings, reverse=True):
            tones = [tone for tone, pattern in _tones().items() if pattern.search(self._headings[rank])]
            if tones:
                return tones[0] if len(tones) == 1 else None
        return None


def _stage_of_school(title: str) -> str | None:
    """The stage of a document that reports on one school: all its figures are of it."""
    if not re.search(r"学校简介|(?:小学|中学|学校|初中)(?:\d{4}年|[^\u4e00-\u9fff]|自评|自查|关于|推进|义务|20|简介|概况|[一二]〇|基本情况|创建)", title):
        return None
    if re.search(r"教育局|督导|[县区市](?:义务|推进|20)", title):
        return None
    if "九年" in title or "一贯制" in title or re.search(r"[^小中]学校", title):
        return "compulsory"
    return "primary" if "小学" in title else "junior" if re.search(r"初中|初级中学", title) else None


def _rank(text: str) -> int | None:
    for rank, pattern in enumerate(_RANKS):
        if re.match(rf"\s*(?:{pattern})", text):
            return rank
    return None


def _lead(text: str, block: Paragraph) -> str | None:
    """The heading that a paragraph is or opens with: all of it, or its short first sentence."""
    if block.kind == "heading" or (len(text) <= 40 and text[-1:] not in "。；;，,：:" and _rank(text) is not None):
        return text
    first = re.match(r"[^。：:；;]{2,36}[。：:]", text)
    if first and (_rank(text) is not None or len(first[0]) <= 24) and len(text) > len(first[0]):
        return first[0]
    return None


@cache
def _tones() -> dict[str, re.Pattern[str]]:
    sections = load_data("words.yaml", "extractor")["sections"]
    return {tone: re.compile("|".join(map(re.escape, words))) for tone, words in sections.items()}


@cache
def _web() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_data("words.yaml", "extractor")["furniture"]
    strong, weak = ("|".join(map(re.escape, words[k])) for k in ("strong", "weak"))
    return re.compile(strong), re.compile(weak)


def is_web_furniture(text: str) -> bool:
    """A line that a web library printed around the report: two of its words, or a telling one in a short line."""
    if len(text) > 300:
        return False
    strong, weak = (len(set(p.findall(text))) for p in _web())
    return (strong + weak >= 2 and (strong > 0 or len(text) < 80)) or (strong == 1 and len(text) < 60)
