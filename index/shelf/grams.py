"""What the index on disk has of a paragraph, and what to ask it for.

The tokens of a paragraph are its characters, its pairs of neighbours (in the soft form too, where
quotes and brackets do not part neighbours), the pairs of its lead, the initials of three characters
in a row, and whole numbers. All are of our own making: SQLite's tokenizer only cuts at blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import add

from index.pages import FoldedParagraph
from index.words.normalise import fold, soften

_LEAD = "\ue080"
"""Opens a token of the lead. Characters for private use never stand in a folded text."""

_INITIALS = "\ue081"
"""Opens a token of three initials."""

_NUMBER = "\ue082"
"""Opens a token of a whole number."""

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_AT_START = re.compile(rf"({_NUMBERS.pattern})(?![.,\d])")
_AT_END = re.compile(rf"(?<![.,\d])({_NUMBERS.pattern})\Z")

_ENCODED = {code: 0xE000 + code for code in range(128)}
"""For each ASCII character what stands for it, lest SQLite cut a token there or fold its case."""


def tokens(page: FoldedParagraph, syllables: Sequence[str]) -> str:
    """All tokens of a paragraph, of which each folded character is read as a syllable.

    They are joined by blanks.
    """
    folded, lead = page.folded.text, fold(page.quote(page.lead))
    text = folded.translate(_ENCODED)
    found = {*text, *_pairs(text), *_pairs(soften(folded).translate(_ENCODED))}
    found.update(_LEAD + pair for pair in _pairs(lead.translate(_ENCODED)))
    found.update(_NUMBER + number.translate(_ENCODED) for number in _NUMBERS.findall(folded))
    initials = ("".join(syllable[0] for syllable in syllables) + "||").translate(_ENCODED)
    found.update(_INITIALS + initials[at : at + 3] for at in range(len(initials) - 2))
    return " ".join(sorted(found))


def _pairs(text: str) -> Iterable[str]:
    return map(add, text, text[1:])


def having(folded: str) -> str:
    """What to ask for to get every paragraph that has a text, and few others."""
    text = folded.translate(_ENCODED)
    return _all(_pairs(text) if len(text) > 1 else text)


def having_any(words: Iterable[str]) -> str:
    """The same for any of some texts, but for single characters; empty without any."""
    return any_of(map(having, _shortest(words)))


def led_by_any(words: Iterable[str]) -> str:
    """What to ask for to get the paragraphs that have any of some texts in their lead."""
    pairs = (_pairs(word.translate(_ENCODED)) for word in _shortest(words))
    return any_of(_all(_LEAD + pair for pair in some) for some in pairs)


def _shortest(words: Iterable[str]) -> list[str]:
    """Texts without single characters, and without those that have another in them."""
    known = [word for word in dict.fromkeys(words) if len(word) > 1]
    return [word for word in known if not any(one in word and one != word for one in known)]


def having_whole(folded: str) -> str:
    """The same, but for paragraphs that have a text only inside longer numbers: 5% in 35%."""
    numbers = [found[1] for found in (_AT_START.match(folded), _AT_END.search(folded)) if found]
    tokens = (_NUMBER + number.translate(_ENCODED) for number in numbers)
    return " AND ".join(dict.fromkeys([having(folded), *(f'"{token}"' for token in tokens)]))


def with_initials(letters: str) -> str:
    """What to ask for to get the paragraphs where two or more initials stand in a row."""
    text = letters.translate(_ENCODED)
    if len(text) < 3:
        return f'"{_INITIALS}{text}"*'
    return _all(_INITIALS + text[at : at + 3] for at in range(len(text) - 2))


def any_of(questions: Iterable[str]) -> str:
    """A question for what any of several would get; empty without any."""
    return " OR ".join(f"({question})" for question in dict.fromkeys(questions))


def all_of(questions: Iterable[str]) -> str:
    """A question for what all of several would get; empty without any."""
    return " AND ".join(f"({question})" for question in dict.fromkeys(questions))


def _all(found: Iterable[str]) -> str:
    return " AND ".join(f'"{token}"' for token in dict.fromkeys(found))
