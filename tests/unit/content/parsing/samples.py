"""Small reports to set traps in."""

from __future__ import annotations

from content.parsing.outline import parse
from content.report import Node, NodeKind, Report
from content.shelf.library import BUILTIN

BODY = (
    "认真贯彻落实各项部署，扎实推进经济社会发展各项工作，主要指标完成年初预期目标，"
    "各项事业取得新的进步，群众满意度不断提高。"
)
"""A paragraph that is nothing but a paragraph."""

SOURCE = (BUILTIN / "report.txt").read_bytes().decode()
"""The report that ships with the program."""

PRIMARY = parse(SOURCE)
"""The same, as the parser reads it today."""

_FRONT = """某市政府工作报告
——2024年1月30日在某市第一届人民代表大会第三次会议上
市长　张三
各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议。
"""
_END = "\n各位代表！蓝图已经绘就。让我们团结奋斗，不断前进！\n"


def report_of(*lines: str) -> Report:
    """A report whose body is made of these lines; `¶` stands for a paragraph."""
    body = "\n".join(line.replace("¶", BODY) for line in lines)
    return parse(_FRONT + body + _END)


def headings(report: Report) -> list[str]:
    """Depth and text of each heading: `1 一、工作回顾`."""
    return [f"{node.level} {node.text}" for node in report.nodes if node.kind.is_heading]


def nodes(report: Report, kind: NodeKind) -> list[Node]:
    """The entries of one kind."""
    return [node for node in report.nodes if node.kind is kind]


def remarks(report: Report) -> str:
    """All remarks in one text."""
    return "\n".join(remark.text for remark in report.remarks)
