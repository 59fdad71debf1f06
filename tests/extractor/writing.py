"""Made-up text for the properties: numbers, units, marks and words in any order, as no office would write them."""

from __future__ import annotations

from hypothesis import strategies as st

from models.units import load_units

_NUMBERS = [
    "0", "3", "12", "2021", "28,640", "0.50", "99.8", "1:19.5", "6:3:1", "2.36万", "3万2千", "１２", "三", "十二", "两千六百",
    "一亿两千万", "二〇二一", "百分之九十五", "三分之一", "翻一番", "700多", "近四成", "IOO", "3l", "2、.1", "0. 50", "1 2",
    "XX", "**", "____", "□□",
]  # fmt: skip
_TIMES = ["2021年", "2016年至2021年", "9月1日", "“十三五”", "近三年", "8:30", "二〇二三年十月"]
_NO_FACTS = [
    "一、", "（二）", "第三", "一是", "〔2017〕6号", "一系列", "九年一贯制", "6个方面", "5G", "第28页", "http://a.cn/1",
    "一个都不能少",
]  # fmt: skip
_WORDS = [
    "新增学位", "小学", "初中", "投入", "生均", "每百名学生", "从", "提高到", "其中", "占", "不低于", "以上", "左右", "达标率",
    "差异系数", "教師", "分别为", "较上年", "减少", "国家标准", "计划", "和", "标准", "大班额", "入学率", "的", "abc", "O", "l",
]  # fmt: skip
_MARKS = [*"，。；：、（）()“”-~—～%‰+/.,:; ", "\n", "\n\n", "\t", "\r\n", "\u3000", "\u200b", "㎡", "😀", "é", "\x02"]
_UNITS = sorted(load_units().units)

PIECES = st.one_of(
    st.sampled_from(_NUMBERS), st.sampled_from(_UNITS), st.sampled_from(_TIMES), st.sampled_from(_NO_FACTS),
    st.sampled_from(_WORDS), st.sampled_from(_MARKS), st.text("0123456789零一二三四五六七八九十百千万亿两点.,", max_size=6),
    st.characters(exclude_categories=["Cs"]),
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
"""Whole texts, with lines, tables of tabs, and any character of Unicode now and then."""
LINES = TEXTS.map(lambda text: text.replace("\n", "").replace("\r", ""))
"""The same without line breaks."""
