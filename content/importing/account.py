"""What was made of a file, told in Chinese: shown before a report is kept, and kept beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.importing.understand import Understood
from content.report import NodeKind, Remark


def account(understood: Understood, *, title: str = "", longest: int | None = None) -> str:
    """What the report says of itself, its headings, doubtful places and all that was left out.

    Args:
        understood: The file as it was understood.
        title: What it will be called; by default what it would be called by itself.
        longest: Characters of one removed passage that are shown; None for all.

    Returns:
        Lines of text.
    """
    removals = understood.removals
    doubts = [remark for remark in understood.remarks if not remark.removed]
    lines = [
        *_facts(understood, title),
        "",
        *_outline(understood),
        "",
        f"存疑和整理之处：{len(doubts)}处",
        *_places(doubts, longest),
        "",
        f"没有读作正文的文字：{len(removals)}处",
        *_places(removals, longest),
    ]
    return "\n".join(lines) + "\n"


def _facts(understood: Understood, title: str) -> Iterator[str]:
    unknown = "未写明"
    encoding = f"，{understood.encoding.upper()}编码" if understood.encoding else ""
    date = understood.date
    if understood.doubt:
        yield f"注意：{understood.doubt}"
    untitled = "" if understood.has_title or title else "（文中没有标题，用文件名代替）"
    yield f"标题：{title or understood.name}{untitled}"
    yield f"会议：{understood.session or unknown}"
    yield f"日期：{f'{date.year}年{date.month}月{date.day}日' if date else unknown}"
    yield f"报告人：{understood.speaker or unknown}"
    yield f"地方：{understood.place or unknown}"
    yield f"文件：{understood.path.name}（{understood.form.label}{encoding}）"


def _outline(understood: Understood) -> Iterator[str]:
    headings = understood.headings
    parts = sum(node.kind is NodeKind.PART for node in headings)
    count = len(understood.report.paragraphs)
    yield f"共{parts}个部分、{len(headings) - parts}条，{count}段"
    for node in headings:
        yield f"{'　' * (node.level - 1)}{node.text}"


def _places(remarks: Sequence[Remark], longest: int | None) -> Iterator[str]:
    for remark in remarks:
        removed = remark.removed.strip("\n").replace("\n", "⏎")
        told = f"第{remark.line}行　{remark.text}"
        if removed and removed not in remark.text:
            if longest is not None and len(removed) > longest:
                removed = f"{removed[:longest]}……（共{len(removed)}字）"
            told += f"　“{removed}”"
        yield told
