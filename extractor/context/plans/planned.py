"""Plans: the words tell the figure as intended, or it is of a year to come that is not told as past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.bind.due import is_due
from extractor.context.plans.by_year import is_year_of_plan
from extractor.context.plans.ordered import is_ordered
from extractor.context.plans.set_down import is_set_down
from extractor.context.state import Context
from extractor.figures import Figure
from extractor.periods import period_of, years_of
from extractor.sentences import Sentence
from extractor.tokens import Token
from extractor.wordlists import finder_of, one_of, words_of
from models.loading import load_data


def is_planned(figure: Figure, sentence: Sentence, context: Context) -> bool:
    if _ON_TOP_OF.match(sentence.text, figure.end):
        return False
    if is_set_down(figure, sentence) or is_year_of_plan(sentence, context) or is_ordered(figure, sentence):
        return True
    if figure.unit == "CNY" and _IN_FULL.match(sentence.text, figure.end):
        return False
    if _NOT_YET.search(sentence.text, sentence.start, figure.start):
        return False
    telling = _telling(sentence.tokens, figure.at, to_semicolon=context.label is not None)  # 目前：…12个；目标：…
    last = next((t.tag for t in telling if _asserts(t, sentence) and _reaches(t, figure, sentence)), None)
    if last == "PAST" and "to" in figure.roles:
        last = None  # 由目前的46%提高到60%: 目前 is of the start
    span = years_of(figure.period)
    if span and context.year and span[1] < context.year:
        return False
    if span and context.year and span[0] > context.year and _GOAL_BEHIND.match(sentence.text, figure.end):
        return True
    if last == "PLAN" or (last is None and (_until(sentence, figure, context) or _in_years_to_come(figure, sentence))):
        return True
    if last is None and _will_be(figure, sentence):
        return True
    to_come = span is not None and context.year is not None and span[0] > context.year
    if to_come and last is None and (_urges(sentence, figure) or finder_of("forecast").search(sentence.text, sentence.start, figure.start)):
        return True
    if figure.indicator.endswith(".gap"):
        return False  # what is lacking is lacking now
    if is_of_plan(context):
        return last != "PAST" and _UP_TO_NOW.search(sentence.text, sentence.start, figure.start) is None
    return False


_ON_TOP_OF = re.compile(r"的?(?:水平|标准)?的?基础上")
"""在现行每月400元基础上提高到600元: what there is to go on from."""
_IN_FULL = re.compile(r"[，,(（](?:目前|现|均)?已经?(?:按时|按期|如数)?(?:全部|全额|足额)(?:到位|拨付|落实|支付|兑现|发放|到账|下达)")
"""共需资金1716万元，已全部到位: needed, and there."""
_UP_TO_NOW = re.compile(r"(?<!一直)(?<!长期)以来[，,][^；;]*$|[近这][几一二两三四五六七八九\d]年(?:多来?|来)[，,][^；;]*$")
"""2022年以来，新增学位5820个: done, also where what is planned is told around it."""


def _telling(tokens: list[Token], at: int, to_semicolon: bool) -> Iterator[Token]:
    """The words of plans and of what is done in front of the token at place `at`, the last first; with `to_semicolon` not beyond one."""
    for i in range(at - 1, -1, -1):
        token = tokens[i]
        if token.tag in ("PLAN", "PAST"):
            yield token
        elif to_semicolon and token.tag == "SEMI":
            return


def is_goal(figure: Figure, sentence: Sentence) -> bool:
    """离60%的预期还有距离, 与70名的原定数相比, 距2025年98%还有差距: a goal that something is only compared with."""
    own = sentence.text[figure.left[0] : figure.start]
    if _goal_noun().match(sentence.text, figure.end):
        return _COMPARED_WITH.search(own) is not None and _DONE.search(own) is None
    return _OFF_YEAR.search(own) is not None and _STILL_OFF.match(sentence.text, figure.end) is not None


@cache
def _goal_noun() -> re.Pattern[str]:
    return re.compile(rf"(?:以[上下内])?的[^，,。；;、\d]{{0,8}}?{one_of(words_of('goals'))}(?!要求|标准|值?的要求)")


_COMPARED_WITH = re.compile(r"(?:距离?|离|比|较|与|和|同|高于|低于|超过|超出|突破|不及|未达到?|没有达到|达不到)[^，,。；;]{0,14}$")
_DONE = re.compile(r"完成|实现")
_OFF_YEAR = re.compile(r"(?:距离?|离)20\d\d年[^，,。；;\d]{0,6}$")
_STILL_OFF = re.compile(r"[，,]?(?:还|仍|尚)(?:有|存在|差)")


def is_of_plan(context: Context) -> bool:
    """What is told here is to be done: below a heading or behind a label that says so, or in a plan, but where it tells how things are
    (一、现实基础)."""
    return context.label == "goal" or context.section == "plan" or (context.plan_document and context.section != "past")


_GOAL_BEHIND = re.compile(r"(?:以[上下内])?的[^，,。；;、\d]{0,8}目标")
"""已提前实现2027年达到30%的规划目标: of a year to come, whatever is said of the goal."""
_NOT_YET = re.compile(
    r"(?:(?:尚未|仍未|还未|[仍尚还]需|未能?)[^，,。；;、\d]{1,8}|[对将把](?:持续|正在|长期|继续)(?:推进|整改|整治|实施|坚持)(?:中|之中|整改)?)的$"
)
"""尚未完成的3项, 对持续推进的2个问题: what is still to be done is there now."""


def _reaches(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """预计2023年缺口2400个；二是…: what is expected is told in its own part of the sentence."""
    if _among_planned(token, figure, sentence) or _tells_start(token, figure, sentence) or _only_sums(token, sentence):
        return False
    if token.tag == "PLAN" and (
        _is_purpose(token, figure, sentence) or _is_of_the_rest(token, figure, sentence) or _tells_due(token, figure, sentence)
    ):
        return False
    if token.tag == "PLAN" and _is_told_off(token, figure, sentence):
        return False
    expected = token.hit is not None and token.hit.word.text in _EXPECTED
    return not expected or not _PART_MARK.search(sentence.text, token.end, figure.start)


def _is_told_off(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """…超时要整改；家长问卷5128份: what must be done, and how one building is laid out, is told in its own part of the sentence."""
    weak = token.hit is not None and token.hit.word.text in words_of("plans_of_part")
    if not weak or sentence.part_start(figure.start) <= token.end:
        return False
    return not _AT_HEAD.fullmatch(sentence.text, sentence.start, token.start)


_AT_HEAD = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．]?\s*)?是?(?:[我全][县区市旗州镇乡校])?")
"""明年新建小学2所；招聘教师80名: what a sentence opens with is said of all its parts."""


def _is_purpose(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """为确保通过验收，工作组分赴12所学校: what is aimed at ends with its clause; behind it stands what was done for it."""
    aimed = sentence.text.endswith(("为", "为了"), sentence.start, token.start)
    return aimed and _CLAUSE_ENDS.search(sentence.text, token.end, figure.start) is not None


_CLAUSE_ENDS = re.compile("[，,]")


def _tells_due(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """应安排培训费86万元，仅安排61万元: 应 tells what was due, and nothing of what came of it."""
    if not sentence.text.startswith("应", token.start):
        return False
    return any(is_due(f, sentence.text) for f in sentence.figures if token.end <= f.start < figure.start)


def _is_of_the_rest(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """其余将于4月全面开工，42所已改造完工: what is told of the rest, without a number, ends before a clause that a number opens."""
    if not _THE_REST.search(sentence.text[sentence.start : token.start]):
        return False
    told = _OPENED_BY_NUMBER.search(sentence.text, token.end, figure.end)
    return told is not None and not any(token.end <= f.start < told.end() - 1 for f in sentence.figures)


_THE_REST = re.compile(r"(?:^|[，,；;])\s*(?:其余|余下|剩余|剩下|其他|其它)的?[^，,。；;\d]{0,10}$")
_OPENED_BY_NUMBER = re.compile(r"[，,；;]\s?(?=\d)")


def _tells_start(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """由现有的8个扩大到2027年的15个，覆盖58所: 现有 is of what something starts from, and of nothing behind it."""
    if token.tag != "PAST":
        return False
    told = next((f for f in sentence.figures if f.start >= token.end), figure)
    return told is not figure and "from" in told.roles


def _only_sums(token: Token, sentence: Sentence) -> bool:
    """确保新增学位累计不少于5200个: behind a word of intent in the same clause 累计 only adds up."""
    if token.hit is None or token.hit.word.text != "累计":
        return False
    clause = max(sentence.text.rfind(mark, sentence.start, token.start) for mark in "，,；;：:")
    meant = (t for t in sentence.tokens if t.tag == "PLAN" and clause < t.start < token.start and _asserts(t, sentence))
    return any(not sentence.text.endswith(("按", "照", "据"), 0, t.start) for t in meant)


def _among_planned(token: Token, figure: Figure, sentence: Sentence) -> bool:
    """计划招聘的80名中，有4名放弃: planned are the 80."""
    whole = sentence.neighbour(figure, -1)
    if token.tag != "PLAN" or whole is None or token.end > whole.start or not sentence.text.endswith("的", 0, whole.start):
        return False
    return _SOME_OF_THEM.fullmatch(sentence.text, whole.end, figure.start) is not None


_SOME_OF_THEM = re.compile(r"[^，,。；;、\d]{0,6}[中里][，,]?(?:目前|现|实际|确)?(?:已经?)?(?:有|仅有|只有)")
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


def _in_years_to_come(figure: Figure, sentence: Sentence) -> bool:
    """未来三年撤并6所, 争取三年内投入500万元."""
    return _YEARS_TO_COME.search(sentence.text, sentence.part_start(figure.start), figure.start) is not None


_YEARS_TO_COME = re.compile(r"(?:未来|今后|接下来|争取|力争)[用在]?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})个?年(?!级|制)")


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
        return (
            not _DONE_AHEAD.search(sentence.text, sentence.start, token.start)
            and not any(f.start == token.end for f in sentence.figures)
            and not _DISPOSED.match(sentence.text, token.end)
        )
    if word == "要" and any(f.start == token.end for f in sentence.figures):
        return False  # 各科作业加起来要105分钟
    if word == "限期" and sentence.text.endswith(("或", "及"), 0, token.start):
        return False  # 当场或限期整改20处
    if _COMPARED.match(sentence.text, token.end):
        return False
    if word == "应":
        return not _AT_REQUEST.match(sentence.text, token.end)
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


_COMPARED = re.compile(r"[^，,。；;、\d]{0,8}相比")
"""与规划总投资相比还差1120万元."""
_INVESTED = re.compile(r"总?投资(?:总?额)?[为约近达]?")
_MEASURED = ("完成", "完成了", "占", "完成年度", "超过", "完成全年")
_AT_REQUEST = re.compile(r"[^，,。；;\d]{0,12}(?:申请|请求|邀请|约请|之[邀约请]|邀)")
"""应你县申请，…组成复核组一行14人: at whose request something was done."""
_PROPOSALS = re.compile(r"(?:共|共计|累计|总数|数量?)?\d+(?:多|余)?[条件项个]|[和及]?提案|、提案|采纳|的?(?:办理|办结|答复)")
"""提出建议38条: proposals that are counted."""
_DONE_AHEAD = re.compile(r"已经?(?:[于在][^，,。；;]{0,12})?$")
"""已于7月将312万元拨付到校: behind 已 it only takes its object."""
_DISPOSED = re.compile(
    r"[^，,。；;]{1,34}(?:[，,](?:整体|全部|统一|一并|无偿)*)?(?:年级[^，,。；;]{0,4}集中到|写入|写进|摆在|摆上|放在|当作|视作|定为|移交|并入|归入|收购|改作|改为|改建为|改造为|确定为|列为|列入|纳入|划拨|用于|作为|调整为|转为|置换|移交|分开|[分单合][别独并][计核]算|折算|视为|计入|单列|单独列支|专项列支)"
)
"""将…改为: what is done with something, told of what is past as well."""
_PROGRAMME = re.compile(r"[，,、。；;”》）)]|项目|等|资金|投资|任务|工程|内|中|的|数")
"""What stands behind 计划 where it is a programme's name."""


@cache
def _only_before() -> dict[str, re.Pattern[str]]:
    """Words that plan only where one of certain others follows: 规划新建3所, but not 按照规划."""
    words: dict[str, list[str]] = load_data("words.yaml", "extractor")["plans_before"]
    return {word: re.compile(one_of(following)) for word, following in words.items()}
