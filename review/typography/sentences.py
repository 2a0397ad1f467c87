"""Sentences of Chinese prose, as a double click takes them."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。！？；!?;]*[。！？；!?;]*[”’）」』】》〉\"')]*")
"""Its marks of the end, and those that close, belong to it."""

_NESTED = str.maketrans("“”‘’", "‘’“”")


def in_quotes(text: str) -> str:
    """A text in quotation marks; those within it are of the other kind (GB/T 15834)."""
    return f"“{text.translate(_NESTED)}”"


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """The sentence that holds code point `at` or is the last: its first, and the one behind it.

    Closing quotation marks behind a full stop belong to it: 他说：“好。” is one sentence.
    """
    spans = (found.span() for found in _SENTENCE.finditer(text))
    return next(span for span in spans if at < span[1] or span[1] == len(text))
