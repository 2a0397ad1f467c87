"""Quotes and notes as they stand within a sentence: short, and closed once."""

from __future__ import annotations

import re

MOST = 40
"""Characters of a quote that stands whole within a sentence."""

_HEAD = 14
"""Characters that a shortened quote has at most on each side of the ……."""

_EDGE = " \t\u3000\n，、；：。,;:."
_CLAUSE_END = re.compile(r"[，、；：。！？]")
_ONE_WORD = re.compile(r"[0-9A-Za-z.．%％∶]")
_CLOSED = re.compile(r"(?:[。！？…!?]|(?<=[A-Za-z])\.)[”’）」』)]*$")
_OPENERS = dict(zip("“‘（《〈【〔「『(", "”’）》〉】〕」』)", strict=True))
_SWAP = str.maketrans("“”‘’", "‘’“”")


def quoted(text: str, *, whole: bool = False) -> str:
    """A passage in quotation marks, such that it can stand within a sentence.

    Longer ones are cut down to first words……last words, unless the whole is wanted; punctuation at
    the edges is left out, and quotation marks within it become single.
    """
    return f"“{shortened(text, len(text) if whole else MOST).translate(_SWAP)}”"


def with_figures(text: str) -> list[str]:
    """The sentences of a passage that have a number in them."""
    return [
        each for each in re.findall(r"[^。！？；\n]+[。！？；]?", text) if re.search(r"\d", each)
    ]


def trimmed(text: str) -> str:
    """A passage without the punctuation that was selected before it, or that goes on behind it."""
    return text.lstrip(_EDGE).rstrip(" \t\u3000\n，、；：")


def shortened(text: str, most: int = MOST) -> str:
    """A passage without punctuation at its edges, or its first and last words."""
    plain = _balanced("".join(text.split("\n")).strip(_EDGE))
    if len(plain) <= most:
        return plain
    return f"{_head(plain)}……{_tail(plain)}"


def closed(text: str) -> str:
    """What a deputy wrote, with a full stop behind it unless it ends like a sentence already."""
    text = text.rstrip()
    if not text or _CLOSED.search(text):
        return text
    return f"{text.rstrip('，、；：,;:')}。"


def with_source(text: str, source: str) -> str:
    """A sentence with its source in brackets; its punctuation closes once."""
    text = closed(text)
    if text.endswith("。"):
        return f"{text[:-1]}（{source}）。"
    return f"{text}（{source}）"


def _head(text: str) -> str:
    ends = [match.start() for match in _CLAUSE_END.finditer(text, 4, _HEAD + 2)]
    cut = ends[-1] if ends else _word_edge(text, _HEAD, -1)
    head = text[:cut]
    unmatched = _unmatched(head)
    return head[: unmatched[0]].rstrip(_EDGE) or _balanced(head) if unmatched else head


def _tail(text: str) -> str:
    first = len(text) - _HEAD - 2
    begins = [match.end() for match in _CLAUSE_END.finditer(text, first, len(text) - 3)]
    cut = begins[0] if begins else _word_edge(text, len(text) - _HEAD, 1)
    tail = text[cut:]
    unmatched = _unmatched(tail)
    return tail[unmatched[-1] + 1 :].lstrip(_EDGE) or _balanced(tail) if unmatched else tail


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
        elif character in _OPENERS.values():
            if waiting and _OPENERS[text[waiting[-1]]] == character:
                waiting.pop()
            else:
                alone.append(place)
    return sorted([*alone, *waiting])


def _balanced(text: str) -> str:
    """A passage without quotation marks whose partners were not selected."""
    alone = [place for place in _unmatched(text) if text[place] in "“”‘’"]
    return "".join(character for place, character in enumerate(text) if place not in alone)
