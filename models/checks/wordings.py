"""The words around a figure, and whether they are of a kind that claims.yaml lists. Knows no figure's value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise

from models.checks.desk import Desk, Sentence
from models.claims import claims
from models.fact import Fact
from models.indicators import load_indicators
from models.loading import load_data

NUMERALS = {"二": 2, **{numeral: number for number, numeral in enumerate("两三四五六七八九", start=2)}}
_ONE_TO_NINE = {"一": 1, **NUMERALS}
STAGE_WORDS = {"primary": "小学", "junior": "初中"}
SURE_NAME = 4
"""Characters of a name that surely is told of one thing (教师培训), at least."""
MARKS = re.compile(r"[，。；：、,;:（）()]")
"""What parts clauses, and the members of a list."""
_DELIMITERS = re.compile(r"[，。；：、,;:（）()！？\n]")
_PART_END = re.compile(r"[，。；;]|,(?!\d)")
_NO_WORD = re.compile(r"[^一-龥]+")


@cache
def pattern(words: str) -> re.Pattern[str]:
    return re.compile(words)


@cache
def at_end(words: str) -> re.Pattern[str]:
    """The pattern of `words` at the end of a text."""
    return re.compile(f"(?:{words})$")


def says(name: str, text: str) -> bool:
    """Whether `text` has one of the words that claims.yaml lists under `name`."""
    return has_words("claims.yaml", name, text)


def has_words(file: str, name: str, text: str) -> bool:
    """Whether `text` has one of the words that a data file lists under `name`."""
    return _search(file, name)(text) is not None


@cache
def _search(file: str, name: str) -> Callable[[str], re.Match[str] | None]:
    return pattern(load_data(file)[name]).search


def saying(desk: Desk, name: str) -> list[Sentence]:
    """The sentences of the prose that have one of the words of `name`, which are plain: they know no beginning or end of a text."""
    if name not in desk.saying:
        desk.saying[name] = list(desk.running_prose.having(pattern(claims()[name])))
    return desk.saying[name]


def row_verdict(row: str) -> bool | None:
    """What the cells of a table's row say of it, 达标 or 未达标; None where they say nothing, or both."""
    cells = {cell.strip() for cell in re.split(r"[\t|]", row)}
    attained, missed = not cells.isdisjoint(claims()["row_attained"]), not cells.isdisjoint(claims()["row_missed"])
    return attained if attained != missed else None


def number_of(numeral: str) -> int:
    """六 and 6: a number of one digit, or one written in digits. Raises ValueError for any other."""
    return _ONE_TO_NINE.get(numeral) or int(numeral)


def before(desk: Desk, fact: Fact, reach: int = 14) -> str:
    """The words right before a figure, back to the end of its sentence part; at most `reach` characters."""
    sentence, start, _ = _place(desk, fact)
    text = sentence[max(0, start - reach) : start]
    return _PART_END.split(text)[-1]


def last_clause(text: str) -> str:
    """The words behind the last mark that parts clauses."""
    return re.split(r"[，。；：:;]|,(?!\d)", text)[-1]


def last_piece(text: str) -> str:
    """The words behind the last mark, those of lists and brackets among them."""
    return MARKS.split(text)[-1]


def first_piece(text: str) -> str:
    """The words up to the first such mark."""
    return MARKS.split(text)[0]


def last_part(text: str) -> str:
    """The words behind the last full stop or semicolon."""
    return _PARTS.split(text)[-1]


def first_part(text: str) -> str:
    """The words up to the first full stop or semicolon."""
    return _PARTS.split(text)[0]


_PARTS = re.compile("[。；;]")


def in_brackets(ahead: str) -> bool:
    """初中20所（含完全中学3所）: whether what follows `ahead` stands in brackets."""
    return _OPEN.search(ahead) is not None


_OPEN = re.compile("[（(][^（()）]*$")


