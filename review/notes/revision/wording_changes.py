"""How two wordings of a passage differ, word by word, with a number as one word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

_WORD = re.compile(r"[0-9０-９]+(?:[.．,，:：/／∶][0-9０-９]+)*[%％‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_DIGIT = re.compile(r"[0-9０-９]")


class WordingChange(NamedTuple):
    """A stretch of both wordings; where they agree, both are the same text."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        """Whether the wordings agree here."""
        return self.old == self.new

    @property
    def in_figures(self) -> bool:
        """Whether it is a difference between numbers, which a reader must not miss."""
        return not self.is_same and _DIGIT.search(self.old + self.new) is not None


def changes(old: str, new: str) -> list[WordingChange]:
    """The stretches of two wordings in order; all `old` joined are `old`, all `new` are `new`."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        WordingChange("".join(before[i:j]), "".join(after[k:m]))
        for _, i, j, k, m in matcher.get_opcodes()
    ]


def figures_differ(old: str, new: str) -> bool:
    """Whether two wordings differ in a number."""
    return any(change.in_figures for change in changes(old, new))


def marked(old: str, new: str) -> tuple[str, str]:
    """Both wordings with what differs in brackets: 【】 around numbers, 〔〕 around words."""
    stretches = changes(old, new)
    return (
        "".join(change.old if change.is_same else _ringed(change.old) for change in stretches),
        "".join(change.new if change.is_same else _ringed(change.new) for change in stretches),
    )


def _ringed(text: str) -> str:
    """A stretch that differs, its numbers ringed each and what is between them."""
    words = _WORD.findall(text)
    runs = groupby(words, lambda word: _DIGIT.search(word) is not None)
    return "".join(
        "".join(f"【{word}】" for word in run) if is_figure else f"〔{''.join(run)}〕"
        for is_figure, run in runs
    )
