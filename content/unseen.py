"""Characters that show nothing: a name or an address may hold them, and nobody would see it.

`visible` is what is left of a text for the eye. Blanks are seen, as the room they take.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that show nothing, or steer how others are shown.

Controls, formats (zero-width joiners, marks of direction), halves of pairs, private and unassigned
ones, separators of lines and paragraphs.
"""

_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"
"""Letters and signs that show nothing all the same: fillers of Hangul, an empty Braille cell."""

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""They choose between shapes of the character before them."""


def visible(text: str) -> str:
    """A text without the characters that show nothing."""
    seen = (sign for sign in text if unicodedata.category(sign) not in _HIDDEN)
    return _SELECTORS.sub("", "".join(sign for sign in seen if sign not in _BLANKS))