def is_of_last_year(desk: Desk, fact: Fact) -> bool:
    """上一年的录取率为81.6%: the clause in front of the figure puts it into the year before."""
    sentence, start, _ = _place(desk, fact)
    return says("of_last_year", last_clause(sentence[:start]))


def after(desk: Desk, fact: Fact) -> str:
    """The words right after a figure."""
    sentence, _, end = _place(desk, fact)
    return sentence[end : end + 6]


def noun_after(desk: Desk, fact: Fact) -> str:
    """What a figure counts, by the words right after it: up to ten characters, of which the first name it; empty for less than two."""
    sentence, _, end = _place(desk, fact)
    match = _NOUN_AFTER.match(sentence, end)
    return match[0] if match else ""


_NOUN_AFTER = re.compile(r"[一-龥]{2,10}")


def clause(desk: Desk, fact: Fact) -> str:
    """The words of the clause in which a figure stands, its numbers left out; with its neighbours where it is short."""
    if fact.id not in desk.clauses:
        desk.clauses[fact.id] = _clause(desk, fact)
    return desk.clauses[fact.id]


def _clause(desk: Desk, fact: Fact) -> str:
    sentence, start, end = _place(desk, fact)
    for a, b in _windows(sentence, start, end):
        text = _NO_WORD.sub(" ", sentence[a:start]) + " " + _NO_WORD.sub(" ", _OF_THEM.split(sentence[end:b], 1)[0])
        if _says_enough(text):
            return text
    return sentence


def _windows(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clause around sentence[start:end], then wider and wider: to the sentence's beginning, then to its end."""
    stops = chain((m.start() for m in _DELIMITERS.finditer(sentence, end)), [len(sentence)])
    stop = next(stops)
    cuts = [0, *(m.end() for m in _DELIMITERS.finditer(sentence, 0, start))]
    yield from ((cut, stop) for cut in reversed(cuts))
    yield from ((0, later) for later in stops)


_OF_THEM = re.compile(r"(?:之?中|里)(?=[近约有占超过达仍尚还]|已有|\d)")
"""8.24万名在校生中近四成集中在主城区: what follows is of a part of those counted."""


def _says_enough(text: str) -> bool:
    return len(pattern(claims()["empty_words"]).sub("", text.replace(" ", ""))) >= 3


def _place(desk: Desk, fact: Fact) -> tuple[str, int, int]:
    placed = desk.placed[fact.id]
    return desk.sentence_of[fact.id].text, placed.start, placed.end


def same_subject(indicator: str, a: str, b: str, *, named: bool = False, one_sided: bool = False, title: str = "") -> bool:
    """Whether two clauses speak of the same thing: no word that parts groups in one alone, and enough words in both.

    `title`: that of the document; what it says parts no groups in it. `named`: it is enough that each names what the indicator
    measures, by whichever of its words (学生8.42万人 and 8.24万名在校生), and one may say how it came about (新购 and
    购置). `one_sided`: one may leave out what the other says of the group.
    """
    known = load_indicators().get(indicator)
    # 新增 parts no 新增学位 from 增加学位, and 整改 nothing in a report on it.
    own = {word for word in groups(a) ^ groups(b) if (known and word in known.name) or word in title}
    mine, theirs = groups(a) - own, groups(b) - own
    return (
        (
            mine == theirs
            or (named and mine ^ theirs <= set(claims()["soft_qualifiers"]))
            or (one_sided and (mine < theirs or theirs < mine))
        )
        and not _other_stage(a, b)
        and (alike(indicator, a, b) or (named and all(any(word in text for word in indicator_words(indicator)) for text in (a, b))))
    )


def _other_stage(a: str, b: str) -> bool:
    mine, theirs = ({word for word in STAGE_WORDS.values() if word in text} for text in (a, b))
    return bool(mine and theirs) and not mine & theirs


def alike(indicator: str, a: str, b: str) -> bool:
    """Whether two texts share a word of the indicator, or a good part of their pairs of characters."""
    if any(word in a and word in b for word in indicator_words(indicator)):
        return True
    mine, theirs = _pairs(a), _pairs(b)
    return bool(mine and theirs) and len(mine & theirs) * 5 >= min(len(mine), len(theirs)) * 2


# A clause is held against each of its repeats.
@lru_cache(maxsize=1024)
def groups(text: str) -> frozenset[str]:
    """The words of a clause that part one group from another, and the names of schools in it."""
    for words, meant in claims()["same_groups"].items():
        text = text.replace(words, meant)
    named = pattern(claims()["names"]).findall(text)
    return frozenset([*(word for word in claims()["qualifiers"] if word in text), *named]) | kinds_of_spending(text)


def kinds_of_spending(text: str) -> frozenset[str]:
    """The words of a text that make an amount one of a part of what is spent: 人员支出, 项目支出."""
    return frozenset(match[1] or match[2] for match in pattern(claims()["kinds_of_spending"]).finditer(text))


def same_spending(indicator: str, a: str, b: str) -> bool:
    """Whether two texts name no different parts of what is spent, and of whom it comes from (公用经费支出, 公用经费补助); what the
    indicator itself is of aside."""
    known = load_indicators().get(indicator)
    kinds = kinds_of_spending(a) ^ kinds_of_spending(b)
    sources = set(pattern(claims()["sources_of_money"]).findall(a)) ^ set(pattern(claims()["sources_of_money"]).findall(b))
    of_its_own = all(any(source in word for word in indicator_words(indicator)) for source in sources)
    return of_its_own and all(known and kind in known.name for kind in kinds)


def same_county(a: str, b: str) -> bool:
    """Whether two sentences call their county by the same word (我县, 区境内), or one of them by none."""
    mine, theirs = _own_words(a), _own_words(b)
    return not mine or not theirs or bool(mine & theirs)


@lru_cache(maxsize=1024)
def _own_words(text: str) -> frozenset[str]:
    return frozenset(m.group(1) or m.group(2) for m in pattern(claims()["own_county"]).finditer(text))


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in pairwise(text) if " " not in (a, b)}


