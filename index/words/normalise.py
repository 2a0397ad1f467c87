"""One form for text and query alike, and the way back to the raw text.

Both are folded character by character: compatibility forms (full width, Roman numerals, ㎡), case,
traditional characters, and punctuation that an input method or a printer varies. A folded text
remembers where each of its characters came from, so that what is found can be marked in the raw
text to the character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Span = tuple[int, int]
"""Start and end in code points of a raw text, 0-based, the end not included."""

_VARIANTS = {
    '"': "“”„‟〝〞＂「」『』﹁﹂",
    "'": "‘’‚‛＇",
    "[": "〔【〖",
    "]": "〕】〗",
    "<": "〈《",
    ">": "〉》",
    "-": "—–―‒‐‑−─",
    "~": "～〜∼",
    ":": "∶︰",
    ".": "。｡",
    "·": "•・‧∙⋅",
    "〇": "○",
}
"""What is folded to each mark beyond NFKC. A full stop typed for a decimal point (8。1%) is one."""

_PUNCTUATION = {variant: mark for mark, variants in _VARIANTS.items() for variant in variants}

_SOFT = re.compile(r"[\"'()\[\]<>{} 、]|(?<!\d),|,(?!\d)")
"""Folded marks that the soft form leaves out: quotes, brackets, blanks, commas not in numbers."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories that fold to nothing: control and format characters, stray surrogates."""


@cache
def _simplified() -> dict[str, str]:
    """Traditional character → simplified character."""
    text = (Path(__file__).parents[1] / "data/t2s.txt").read_text(encoding="utf-8")
    pairs = "".join(line for line in text.splitlines() if not line.startswith("#"))
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


@cache
def _fold_character(character: str) -> str:
    """What one raw character becomes: usually one character, at times none or several."""
    if character.isspace():
        return " "
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    is_selector = "VARIATION SELECTOR" in unicodedata.name(character, "")
    if is_selector or unicodedata.category(character) in _INVISIBLE:
        return ""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    simplified = _simplified()
    return "".join(_PUNCTUATION.get(c, simplified.get(c, c)) for c in folded)


class _Folding(dict[int, str]):
    """Code point → what it becomes, for `str.translate`, as far as anybody has asked."""

    def __init__(self) -> None:
        super().__init__()
        self._odd = ""
        self.odd = re.compile("(?!)")
        """Finds the characters met so far that do not become just one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _fold_character(character)
        if len(folded) != 1:
            self._odd += character
            self.odd = re.compile(f"[{re.escape(self._odd)}]")
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The folded form of a text, without the way back."""
    return text.translate(_FOLDING)


def offsets(text: str, needle: str) -> list[int]:
    """Every place where a needle begins in a text, overlapping ones included; none of nothing."""
    found = []
    at = text.find(needle) if needle else -1
    while at >= 0:
        found.append(at)
        at = text.find(needle, at + 1)
    return found


def soften(folded: str) -> str:
    """A folded text without quotes, brackets, blanks and commas. Full stops stay."""
    return _SOFT.sub("", folded)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows the raw text it came from."""

    text: str
    origins: Sequence[int]
    """For each folded character the offset of its raw character, in code points."""

    @classmethod
    def of(cls, raw: str) -> Folded:
        """Fold a raw text."""
        text = fold(raw)
        if _FOLDING.odd.search(raw) is None:
            return cls(text, range(len(text)))
        return cls(text, [at for at, char in enumerate(raw) for _ in _fold_character(char)])

    def softened(self) -> Folded:
        """The same text in its soft form."""
        left_out = {match.start() for match in _SOFT.finditer(self.text)}
        kept = [at for at in range(len(self.text)) if at not in left_out]
        return Folded("".join(self.text[at] for at in kept), [self.origins[at] for at in kept])

    def occurrences(self, needle: str) -> list[Span]:
        """Every place of a folded needle in the folded text, overlapping ones included.

        A place counts only if it begins and ends with a whole raw character: `v` is not in Ⅳ.
        """
        places = [(start, start + len(needle)) for start in offsets(self.text, needle)]
        if isinstance(self.origins, range):  # a character for each raw one
            return places
        return [(a, b) for a, b in places if self._is_border(a) and self._is_border(b)]

    def raw_spans(self, places: Iterable[Span]) -> tuple[Span, ...]:
        """Where non-empty stretches of the folded text stand in the raw text."""
        if isinstance(self.origins, range):
            return tuple(places)
        return tuple((self.origins[start], self.origins[end - 1] + 1) for start, end in places)

    def find(self, needle: str) -> list[Span]:
        """Raw spans of every occurrence of a folded needle."""
        return list(self.raw_spans(self.occurrences(needle)))

    def _is_border(self, at: int) -> bool:
        """Whether a raw character begins or the text ends at this folded offset."""
        return at in (0, len(self.text)) or self.origins[at] != self.origins[at - 1]
