"""What deputies say and what reports print for it, from `content/words/synonyms.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from index.words.normalise import fold
from index.words.pinyin import read

_BORDERS = re.compile("(?<![a-z])|(?![a-z])")

_MOST_LONGER = 24
"""Known words with a word in them that are looked at: 人 is in hundreds."""

_Group = tuple[str, ...]
"""Folded words for one thing, the closest first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a query."""

    text: str
    known: bool
    """Whether the synonyms know it; else it is what was left between two they know."""


class Synonyms:
    """Other words for a word."""

    def __init__(
        self,
        same: Iterable[tuple[str, ...]],
        mean: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
    ) -> None:
        """Take words for one thing (`same`), and what people say and reports print for it (`mean`).

        Each of the former finds all others, and so does what people say.
        """
        # A group is held once for all of its words: there are thousands.
        self._others: dict[str, list[_Group]] = {}
        self._near: dict[str, list[_Group]] = {}
        for said, printed in mean:
            group = tuple(map(fold, (*printed, *said)))
            for at, word in enumerate(group):
                table = self._near if at < len(printed) else self._others
                table.setdefault(word, []).append(group)
        for words in same:
            group = tuple(map(fold, words))
            for word in group:
                self._others.setdefault(word, []).append(group)
        self._longest = max(map(len, [*self._others, *self._near]), default=0)

    def of(self, word: str) -> tuple[str, ...]:
        """Other words for a folded word, the closest first."""
        return _apart_from(word, self._others.get(word, ()))

    def near(self, word: str, within: str = "") -> tuple[str, ...]:
        """Words in the neighbourhood of a folded word: better than nothing.

        They are printed for the same things as it is, or else other words for longer ones that
        it is a part of. Of a character `within` what is no word, the longer ones have another
        character of that as well: 齐惠保 for the 齐 of 齐惠宝.
        """
        if word in self._near:
            return _apart_from(word, self._near[word])
        longer = islice(self._containing(word), _MOST_LONGER)
        near = (known for known in longer if not within or len({*known} & {*within}) > 1)
        return tuple(dict.fromkeys(chain.from_iterable(map(self.of, near))))

    def _containing(self, word: str) -> Iterator[str]:
        """The known words that a folded word is a part of."""
        at = self._joined.find(word) if word else -1
        while at >= 0:
            start, end = self._joined.rfind("\n", 0, at) + 1, self._joined.find("\n", at)
            yield self._joined[start:end]
            at = self._joined.find(word, end)

    @cached_property
    def _joined(self) -> str:
        """All known words in one piece: to look through it is ten times as fast."""
        return "".join(f"{known}\n" for known in self._others)

    def spelled(self, letters: str) -> str:
        """A word known here with this full pinyin, or nothing."""
        return self._by_pinyin.get(letters, "")

    def in_full(self, short: str, borders: Callable[[str], Container[int]]) -> str:
        """A word known here, two characters longer, whose parts begin with those of a short one.

        `borders` gives the offsets where the parts of a word begin.
        """
        for word in chain(self._others, self._near):
            if len(word) == len(short) + 2 and word[0] == short[0] and set(short) <= set(word):
                known = borders(word)
                if "".join(sign for at, sign in enumerate(word) if at in known) == short:
                    return word
        return ""

    @cached_property
    def _by_pinyin(self) -> dict[str, str]:
        return {"".join(read(word)): word for word in reversed(self._others)}

    def pieces(self, text: str, borders: Collection[int] | None = None) -> list[Piece]:
        """A folded text cut into the longest words known here and what is left between them.

        At `borders` a known word may begin and end: 小学 is not in 中小学. Where they are not
        known, that is anywhere but between two letters: AI is not in haixi.
        """
        if borders is None:
            borders = {border.start() for border in _BORDERS.finditer(text)}
        pieces: list[Piece] = []
        rest = at = 0
        while at < len(text):
            length = self._known_at(text, at, borders)
            if length:
                if rest < at:
                    pieces.append(Piece(text[rest:at], False))
                pieces.append(Piece(text[at : at + length], True))
                rest = at + length
            at += length or 1
        if rest < len(text):
            pieces.append(Piece(text[rest:], False))
        return pieces

    def _known_at(self, text: str, at: int, borders: Collection[int]) -> int:
        """Length of the longest word known here that begins at an offset; 0 for none."""
        longest = min(self._longest, len(text) - at) if at in borders else 0
        ends = (at + length for length in range(longest, 0, -1) if at + length in borders)
        words = (text[at:end] for end in ends)
        return next((len(w) for w in words if w in self._others or w in self._near), 0)


def _apart_from(word: str, groups: Iterable[_Group]) -> tuple[str, ...]:
    """The other words of groups, each once."""
    others = dict.fromkeys(chain.from_iterable(groups))
    others.pop(word, None)
    return tuple(others)
