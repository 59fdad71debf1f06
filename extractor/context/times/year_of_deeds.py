"""The year of what a report on a year, its money or its works tells as done: 2022年工作总结, 圆满完成了2022年民生实事目标任务。

Takes a title or a line above the first figure, gives the time that the report is on; and hands it to a figure that tells a deed and names
no time. What schools, pupils and teachers there are is of no such time. The words are in documents.yaml and words.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.context.state import DeedTime
from extractor.context.times.named import is_time
from extractor.documents import document_words
from extractor.figures import Figure
from extractor.periods import period_of
from extractor.sentences import Sentence
from extractor.wordlists import finder, finder_of, one_of, words_of


def time_of_title(title: str, kind: str) -> DeedTime | None:
    """The time of what a report with this title tells as done: it is on the work, the money or the building of it."""
    if "。" in title or kind in document_words()["deeds"]["other_kinds"] or _of_many_years().search(title):
        return None
    tried = ((_plan(), True),) if kind == "plan" else ((_works(), False), (_monthly(), False), (_headline(), True))
    return next((_time(told, of_plans=of_plans) for pattern, of_plans in tried if (told := pattern.search(title))), None)


def time_of_lead(text: str) -> DeedTime | None:
    """The same of a line above the first figure: 圆满完成了2022年上半年民生工程目标任务, 现将2022年学生资助情况汇报如下."""
    told = _completed().search(text) or ("如下" in text and _made_known().search(text)) if "20" in text else None
    return _time(told, of_plans=False) if told else None


def time_of_heading(text: str) -> DeedTime | None:
    """The same of a heading, without its number: 2022年工作回顾, “十三五”时期发展成就."""
    told = _looks_back().match(text)
    return _time(told, of_plans=False) if told else None


def take_time_of_deeds(figure: Figure, sentence: Sentence, told: DeedTime) -> None:
    """A deed that names no time, and is told with no word of another or of several years, is of the time that the report is on."""
    if figure.period is not None or figure.roles & _NO_DEEDS or any(is_time(token) for token in figure.own):
        return
    if told.period.isdigit() and figure.status == "actual" and _has_come_to(figure, sentence):
        figure.period = told.period
    if figure.kind != "level":
        return
    if figure.status != "actual" and not (figure.status == "plan" and told.of_plans):
        return
    if finder_of("of_other_times").search(sentence.text, sentence.start, figure.start) or _AGAIN.search(sentence.text, *figure.left):
        return
    of_whole = figure.whole is not None and figure.whole.period == told.period
    if of_whole or _is_deed(figure, sentence):
        figure.period = told.period


def _has_come_to(figure: Figure, sentence: Sentence) -> bool:
    """由2020年的78%提高到96%，提高18个百分点: what something has come to in the year, and by how much; 巩固率97.2%，比上年提高0.5个百分点:
    and what such a difference follows."""
    if figure.roles & {"to", "delta"}:
        return True
    following = sentence.neighbour(figure, 1)
    return figure.kind == "level" and following is not None and following.kind == "change" and "delta" in following.roles


_NO_DEEDS = {"norm", "group", "name", "from", "base"}
_AGAIN = re.compile(r"每学?[年月期]")
"""每年安排2500万元: what comes again and again is of no one year."""


def _is_deed(figure: Figure, sentence: Sentence) -> bool:
    """投入1480万元, 招聘126人; of what may as well be there already, 新购图书12.6万册."""
    if figure.indicator in words_of("deeds"):
        return figure.unit in _COUNTED
    said = (sentence.text, max(figure.clause, figure.left[0]), figure.start)
    return (figure.unit in _BUILT and _done().search(*said) is not None) or (figure.unit in _HELD and _held().search(*said) is not None)


_COUNTED = ("CNY", "school", "item", "class", "person", "person_time", "m2")
_BUILT = ("item", "class", "m2")
_HELD = ("item", "person", "person_time")


@cache
def _done() -> re.Pattern[str]:
    """新建教学楼, 更新课桌椅; not 建设面积 or 设备更新率."""
    return re.compile(rf"{one_of(words_of('done_in_project'))}了?[^，,。；;、：:\d]{{0,12}}$")


@cache
def _held() -> re.Pattern[str]:
    """排查隐患437处, 举办运动会、艺术展演14场; not 开展课后服务的学校46所."""
    return re.compile(rf"{one_of(words_of('done_in_year'))}[了过]?[^，,。；;：:\d的]{{0,14}}$")


def _time(told: re.Match[str], *, of_plans: bool) -> DeedTime | None:
    code = period_of(told["time"])
    return DeedTime(code, of_plans) if code else None


_TIME = r"(?<![\d年—–~～至到-])(?P<time>20\d\d年(?:度|[上下]半年|前?[一二三四]个?季度)?)(?!\s*[\d以之前后起底末初级—–~～至到-])"


@cache
def _works() -> re.Pattern[str]:
    """2022年校舍维修资金使用自查报告, 2022年学生资助工作情况汇报, 2022年校园改造工程全部完工."""
    return re.compile(rf"{_TIME}{_works_told()}")


def _works_told() -> str:
    matters, told = document_words()["of_a_year"]["matters"], document_words()["of_a_year"]["told"]
    more = document_words()["deeds"]
    return rf"[^。；;，,：:\d]*?{one_of([*matters, *more['matters']])}[^。；;，,：:\d]*?{one_of([*told, *more['told']])}"


@cache
def _monthly() -> re.Pattern[str]:
    """2023年11月督导工作月记, 2024年3月份校园安全工作小结; not 2023年11月督导情况报告, which may be of that day."""
    told = one_of([*document_words()["of_a_year"]["told"], *document_words()["deeds"]["told"]])
    monthly = one_of(document_words()["deeds"]["monthly"])
    return re.compile(rf"(?P<time>20\d\d年\d{{1,2}}月)(?:份[^。；;，,：:\d]*?{told}|[^。；;，,：:\d]*?{monthly})")


@cache
def _plan() -> re.Pattern[str]:
    """2023年民生实事实施方案."""
    return re.compile(rf"{_TIME}[^。；;，,：:\d]*?{one_of(document_words()['kinds']['plan'])}")


@cache
def _headline() -> re.Pattern[str]:
    """青禾县2022年狠抓学校建设."""
    return re.compile(rf"{_TIME}[^。；;，,：:\d]{{0,4}}?{one_of(document_words()['deeds']['headlines'])}")


@cache
def _completed() -> re.Pattern[str]:
    return re.compile(rf"完成了?(?:我[县区市旗局])?{_TIME}[^。；;，,：:\d]{{0,16}}?{one_of(document_words()['deeds']['completed'])}")


@cache
def _made_known() -> re.Pattern[str]:
    return re.compile(rf"现[将就把][^。；;，,：:\d]{{0,12}}{_TIME}{_works_told()}[^。；;，,：:\d]{{0,8}}如下")


@cache
def _looks_back() -> re.Pattern[str]:
    time = r"[“\"]?(?P<time>20\d\d年(?![以之]|前后|[前后])度?|十[一二三四]?五)[”\"]?(?:期间|时期)?"
    return re.compile(rf"{time}[^。；;，,：:\d]{{0,14}}?{one_of(document_words()['deeds']['looks_back'])}\s*$")


@cache
def _of_many_years() -> re.Pattern[str]:
    return finder(document_words()["deeds"]["many_years"])
