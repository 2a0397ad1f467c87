"""A typed citation cut into its steps: 第二部分（七）第3段 is a label, a label and a paragraph.

What the steps lead to in a report is for `content/citation.py` to find.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from content.lines import BLANK
from content.numerals import numeral


class CitationStep(NamedTuple):
    """One step of a citation, from the whole towards the paragraph."""

    kind: str
    """`label` (of a heading), `point`, `paragraph`, `item`, or the letter of a block: 题 引 尾 附.

    尾 behind a heading is that heading's tail, otherwise the closing of the report.
    """
    number: int = 0
    """1-based as printed; 0 for a block."""
    form: str = ""
    """How a label is written (部分, 篇, …, `()`, empty for a bare number), a point is called
    (点, 方面, …), or an item begins: 是 要 第."""
    arabic: bool = False
    """Whether the number is typed in digits, which proposes 1． before 一、."""
    primes: int = 0
    """How many headings of the same number stand before the one that is meant: 1 for （四）′."""


# 1 to 9999, or 一 to 九十九: no report has more of anything that is counted in characters.
_N = r"(?:\d{1,4}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
POINT = "(?:[大个项条点]?(?:方面|(?:重点|主要)?(?:工作|任务|措施|举措|内容)|亮点|重点)|[点条项个])"
"""What a point may be called behind its number."""
# 第二部分, 第三点, 第3段, 三是 or 之三是, （第一）, （七）, 尾段, a number alone, what only joins.
_STEP = re.compile(
    rf"第\(?(?P<label>{_N})\)?(?P<form>部分|[篇编章节])"
    rf"|第\(?(?P<point>{_N})\)?(?P<called>{POINT})"
    rf"|第?(?P<paragraph>{_N})(?:自然)?段"
    rf"|之?\(?(?P<item>{_N})(?P<word>[是要])\)?"
    rf"|\(第(?P<ordinal>{_N})(?:\)|$)"
    rf"|第?\((?P<paren>{_N})\)"
    r"|(?P<block>标?题|引言?|结束语|结?尾段?|附[件录]?)"
    rf"|(?P<bare>{_N})"
    r"|(?P<skip>[\s·,、./:;之的\-—]|报告|政府工作报告)"
)
_PRIMES = re.compile(r"[′'’](\d{0,4})")
"""The sign that tells headings of one number apart (`Builder.unique`): （四）′, （四）′2."""


_AROUND = BLANK + '“”"，,。；;'
"""Stands around a citation that was copied out of a sentence."""
_BELOW = re.compile(rf"(?:第?[（(]|·第?){_N}[）)]?[条节]?|第?{_N}[条节]")
"""A step that only leads somewhere below a part: （七）, 第（七）条, ·三."""


def without_quote(query: str) -> str:
    """A citation without the words that are quoted behind it, however many: 二（七）「兜牢」."""
    query = query.strip(_AROUND)
    if not query.endswith("」"):
        return query
    quote = query.find("「", query.rfind("」", 0, -1) + 1)
    return query[:quote].strip(_AROUND) if quote >= 0 else query


def step_below(citation: str) -> str:
    """What a citation begins with if that only leads somewhere below a part; else nothing."""
    step = _BELOW.match(citation)
    return step[0] if step else ""


def ends_alike(citation: str, step: str) -> bool:
    """Whether a citation ends where no such step is below: 二（七） or 二第1段, and （八）."""
    shape, end = (re.sub(_N, "", text) for text in (citation, step))
    return bool(end) and shape.endswith((end, "段"))


def read_steps(plain: str) -> list[CitationStep]:
    """The steps of a citation in half-width characters, brackets of all kinds as `(` and `)`.

    They are in the order typed; none if some of it makes no sense, or nothing is there.
    """
    steps: list[CitationStep] = []
    position = 0
    while position < len(plain):
        match = _STEP.match(plain, position)
        if match is None:
            return []
        position = match.end()
        if match["skip"] is not None:
            continue
        primes = _PRIMES.match(plain, position)
        position = primes.end() if primes else position
        steps.append(_step(match, int(primes[1] or 1) if primes else 0))
    return steps


def _step(match: re.Match[str], primes: int) -> CitationStep:
    if match["block"]:
        letter = match["block"][0]
        return CitationStep({"标": "题", "结": "尾"}.get(letter, letter))
    kind = str(match.lastgroup)
    if match["form"]:
        kind = "label"
    elif match["called"]:
        kind = "point"
    elif match["word"]:
        kind = "item"
    digits = match[kind]
    written = match["form"] or match["called"] or match["word"] or ""
    form = {"paren": "()", "ordinal": "第"}.get(kind, written)
    name = {"paren": "label", "bare": "label", "ordinal": "item"}.get(kind, kind)
    number = int(digits) if digits.isdecimal() else numeral(digits) or 0
    return CitationStep(name, number, form, digits.isdecimal(), primes)
