"""Names of candidates that can be told apart on a ballot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from content.unseen import is_unseen, visible

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
        hidden = next((sign for sign in title if is_unseen(sign)), "")
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
