"""The choice of an indicator for a figure: the candidates that its voices speak for, scored, against what its head lends it."""

from __future__ import annotations

from typing import NamedTuple

from extractor.bind.actors import name_actors
from extractor.bind.alone import STOCKS, stands_alone
from extractor.bind.heads import is_bare_share, is_whole_of_share, names_own_rate, share_word
from extractor.bind.lent import continues, is_part, lent_by_head, reluctance
from extractor.bind.measures import counts_otherwise
from extractor.bind.own_words import (
    TELLING,
    counts_no_projects,
    counts_other_goods,
    is_named_whole,
    is_rate_of_doing,
    is_share_of_others,
    joins_unnamed,
    measures_greenery,
    of_other_people,
    speak_of_other,
)
from extractor.bind.voices import CLEAR, Voice, best_of, find_voices, score_voices, speech_of
from extractor.bind.zones import CLAUSE, EARLIER, LEAD, PART_OF_SHARE, Zones
from extractor.figures import Figure
from extractor.lexicon import Lexicon
from extractor.sentences import Sentence
from extractor.wordlists import words_of
from models.indicators import OTHER, load_indicators

MINIMUM = 0.5
INHERITED = 0.75
"""A part keeps its whole's indicator unless its own words speak more clearly than this."""
TOPIC = 0.6
"""Weight of what the sentence spoke of before, where nothing nearer speaks."""
SHARE_OF_PART = 1.7


class _Heard(NamedTuple):
    """A figure, and what speaks for it."""

    figure: Figure
    sentence: Sentence
    voices: list[Voice]
    unit: str
    lexicon: Lexicon


_Choice = tuple[str, float]
"""An indicator and how clearly it is spoken for."""


def choose(figure: Figure, sentence: Sentence, zones: Zones, lexicon: Lexicon, above: list[Voice]) -> None:
    """Set indicator and score of a figure whose head is set; `above`: the voices of the headings."""
    voices = find_voices(figure, sentence, zones, above)
    if is_named_whole(figure, sentence):
        voices = [v for v in voices if v.own]
    elif names_own_rate(sentence, figure):
        voices = [v for v in voices if v.weight > EARLIER]
    elif _is_share_of_head(figure):
        part = sentence.part_start(figure.start)
        voices = [v for v in voices if v.weight > EARLIER or v.hit.start >= part]
    heard = _Heard(figure, sentence, voices, speech_of(figure), lexicon)
    alone = stands_alone(figure, sentence)
    best, score = _against_head(heard, _by_words(heard), alone)
    best, score = _of_number(heard, best, score) if alone else _told_at_all(heard, best, score)
    if counts_otherwise(best, figure):
        best, score = _counted_so(heard)
    figure.indicator, figure.score = OTHER if _is_unnamed(heard, best) else best, score
    if not alone:
        name_actors(figure, sentence, zones)


def _by_words(heard: _Heard) -> _Choice:
    """What all voices speak for; or the figure's own alone, where these say it in full or what the head measures."""
    figure, _, voices, unit, lexicon = heard
    best, score = best_of(score_voices(voices, unit, lexicon))
    apart = "SEMI" in figure.tags or speak_of_other(best, figure, voices, lexicon)
    if apart or "COMMA" in figure.tags:
        # …高于规定学历教师1382人；初中专任教师873人: what its own words say in full needs none from before.
        told, own_score = best_of(score_voices([v for v in voices if v.own], unit, lexicon))
        if (own_score >= CLEAR and (apart or told.endswith(".gap"))) or (apart and _lends(figure, told)):
            return told, own_score  # 补充音体美教师77名，音体美教师缺口41名: what is lacking is none of those who came
    return best, score


def _is_share_of_head(figure: Figure) -> bool:
    """在校生2876人；大班额14个，占比1.5%: the share of what stands right before it, if the words there tell what that is, whatever was
    spoken of before the semicolon."""
    head = figure.head
    if figure.unit != "%" or "SHARE" not in figure.tags or head is None or head.order != figure.order - 1:
        return False
    return head.score >= CLEAR or lent_by_head(figure) not in (None, OTHER)


def _against_head(heard: _Heard, by_words: _Choice, alone: bool) -> _Choice:
    """What the words speak for, or what the head lends; a figure that is no part of its head and speaks for itself lets go of it."""
    (figure, sentence, voices, _, lexicon), (best, score) = heard, by_words
    part = is_part(figure, sentence)
    of_share = "SHARE" in figure.tags and figure.unit != "%" and score >= MINIMUM  # 核查学校22所，占全县48所义务教育学校的45.8%
    if of_share and (named := _named_behind_share(figure, voices, lexicon)):
        return named
    lent = None if alone or of_share or is_named_whole(figure, sentence) else lent_by_head(figure)
    if lent and continues(figure, sentence):
        return lent, max(score, INHERITED)
    if figure.unit == "%" and "delta" not in figure.roles and (score < MINIMUM or _says_only_share(voices)):
        return _as_share(voices, lexicon, lent)
    if lent and score < INHERITED + reluctance(figure, part, sentence.text) and not of_other_people(best, lent):
        return lent, INHERITED
    if not part and figure.roles.isdisjoint(("rate", "delta")) and score >= MINIMUM:
        figure.head = figure.whole
    return best, score


