"""What does a figure measure? Candidates from the indicators' wordings around it, scored, and the best taken.

The words in a figure's own zone (its clause, and the noun behind it) count most; words further off in the sentence and
the heading can complete a wording, never make one alone. A part without words of its own takes the indicator of its
whole; a share takes the share-indicator of what it is a share of.
"""

from __future__ import annotations

import re

from extractor.bind.actors import (
    bind_attaining,
    bind_base,
    bind_by_age,
    bind_by_size,
    bind_class_sizes,
    bind_exchanged,
    bind_left_over,
    bind_pupils,
    bind_taking_part,
    bind_vacant_posts,
    name_actors,
)
from extractor.bind.counted import counts_part_of, names_part_alone, noun_end, says_nothing_counted
from extractor.bind.earlier import bare_noun, refers_back, series_before, whole_before
from extractor.bind.fates import bind_fate
from extractor.bind.heads import (
    find_head,
    is_bare_share,
    is_passing,
    is_whole_of_share,
    joined,
    names_own_rate,
    same_written,
    share_word,
    start_of_change,
)
from extractor.bind.leads import take_lead
from extractor.bind.lists import name_in_turn, name_set_against
from extractor.bind.names import name_by_list
from extractor.bind.own_words import (
    TELLING,
    counts_buildings,
    from_purse,
    is_line_of,
    is_named_whole,
    is_share_of_others,
    joins_unnamed,
    names_no_more,
    of_other_people,
    speak_of_other,
)
from extractor.bind.sampled import bind_sampled
from extractor.bind.subject import find_subject
from extractor.bind.voices import CLEAR, Voice, best_of, find_voices, score_voices
from extractor.bind.zones import CLAUSE, EARLIER, LEAD, PART_OF_SHARE, Zones, find_zones, set_places
from extractor.figures import Figure
from extractor.lexicon import Lexicon
from extractor.perhead import adapt_unit, count_by_noun, count_people
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import words_of
from models.indicators import OTHER, load_indicators

MINIMUM = 0.5
INHERITED = 0.75
"""A part keeps its whole's indicator unless its own words speak more clearly than this."""
PART = 0.45
"""How much more clearly still, where 其中, a bracket or a comparison says that it is a part."""
OF_FLOW = 5.0
"""The same for a part of a flow: 招聘218名，其中音体美教师86名 counts recruits; and for percentage points."""
COMPARED = 0.9
"""The same for a difference (比上年减少698人): it speaks of what it is compared with."""
TOPIC = 0.6
"""Weight of what the sentence spoke of before, where nothing nearer speaks."""
SHARE_OF_PART = 1.7
_STOCKS = {"school": "school.count", "class": "class.count"}
"""By unit, what is counted where no more than the number is told."""


def bind_sentence(sentence: Sentence, lexicon: Lexicon, above: list[Voice], before: Sentence | None = None) -> None:
    """Set indicator and score of every figure of the sentence.

    `above`: the voices of the headings above. `before`: the sentence before, whose whole a 其中 may divide.
    """
    if not sentence.figures:
        return
    previous: Figure | None = None
    set_places(sentence)
    for figure in sentence.figures:
        zones = find_zones(sentence, figure, previous)
        _set_unit(sentence, figure, zones, previous)
        _set_head(sentence, figure, previous, before, zones)
        _bind(figure, sentence, zones, lexicon, above)
        take_lead(figure, sentence, above, lexicon)
        bind_by_age(figure, sentence, previous)
        bind_attaining(figure, sentence)
        bind_left_over(figure, sentence)
        bind_vacant_posts(figure, sentence)
        bind_by_size(figure, sentence)
        bind_base(figure, sentence)
        bind_pupils(figure, sentence, previous)
        bind_exchanged(figure, sentence, previous)
        bind_fate(figure, sentence)
        bind_taking_part(figure, sentence, previous)
        bind_sampled(figure, sentence)
        _share_unit(sentence, figure)
        figure.subject = find_subject(sentence, figure, zones.behind)
        if not is_passing(sentence, figure):
            previous = figure
    name_by_list(sentence, lexicon)
    name_in_turn(sentence, before)
    name_set_against(sentence)
    bind_class_sizes(sentence)


