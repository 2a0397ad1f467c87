"""Readings of Chinese characters, for queries in Latin letters and slips of an input method.

Every character has one reading; phrases such as 银行 or 重庆 that are read otherwise are listed.
Rare second readings are left out on purpose: one letter would then find half of the report.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from operator import add
from pathlib import Path

from index.words.normalise import Span, offsets

LONGEST_PHRASE = 4

_WALL = "|"
"""Stands for what cannot be read, such as punctuation, so that no match crosses it."""

_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))


_FIRST, _BEYOND = 0x4E00, 0xA000
"""The code points that can have a reading."""


@dataclass(frozen=True, slots=True)
class _Tables:
    syllables: tuple[str, ...]
    """All there are; the first is for what cannot be read."""
    readings: array[int]
    """For each code point from `_FIRST` its syllable: 40 KB, where a dict takes 2 MB."""
    phrases: dict[str, tuple[str, ...]]
    """Phrase → syllables, where they differ from those of its characters."""
    openers: frozenset[str]
    """The first two characters of phrases."""

    def syllable(self, character: str) -> str:
        """What a folded character is read as; Latin letters and digits are their own."""
        if _FIRST <= ord(character) < _BEYOND:
            return self.syllables[self.readings[ord(character) - _FIRST]]
        return character if character.isascii() and character.isalnum() else _WALL


@cache
def _tables() -> _Tables:
    syllables = [_WALL]
    readings = array("H", bytes(2 * (_BEYOND - _FIRST)))
    phrases: dict[str, tuple[str, ...]] = {}
    text = (Path(__file__).parents[1] / "data/pinyin.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        first, *rest = line.split(" ")
        if first == "#":
            continue
        if first.isascii():
            for character in rest[0]:
                readings[ord(character) - _FIRST] = len(syllables)
            syllables.append(first)
        else:
            phrases[first] = tuple(rest)
    return _Tables(tuple(syllables), readings, phrases, frozenset(phrase[:2] for phrase in phrases))


def all_syllables() -> tuple[str, ...]:
    """Every syllable that a character is read as."""
    return _tables().syllables[1:]


def read(folded: str) -> list[str]:
    """A syllable for each character of a folded text."""
    tables = _tables()
    known = {character: tables.syllable(character) for character in set(folded)}
    syllables = [known[character] for character in folded]
    end = 0
    for at, pair in enumerate(map(add, folded, folded[1:])):
        if pair in tables.openers and at >= end:
            longer = (folded[at : at + length] for length in range(LONGEST_PHRASE, 1, -1))
            if phrase := next(filter(tables.phrases.get, longer), ""):
                end = at + len(phrase)
                syllables[at:end] = tables.phrases[phrase]
    return syllables


@cache
def blur(syllable: str) -> str:
    """A syllable as it sounds where zh and z, n and l, -ang and -an are not told apart."""
    for sharp, dull in _BLURRED:
        if syllable.startswith(sharp) or (len(sharp) > 2 and syllable.endswith(sharp)):
            syllable = syllable.replace(sharp, dull)
    return "l" + syllable[1:] if syllable[0] == "n" else syllable


def is_latin(term: str) -> bool:
    """Whether a folded term could be pinyin: ASCII letters, perhaps with digits among them."""
    return letters(term).isalnum() and letters(term).isascii() and not term.isdecimal()


def letters(term: str) -> str:
    """A folded Latin term as the readings are written: ü is v, 略 is lve, no apostrophes."""
    return term.replace("'", "").replace("ü", "v").replace("lue", "lve").replace("nue", "nve")


class Spelling:
    """A folded text spelled out. Spans are in code points of the folded text."""

    def __init__(self, folded: str) -> None:
        self._syllables = read(folded)

    @cached_property
    def _joined(self) -> str:
        return "".join(self._syllables)

    @cached_property
    def _borders(self) -> array[int]:
        return begins(map(len, self._syllables))

    @cached_property
    def _initials(self) -> str:
        return "".join(syllable[0] for syllable in self._syllables)

    @cached_property
    def _sounds(self) -> str:
        return _parted(self._syllables)

    @cached_property
    def _blurred(self) -> str:
        return _parted(map(blur, self._syllables))

    def full(self, letters: str) -> Iterator[Span]:
        """Where whole syllables spell these letters (`yanglao`)."""
        for start, end, border in self._spelled(letters):
            if border:
                yield start, end

    def begun(self, letters: str) -> Iterator[Span]:
        """Where the last of two or more syllables is not typed to its end yet (`yangl`)."""
        for start, end, border in self._spelled(letters):
            if not border and end - start > 1:
                yield start, end

    def initials(self, letters: str) -> Iterator[Span]:
        """Where first letters spell these letters (`ljxq`)."""
        for start in offsets(self._initials, letters):
            yield start, start + len(letters)

    def sounding(self, syllables: Sequence[str]) -> Iterator[Span]:
        """Where the text sounds like these syllables."""
        return _standing(self._sounds, syllables)

    def sounding_alike(self, syllables: Sequence[str]) -> Iterator[Span]:
        """Where it sounds like these syllables to a southern ear."""
        return _standing(self._blurred, [blur(syllable) for syllable in syllables])

    def _spelled(self, letters: str) -> Iterator[tuple[int, int, bool]]:
        """Start and end of each place, and whether it ends with a whole syllable."""
        for found in offsets(self._joined, letters):
            start = bisect_left(self._borders, found)
            end = bisect_left(self._borders, found + len(letters))
            if self._borders[start] == found:
                yield start, end, self._borders[end] == found + len(letters)


def _parted(syllables: Iterable[str]) -> str:
    """Syllables with a mark between them, so that whole ones are found by plain search."""
    return f"/{'/'.join(syllables)}/"


def _standing(parted: str, syllables: Sequence[str]) -> Iterator[Span]:
    start = at = 0
    for found in offsets(parted, _parted(syllables)):
        start, at = start + parted.count("/", at, found), found
        yield start, start + len(syllables)


def begins(lengths: Iterable[int]) -> array[int]:
    """Where each of several pieces begins, and where the last one ends."""
    return array("I", accumulate(lengths, initial=0))
