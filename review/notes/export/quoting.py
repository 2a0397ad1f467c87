"""Quotes and notes as they stand within a sentence: short, and closed once.

A long passage becomes 「新建长者食堂20处……品质有选择的养老服务体系」: whole clauses of both ends,
no number cut, no bracket without its partner. All lengths are characters.
"""

from __future__ import annotations

import re

from review.typography.sentences import in_quotes

MOST = 40
"""Characters of a quote that stands whole within a sentence."""

_HEAD = 14
"""Characters that a shortened quote has on each side of the ……, more or less: whole clauses."""

_LONG_HEAD = 24
"""Characters of a head where no clause ends earlier."""

_THIN = 4
"""Characters below which a head or tail says nothing."""

_PARTICLES = "的地得了着过和与及等"
"""What no tail begins with."""

# What is left out at the ends of a quote.
_EDGE = " \t\u3000\n，、；：。,;:.—─"
_CLAUSE_END = re.compile(r"[，、；：。！？]")
# What of a number or a Latin word is not to be cut off: 1.4万 stays, and so does GDP.
_ONE_WORD = re.compile(r"[0-9A-Za-z.．%％∶]")
_CLOSED = re.compile(r"(?:[。！？…!?]|(?<=[A-Za-z0-9)\"'])\.)[”’）」』)\"']*$")
_LINE_END = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
# Where a heading or a row of a table ends: without a sign, so that the next would run into it.
_OPEN_END = re.compile(r"(?<=[\w%％）》〉”’])\n")
_PAUSES = "，、；：。！？…—,;:.!?"
# A last sentence that asks: 何时公布, 请问能否公开. One that wishes is none: 请说明何时公布.
_WISH = "(?:请(?!问)|建议|希望)"
_ASKING = re.compile(
    rf"(?:^|[。！？；])(?!{_WISH})[^。！？；]*"
    r"(?:谁|何|什么|怎么|怎样|多少|几[个年项处次]|哪|吗|呢|是否|[能可]否|有没有|是不是|有无)"
    rf"(?![^。！？；]*，{_WISH})[^。！？；]*$"
)
_OPENERS = dict(zip("“‘（《〈【〔「『(", "”’）》〉】〕」』)", strict=True))
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}


def quoted(text: str, *, whole: bool = False) -> str:
    """A passage in quotation marks, such that it can stand within a sentence.

    Longer ones are cut down to first words……last words, unless the whole is wanted; punctuation at
    the edges is left out, and quotation marks within it become single.
    """
    return in_quotes(shortened(text, len(text) if whole else MOST))


def with_figures(text: str) -> list[str]:
    """The sentences of a passage that have a number in them, each with what closes it."""
    return [row for row in re.findall(r"[^。！？；\n]+[。！？；]?", text) if re.search(r"\d", row)]


def trimmed(text: str) -> str:
    """A passage without the punctuation that was selected before it, or that goes on behind it."""
    return text.lstrip(_EDGE).rstrip(" \t\u3000\n，、；：") or text


def shortened(text: str, most: int = MOST) -> str:
    """A passage without punctuation at its edges, or its first and last words."""
    text = _OPEN_END.sub("\u3000", _LINE_END.sub("\n", text)).replace("\n", "")
    halves = {place for place in _unmatched(text) if text[place] in "“”‘’"}
    plain = "".join(sign for place, sign in enumerate(text) if place not in halves).strip(_EDGE)
    plain = plain or text  # signs alone may be what is meant
    if len(plain) <= most:
        return plain
    head = _head(plain)
    return f"{head}……{_tail(plain, most - len(head) - 2)}"


def closed(text: str, *, asks: bool = False) -> str:
    """What a deputy wrote, closed like a sentence; what `asks` and is worded so ends in ？.

    Nothing stays nothing, and what is closed already is left alone. Rows before the last one are
    parted from what follows, by ； where there is no sign.
    """
    *before, text = map(str.rstrip, text.rstrip().split("\n"))
    if before:
        rows = [_parted(row, asks) for row in before]
        return "\n".join([*rows, closed(text, asks=asks)])
    if not text or _CLOSED.search(text):
        return text
    end = "？" if text[-1] == "吗" or (asks and _ASKING.search(text)) else "。"
    return f"{text.rstrip('，、；：,;:') or text}{end}"


def _parted(row: str, asks: bool) -> str:
    if not row or row[-1] in _PAUSES:
        return row
    said = closed(row, asks=asks)
    return f"{row}；" if said == f"{row}。" else said


def with_source(text: str, source: str) -> str:
    """A sentence with its source: 请公开 and 王甲 are 请公开（王甲）。, so that it closes once."""
    text = closed(text)
    end = "。" if text.endswith("。") else ""
    return f"{text.removesuffix(end)}（{source}）{end}"


def _head(text: str) -> str:
    """The first clauses, or where the first is long, that one."""
    ends = [match.start() for match in _CLAUSE_END.finditer(text, _THIN, _LONG_HEAD + 1)]
    short = [end for end in ends if end < _HEAD + 2]
    cut = short[-1] if short else ends[0] if ends else _word_edge(text, _HEAD, -1)
    head = text[:cut]
    unmatched = _unmatched(head)
    return _telling(head[: unmatched[0]].rstrip(_EDGE), head) if unmatched else head


def _tail(text: str, room: int) -> str:
    """The last clauses, or where the last is long, that one if there is room for it."""
    first = len(text) - room
    begins = [match.end() for match in _CLAUSE_END.finditer(text, first - 1, len(text) - _THIN + 1)]
    short = [begin for begin in begins if begin > len(text) - _HEAD - 2]
    cut = short[0] if short else begins[-1] if begins else _word_edge(text, len(text) - _HEAD, 1)
    tail = text[cut:]
    unmatched = _unmatched(tail)
    if unmatched:
        tail = _telling(tail[unmatched[-1] + 1 :].lstrip(_EDGE + _PARTICLES), tail)
    return tail


def _telling(matched: str, whole: str) -> str:
    """A head or tail without half of a pair; where too little is left, with the other half."""
    if len(matched) >= _THIN:
        return matched
    alone = [whole[place] for place in reversed(_unmatched(whole))]
    before = "".join(_CLOSERS[mark] for mark in alone if mark in _CLOSERS)
    behind = "".join(_OPENERS[mark] for mark in alone if mark in _OPENERS)
    return f"{before}{whole.strip(_EDGE)}{behind}"


def _word_edge(text: str, at: int, step: int) -> int:
    """The nearest place at which no number and no Latin word is cut."""
    for _ in range(_HEAD - 2):
        if not (_ONE_WORD.match(text, at - 1) and _ONE_WORD.match(text, at)):
            return at
        at += step
    return at


def _unmatched(text: str) -> list[int]:
    """Where brackets and quotation marks stand that have no partner in the text."""
    waiting: list[int] = []
    alone = []
    for place, character in enumerate(text):
        if character in _OPENERS:
            waiting.append(place)
        elif character in _CLOSERS:
            if waiting and _OPENERS[text[waiting[-1]]] == character:
                waiting.pop()
            else:
                alone.append(place)
    return sorted([*alone, *waiting])
