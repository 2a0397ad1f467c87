"""Whether a text is a government work report at all; the person has the last word."""

from __future__ import annotations

import re

from content import grammar
from content.lines import BLANK
from content.parsing.traditional import simplified
from content.report import NodeKind, Report, Role

_WORDS = (
    ("政府", "经济", "发展", "建设", "改革", "民生", "就业", "教育", "产业", "企业", "增长", "财政",
     "农业", "城市", "生态", "安全", "服务", "项目", "人民", "工作"),
    ("法院", "审判", "执行", "案件", "司法", "审结", "诉讼", "裁判", "法官", "审理"),
    ("检察", "公诉", "监督", "案件", "办案", "司法", "犯罪", "起诉", "批捕", "诉讼"),
    ("常委会", "立法", "监督", "代表", "审议", "决定", "任免", "条例", "人大", "执法检查"),
    ("收入", "支出", "预算", "财政", "转移支付", "债务", "资金", "万元", "一般公共预算", "决算"),
)  # fmt: skip
"""What the reports of a session speak of: those of government and plan, court, procuratorate, the
standing committee, the budget."""
_REPORTS = r"工作报告|政府工作|向大会(?:报告|作)|请予审[议查]|(?:计划|预算).{0,40}报告"
_SAMPLE = 50_000
_RECORD = r"\s*(?:\[?\d{4}[-/]\d\d[-/]\d\d|[^,\t]*[,\t][^,\t]*[,\t](?!.*[.。！!]\s*$))"
"""A line of a log, or a row of a table; a sentence with half-width commas is none."""


def find_doubt(report: Report) -> str:
    """What is missing for a work report, in Chinese; empty if the text may well be one."""
    text = simplified("\n".join(p.text for p in report.paragraphs)[:_SAMPLE])
    roles = {paragraph.role for paragraph in report.paragraphs}
    headings = sum(node.kind.is_heading for node in report.nodes)
    addressed = any(
        node.kind is NodeKind.SALUTATION and grammar.salutation(simplified(node.text))
        for node in report.nodes
    )
    signs = {
        "“工作报告”字样": re.search(_REPORTS, text) is not None,
        "会议日期或对代表的称呼": Role.SESSION in roles or addressed,
        "“一、”“（一）”这样的标题": headings >= 2,
        "会议报告的常用词语": any(
            sum(word in text for word in words) >= len(words) // 2 for words in _WORDS
        ),
    }
    missing = [name for name, found in signs.items() if not found]
    kind = _other_kind(text)
    if len(missing) < 2 and not kind:
        return ""
    shown = f"没有找到{'、'.join(missing)}" if missing else "行文不像报告"
    return f"这份文字{kind or '不像政府工作报告'}：{shown}。如确是报告，仍可打开。"


def _other_kind(text: str) -> str:
    """What else a text seems to be, or an empty text."""
    lines = [line for line in text.split("\n") if line.strip(BLANK)][:400]
    records = sum(re.match(_RECORD, line) is not None for line in lines)
    if len(lines) >= 5 and records * 2 > len(lines):
        return "像表格或日志，不像政府工作报告"
    wide = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return "几乎没有汉字，不像政府工作报告" if wide * 5 < len(text) else ""
