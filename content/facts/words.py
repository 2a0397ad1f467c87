"""Alternations for expressions, written as words with blanks between them."""

from __future__ import annotations


def any_of(words: str) -> str:
    """An expression for any of these words, the longest first; the words may be expressions."""
    return "|".join(sorted(words.split(), key=len, reverse=True))
