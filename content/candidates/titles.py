"""Names of candidates that can be told apart on a ballot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that show nothing, or steer how others are shown."""

_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"
"""Letters and signs that show nothing all the same."""

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SHOWN = "LNPS"
"""First letters of the categories of which a name needs one character."""


class TitleFault(NamedTuple):
    """What is wrong with a name."""

    at: int
    """Index of the name."""
    message: str
    remedy: str


def title_faults(titles: Sequence[str]) -> Iterator[TitleFault]:
    """What keeps names apart from being told by the eye: signs that show nothing, and twins."""
    seen: dict[str, int] = {}
    for at, title in enumerate(titles):
        hidden = next((sign for sign in title if is_hidden(sign)), "")
        if hidden:
            code = f"U+{ord(hidden):04X}"
            message = f"名称“{visible(title)}”里有看不见的字符（{code}）。"
            yield TitleFault(at, message, "请删去这个字符，重新输入名称。")
        elif not any(unicodedata.category(sign)[0] in _SHOWN for sign in title):
            yield TitleFault(at, "名称里没有看得见的字。", "请填上名称。")
        other = seen.setdefault(_look(title), at)
        if other != at and not hidden:
            message = f"名称“{title}”与第{other + 1}项看起来一样。"
            yield TitleFault(at, message, "请改成看得出区别的名称，或删去一项。")


def is_hidden(sign: str) -> bool:
    """Whether a character of a name shows nothing."""
    hidden = unicodedata.category(sign) in _HIDDEN or sign in _BLANKS
    return hidden or _SELECTORS.match(sign) is not None


def visible(text: str) -> str:
    """A text without the characters that show nothing."""
    return "".join(sign for sign in text if not is_hidden(sign))


def _look(title: str) -> str:
    """What a name looks like: the same for names that differ in width, case or blanks only."""
    plain = unicodedata.normalize("NFKC", visible(title)).casefold()
    return "".join(plain.split())