@cache
def indicator_words(indicator: str) -> frozenset[str]:
    """The words of two characters and more by which an indicator is recognised."""
    known = load_indicators().get(indicator)
    groups = [group for wording in known.wordings for group in wording.groups if group.side != "never"] if known else []
    return frozenset(word for group in groups for word in group.words if len(word) > 1)


def stages_named(text: str) -> list[str]:
    """The stages that a text names; 中小学 are both and narrow nothing.

    >>> stages_named("全县中小学班额"), stages_named("小学班额")
    ([], ['primary'])
    """
    left = text.replace("中小学", "")
    return [stage for stage, word in STAGE_WORDS.items() if word in left]


@cache
def _common_pairs() -> frozenset[str]:
    """The pairs of characters that many indicators' names share: 教师, 生均, 面积."""
    names = Counter(pair for known in load_indicators().values() for pair in _pairs(known.name))
    return frozenset(pair for pair, count in names.items() if count >= _MANY_NAMES)


_MANY_NAMES = 5


def names_indicator(indicator: str, text: str) -> bool:
    """Whether `text` names what an indicator measures: two pairs of characters of its name, or a long word of it.

    One of the pairs must be more than 生均 or 面积, which many names have, unless the indicator's own name has no other.
    """
    known = load_indicators().get(indicator)
    own = _pairs(known.name) if known else set()
    shared = own & _pairs(text)
    if len(shared) >= 2 and (shared - _common_pairs() or own <= _common_pairs()):
        return True
    return any(word in text for word in _long_words(indicator))


@cache
def _long_words(indicator: str) -> frozenset[str]:
    """The words of more than two characters that name an indicator: 不低于, by which one is recognised, only compares."""
    compared = [pattern(entry["words"]) for entry in claims()["comparisons"]]
    return frozenset(w for w in indicator_words(indicator) if len(w) > 2 and not any(c.fullmatch(w) for c in compared))