def _set_unit(sentence: Sentence, figure: Figure, zones: Zones, previous: Figure | None) -> None:
    figure.left, figure.clause = zones.own, zones.spans[0][0]
    adapt_unit(sentence.text, figure, zones.own[0], same_written(sentence, figure), previous)
    count_by_noun(sentence.text, figure, zones.own[0])
    count_people(sentence.text, figure, zones.own[0])


def _set_head(sentence: Sentence, figure: Figure, previous: Figure | None, before: Sentence | None, zones: Zones) -> None:
    """Find what the figure goes on with; a bare 个 then counts what its head counts, and a list shares its roles."""
    figure.head = find_head(sentence, figure, previous)
    if previous is None and before is not None:
        figure.whole = whole_before(sentence, figure, before)
        figure.head = figure.whole or series_before(sentence, figure, before)
    head = figure.head
    if head is not None and figure.unit == "item" and _counted_as(head, figure, previous) and not _speaks(sentence, figure, zones):
        figure.unit = head.unit
    if previous is not None and joined(sentence, previous, figure):
        figure.joined = previous
        figure.roles |= previous.roles & {"delta", "norm", "rate"}
        if "delta" in figure.roles:
            figure.head = previous


def _counted_as(head: Figure, figure: Figure, previous: Figure | None) -> bool:
    """Written with the unit of its head, or one of the parts 小学22个、初中17个 of a whole that names what 个 counts."""
    next_part = previous is not None and previous.head is head and (previous.unit, previous.unit_text) == (head.unit, figure.unit_text)
    return figure.unit_text == head.unit_text or counts_part_of(head, figure) or next_part


def _speaks(sentence: Sentence, figure: Figure, zones: Zones) -> bool:
    """The figure's own zone names what is counted, beyond a stage; the noun of the figure before is not its own (52个教学班：小学36个)."""
    left = (noun_end(figure), figure.clause) if names_part_alone(figure) else zones.own
    spans = (left, zones.behind)
    told = (h for h in sentence.terms if not h.word.scope and not says_nothing_counted(h))
    return any(s <= h.start and h.end <= e for h in told for s, e in spans)


def _bind(figure: Figure, sentence: Sentence, zones: Zones, lexicon: Lexicon, above: list[Voice]) -> None:
    voices = find_voices(figure, sentence, zones, above)
    if is_named_whole(figure, sentence):
        voices = [v for v in voices if v.own]
    unit = "delta" if "delta" in figure.roles and figure.unit == "%" else "score" if figure.is_score else figure.unit
    best, score = best_of(score_voices(voices, unit, lexicon))
    if "SEMI" in figure.tags or speak_of_other(best, figure, voices, lexicon):
        # …高于规定学历教师1382人；初中专任教师873人: what its own words say in full needs none from before.
        told, alone_score = best_of(score_voices([v for v in voices if v.own], unit, lexicon))
        best, score = (told, alone_score) if alone_score >= CLEAR or _lends(figure, told) else (best, score)
    part = _is_part(figure, sentence)
    alone = _stands_alone(figure, sentence)
    of_share = "SHARE" in figure.tags and figure.unit != "%" and score >= MINIMUM  # 核查学校22所，占全县48所义务教育学校的45.8%
    inherited = None if alone or of_share or is_named_whole(figure, sentence) else _inherit(figure)
    if inherited and _continues(figure, sentence):
        best, score = inherited, max(score, INHERITED)
    elif figure.unit == "%" and "delta" not in figure.roles and (score < MINIMUM or _says_only_share(voices)):
        best, score = _as_share(voices, lexicon, inherited)
    elif inherited and score < INHERITED + _reluctance(figure, part, sentence.text) and not of_other_people(best, inherited):
        best, score = inherited, INHERITED
    elif not part and "rate" not in figure.roles and "delta" not in figure.roles and score >= MINIMUM:
        figure.head = figure.whole
    if alone and is_whole_of_share(sentence, figure):
        best, score = _by_noun(figure, voices, lexicon)
    elif alone and not (best == OTHER and score >= MINIMUM):
        best, score = _STOCKS[figure.unit], MINIMUM
    elif score < MINIMUM:
        topic = not (names_own_rate(sentence, figure) or is_bare_share(figure, sentence))
        best, score = _by_topic(figure, voices, unit, lexicon) if topic else (OTHER, score)
    if (
        (joins_unnamed(figure) and not any(v.own for v in voices))
        or is_share_of_others(best, figure, voices)
        or counts_buildings(best, figure)
    ):
        best = OTHER
    figure.indicator, figure.score = best, score
    if not alone:
        name_actors(figure, sentence, zones)


