"""Where a query may stand by its sound: what to ask the index for, from what it has heard.

The index remembers for every two neighbouring characters how they were read in their place. Sounds
are kept blurred, and the exact check that follows tells zh from z again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from index.shelf import grams
from index.words import pinyin

Pairs = Callable[[tuple[str, ...]], list[str]]
"""Gives texts of one or two characters by their blurred syllables."""

_MOST_READINGS = 16
"""Ways to cut letters into syllables that are followed: xian is 西安 and 先."""


Heard = tuple[str, ...]
"""One or two characters that stand side by side, and behind them the blurred syllable of each."""


def heard(folded: str, syllables: Sequence[str]) -> set[Heard]:
    """Every character of a paragraph and every two neighbours, with how they sound."""
    blurred = list(map(pinyin.blur, syllables))
    found: set[Heard] = set(zip(folded, blurred, strict=True))
    found.update(zip(folded, folded[1:], blurred, blurred[1:], strict=False))
    return found


def row_of(heard: Heard) -> tuple[str, str]:
    """The sounds and the text of what was heard, as the index keeps them."""
    half = len(heard) // 2
    return " ".join(heard[half:]), "".join(heard[:half])


def sounding(folded: str, pairs: Pairs) -> str:
    """What to ask for to get all paragraphs that sound like a text, or nothing."""
    return _question(tuple(map(pinyin.blur, pinyin.read(folded))), pairs)


def spelled(letters: str, pairs: Pairs) -> str:
    """What to ask for to get all paragraphs where letters spell what stands there, or nothing."""
    known = cache(pairs)
    return grams.any_of(_question(reading, known) for reading in _readings(letters, known))


def _question(syllables: tuple[str, ...], pairs: Pairs) -> str:
    steps = [syllables[at : at + 2] for at in range(max(1, len(syllables) - 1))]
    found = [grams.any_of(map(grams.having, pairs(step))) for step in steps]
    return grams.all_of(found) if all(found) else ""


def _readings(letters: str, pairs: Pairs) -> list[tuple[str, ...]]:
    """The ways to cut letters into blurred syllables that stand somewhere one behind the other.

    The last syllable of several may be but begun.
    """
    found: list[tuple[str, ...]] = []
    pending: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    while pending and len(found) < _MOST_READINGS:
        at, before = pending.pop()
        rest = letters[at:]
        if not rest:
            found.append(before)
            continue
        for syllable in _syllables_of(rest[0]):
            is_begun = bool(before) and syllable.startswith(rest)
            if is_begun or rest.startswith(syllable):
                sound = pinyin.blur(syllable)
                if pairs((*before[-1:], sound)):
                    pending.append((at + len(syllable), (*before, sound)))
    return found


@cache
def _syllables_of(initial: str) -> tuple[str, ...]:
    """All syllables with an initial, the long ones last; a letter may also stand for itself."""
    syllables = {initial, *(s for s in pinyin.all_syllables() if s[0] == initial)}
    return tuple(sorted(syllables, key=lambda syllable: (len(syllable), syllable)))
