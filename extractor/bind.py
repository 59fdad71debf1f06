"""What does a figure measure? Candidates from the indicators' wordings around it, scored, and the best taken.

The words in a figure's own zone (its clause, and the noun behind it) count most; words further off in the sentence, the
sentence before and the heading can complete a wording, never make one alone. A part without words of its own takes the
indicator of its whole; a share takes the share-indicator of what it is a share of.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from extractor.figures import Figure
from extractor.lexicon import Hit, Lexicon, load_lexicon
from extractor.perhead import adapt_unit, count_by_noun, count_people
from extractor.sentences import Sentence
from extractor.tokens import Token
from models.indicators import OTHER, Indicator, load_indicators

# Weights of the zones. Their order is what matters: own clause, noun behind, the words of what a share is of, the clause
# before, earlier in the sentence, headings.
OWN, BEHIND, PART_OF_SHARE, CLAUSE, EARLIER, BEFORE = 1.0, 0.95, 0.8, 0.6, 0.3, 0.15
DECAY = 0.012
"""What a character of distance takes off a word in the own clause."""
MINIMUM = 0.5
INHERITED = 0.75
"""A part keeps its whole's indicator unless its own words speak more clearly than this."""
PART = 0.45
"""How much more clearly still, where 其中, a bracket or a comparison says that it is a part."""
FROM_AFAR = 0.5
"""Taken off a wording that only the heading or the sentence before completes."""
TOPIC = 0.6
"""Weight of what the sentence spoke of before, where nothing nearer speaks."""
TELLING = 0.85
"""From this strength on a word tells what is measured; 占, 比例, 教师 do not by themselves."""
COMPARED = 0.9
"""The same for a difference (比上年减少698人): it speaks of what it is compared with."""
SHARE_OF_PART = 1.7
_STOPS_BEHIND = frozenset(
    ("COMMA", "SEP", "SEMI", "COLON", "END", "CLOSE", "TO", "UP", "DOWN", "SHARE", "CMP", "AMONG", "PLAN", "PAST", "PERIOD", "NOT",
     "FROM", "FIG", "PCT", "PP", "OPEN", "RESP", "MORE", "LESS")
)  # fmt: skip
_BREAKS = frozenset(("COMMA", "SEMI", "COLON", "OPEN", "CLOSE", "END"))


@dataclass(slots=True)
class Zones:
    """Where the words that may speak for a figure stand, as (start, end, weight), and what lies nearest."""

    own: tuple[int, int]
    behind: tuple[int, int]
    spans: list[tuple[int, int, float]]


def bind_sentence(sentence: Sentence, lexicon: Lexicon, context: list[Hit], before: Sentence | None = None) -> None:
    """Set indicator and score of every figure of the sentence.

    `context`: the terms of the headings above. `before`: the sentence before, whose whole a 其中 may divide.
    """
    previous: Figure | None = None
    _set_places(sentence)
    for figure in sentence.figures:
        zones = find_zones(sentence, figure, previous)
        adapt_unit(sentence.text, figure, zones.own[0], _same_written(sentence, figure))
        count_by_noun(sentence.text, figure, zones.own[0])
        count_people(sentence.text, figure, zones.own[0])
        figure.left, figure.clause = zones.own, zones.spans[0][0]
        figure.head = find_head(sentence, figure, previous, zones)
        if previous is None and before is not None:
            figure.whole = _whole_before(sentence, figure, before)
            figure.head = figure.whole or _series_before(sentence, figure, before)
        if figure.head is not None and figure.unit == "item" and figure.unit_text == figure.head.unit_text:
            if not _speaks(sentence, zones):
                figure.unit = figure.head.unit
        if previous is not None and _joined(sentence, previous, figure):
            figure.joined = previous
            figure.roles |= previous.roles & {"delta", "norm", "rate"}
            if "delta" in figure.roles:
                figure.head = previous
        _bind(figure, sentence, zones, lexicon, context)
        _bind_by_age(figure, previous)
        if not _passing(sentence, figure):
            previous = figure


