"""Rates whose own words say what they are of: 收回…，回收率; 有效问卷中; 不达标学校占核查学校的; 前者占后者的; 分别…，完成率分别为.

Takes the figures before a rate in its paragraph and the words around them. Asks no arithmetic: a claim that does not hold is
related all the same.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.figures import Figure
from extractor.relations.links import CLAUSE, is_level, own_clause, own_words, same_count
from extractor.relations.ratios.quotients import Pair, countable, larger, stages_fit
from extractor.sentences import Sentence
from extractor.wordlists import finder, finder_of, one_of
from models.indicators import load_indicators
from models.loading import load_data


def find_named(rate: Figure, sentence: Sentence, told: list[Figure]) -> Pair | None:
    """Part and whole of a rate in per cent by its words; `told`: what the paragraph tells before it, in order."""
    if rate.bound != "exact" or rate.roles - {"rate"}:
        return None
    text, counts = sentence.text, counts_told(told)
    if pair := _in_turn(rate, sentence):
        return pair
    ways = (_slashed, _counted_by, _former, _subject, _whole_behind, _taken_up)
    return next((pair for way in ways if (pair := way(rate, text, counts))), None)


def counts_told(told: list[Figure]) -> list[Figure]:
    return [f for f in told if countable(f) and f.bound == "exact" and not f.roles & {"from", "to", "delta"}]


_STOP = re.compile(r"[;；。：:！？\n]")


def _around(text: str, figure: Figure, end: int) -> str:
    """The words of a figure: those of its clause before it, and those behind it up to the next mark, at most to `end`."""
    return own_clause(figure, text) + " " + CLAUSE.split(text[figure.end : max(figure.end, end)])[0]


# --- a rate that takes up the words of its part ---------------------------------------------------------------------


def _taken_up(rate: Figure, text: str, counts: list[Figure]) -> Pair | None:
    """初中毕业生4216名，2530人升入普通高中，普高升学率60%: what the rate is named by is told of the part, and not of the whole."""
    said = RATE_NAME.search(own_words(rate, text))
    if said is None or not counts:
        return _of_due(rate, text, counts)
    words = echoes(said[1][-2:])
    name_at = rate.left[0] + said.start()
    near = [f for f in counts[-3:] if not _STOP.search(text, f.end, name_at)]
    parts = [f for f in reversed(near) if words.search(_around(text, f, name_at))]
    parts.sort(key=lambda f: own_clause(f, text) != said[1])
    if not parts:
        return None
    part = parts[0]
    same_words = [f for f in near if f is not part and _is_told(f, part, text, words)]
    first = counts.index(part)
    wholes = (f for f in reversed(counts[max(first - 2, 0) : first]) if _may_be_whole(f, part, text))
    whole = next((f for f in wholes if f not in same_words), None)
    # 升入普高2530人，升入中职1602人，升学率98%: of both together, unless one is told by just the rate's name
    return (part, whole) if whole is not None and (not same_words or own_clause(part, text) == said[1]) else None


RATE_NAME = re.compile(r"([一-龥]{2,12}?)(?:比例|占比|比率|率|度|(?<!方)面)(?:\([^()]*\))?(?:已|约|为|达|到|是|仅|只|有)*$")
"""What a rate is named by, right before it."""


def _of_due(rate: Figure, text: str, counts: list[Figure]) -> Pair | None:
    """符合条件的1065人，交流138人，比例为13%: a rate without a name, right behind what should be and what is."""
    row = _right_before(rate, counts)
    if not row or not _BARE.fullmatch(own_clause(rate, text)):
        return None
    whole, part = row
    due = rate_words()["due"].search(own_clause(whole, text)) is not None and not _STOP.search(text, whole.end, rate.start)
    return (part, whole) if due and fits(part, whole) else None


def _right_before(rate: Figure, counts: list[Figure]) -> list[Figure]:
    """The last two counts, if they are the two figures right before the rate."""
    row = counts[-2:]
    return row if [f.order - rate.order for f in row] == [-2, -1] else []


_BARE = re.compile(r"(?:所占)?(?:比例|占比|比率|占)(?:已|约|为|达|到|是|仅|只)*")


def _may_be_whole(whole: Figure, part: Figure, text: str) -> bool:
    """Of the same sentence and kind, and larger."""
    return fits(part, whole) and _STOP.search(text, whole.end, part.start) is None


def _is_told(figure: Figure, part: Figure, text: str, words: re.Pattern[str]) -> bool:
    """Whether a figure beside the part is told of what the rate is named by, and not only as what should be."""
    around = _around(text, figure, max(part.start, figure.end))
    return words.search(around) is not None and rate_words()["due"].search(around) is None


@cache
def echoes(name: str) -> re.Pattern[str]:
    """The words that tell of a part what a rate is named by: the name itself, and its other wordings."""
    return finder([name, *load_data("words.yaml", "extractor")["rate_names"].get(name, [])])


# --- a whole that is named ------------------------------------------------------------------------------------------


def _subject(rate: Figure, text: str, counts: list[Figure]) -> Pair | None:
    """有效问卷中表示满意的3352份，满意度95%; 交流人员占应交流对象5500人的19%; 不达标学校占核查学校的26.9%."""
    if not counts:
        return None
    last = counts[-1]
    if last.order == rate.order - 1 and (inside := _INSIDE.match(own_clause(last, text)) or _INSIDE_CLAUSE.search(own_words(last, text))):
        whole = _called(inside[1], text, counts[:-1])
        return (last, whole) if whole is not None and fits(last, whole) else None
    share = _SHARE.search(own_words(rate, text))
    if share and share[2]:
        return _of_called(share[1], share[2], text, counts)
    if share is None and "SHARE" in last.tags and last.order == rate.order - 1 and _OF.match(text[last.end : rate.start]):
        part = _called(own_clause(last, text).partition("占")[0], text, counts[:-1])
        return (part, last) if part is not None and fits(part, last) else None
    return None


_INSIDE = re.compile(r"([一-龥]{2,10}?)(?:当中|中|里)(?![小学心职考等专招央级高部层])")
_INSIDE_CLAUSE = re.compile(r"(?:^|[。；;，,])在([一-龥]{2,10}?)(?:当中|中|里)[，,][^，,。；;]*$")
"""在有效问卷中，表示满意的3352份: the same in a clause of its own."""
_SHARE = re.compile(r"([一-龥]*)占([一-龥]{2,14}?)(?:总数|总量|总额|总人数)?(?:的|的?(?:比例|比重|百分比)(?:为|是|达到?)?)$")
_OF = re.compile(r"[)）]?的(?:约|近)?$")


def _of_called(part_name: str, whole_name: str, text: str, counts: list[Figure]) -> Pair | None:
    """Both named: the figures that are called so; a part without a name is the last figure."""
    whole = _called(whole_name, text, counts)
    part = _called(part_name, text, counts) if part_name else counts[-1]
    return (part, whole) if part is not None and whole is not None and part is not whole and fits(part, whole) else None


def fits(part: Figure, whole: Figure) -> bool:
    return same_count(part, whole) and larger(whole, part)


def _called(name: str, text: str, counts: list[Figure]) -> Figure | None:
    """The last figure whose words hold `name`, or what is left of it without its noun (不达标学校: 不达标的有7所)."""
    bare = rate_words()["nouns"].sub("", name)
    for wanted in dict.fromkeys((name, bare, _OF_ALL.sub("", name))):
        if len(wanted) >= 2 and (found := next((f for f in reversed(counts) if wanted in _around(text, f, f.end + 8)), None)):
            return found
    return None


_OF_ALL = re.compile("^(?:全|我|本)[县市区省州旗]")
"""Whose something is, which may be told of it only once."""


def _whole_behind(rate: Figure, text: str, counts: list[Figure]) -> Pair | None:
    """认定63所，而学校总数为180所，比例达35%: the second of the two is named as all there are, and the rate by the first or not at all."""
    if not (row := _right_before(rate, counts)):
        return None
    part, whole = row
    if _is_of_eligible(rate, part, whole, text):
        return part, whole
    all_there_are, of_part = (set(rate_words()["every"].findall(own_clause(f, text))) for f in (whole, part))
    if not all_there_are - of_part or _STOP.search(text, part.end, rate.start):
        return None
    said = RATE_NAME.search(own_clause(rate, text))
    named = said is not None and echoes(said[1][-2:]).search(_around(text, part, whole.start))
    alike = fits(part, whole) and stages_fit(part, whole) and (named or _BARE.fullmatch(own_clause(rate, text)))
    return (part, whole) if alike else None


def _is_of_eligible(rate: Figure, part: Figure, whole: Figure, text: str) -> bool:
    """交流教师131人；符合交流条件的教师1124人，交流比例为11.7%: those who could, told behind those who did, and the rate of just these."""
    due = finder_of("eligible").search(own_clause(whole, text)) is not None
    alike = load_indicators()[part.indicator].rate == rate.indicator
    same_time = part.period == whole.period or None in (part.period, whole.period)
    return due and alike and same_time and fits(part, whole) and not finder_of("eligible").search(own_clause(part, text))


def _slashed(rate: Figure, text: str, counts: list[Figure]) -> Pair | None:
    """1164人/1200人（97.0%）, 16.4亿元/80.0亿元，占20.5%: part and whole are written as a fraction."""
    if not (row := _right_before(rate, counts)):
        return None
    part, whole = row
    fraction = _SLASH.fullmatch(text, part.end, whole.start) and _EQUAL_TO.fullmatch(text, whole.end, rate.start)
    return (part, whole) if fraction and fits(part, whole) else None


_SLASH = re.compile(r"\s*[/／]\s*")
_EQUAL_TO = re.compile(r"\s*[，,、（(=]?\s*(?:所?占比?|比例|占比)?(?:约?为|达到?|是)?约?")


def _counted_by(rate: Figure, text: str, counts: list[Figure]) -> Pair | None:
    """实考1460人。合格者1387人，合格率按实考人数计为95%: the words say which count the rate is reckoned by."""
    said = _RECKONED_BY.search(own_clause(rate, text))
    if said is None or len(counts) < 2 or counts[-1].order != rate.order - 1:
        return None
    part, whole = counts[-1], _called(said[1], text, counts[:-1])
    return (part, whole) if whole is not None and fits(part, whole) else None


_RECKONED_BY = re.compile(r"(?:率|比例)(?:按|以)([一-龥]{2,8}?)(?:人数|总数|数)?(?:计算|计|测算|统计)(?:约?为|达到?|是)?$")


# --- a part behind its rate, a multiple of another amount -----------------------------------------------------------


def find_set_aside(rate: Figure, sentence: Sentence) -> Pair | None:
    """公用经费2430万元，按5%的比例提取培训费121.5万元: the whole before a rate by which something is set aside, the part behind it."""
    ahead, behind = ([f for f in sentence.figures if f.order == rate.order + step] for step in (-1, 1))
    if not ahead or not behind or rate.unit != "%" or rate.bound != "exact" or rate.roles - {"rate"}:
        return None
    whole, part = ahead[0], behind[0]
    alike = countable(whole) and countable(part) and fits(part, whole) and whole.unit_text[-1:] == part.unit_text[-1:]
    said = sentence.text[whole.end : rate.start] + "%" + sentence.text[rate.end : part.start]
    return (part, whole) if alike and _SET_ASIDE.fullmatch(said) else None


_SET_ASIDE = re.compile(
    r"[，,][^，,。；;]{0,12}?(?:按|按照|以)[^，,。；;]{0,8}%(?:的?(?:比例|标准|额度))?[^，,。；;]{0,12}[，,]?[^，,。；;占]{0,14}"
    r"|[，,][^，,。；;]{0,14}?(?:提取|计提|列支|安排|预留|提留)[^，,。；;]{0,12}%[，,](?:实际|共|计|合计|即)?[^，,。；;占]{0,10}"
)


def find_multiple(rate: Figure, sentence: Sentence) -> Pair | None:
    """农村小学3120元，为城区小学2400元的1.3倍: the two amounts right before a multiple, of which the words make the second the whole."""
    ahead = [f for f in sentence.figures if f.order in (rate.order - 2, rate.order - 1)]
    if len(ahead) < 2 or rate.unit != "times" or rate.bound != "exact" or rate.roles or not all(is_level(f) for f in ahead):
        return None
    part, whole = ahead
    text = sentence.text
    made_of = _EQUALS.match(text, part.end, whole.start) and _OF.fullmatch(text, whole.end, rate.start)
    return (part, whole) if made_of and part.unit == whole.unit else None


_EQUALS = re.compile(r"[，,]?(?:大约|约|正好|恰好|已)?(?:为|是|相当于|达到?)")


# --- the former and the latter, each in its turn --------------------------------------------------------------------


def _former(rate: Figure, text: str, counts: list[Figure]) -> Pair | None:
    """义务教育6.12亿元，教育经费总额8.5亿元，前者占后者的72%."""
    said = _FORMER.search(own_words(rate, text))
    if said is None or len(counts) < 2 or not same_count(counts[-2], counts[-1]):
        return None
    former, latter = counts[-2:]
    return (former, latter) if said[1] == "前" else (latter, former)


_FORMER = re.compile(r"([前后])者(?:约|大约|仅|只)?占(?!\1)[前后]者的$")


def _in_turn(rate: Figure, sentence: Sentence) -> Pair | None:
    """城区学校18所、乡村学校30所，分别有17所和24所完成改造，完成率分别为94.4%和80%: wholes, parts and rates, each in its turn."""
    rates = _run(rate, sentence.figures)
    ahead = [f for f in sentence.figures if f.order < rates[0].order][-2 * len(rates) :]
    if len(rates) < 2 or len(ahead) < 2 * len(rates) or "RESP" not in rates[0].tags or not all(countable(f) for f in ahead):
        return None
    wholes, parts = ahead[: len(rates)], ahead[len(rates) :]
    if "RESP" not in parts[0].tags or not all(fits(p, w) for p, w in zip(parts, wholes, strict=True)):
        return None
    at = rates.index(rate)
    return parts[at], wholes[at]


def _run(rate: Figure, figures: list[Figure]) -> list[Figure]:
    """The rates in per cent that are listed with this one, nothing but 、 or 和 between."""
    first = rate
    while first.joined is not None:
        first = first.joined
    run = [first]
    for figure in figures:
        if figure.joined is run[-1] and figure.unit == "%":
            run.append(figure)
    return run


@cache
def rate_words() -> dict[str, re.Pattern[str]]:
    data = load_data("words.yaml", "extractor")["named_rates"]
    finders = {section: finder(data[section]) for section in ("due", "every", "done", "undone")}
    return {**finders, "nouns": re.compile(one_of(data["nouns"]) + "$")}
