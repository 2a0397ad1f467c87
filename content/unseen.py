"""Characters that show nothing, and names that differ only in what nobody sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that show nothing, or steer how others are shown."""

_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"
"""Letters and signs that show nothing all the same."""

_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _is_unseen(sign: str) -> bool:
    """Whether a character shows nothing."""
    hidden = unicodedata.category(sign) in _HIDDEN or sign in _BLANKS
    return hidden or _SELECTORS.match(sign) is not None


def visible(text: str) -> str:
    """A text without the characters that show nothing."""
    return "".join(sign for sign in text if not _is_unseen(sign))


_SHOWN = "LNPS"
"""First letters of the categories of which a name needs one character."""

_TWINS = str.maketrans(
    "аеорсухіАВЕКМНОРСТХαοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ〇○—–―─－ー",
    "aeopcyxiABEKMHOPCTXaoABEZHIKMNOPTYXOO一一一一一一",
)
"""Letters and signs of one shape."""


def title_faults(titles: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """What keeps names apart from being told by the eye: signs that show nothing, and twins.

    Each fault is the index of a name, a message and a remedy.
    """
    seen: dict[str, int] = {}
    for at, title in enumerate(titles):
        hidden = next((sign for sign in title if _is_unseen(sign)), "")
        if hidden:
            code = f"U+{ord(hidden):04X}"
            message = f"名称“{visible(title)}”里有看不见的字符（{code}）。"
            yield at, message, "请删去这个字符，重新输入名称。"
        elif not any(unicodedata.category(sign)[0] in _SHOWN for sign in title):
            yield at, "名称里没有看得见的字。", "请填上名称。"
        other = seen.setdefault(_look(title), at)
        if other != at and not hidden:
            message = f"名称“{title}”与第{other + 1}项看起来一样。"
            yield at, message, "请改成看得出区别的名称，或删去一项。"


def _look(title: str) -> str:
    """What a name looks like: the same for names that differ in width, case or blanks only."""
    plain = unicodedata.normalize("NFKC", visible(title).translate(_TWINS)).casefold()
    return "".join(plain.split())