def _passing(sentence: Sentence, figure: Figure) -> bool:
    """A length of time (连续三年稳定在99%) or a group's size (100人以下的有12所) does not part a statement from its figure."""
    if figure.unit == "person":
        return sentence.text.startswith(("以下的", "以上的"), figure.end)
    return figure.unit in ("year", "month", "day", "m") and figure.unit_text not in ("岁", "周岁")


_YOUNG = 45
"""The highest age that a group of 青年教师 is told by."""


def _bind_by_age(figure: Figure, previous: Figure | None) -> None:
    """35岁以下的54人，占42.2%: teachers of an age, and their share."""
    if previous is None or figure.indicator not in (OTHER, "teacher.count", "teacher.recruited", "student.rate", "teacher.degree_rate"):
        return
    if previous.unit_text in ("岁", "周岁") and figure.unit in ("person", "%"):
        young = previous.value is not None and previous.value <= _YOUNG
        figure.indicator = "teacher.count" if figure.unit == "person" else "teacher.young_rate" if young else OTHER
        figure.roles.add("aged")
    elif "aged" in previous.roles and figure.unit == "%" and "rate" in figure.roles and previous.unit == "person":
        figure.indicator = "teacher.young_rate"


def _joined(sentence: Sentence, previous: Figure, figure: Figure) -> bool:
    """0.021和0.017: nothing but a joining mark stands between."""
    return previous.unit == figure.unit and sentence.text[previous.end : figure.start].strip() in ("、", "和", "与", "及", "，", ",")


def find_zones(sentence: Sentence, figure: Figure, previous: Figure | None) -> Zones:
    """The zones of one figure, bounded by the figure before it and by punctuation."""
    low = previous.end if previous else sentence.start
    first = previous.at + 1 if previous else 0
    figure.own = [t for t in sentence.tokens[first : figure.at] if t.start >= low]
    clause = next((t.end for t in reversed(figure.own) if t.tag in _BREAKS), low)
    behind_end, behind = _behind(sentence, figure)
    spans = [(clause, figure.start, OWN)]
    if behind == BEHIND:
        spans.append((figure.end, behind_end, BEHIND))
    if figure.unit == "%" and previous is not None and previous.unit != "%":
        spans.append((previous.clause, previous.start, PART_OF_SHARE))
    if clause > low:
        spans.append((low, clause, CLAUSE))
    if low > sentence.start:
        spans.append((sentence.start, low, EARLIER))
    return Zones((low, figure.start), (figure.end, behind_end), spans)


def _behind(sentence: Sentence, figure: Figure) -> tuple[int, float]:
    """Where the noun behind the figure ends, and what it counts: less where it leads on to the next figure."""
    end = figure.end
    listed = False
    for i in range(figure.at + 1, len(sentence.tokens)):
        token = sentence.tokens[i]
        if listed and token.figure is not None and token.figure.unit_text == figure.unit_text:
            listed = False
        elif token.tag in ("SEP", "CONJ") and _goes_on_listing(sentence.tokens[i + 1 : i + 4], figure):
            listed = True
        elif not (listed and token.tag == "STAGE"):
            if token.tag in _STOPS_BEHIND or token.start - figure.end > 20:
                leads_on = token.figure is not None and sentence.tokens[figure.at + 1].tag == "ATTAIN"
                return end, 0.0 if leads_on else BEHIND
            end = token.end
    return end, BEHIND


def _goes_on_listing(tokens: list[Token], figure: Figure) -> bool:
    """小学14所、初中11所达标: only a stage stands before the next figure of the list."""
    for token in tokens:
        if token.figure is not None:
            return token.figure.unit_text == figure.unit_text
        if token.tag != "STAGE":
            return False
    return False


