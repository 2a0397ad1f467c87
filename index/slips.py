"""What was meant by a text that stands nowhere: one slip of the hand away.

Two neighbours changed places, one looks like the right one, or, in four characters or more, one is
missing, too many or another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from index.pages import Pages

_SHORTEST = 2
_SWAPPED = 3
"""Code points from which two neighbours may have changed places."""

_CHANGED = 4
"""Code points from which one may be missing, too many or another."""

LONGEST = 12
"""Code points of a text that slips are looked for in."""
_WORD = 4
"""Code points in which the next word begins, one word left out."""


def meant(pages: Pages, text: str) -> str:
    """The text that stands in the paragraphs and is one slip away from a folded one, or nothing.

    A slip that keeps all characters is likelier than another; then what stands there as a word is,
    then what stands there most often.
    """
    if not _SHORTEST <= len(text) <= LONGEST or not text.isalpha() or text.isascii():
        return ""
    others = (_around_halves(pages, text, more) for more in (1, 0))
    for places in (
        _standing(pages, *_swaps(text), *_alikes(text)),
        chain(_standing(pages, *_lesser(text)), *others),
    ):
        counts: Counter[str] = Counter()
        for number, start, end in places:
            page = pages[number]
            if page.is_aligned([(start, end)]):
                counts[page.folded.text[start:end]] += 1
        if counts:
            return min(counts, key=lambda other: (-counts[other], other))
    return ""


_Place = tuple[int, int, int]
"""Number of a paragraph, start and end in its folded text."""


def near(text: str) -> list[str]:
    """What a text may have been meant for that is known without looking at any paragraph."""
    return list(dict.fromkeys([*_swaps(text), *_alikes(text), *_lesser(text)]))


def alike(character: str) -> str:
    """The common characters that share all parts but one with a character, in a fixed order."""
    sharing = "".join(line for line in _shapes() if character in line)
    return "".join(dict.fromkeys(sharing.replace(character, "")))


@cache
def _shapes() -> tuple[str, ...]:
    """Sets of characters that share all parts but one: 冶 and 治, 候 and 侯."""
    text = (Path(__file__).parent / "data/shapes.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if not line.startswith("#"))


def _swaps(text: str) -> list[str]:
    """The texts with two neighbours in the other order."""
    return [
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(len(text) - 1 if len(text) >= _SWAPPED else 0)
        if text[at] != text[at + 1]
    ]


def _alikes(text: str) -> list[str]:
    """The texts with a character that looks like one of its own."""
    return [
        text[:at] + other + text[at + 1 :]
        for at, character in enumerate(text)
        for other in alike(character)
    ]


def _lesser(text: str) -> list[str]:
    """The texts without one of the characters inside: one at an end is a word of its own."""
    if len(text) < _CHANGED:
        return []
    return list(dict.fromkeys(text[:at] + text[at + 1 :] for at in range(1, len(text) - 1)))


def _around_halves(pages: Pages, text: str, more: int) -> Iterator[_Place]:
    """Where a stretch begins or ends with half of a text, and the rest is one slip away.

    It has `more` characters in its middle; without any, one is another.
    """
    if len(text) < _CHANGED:
        return
    length = len(text) + more
    half = len(text) // 2
    for number, start, end in _standing(pages, text[:half], text[half:]):
        begin = start if pages[number].folded.text.startswith(text[:half], start) else end - length
        other = pages[number].folded.text[max(0, begin) : begin + length]
        if len(other) == length and other.isalpha() and _is_near(text, other):
            yield number, begin, begin + length


def _is_near(text: str, other: str) -> bool:
    """Whether a text becomes the other by changing one character, or by adding one inside."""
    same = next(
        (at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0
    )
    if len(text) == len(other):
        return text[same + 1 :] == other[same + 1 :]
    return same > 0 and text[same:] == other[same + 1 :]


def _standing(pages: Pages, *texts: str) -> Iterator[_Place]:
    for text in texts:
        for number, places in pages.places(text).items():
            for start, end in places:
                yield number, start, end


def spelled_out(pages: Pages, text: str) -> str:
    """The neighbouring words that a short folded text is made of the first characters of.

    Such as 城市更新 for 城更, and 高新技术企业 for 高企; nothing where words are not known.
    """
    if not _SHORTEST <= len(text) <= _CHANGED or not text.isalpha() or text.isascii():
        return ""
    counts: Counter[str] = Counter()
    for number in pages.with_characters(text):
        known, folded = pages[number].borders, pages[number].folded.text
        if known is not None:
            starts = (at for at, other in enumerate(folded) if other == text[0] and at in known)
            counts.update(_words_of(folded, text, start, known) for start in starts)
    counts.pop("", None)
    return min(counts, key=lambda other: (-counts[other], other), default="")


def _words_of(folded: str, short: str, start: int, known: Container[int]) -> str:
    """The words from an offset on whose first characters a short text has, if it has them."""
    at = start
    for character in short[1:]:
        near = range(at + 1, at + 1 + _WORD)
        at = next((n for n in near if folded[n : n + 1] == character and n in known), -1)
        if at < 0:
            return ""
    # Most words have two characters: 妇女儿童, though 儿 is a word as well.
    ends = (end for end in (at + 2, at + 1, at + 3) if end < len(folded))
    words = folded[start : next((end for end in ends if end in known), start)]
    return words if words.isalpha() and len(words) > len(short) else ""
