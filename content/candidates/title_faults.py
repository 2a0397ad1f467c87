"""Names of candidates that the eye would take for one another, or that name nothing.

Two rows of a ballot must not look alike: who marks one cannot know which it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from content.unseen import visible

_SHOWN = "LNPS"
"""First letters of the categories of which a name needs one character: no mark stands alone."""

_TWINS = str.maketrans(
    "аеорсухіАВЕКМНОРСТХαοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ〇○—–―─－ー",
    "aeopcyxiABEKMHOPCTXaoABEZHIKMNOPTYXOO一一一一一一",
)
"""Letters and signs of one shape: Cyrillic and Greek ones, circles, and dashes beside 一."""


def title_faults(titles: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """What keeps the eye from telling names apart: signs that show nothing, numbers, names alike.

    Yields:
        The 0-based index of a name, a message and a remedy, both Chinese sentences. A name may have
        two faults; of two that look the same the later one has it.
    """
    seen: dict[str, int] = {}
    for at, title in enumerate(titles):
        hidden = next((sign for sign in title if not visible(sign)), "")
        if hidden:
            code = f"U+{ord(hidden):04X}"
            message = f"名称“{visible(title)}”里有看不见的字符（{code}）。"
            yield at, message, "请删去这个字符，重新输入名称。"
        elif not any(unicodedata.category(sign)[0] in _SHOWN for sign in title):
            yield at, "名称里没有看得见的字。", "请填上名称。"
        # A sign of a number is no letter, or counts: 12, 3.5%, 十二, （二）.
        elif not any(s.isalpha() and unicodedata.numeric(s, None) is None for s in title):
            remedy = "请填上项目的名称，并检查各列有没有错位。"
            yield at, f"名称“{title}”只是一个数，看不出是什么项目。", remedy
        other = seen.setdefault(_look(title), at)
        if other != at and not hidden:
            message = f"名称“{title}”与第{other + 1}项看起来一样。"
            yield at, message, "请改成看得出区别的名称，或删去一项。"


def _look(title: str) -> str:
    """What a name looks like: the same for names that differ in width, case or blanks only."""
    plain = unicodedata.normalize("NFKC", visible(title).translate(_TWINS)).casefold()
    return "".join(plain.split())