def _share_unit(sentence: Sentence, figure: Figure) -> None:
    """小学每百名学生拥有骨干教师1.3人，初中为1.2人: a ratio is per head also where only the figure before it says so."""
    unit = load_indicators()[figure.indicator].unit
    if unit.startswith(f"{figure.unit}/"):
        alike = same_written(sentence, figure)
        if alike is not None and alike is figure.head and alike.unit == unit:
            figure.unit = unit


def _reluctance(figure: Figure, part: bool, text: str) -> float:
    """How much more than usual its own words must say, for a figure that the text makes a difference or a part."""
    if "delta" in figure.roles:
        # 支出占21.4%，比上年上升0.7个百分点: the share has risen, whatever 支出 and 上升 speak for.
        return OF_FLOW if _of_points(figure) or names_no_more(figure) else COMPARED
    if is_line_of(figure):
        return OF_FLOW
    if _next_stage(figure):
        return OF_FLOW
    if (
        figure.head is not None
        and (part or figure.whole is not None)
        and (load_indicators()[figure.head.indicator].flow or from_purse(figure, text))
    ):
        return OF_FLOW
    if _of_attained(figure):
        return OF_FLOW
    return PART if part or figure.whole is not None else 0.0


def _of_attained(figure: Figure) -> bool:
    """测算的学校37所，达标33所，占89.2%；其中小学23所: a stage of those that attain, whatever was counted before."""
    whole = figure.whole
    attained = whole is not None and whole is figure.head and (whole.indicator, figure.unit) == ("school.compliant", "school")
    return attained and all(t.tag in ("SEMI", "COMMA", "AMONG", "STAGE", "LE", "OPEN") for t in figure.own)


def _of_points(figure: Figure) -> bool:
    """上升0.7个百分点: of what the text goes on with, if that is anything: 财政收入增长4.8%；教育经费增长高于财政收入增长1.2个百分点."""
    return figure.unit == "pp" and figure.head is not None and figure.head.indicator != OTHER


def _next_stage(figure: Figure) -> bool:
    """平均班额小学40.4人、初中41.6人: nothing but the next stage stands between, whatever the sentence spoke of before."""
    listed = [t.tag for t in figure.own] in (["SEP", "STAGE"], ["CONJ", "STAGE"])
    return listed and figure.head is not None and (figure.head is figure.whole or figure.head.order == figure.order - 1)


def _inherit(figure: Figure) -> str | None:
    """The indicator that the head lends: its own, that of its share, or that of the same amount per head."""
    head = figure.head
    if head is None:
        return None
    source = load_indicators()[head.indicator]
    if figure.unit == "pp" and head.unit not in ("%", "pp"):  # 达标学校增加5所，达标率提高7.1个百分点
        return source.rate
    if "delta" in figure.roles or figure.unit == "pp":
        return source.growth if figure.unit == "%" and source.growth else head.indicator
    if figure.unit == "%" and head.unit not in ("%", "pp"):
        return source.rate
    if "/" in figure.unit and "/" not in head.unit:
        return source.per_head
    return head.indicator


