"""Where a text stands in the report: literally, but for marks, or by its sound.

What is found and what is marked come from the same place, so every hit can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from content.numerals import COUNTING
from index.pages import Pages
from index.results import HitKind
from index.words import pinyin
from index.words.normalise import Span, soften
from index.words.numerals import other_forms
from index.words.pinyin import Spelling

_HAN = re.compile(r"[\u3400-\u9fff〇]+")
# What makes a place a part of a longer number: the 3 and the 8. before 5% in 35% and 8.5%.
_NUMBER_BEFORE = re.compile(r"\d[.,]?\Z")
_NUMBER_AFTER = re.compile(r"[.,]?\d")
_NUMERALS = "0123456789" + COUNTING
# Between digits and what they count may stand 余 or 多: 20余人 for 20人, but not 20余%.
_BEHIND_DIGITS = re.compile(r"(?<=\d)(?=[^\d.,%\\])")
_NO_NUMBER_BEFORE = rf"(?<![{_NUMERALS}])(?<!\d[.,])"
# What may be short for a longer number: 19万件, 9.2%, 1.2亿元. One digit alone is not.
_ROUND = re.compile(r"(\d{2,6}|\d{1,6}\.\d{1,3})([万亿]?)(\D*)")
_WAYS_TO_ROUND = (ROUND_DOWN, ROUND_HALF_UP)
_NO_NUMBER_AFTER = r"(?![\d十百千万亿%]|[.,]\d)"


class Match(NamedTuple):
    """What was found in one paragraph. A search over many reports makes thousands of them."""

    kind: HitKind
    spans: tuple[Span, ...]
    """In code points of the raw paragraph."""
    words: frozenset[str]
    """The folded texts that were found."""
    weight: float
    """How well it fits within its kind."""
    likeness: float = 0.0
    """How alike the paragraph is to the query, character by character."""
    is_meant: bool = False
    """Whether it stands in the part that the query means."""
    instead_of: str = ""
    """What was asked for, if that is taken for a slip."""


Matches = dict[int, Match]
"""What was found, by paragraph number."""


def literal(pages: Pages, text: str, as_words: bool = False) -> Matches:
    """Where a folded text stands just so: by itself, or only inside longer numbers.

    A paragraph that has it by itself is `HitKind.EXACT`, one with 35% alone is `HitKind.NUMBER` for
    5%. `Match.weight` is how often it stands there, inside longer numbers only if nowhere else.
    With `as_words` it is to stand there as a word or several, where their borders are known.
    """
    found: Matches = {}
    words = frozenset({text})
    is_number = any(end.isdecimal() for end in (text[:1], text[-1:]))
    for number, places in pages.places(text).items():
        page = pages[number]
        if as_words and not page.is_aligned(places):
            continue
        folded = page.folded
        whole = len(places)
        if is_number:
            whole -= sum(_inside_number(folded.text, place) for place in places)
        spans = folded.raw_spans(places)
        kind = HitKind.EXACT if whole else HitKind.NUMBER
        found[number] = Match(kind, spans, words, whole or len(places))
    return found


def numbers(pages: Pages, text: str, units: Mapping[str, Sequence[str]]) -> Matches:
    """Where the number of a folded text stands in another form: 1.2万 for 12000, 20余人 for 20人.

    `units` are for the names of units all names of the same. The matches are `HitKind.SYNONYM`,
    each of the first form that a paragraph has. A text without a number, or with two, finds none.
    """
    found: dict[int, list[Span]] = {}
    forms = other_forms(text, units)
    for form in [text, *forms] if forms else []:
        loose = _BEHIND_DIGITS.sub("[余多]?", re.escape(form))
        before = _NO_NUMBER_BEFORE if form[0] in _NUMERALS else ""
        after = _NO_NUMBER_AFTER if form[-1] in _NUMERALS else ""
        whole = re.compile(before + loose + after)
        for number in pages.with_characters(form):
            places = [match.span() for match in whole.finditer(pages[number].folded.text)]
            if places:
                found.setdefault(number, places)
    return _standing(pages, HitKind.SYNONYM, found)


def rounded(pages: Pages, text: str) -> Matches:
    """Where a number stands of which a folded one gives the first figures: 19.39万件 for 19万件.

    They are cut off or rounded, 9.2% and 9.3% for 9.25%; one figure alone is short for too many.
    """
    asked = _ROUND.fullmatch(text)
    if asked is None or not asked[2] + asked[3]:
        return {}
    value, found = Decimal(asked[1]), dict[int, list[Span]]()
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    longer = re.compile(rf"(?<![\d.])(\d{{1,12}}\.\d+){asked[2]}[余多]?{re.escape(asked[3])}")
    for number in pages.with_characters("." + asked[2] + asked[3]):
        for match in longer.finditer(pages[number].folded.text):
            if value in {Decimal(match[1]).quantize(step, way) for way in _WAYS_TO_ROUND}:
                found.setdefault(number, []).append(match.span())
    return _standing(pages, HitKind.SYNONYM, found)


def _inside_number(text: str, place: Span) -> bool:
    """Whether a place is a part of a longer number: 5% in 35% and 8.5%, 8 in 8.5%."""
    start, end = place
    if text[start].isdecimal() and _NUMBER_BEFORE.search(text, max(0, start - 2), start):
        return True
    return text[end - 1].isdecimal() and _NUMBER_AFTER.match(text, end) is not None


def softened(text: str) -> str:
    """A folded text as `soft` looks for it, without marks at its ends.

    It is as it was where too little would be left: of (四) a character of many words.
    """
    needle = soften(text).strip(".:;!?")
    return text if len(needle) == 1 else needle


def soft(pages: Pages, text: str, apart_from: Collection[int] = ()) -> Matches:
    """Where a folded text stands but for quotes, brackets and blanks.

    `apart_from` are numbers of paragraphs that need not be looked at.
    """
    needle = softened(text)
    found: Matches = {}
    for number in pages.with_characters(needle):
        page = pages[number]
        if number in apart_from or needle not in page.soft_text:
            continue
        spans = page.soft.find(needle)
        if spans:
            found[number] = Match(HitKind.SOFT, tuple(spans), frozenset({needle}), len(spans))
    return found


def spelled(pages: Pages, text: str) -> Matches:
    """Where Latin letters spell the text: in full, with a last syllable begun, by initials.

    The first of these ways that finds anything is the only one: yanglao, yangl, yl for 养老. One
    letter alone finds nothing.
    """
    letters = pinyin.letters(text)
    if len(letters) < 2:
        return {}
    for way in (Spelling.full, Spelling.begun, Spelling.initials):
        found = pages.sounding(way, letters)
        if found:
            return _standing(pages, HitKind.PINYIN, found)
    return {}


def homophones(pages: Pages, text: str) -> Matches:
    """Where it sounds like a Chinese text that does not stand there: an input method's slip.

    At least half of the characters must be right: 杨老 finds 养老, and 阳劳 does not. Where no
    syllables are the same, those that a southern ear takes for one another are tried.
    """
    if len(text) < 2 or not _HAN.fullmatch(text):
        return {}
    syllables = pinyin.read(text)
    for way in (Spelling.sounding, Spelling.sounding_alike):
        found = {}
        for number, places in pages.sounding(way, syllables).items():
            folded = pages[number].folded.text
            right = ((sum(map(str.__eq__, text, folded[a:b])), (a, b)) for a, b in places)
            if alike := [place for count, place in right if 2 * count >= len(text)]:
                found[number] = alike
        if found:
            return _standing(pages, HitKind.HOMOPHONE, found)
    return {}


def _standing(pages: Pages, kind: HitKind, found: Mapping[int, Sequence[Span]]) -> Matches:
    """Matches from places in folded texts."""
    matches: Matches = {}
    for number, places in found.items():
        folded = pages[number].folded
        words = frozenset(folded.text[start:end] for start, end in places)
        matches[number] = Match(kind, folded.raw_spans(places), words, len(places))
    return matches