def find_head(sentence: Sentence, figure: Figure, previous: Figure | None, zones: Zones) -> Figure | None:
    """The figure whose subject this one goes on with; sets `figure.whole` where the words make it a part.

    That is the whole of a 其中 or of a bracket, the value that a 从…到… starts from, or the neighbour in a list.
    """
    if previous is None:
        return None
    if start := _start_of_change(sentence, figure):
        figure.whole = start.whole
        return start
    share = figure.unit in ("%", "pp")
    between = [t.tag for t in figure.own]
    alike = _same_unit(sentence, figure)
    if "AMONG" in between or "OPEN" in between:
        if share:
            return previous
        figure.whole = alike
        return alike
    if share or "/" in figure.unit and alike is previous and "/" not in previous.unit:
        return previous
    if "SEMI" in between:
        return alike if previous is alike else None
    if alike is not None and alike.whole is not None and (alike.depth == figure.depth):
        figure.whole = alike.whole
        return alike.whole
    return alike


def _whole_before(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """A sentence that begins with 其中 (or 分年任务为：) divides a figure of the sentence before."""
    if not any(t.tag == "AMONG" for t in figure.own):
        return None
    return next((f for f in before.figures if f.whole is None and _alike(f, figure) and "delta" not in f.roles), None)


def _series_before(sentence: Sentence, figure: Figure, before: Sentence) -> Figure | None:
    """2022年为1.31%: a sentence that names nothing but a year goes on with what the one before measured."""
    if any(t.tag not in ("PERIOD", "LE", "COMMA", "END", "TO", "RESP", "UP", "DOWN") for t in sentence.tokens if t.end <= figure.start):
        return None
    return next((f for f in before.figures if _alike(f, figure)), None)


def _set_places(sentence: Sentence) -> None:
    """Each figure's place among the tokens, and how many brackets stand open there."""
    depth = 0
    for i, token in enumerate(sentence.tokens):
        if token.tag == "OPEN":
            depth += 1
        elif token.tag == "CLOSE":
            depth = max(depth - 1, 0)
        elif token.figure is not None:
            token.figure.at, token.figure.depth = i, depth


def _start_of_change(sentence: Sentence, figure: Figure) -> Figure | None:
    for form in sentence.forms:
        if form.name.startswith(("from_to", "grown")) and len(form.figures) > 1 and form.figures[1] is figure and figure.unit_text == form.figures[0].unit_text:
            return form.figures[0]
    return None


def _speaks(sentence: Sentence, zones: Zones) -> bool:
    """The figure's own zone names what is counted, beyond a stage."""
    return any(zones.own[0] <= h.start and h.end <= zones.behind[1] and not h.word.scope for h in sentence.terms)


def _same_written(sentence: Sentence, figure: Figure) -> Figure | None:
    """The nearest figure before this one with the same written unit."""
    found = None
    for other in sentence.figures:
        if other is figure:
            return found
        if other.unit_text == figure.unit_text:
            found = other
    return None


def _same_unit(sentence: Sentence, figure: Figure) -> Figure | None:
    """The nearest figure before this one that is counted alike."""
    found = None
    for other in sentence.figures:
        if other is figure:
            return found
        if _alike(other, figure) and "delta" not in other.roles and other.depth <= figure.depth:
            found = other
    return None


def _alike(a: Figure, b: Figure) -> bool:
    if a.unit == b.unit == "item":
        return a.unit_text == b.unit_text
    return a.unit == b.unit or a.unit_text == b.unit_text != "" or {a.unit, b.unit} <= {"%", "pp"} or a.unit.split("/")[0] == b.unit


def _bind(figure: Figure, sentence: Sentence, zones: Zones, lexicon: Lexicon, context: list[Hit]) -> None:
    voices = _voices(figure, sentence, zones, context)
    unit = "delta" if "delta" in figure.roles and figure.unit == "%" else figure.unit
    best, score = _best(score_voices(voices, unit, lexicon))
    part = _is_part(figure, sentence)
    inherited = None if _stands_alone(figure, sentence) else _inherit(figure)
    if inherited and _continues(figure, sentence):
        best, score = inherited, max(score, INHERITED)
    elif figure.unit == "%" and "delta" not in figure.roles and (score < MINIMUM or _says_only_share(voices)):
        best, score = _as_share(voices, lexicon, inherited)
    elif inherited and score < INHERITED + (COMPARED if "delta" in figure.roles else PART if part or figure.whole is not None else 0.0):
        best, score = inherited, INHERITED
    elif not part and "rate" not in figure.roles and "delta" not in figure.roles and score >= MINIMUM:
        figure.head = figure.whole
    if _stands_alone(figure, sentence):
        best, score = "school.count", MINIMUM
    elif score < MINIMUM:
        best, score = _by_topic(figure, voices, unit, lexicon)
    figure.indicator, figure.score = best, score
    _name_actors(figure, sentence, zones)


def _stands_alone(figure: Figure, sentence: Sentence) -> bool:
    """初中30所没有学校达标: what is denied behind a count of schools leaves them a mere count."""
    following = sentence.tokens[figure.at + 1 : figure.at + 2]
    return figure.unit == "school" and bool(following) and following[0].tag == "NOT"


def _continues(figure: Figure, sentence: Sentence) -> bool:
    """The goal of a 从…到… measures what its start measures."""
    return figure.head is not None and _start_of_change(sentence, figure) is figure.head


def _by_topic(figure: Figure, voices: list[Voice], unit: str, lexicon: Lexicon) -> tuple[str, float]:
    """Nothing near speaks for the figure: what the sentence spoke of before, or what its unit alone tells."""
    earlier = [replace(v, own=v.own or v.weight == EARLIER, weight=TOPIC if v.weight == EARLIER else v.weight) for v in voices]
    best, score = _best(score_voices(earlier, unit, lexicon))
    if score >= MINIMUM:
        return best, score
    for indicator in load_indicators().values():
        if figure.unit in indicator.default_for or figure.unit_text in indicator.default_for:
            return indicator.id, MINIMUM
    return OTHER, score


_ACTING = {"school.count": "school.covered", "teacher.count": OTHER, "student.count": OTHER}


def _name_actors(figure: Figure, sentence: Sentence, zones: Zones) -> None:
    """27所学校用上了…, 近千名教师签下…: those who do something are no stock of schools or teachers."""
    if figure.indicator not in _ACTING or figure.whole is not None:
        return
    nouns = [h.end for h in sentence.terms if zones.behind[0] <= h.start and h.end <= zones.behind[1] and h.word.term]
    if not nouns or any(t.tag == "SHARE" for t in figure.own):
        return
    rest = sentence.text[max(nouns) : max(nouns) + 2]
    if zones.behind[1] > max(nouns) and not rest.startswith(_NO_ACTION):
        figure.indicator = _ACTING[figure.indicator]


_NO_ACTION = ("中", "里", "共", "总", "和", "与", "及", "以", "为", "数", "，", "的")


def _best(scores: dict[str, float]) -> tuple[str, float]:
    return max(scores.items(), key=lambda c: c[1], default=(OTHER, 0.0))


def _says_only_share(voices: list[Voice]) -> bool:
    """The figure's own zone holds nothing but words such as 占 and 比例."""
    return all(v.hit.word.strength < TELLING for v in voices if v.own)


def _as_share(voices: list[Voice], lexicon: Lexicon, inherited: str | None) -> tuple[str, float]:
    """A share without words of its own: by the words of what it is a share of, or as that indicator's share."""
    scores = score_voices([replace(v, own=v.own or v.weight == PART_OF_SHARE) for v in voices], "%", lexicon)
    if inherited and inherited != OTHER:
        scores[inherited] = max(scores.get(inherited, 0.0), SHARE_OF_PART)
    return _best(scores)


def _is_part(figure: Figure, sentence: Sentence) -> bool:
    return any(t.tag in ("AMONG", "OPEN") for t in figure.own)


def _inherit(figure: Figure) -> str | None:
    """The indicator that the head lends: its own, that of its share, or that of the same amount per head."""
    head = figure.head
    if head is None:
        return None
    source = load_indicators()[head.indicator]
    if "delta" in figure.roles or figure.unit == "pp":
        return source.growth if figure.unit == "%" and source.growth else head.indicator
    if figure.unit == "%" and head.unit not in ("%", "pp"):
        return source.rate
    if "/" in figure.unit and "/" not in head.unit:
        return source.per_head
    return head.indicator


@dataclass(frozen=True, slots=True)
class Voice:
    """A word that may speak for a figure: how much it counts, whether it stands before the figure, and in its own zone."""

    hit: Hit
    weight: float
    left: bool
    own: bool


def _voices(figure: Figure, sentence: Sentence, zones: Zones, context: list[Hit]) -> list[Voice]:
    voices = [Voice(hit, BEFORE, True, False) for hit in context]
    for hit in sentence.terms:
        for start, end, weight in zones.spans:
            if start <= hit.start and hit.end <= end:
                if weight == OWN:
                    weight = max(OWN - DECAY * (figure.start - hit.end), CLAUSE + 0.05)
                voices.append(Voice(hit, weight, hit.end <= figure.start, weight >= CLAUSE and weight != PART_OF_SHARE))
                break
    return voices


def score_voices(voices: list[Voice], unit: str, lexicon: Lexicon) -> dict[str, float]:
    """The best score of each indicator of `unit` for which some wording is complete and has a word of its own zone."""
    speech = _speech(unit)
    weights: dict[tuple[int, int], float] = {}
    own: set[int] = set()
    forbidden: set[int] = set()
    for voice in voices:
        word = voice.hit.word
        for pair, side in speech.get(word.text, ()):
            if side == "never":
                if voice.own:
                    forbidden.add(pair[0])
            elif side == "both" or voice.left == (side == "left"):
                weight = voice.weight * word.strength
                if weight > weights.get(pair, 0.0):
                    weights[pair] = weight
                if voice.own:
                    own.add(pair[0])
    own -= forbidden
    return _complete(weights, own, lexicon) if own else {}


def _complete(weights: dict[tuple[int, int], float], own: set[int], lexicon: Lexicon) -> dict[str, float]:
    met: dict[int, int] = defaultdict(int)
    total: dict[int, float] = defaultdict(float)
    for (wording, _), weight in weights.items():
        if wording in own:
            met[wording] += 1
            total[wording] += weight if weight >= EARLIER * 0.7 else weight - FROM_AFAR
    scores: dict[str, float] = {}
    for number, count in met.items():
        saying = lexicon.wordings[number]
        if count == saying.needed:
            score = (total[number] + 0.1 * (count - 1)) * saying.weight
            if score > scores.get(saying.indicator.id, 0.0):
                scores[saying.indicator.id] = score
    return scores


Speech = dict[str, tuple[tuple[tuple[int, int], str], ...]]


@cache
def _speech(unit: str) -> Speech:
    """For each word, the (wording, group) pairs that it speaks for in figures of `unit`, with the group's side."""
    lexicon, allowed = load_lexicon(), _wordings_by_unit(unit)
    speech: Speech = {}
    for word in lexicon.words:
        if pairs := tuple((p, lexicon.wordings[p[0]].groups[p[1]].side) for p in word.groups if p[0] in allowed):
            speech[word.text] = pairs
    return speech


@cache
def _wordings_by_unit(unit: str) -> frozenset[int]:
    return frozenset(i for i, w in enumerate(load_lexicon().wordings) if _fits(w.indicator, unit))


def _fits(indicator: Indicator, unit: str) -> bool:
    if unit == "delta":
        return indicator.id == "funding.growth" or not indicator.id.startswith("funding.")
    if unit == "pp":
        return "%" in indicator.units or unit in indicator.units
    return unit in indicator.units
