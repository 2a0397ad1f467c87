"""What was made of a file, told in Chinese: shown before a report is kept, and kept beside it.

First what the report says of itself, a line each (标题：…, 会议：…), then its headings, set in by
their level, then the doubtful places, then every passage that was left out with the reason and the
line where it stood. What is shown is shortened; what is kept (`account.txt`) is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from content.importing.understand import Understood
from content.report import NodeKind, Remark

_MANY = 4
"""So many remarks of one kind are told on one line, so that the rare ones are seen."""


def account(understood: Understood, *, title: str = "", longest: int | None = None) -> str:
    """Lines on what a report says of itself, its headings, doubtful places, all that was left out.

    The numbers in them are 1-based lines of `understood.text`. Without a title it will be called by
    its own. `longest` is how many characters of a removed passage are shown, None for all; with a
    number, many remarks of one kind are put on one line as well.
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
    facts, unknown = understood.facts, "未写明"
    encoding = f"，{understood.encoding.upper()}编码" if understood.encoding else ""
    date = facts.date
    if understood.doubt:
        yield f"注意：{understood.doubt}"
    untitled = "" if understood.has_title or title else "（文中没有标题，用文件名代替）"
    yield f"标题：{title or understood.name}{untitled}"
    yield f"会议：{facts.session or unknown}"
    yield f"日期：{f'{date.year}年{date.month}月{date.day}日' if date else unknown}"
    yield f"报告人：{facts.speaker or unknown}"
    yield f"地方：{facts.place or unknown}"
    yield f"文件：{understood.path.name}（{understood.form.label}{encoding}）"


def _outline(understood: Understood) -> Iterator[str]:
    headings = understood.headings
    parts = sum(node.kind is NodeKind.PART for node in headings)
    count = len(understood.report.paragraphs)
    yield f"共{parts}个部分、{len(headings) - parts}条，{count}段"
    for node in headings:
        yield f"{'　' * (node.level - 1)}{node.text}"


def _places(remarks: Sequence[Remark], longest: int | None) -> Iterator[str]:
    """What was remarked, in order; many remarks of one kind on one line, unless all are wanted."""
    kinds: dict[str, list[Remark]] = {}
    for remark in remarks:
        kind = re.sub("“[^”]*”", "“…”", remark.text)  # but for what is quoted and counted in it
        kinds.setdefault(re.sub(r"(?<=第)\d+(?=页)", "…", kind), []).append(remark)
    for kind, alike in kinds.items():
        if longest is None or len(alike) < _MANY:
            yield from (_place(remark, longest) for remark in alike)
        else:
            words = "、".join(_words(remark) for remark in alike if remark.removed)
            first = f"第{alike[0].line}行起{len(alike)}处　{kind}"
            yield f"{first}　{_shortened(words, 4 * longest)}" if words else first


def _place(remark: Remark, longest: int | None) -> str:
    """The line of one remark; what was removed is added unless the remark quotes it."""
    told = f"第{remark.line}行　{remark.text}"
    removed = _words(remark)
    if removed and removed not in remark.text:
        told += f"　“{removed if longest is None else _shortened(removed, longest)}”"
    return told


def _words(remark: Remark) -> str:
    """What was removed, on one line."""
    return remark.removed.strip("\n").replace("\n", "⏎")


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}……（共{len(text)}字）"
