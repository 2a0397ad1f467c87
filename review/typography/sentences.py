"""Sentences of Chinese prose, as a double click takes them."""

from __future__ import annotations

_ENDS = frozenset("。！？；!?;")
_CLOSING = frozenset("”’）」』】》〉\"')")
"""Marks that may stand behind the end of a sentence and belong to it."""

_NESTED = str.maketrans("“”‘’", "‘’“”")


def in_quotes(text: str) -> str:
    """A text in quotation marks; those within it are of the other kind (GB/T 15834)."""
    return f"“{text.translate(_NESTED)}”"


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """The sentence that holds a character: its first code point, and the one behind its last."""
    start = 0
    while True:
        end = _end_from(text, start)
        if at < end or end >= len(text):
            return start, end
        start = end


def _end_from(text: str, start: int) -> int:
    """The code point behind the sentence that begins at `start`."""
    end = start
    while end < len(text) and text[end] not in _ENDS:
        end += 1
    while end < len(text) and text[end] in _ENDS:
        end += 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return end