def _of_number(heard: _Heard, best: str, score: float) -> _Choice:
    """The indicator of schools or classes of which only the number is told."""
    if is_whole_of_share(heard.sentence, heard.figure):
        return _by_noun(heard.figure, heard.voices, heard.lexicon)
    return (best, score) if best == OTHER and score >= MINIMUM else (STOCKS[heard.figure.unit], MINIMUM)


def _told_at_all(heard: _Heard, best: str, score: float) -> _Choice:
    """Where nothing speaks clearly enough, what the sentence spoke of before; not for a rate with a name of its own, nor a bare share."""
    figure, sentence, voices, unit, lexicon = heard
    if score >= MINIMUM:
        return best, score
    if growth := _growth_of_money(heard):
        return growth, MINIMUM
    by_itself = names_own_rate(sentence, figure) or is_bare_share(figure, sentence)
    return (OTHER, score) if by_itself else _by_topic(figure, voices, unit, lexicon)


def _growth_of_money(heard: _Heard) -> str | None:
    """教育支出比上年下降1.8%: by whatever verb it moves, the difference in per cent is the growth of the money that is named."""
    figure, sentence, voices, _, lexicon = heard
    if figure.unit not in ("%", "pp") or "delta" not in figure.roles or names_own_rate(sentence, figure) or "SHARE" in figure.tags:
        return None
    best, score = best_of(score_voices([v for v in voices if v.own], "CNY", lexicon))
    return load_indicators()[best].growth if score >= MINIMUM else None


def _counted_so(heard: _Heard) -> _Choice:
    """The best that the figure's own words speak for and its measure word counts: 实验室3间，图书2.1万册."""
    scores = score_voices([v for v in heard.voices if v.own], heard.unit, heard.lexicon)
    best, score = best_of({name: told for name, told in scores.items() if not counts_otherwise(name, heard.figure)})
    return (best, score) if score >= MINIMUM else (OTHER, score)


def _is_unnamed(heard: _Heard, best: str) -> bool:
    """Whether a figure is of something without an indicator after all, whatever the words around it speak for."""
    nameless = joins_unnamed(heard.figure) and not any(v.own for v in heard.voices)
    if best.endswith(".growth") and is_bare_share(heard.figure, heard.sentence):
        return True
    told = (best, heard.figure, heard.voices, heard.lexicon, heard.sentence.text)
    if counts_other_goods(*told) or is_rate_of_doing(*told) or counts_no_projects(*told[:4]):
        return True
    return nameless or is_share_of_others(best, heard.figure, heard.voices) or measures_greenery(heard.figure, heard.sentence.text)


def _lends(figure: Figure, told: str) -> bool:
    """缺教师6名；全镇136名教师中，女教师81名: the head measures what the figure's own words speak for, however faintly."""
    return figure.head is not None and told == figure.head.indicator != OTHER


def _by_noun(figure: Figure, voices: list[Voice], lexicon: Lexicon) -> tuple[str, float]:
    """占36所达标学校的41%, 抽查面占全县61所学校的39.3%: the whole of a share by its noun, else by its unit; not by its part."""
    return _named_behind_share(figure, voices, lexicon) or (STOCKS[figure.unit], MINIMUM)


def _named_behind_share(figure: Figure, voices: list[Voice], lexicon: Lexicon) -> _Choice | None:
    """培训经费412万元，占公用经费6750万元的6.1%: what the words between 占 and the whole of a share say clearly."""
    share = share_word(figure)
    noun = [v for v in voices if v.own and v.weight > CLAUSE and (share is None or v.hit.start >= share.start)]
    best, score = best_of(score_voices(noun, figure.unit, lexicon))
    return (best, score) if score >= CLEAR else None


def _says_only_share(voices: list[Voice]) -> bool:
    """The figure's own zone holds nothing but words such as 占 and 比例."""
    return all(v.hit.word.strength < TELLING for v in voices if v.own)


def _as_share(voices: list[Voice], lexicon: Lexicon, inherited: str | None) -> tuple[str, float]:
    """A share without words of its own: by the words of what it is a share of, or as that indicator's share."""
    if inherited == "school.compliant_rate":  # of schools, whatever item of the standard they reach
        return inherited, SHARE_OF_PART
    scores = score_voices([v._replace(own=v.own or v.weight == PART_OF_SHARE) for v in voices], "%", lexicon)
    if inherited and inherited != OTHER:
        scores[inherited] = max(scores.get(inherited, 0.0), SHARE_OF_PART)
    return best_of(scores)


def _by_topic(figure: Figure, voices: list[Voice], unit: str, lexicon: Lexicon) -> tuple[str, float]:
    """Nothing near speaks for the figure: what the sentence spoke of before, its paragraph's lead, or what its unit alone tells."""
    for topic in (EARLIER, LEAD):
        told = [v._replace(own=v.own or v.weight == topic, weight=TOPIC if v.weight == topic else v.weight) for v in voices]
        best, score = best_of(score_voices(told, unit, lexicon))
        if score >= MINIMUM and not (topic == LEAD and best in words_of("of_headings")):
            return best, score
    for indicator in load_indicators().values():
        if figure.unit in indicator.default_for or figure.unit_text in indicator.default_for:
            return indicator.id, MINIMUM
    return OTHER, score
