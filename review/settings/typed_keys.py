"""What a key means that an input method has made into something else.

With full-width characters on, a letter, a digit or a blank arrives wide; with Chinese punctuation
on, / arrives as 、 and [ as 【 or 「. Where no text is typed they mean the key that was pressed.
"""

from __future__ import annotations

_PUNCTUATION = dict(zip("、【】「」『』《》。\u3000", "/[][]{}<>. ", strict=True))
"""Signs of Chinese punctuation, and what stands on their keys."""

_WIDE, _WIDE_END, _WIDE_SHIFT = 0xFF01, 0xFF5E, 0xFEE0
"""Full-width forms: their first and last, and how far the ASCII characters are from them."""


def meant_character(character: str | None) -> str | None:
    """The character on the key that sent `character`; None where it is that character already."""
    if character is None or character.isascii() or len(character) != 1:
        return None
    if _WIDE <= ord(character) <= _WIDE_END:
        return chr(ord(character) - _WIDE_SHIFT)
    return _PUNCTUATION.get(character)
