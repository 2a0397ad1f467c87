"""What holds of every text, however odd."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.citation import resolve
from content.parsing.outline import parse
from content.parsing.title_block import read_facts
from content.report import Report
from content.shelf.outline_json import outline
from tests.unit.content.parsing.fidelity import assert_faithful, assert_whole_tree
from tests.unit.content.parsing.samples import BODY

TELLING = f"""
\u3000\u3000
{BODY}
\u3000\u3000{BODY}
{BODY[:38]}
{BODY[:30]}\u3000{BODY}
政府工作报告
——2024年1月30日在某市第一届人民代表大会
第三次会议上
市长　张三
各位代表：
各位代表！让我们团结奋斗。
各位代表！{BODY}
一、回顾
二、2024年安排
二，安排
、安排
一
（一）
（一）抓改革
（二）抓开放。{BODY}
（四）抓民生
一）抓落实
一是抓改革。{BODY}
三是抓开放。{BODY}
一是甲；二是乙。
首先，{BODY}
最后，{BODY}
1．新建学校
2．新建医院
（1）修路
——民生改善。{BODY}
——经济增长
- 3 -
7
第2页
2025年工作安排
全面建成小康社会
五年来，我们稳中求进，再上新台阶。
附件
名词解释
今年办好以下民生实事：
## 一、回顾
**（一）甲。**{BODY}
**五年来，再上新台阶。**
---
***
目录
一、回顾……3
（一）抓改革	5
来源：某市人民政府
（完）
（下转第三版）
主要抓了以下工作：（一）抓改革
请提出意见。一、回顾
第一部分
稳较快发展
某市政府工作报告 7
2024年1月30日在某市人民代表大會上
政府工作報告
讓我們團結奮鬥
""".split("\n")

LINES = st.one_of(
    st.sampled_from(TELLING),
    st.text(alphabet="一二三十（）()、。，：“”是要第12 .—\u3000\t\r各位代表年月日abc", max_size=30),
    st.text(max_size=20),
)
"""Lines that mean something to the parser, in any order, and lines that mean nothing."""

TEXTS = st.builds(
    lambda lines, end: end.join(lines),
    st.lists(LINES, max_size=40),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n"]),
)


@given(TEXTS)
def test_of_any_text_nothing_is_lost_and_every_citation_leads_back(text: str) -> None:
    report = parse(text)
    assert_faithful(report, text)
    assert_whole_tree(report)
    assert_cited(report)
    assert parse(text) == report
    assert len(outline(report)["nodes"]) == len(report.nodes)


def assert_cited(report: Report) -> None:
    """Each paragraph has a citation of its own, and each citation leads to its paragraph."""
    cited = [paragraph.citation for paragraph in report.paragraphs]
    assert len(set(cited)) == len(cited)
    for paragraph in report.paragraphs:
        assert resolve(report, paragraph.citation).paragraph == paragraph.number
    for node in report.nodes:
        if node.level:
            assert resolve(report, node.citation).paragraph == node.paragraph
        if node.alt_citation:
            assert resolve(report, node.alt_citation).paragraph == node.paragraph


HOSTILE = {
    "one character": "一" * 300_000,
    "brackets": "（" * 300_000,
    "blanks": " " * 300_000 + "x",
    "blanks inside": "一、" + " " * 300_000 + "x",
    "gaps": "一、甲\u3000" * 60_000,
    "marks": "，。；：" * 75_000,
    "blank lines": "\n" * 60_000,
    "carriage returns": "\r" * 60_000,
    "long lines": ("甲" * 60_000 + "\n") * 5,
    "same number": "（一）甲乙丙丁\n" * 10_000,
    "deep": "一、甲\n（一）乙\n1．丙\n（1）丁\n——戊\n" * 2_000,
    "years": "年" * 60_000 + "\n各位代表：\n甲\n",
    "broken": "（一）甲乙丙丁\n戊己庚辛\n" * 10_000,
    "numbers": "\n".join(map(str, range(25_000))),
    "salutations": "各位代表！让我们团结\n" * 15_000,
    "short lines": "甲乙丙丁\n" * 25_000,
    "items": "一是甲。" * 30_000,
    "contents": "目录\n" + "总结工作报答 1\n" * 30_000,
    "offices": "市长" * 30_000 + "\n各位代表：\n",
    "signs in a head": "（" * 30_000 + "）\n政府工作报告\n各位代表：\n",
    "places in a head": "政府工作报告\n（" + "在" * 30_000 + "会）\n各位代表：\n",
    "signs in a title": "[" + "，" * 30_000 + "报告\n各位代表：\n",
}


LINED = ("same number", "deep", "broken", "numbers", "short lines", "contents")
"""Those of tens of thousands of lines, which take longest; a part of them tells as much."""


@pytest.mark.parametrize(
    ("name", "part"),
    [
        *((name, 0.4 if name in LINED else 1) for name in HOSTILE),
        *(pytest.param(name, 1, marks=pytest.mark.long) for name in LINED),
    ],
)
def test_hostile_text_takes_linear_time(name: str, part: float) -> None:
    """Each takes a tenth of a second of the processor; what grows with the square takes minutes."""
    text = HOSTILE[name][: int(len(HOSTILE[name]) * part)]
    start = time.process_time()
    report = parse(text)
    read_facts(report)
    assert time.process_time() - start < 5
    assert report.source == text
