"""Leads: the opening sentence of a paragraph that serves as its title.

One such sentence proves nothing. A lead is believed when its neighbours under the same heading
have one too (the sibling rule).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from content import grammar

_SHORTEST, _LONGEST = 4, 30
_BODY = 25
"""At least so many characters must follow a lead."""

_NO_LEAD = frozenset("：:%％；;？?0123456789０１２３４５６７８９")
_NARRATION = (
    "我们", "一年来", "两年来", "三年来", "四年来", "五年来", "同时", "今年", "去年", "本年",
    "此外", "另外", "为此", "目前", "当前", "初步", "全年", "全市", "全省", "全区", "全县", "全州",
    "过去", "回顾", "在此", "总之", "对此", "其中", "特别是", "与此", "这些", "这一", "这是",
    "具体",
)  # fmt: skip
"""Words that open a sentence of the narration, not a title."""


def find_leads(cores: Sequence[str]) -> list[int]:
    """Length of the lead of each paragraph under one heading; 0 where there is none."""
    ends = [_candidate(core) for core in cores]
    narrated = {at for at, end in enumerate(ends) if end and cores[at].startswith(_NARRATION)}
    openers = Counter(cores[at][:2] for at in narrated)
    for at in narrated:
        # 「一年来，我们……」 opens a lead only where a row of paragraphs opens alike.
        ends[at] = ends[at] if openers[cores[at][:2]] >= 3 else 0
    found = sum(end > 0 for end in ends)
    if found < 2 or found * 2 < len(cores):
        return [0] * len(cores)
    return ends


def _candidate(core: str) -> int:
    stop = grammar.first_stop(core, _LONGEST + 2)
    if not _SHORTEST <= stop <= _LONGEST or core[stop] not in "。.":
        return 0
    sentence = core[:stop]
    if len(core) - stop <= _BODY or sentence.count("，") > 2 or not _NO_LEAD.isdisjoint(sentence):
        return 0
    return stop
