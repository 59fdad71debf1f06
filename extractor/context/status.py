"""Status of a figure: claimed as done, an earlier value, a plan, or a norm that it quotes."""

from __future__ import annotations

import re
from functools import cache

from extractor.context.bounds import is_counted
from extractor.context.state import Context
from extractor.figures import Figure
from extractor.periods import period_of, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token, behind_last_semicolon
from extractor.wordlists import finder_of, one_of, words_of
from models.indicators import OTHER
from models.loading import load_data


def set_status(figure: Figure, sentence: Sentence, tokens: list[Token], context: Context) -> None:
    if figure.roles & {"from", "base"}:
        figure.status = "standard" if "norm" in figure.roles else "actual" if _is_of_others(figure, sentence) else "baseline"
    elif _is_rule(figure, sentence, tokens) or _is_limit_of_difference(figure, sentence, tokens):
        figure.status = "standard"
    elif _planned(figure, sentence, context) or _part_of_plan(figure, sentence):
        figure.status = "plan"
    elif _is_earlier(figure, sentence, tokens) or _part_of_earlier(figure):
        figure.status = "baseline"


def _is_of_others(figure: Figure, sentence: Sentence) -> bool:
    """比公务员的10.58万元高: what is compared with is of the same time, of other people."""
    return figure.kind == "level" and _OTHERS.search(sentence.text, figure.left[0], figure.start) is not None


_OTHERS = re.compile(r"[比较]?(?:当地|全[县区市旗州]|同期|同区域|本地)*的?公务员[^，,。；;\d]{0,10}$")


def _part_of_earlier(figure: Figure) -> bool:
    """复查时缺教师114人，其中小学79人: the parts of what was then are of then too."""
    whole = figure.whole
    return whole is not None and whole.status == "baseline" and whole.period == figure.period


def _part_of_plan(figure: Figure, sentence: Sentence) -> bool:
    """未来三年拟投资4.1亿元。其中2024年1.5亿元: the parts of what is planned are planned, unless they are told as done."""
    if figure.whole is None or figure.whole.status != "plan" or figure.kind != "level":
        return False
    return not any(t.tag == "PAST" for t in sentence.tokens[: figure.at])