def _lends(figure: Figure, told: str) -> bool:
    """缺教师6名；全镇136名教师中，女教师81名: the head measures what the figure's own words speak for, however faintly."""
    return figure.head is not None and told == figure.head.indicator != OTHER


def _is_part(figure: Figure, sentence: Sentence) -> bool:
    return "AMONG" in figure.tags or "OPEN" in figure.tags or _is_rest(figure, sentence)


def _is_rest(figure: Figure, sentence: Sentence) -> bool:
    """其余1460个在乡镇: what is left of a whole that was told before."""
    own = sentence.text[figure.clause : figure.start]
    return figure.head is not None and own.startswith(words_of("rest"))


def _attained_by(tokens: list[Token]) -> bool:
    """9所小学达标7所: the second figure tells how many."""
    return len(tokens) == 2 and tokens[0].tag == "ATTAIN" and tokens[1].figure is not None


def _continues(figure: Figure, sentence: Sentence) -> bool:
    """The goal of a 从…到… measures what its start measures, and a bare noun (2024年支出…) what the sentence before tells in full."""
    if figure.head is None:
        return False
    taken_up = bare_noun(sentence, figure) is not None or refers_back(sentence, figure)
    return (taken_up and figure.head not in sentence.figures) or start_of_change(sentence, figure) is figure.head


def _stands_alone(figure: Figure, sentence: Sentence) -> bool:
    """初中30所没有学校达标, 13所小学中有…, 9所中达标6所, 1256个班中还有8个, 占26所小学的42%, 5.3%（当年共1104个班）: of schools and
    classes that something is then said of, or that a share is of, only the number is told."""
    following = sentence.tokens[figure.at + 1 : figure.at + 4]
    if figure.unit not in _STOCKS or not following:
        return False
    if is_whole_of_share(sentence, figure) or _is_base(figure, sentence) or _AMONG_BEHIND.match(sentence.text, figure.end):
        return True
    if figure.unit == "class":
        return sentence.text.startswith("中大班额", figure.end)
    noun = following[0].tag == "STAGE" or (following[0].hit is not None and following[0].hit.word.text == "学校")
    named = noun and (sentence.text.startswith(("中", "里"), following[0].end) or _attained_by(following[1:]))
    return following[0].tag == "NOT" or named or _attained_by(following[:2]) or sentence.text.startswith(("中", "里"), figure.end)


_AMONG_BEHIND = re.compile(r"(?:学校)?(?:当中|之中|[中里](?=[，,有还仍共已]))|(?:学校)?[作为当做]了?(?:分母|基数|底数)")


def _is_base(figure: Figure, sentence: Sentence) -> bool:
    """5.3%（当年共1104个班）: right behind a share, a bracket tells how many there were in all."""
    before = sentence.neighbour(figure, -1)
    return before is not None and before.unit == "%" and _IN_ALL.fullmatch(sentence.text, before.end, figure.start) is not None


_IN_ALL = re.compile(r"[(（](?:当[年时]|现|其时|同期|全[县市区旗])?(?:实?有|共有?|总共|合计|共计|计)?[(（]?")


def _by_noun(figure: Figure, voices: list[Voice], lexicon: Lexicon) -> tuple[str, float]:
    """占36所达标学校的41%, 抽查面占全县61所学校的39.3%: the whole of a share by its noun, else by its unit; not by its part."""
    share = share_word(figure)
    noun = [v for v in voices if v.own and v.weight > CLAUSE and (share is None or v.hit.start >= share.start)]
    best, score = best_of(score_voices(noun, figure.unit, lexicon))
    return (best, score) if score >= CLEAR else (_STOCKS[figure.unit], MINIMUM)


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