def _is_earlier(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    """原有3所; 去年为82%, 今年为96%. What was done last year, and is set beside nothing, is the claim itself."""
    if "CMP" in figure.tags:
        return False
    if _labelled_before().match(sentence.text) or _opens_with_before(figure, sentence):
        return True
    told = behind_last_semicolon(tokens)  # 与上年持平；体质健康合格率95.3%: what is said before it is of another matter
    if any(t.hit and t.hit.word.period == "last_year" for t in told):
        others = [f for f in sentence.figures if f is not figure]
        return any("delta" in f.roles or (f.unit == figure.unit and _is_later(f, figure)) for f in others)
    if any(t.tag == "OLD" and not sentence.text.endswith("年", 0, t.start) for t in told):  # 五年过去，已有71间 is of now
        return True
    return _YEARS_AGO.search(sentence.text, figure.left[0], figure.start) is not None


def _is_later(other: Figure, figure: Figure) -> bool:
    """Of a year behind that of `figure`, or of a time that is not known: 去年82%, 今年96%, but 去年214名, 前年107名."""
    mine, others = years_of(figure.period), years_of(other.period)
    return mine is None or others is None or others[1] > mine[1]


@cache
def _labelled_before() -> re.Pattern[str]:
    """The label at the head of a paragraph."""
    return re.compile(rf"\s*[【\[(（]?{one_of(words_of('told_of_before'))}[】\])）]?[:：]")


def _opens_with_before(figure: Figure, sentence: Sentence) -> bool:
    """整改前，甲校有2365人；乙校有2816人。整改后…: what a sentence opens with holds until it tells how it is now."""
    if parts := _BEFORE_AND_BEHIND.match(sentence.text, sentence.start):
        return parts.end("before") <= figure.start < parts.start("behind")
    opening = _before_at_once().match(sentence.text, sentence.start)
    return opening is not None and finder_of("told_of_now").search(sentence.text, opening.end(), figure.start) is None


_BEFORE_AND_BEHIND = re.compile(r"\s*(?P<before>([一-龥]{2})[一-龥]{0,8}?之?前)[，,][^。]*?(?P<behind>\2[一-龥]{0,8}?之?后)")
"""组建教育集团前，覆盖率为61.5%；组建后达到79.8%: how it was before something was done, and behind that."""
_YEARS_AGO = re.compile(r"(?:[\d一二两三四五六七八九十]+|数)年之?前[，,的]?")
"""三年前，占比为8.7%."""


@cache
def _before_at_once() -> re.Pattern[str]:
    return re.compile(rf"\s*{one_of(words_of('told_of_before'))}[，,]")


def _is_rule(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    """The figure quotes a norm: the words say so, it is the line of a national rule, a granted rate, a term of service."""
    own = sentence.text[figure.left[0] : figure.start]
    if "norm" in figure.roles and "delta" not in figure.roles:
        return figure.unit not in _HEADS or not _SELECTED.search(own)
    if figure.bound_side == "left" and _AS_A_RULE.search(own):
        return True
    on_schools = figure.indicator.startswith("resource.") and _has_national_value(figure)
    if on_schools and _SCHOOLS_REACH.search(sentence.text, sentence.start, figure.start):
        return True
    if _is_national_line(figure) and not _COMPARED.search(own) and not _is_goal(figure, tokens):
        return _MUST.search(own) is not None or not any(t.tag == "PERIOD" and not sentence.text.startswith("起", t.end) for t in tokens)
    if "group" in figure.roles:
        return is_counted(figure, sentence) or any(t.tag in ("BY", "GRANT") for t in sentence.tokens[figure.at + 1 : figure.at + 20])
    if figure.indicator in words_of("granted") and "to" not in figure.roles and figure.kind == "level":
        return _GRANTED.search(own) is not None and _REACHED.search(own) is None
    if figure.indicator == "teacher.service_years" or (figure.unit == "year" and _HOURS.match(sentence.text, figure.end)):
        return _TERM.search(own) is not None or sentence.text[figure.end : figure.end + 1].isdigit()
    return figure.unit == "day" and figure.bound == "at_most" and _HAND_IN.search(sentence.text, figure.end, figure.end + 12) is not None


_HEADS = frozenset(("person", "school", "class"))
_SELECTED = re.compile(r"(?:高于|符合|达到|满足|低于|未达到?)[^，,。；;、\d]{0,8}的(?:有|为|共)?$")
"""学历高于规定要求的291人: those who meet a norm are no norm."""


def _is_limit_of_difference(figure: Figure, sentence: Sentence, tokens: list[Token]) -> bool:
    """差异系数小学均低于0.50、初中均低于0.45: held against the limit in whatever year, unless it is to be reached."""
    if figure.unit != "number" or not _is_national_line(figure) or _is_goal(figure, tokens):
        return False
    planned = any(t.tag == "PLAN" for t in sentence.tokens[: figure.at])
    return not planned and _UNTIL.search(sentence.text, sentence.start, figure.start) is None


_SCHOOLS_REACH = re.compile(r"\d+所(?:学校|小学|初中)?的?[^，,。；;\d]{0,24}(?:达到|达|超过|高于|低于|不足|未达到?|达不到)了?$")
"""有6所的体育运动场馆面积达到7.5平方米: the line that schools are counted by."""
_UNTIL = re.compile(r"[到至]20\d\d年|20\d\d年[底末]?前")
_COMPARED = re.compile(r"(?<!不)(?<!不得)(?<!不应)(?<!不能)(?:低于|不足|超过|超出|高于|少于)[^，,]*$")
"""Schools whose share is below 5%: the figure is a line that is compared with, and the claim is about the schools."""
_AS_A_RULE = re.compile(r"(?:一般|原则上)[^，,]{0,4}$|(?:一般|原则上)(?:控制在|不)")
"""小学一般不超过36个班: what is usual is told by a rule, wherever it stands."""
_MUST = re.compile(r"不得|必须|严禁|不能")
_GRANTED = re.compile(r"按|标准|档|给予|每[生人]每|不低于|不超过|最高")
_REACHED = re.compile(r"达到|提高|增加|平均|月均|人均|[由从]|增至")
_HOURS = re.compile(r"\d+学时")
_TERM = re.compile(r"服务期|须|需|应|不少于|明确|规定|满")
_HAND_IN = re.compile(r"报|反馈|提交")


def _is_goal(figure: Figure, tokens: list[Token]) -> bool:
    """骨干教师交流比例提高到20%以上: what is to be reached by a change is a goal, also where it is the line of a rule."""
    return any(t.tag == "TO" and t.hit is not None and len(t.hit.word.text) > 2 for t in tokens)


def _is_national_line(figure: Figure) -> bool:
    return (figure.bound in ("at_least", "at_most") or figure.unit == "hour") and _has_national_value(figure)


def _has_national_value(figure: Figure) -> bool:
    return figure.value is not None and str(figure.value) in _rules().get(figure.indicator, ())


@cache
def _rules() -> dict[str, list[str]]:
    """By indicator, the lines of national rules."""
    rules: dict[str, list[str]] = load_data("words.yaml", "extractor")["rules"]
    return rules


def _planned(figure: Figure, sentence: Sentence, context: Context) -> bool:
    if sentence.text.startswith("的基础上", figure.end):
        return False
    if _NOT_YET.search(sentence.text, sentence.start, figure.start):
        return False
    before = sentence.tokens[: figure.at]
    telling = (t for t in reversed(before) if t.tag in ("PLAN", "PAST"))
    last = next((t.tag for t in telling if _asserts(t, sentence) and _reaches(t, figure, sentence)), None)
    if last == "PAST" and "to" in figure.roles:
        last = None  # 由目前的46%提高到60%: 目前 is of the start
    span = years_of(figure.period)
    if span and context.year and span[1] < context.year:
        return False
    if span and context.year and span[0] > context.year and _GOAL_BEHIND.match(sentence.text, figure.end):
        return True
    if last == "PLAN" or (last is None and _until(sentence, figure, context)):
        return True
    if last is None and _will_be(figure, sentence):
        return True
    to_come = span is not None and context.year is not None and span[0] > context.year
    if to_come and last is None and (_urges(sentence, figure) or finder_of("forecast").search(sentence.text, sentence.start, figure.start)):
        return True
    if figure.indicator.endswith(".gap"):
        return False  # what is lacking is lacking now
    if context.plan_document or context.section == "plan":
        return last != "PAST"
    return False


_GOAL_BEHIND = re.compile(r"(?:以[上下内])?的[^，,。；;、\d]{0,8}目标")
"""已提前实现2027年达到30%的规划目标: of a year to come, whatever is said of the goal."""
_NOT_YET = re.compile(r"(?:尚未|仍未|还未|[仍尚还]需)[^，,。；;、\d]{1,8}的$")
"""尚未完成的3项: what is still to be done is there now."""


def _reaches(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """预计2023年缺口2400个；二是…: what is expected is told in its own part of the sentence."""
    expected = token.hit is not None and token.hit.word.text in _EXPECTED
    return not expected or not _PART_MARK.search(sentence.text, token.end, figure.start)


_EXPECTED = frozenset(("预计", "有望", "预期"))
_PART_MARK = re.compile(r"[；;](?:[一二三四五六七八九]是|第[一二三四五]|同时|此外|另外)")

_WILL_BE = re.compile(
    r"[^，,。；;\d]{0,12}[，,]?(?:都|均|全部|也)?(?:将|预计|计划)(?:在|于|可|能)?[^，,。；;]{0,14}(?:完成|建成|投用|启用|投入使用|开工|交付|享受|受益|落成)"
)


def _will_be(figure: Figure, sentence: Sentence) -> bool:
    """新增7500个学位，都将在年内完成: told behind the figure."""
    return _WILL_BE.match(sentence.text, figure.end) is not None


_TOLD = re.compile(r"了|达到|完成|共|均")
"""Words that tell a thing as done, also where its year is later than the document's."""


def _urges(sentence: Sentence, figure: Figure) -> bool:
    """加快推动布局调整，2022年撤并23所: the sentence opens as an order, and tells nothing as done."""
    opens = _order().match(sentence.text, sentence.start)
    return opens is not None and not _TOLD.search(sentence.text, sentence.start, figure.end + 12)


@cache
def _order() -> re.Pattern[str]:
    """推进; 同步推进."""
    return re.compile(rf"(?:[一-龥]{{2}})?{one_of(words_of('urging'))}")


def _until(sentence: Sentence, figure: Figure, context: Context) -> bool:
    """到2025年达到100%: a year to come behind 到. A year to come that is told as past is left as it is told."""
    for token in sentence.tokens[: figure.at]:
        if token.tag == "PERIOD" and token.span is not None and _names_goal(token, sentence):
            years = years_of(period_of(sentence.text[token.start : token.end], context.year))
            if years and context.year and years[1] > context.year:
                return True
    return False


def _names_goal(token: Token, sentence: Sentence) -> bool:
    """到2026年, 2026年底前: a time by which something is to be done."""
    return sentence.text[token.start - 1 : token.start] in ("到", "至", "在") or sentence.text.startswith(("前", "之前"), token.end)


def _asserts(token: Token, sentence: Sentence) -> bool:
    """False for a mere noun (薄弱学校改造计划项目), and for 将 before its object: 将46个大班额减少到8个, 将22所学校改为教学点."""
    if token.hit is None:
        return False
    word = token.hit.word.text
    if word == "将":
        return not any(f.start == token.end for f in sentence.figures) and not _DISPOSED.match(sentence.text, token.end)
    if word == "建议":
        return not _PROPOSALS.match(sentence.text, token.end)
    if word in _only_before():
        return _only_before()[word].match(sentence.text, token.end) is not None
    return word != "计划" or not _PROGRAMME.match(sentence.text, token.end) or _plans_amount(token, sentence)


def _plans_amount(token: Token, sentence: Sentence) -> bool:
    """计划投资4.1亿元 plans the amount; 计划投资的六成 and 完成计划投资2.6亿元 speak of a programme's."""
    if sentence.text.endswith(_MEASURED, 0, token.start):
        return False
    invested = _INVESTED.match(sentence.text, token.end)
    return invested is not None and any(f.start == invested.end() for f in sentence.figures)


_INVESTED = re.compile(r"总?投资(?:总?额)?[为约近达]?")
_MEASURED = ("完成", "完成了", "占", "完成年度", "超过", "完成全年")


_PROPOSALS = re.compile(r"(?:共|共计|累计|总数|数量?)?\d+(?:多|余)?[条件项个]|[和及]?提案|、提案|采纳|的?(?:办理|办结|答复)")
"""提出建议38条: proposals that are counted."""
_DISPOSED = re.compile(r"[^，,。；;]{1,30}(?:改为|改建为|改造为|确定为|列为|列入|纳入|划拨|用于|作为|调整为|转为|置换|移交)")
"""将…改为: what is done with something, told of what is past as well."""
_PROGRAMME = re.compile(r"[，,、。；;”》）)]|项目|等|资金|投资|任务|工程|内|中|的|数")
"""What stands behind 计划 where it is a programme's name."""


@cache
def _only_before() -> dict[str, re.Pattern[str]]:
    """Words that plan only where one of certain others follows: 规划新建3所, but not 按照规划."""
    words: dict[str, list[str]] = load_data("words.yaml", "extractor")["plans_before"]
    return {word: re.compile(one_of(following)) for word, following in words.items()}


def set_series(sentence: Sentence) -> None:
    """2021年47.9%，2022年升至51.6%，2023年降至50.8%: of a series of years that is told for itself none is what another came from."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in sentence.figures:
        if figure.kind == "level" and figure.value is not None:
            groups.setdefault((figure.indicator, figure.unit, figure.stage), []).append(figure)
    for figures in groups.values():
        told = [f for f in figures if f.period and _names_year_alone(f)]
        if len({f.period for f in told}) >= _SERIES:
            for figure in told:
                figure.status = "actual" if figure.status == "baseline" else figure.status


def _names_year_alone(figure: Figure) -> bool:
    """2022年升至51.6%, but not 由2020年的48%."""
    tags = {t.tag for t in figure.own}
    return "PERIOD" in tags and tags.isdisjoint(("FROM", "CMP"))


_SERIES = 3
"""Years from which on the values of a sentence are a series."""


def follow_list(figure: Figure, before: Figure) -> None:
    """A list is of one kind: what is a standard or a plan for its first figure is so for the next."""
    if before.status in ("standard", "plan") and figure.status == "actual":
        figure.status = before.status
    if before.bound in ("at_least", "at_most") and before.bound_side == "left" and figure.bound == "exact":
        figure.bound = before.bound


def set_earlier_of_two(sentence: Sentence) -> None:
    """2018年有大班额97个，2022年只剩3个: of one thing told of two years and no third, the earlier is what it came from."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in sentence.figures:
        if figure.kind == "level" and figure.value is not None and figure.indicator != OTHER:
            groups.setdefault((figure.indicator, figure.unit, figure.stage, figure.area), []).append(figure)
    for figures in groups.values():
        if len(figures) == 2 and all(f.status == "actual" for f in figures):
            then, now = sorted(figures, key=lambda f: years_of(f.period) or (0, 0))
            past, present = years_of(then.period), years_of(now.period)
            if past and present and past[1] < present[0] and _comes_to(sentence, *figures):
                then.status = "baseline"


_COME_TO = re.compile(r"只剩|仅剩|还剩|剩下|测下来|升到|增加到|减少到|降到|如今|现在|今年|目前|而到了?|已")


def _comes_to(sentence: Sentence, first: Figure, second: Figure) -> bool:
    """A word says that the second is what it has come to, or the difference follows at once."""
    following = sentence.neighbour(second, 1)
    told = _COME_TO.search(sentence.text, first.end, second.start) is not None
    return told or (following is not None and following.kind == "change")
