"""What a query asks for, apart from the words it is asked with, by `content/words/asking.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING

from content.numerals import DIGITS, counted, in_digits
from index.pages import FoldedParagraph
from index.words.numerals import as_printed
from index.words.synonyms import Synonyms

if TYPE_CHECKING:
    from index.words.segment import Segmenter

_YEAR = re.compile(rf"((?:19|20|一九|二[〇零])[\d〇零{DIGITS}]{{2}})年?度?(?!\d)")
_CHUNK = re.compile(rf"{_YEAR.pattern}|\d+(?:[.,:~-]\d+)*[%万亿]*|[^\W\d_]+")
_WHETHER = re.compile(r"([^\W\d_]{1,2})[不没](?=\1)")
"""How a question begins: 方不 of 方不方便, 满意不 of 满意不满意."""
_EXCEPTED = re.compile(r"除了[^,。]{1,12}?(?:以外|之外|外|还|也|,)|除[^,。]{1,12}?(?:以外|之外)")
_AFTERWARDS = re.compile(r"(?:之后|以后|过后).*怎么样了?[?]?$")
"""What has come of something that is past: 烧烤之后消费怎么样."""
_HOW_MANY = "几多"
_PARTICLES = frozenset("的了吗呢吧啊")
_TELLING = 3
"""Characters from which a number or a stretch by itself says something."""

_CAN_BE_DONE = 3
"""Characters of a verb with 不 or 得 and what comes of it, or of one said twice."""

_LONGEST_JOIN = 6
"""Words of a segmenter that a closed word can be made of."""


class _Says(IntEnum):
    """How much a word of a query says."""

    FUNCTION = 0
    """Nothing: it is not to be found beside other words."""
    LIGHT = 1
    """Little: it is to be found only where nothing else is asked for."""
    CONTENT = 2


_Said = tuple[str, _Says]


@dataclass(frozen=True, slots=True)
class AskedWords:
    """A query as it is understood. Texts are folded."""

    pieces: tuple[str, ...]
    """The words to find."""
    runs: tuple[str, ...]
    """The same, neighbours joined as they stood."""
    stretches: tuple[str, ...] = ()
    """The query but for what is certain to say nothing."""
    looks_back: bool | None = None
    """Whether the part of a report is meant that looks back, or what comes after that, if any."""
    year: int | None = None
    """The year, if it was written in digits."""


@dataclass(frozen=True)
class ClosedWords:
    """The words of which there are only so many, folded."""

    function: frozenset[str]
    """What says nothing: 怎么, 有没有."""
    light: frozenset[str]
    """What says so little that it is looked for only where nothing else is: 情况, 工作."""
    measure: frozenset[str]
    """What stands behind a number: 个, 处."""
    past: frozenset[str]
    """What asks for the part that looks back: 去年."""
    coming: frozenset[str]
    """What asks for the part that looks ahead: 今年."""
    reviewing: frozenset[str]
    """What the heading of a part that looks back has in it."""
    chapter: frozenset[str]
    """What says that a heading or a paragraph is meant: 部分, 那一节."""
    negation: frozenset[str]
    negated: Mapping[str, str]
    """What a word means behind a negation."""
    units: Mapping[str, tuple[str, ...]]
    """Unit → its other names."""

    def read(
        self, texts: Sequence[str], synonyms: Synonyms, segmenter: Segmenter | None
    ) -> AskedWords:
        """What folded texts ask for together.

        Words that say something are kept; where none does, those that say little are. Of
        去年建的食堂 that is 食堂, and that it looks back. Without a segmenter what no synonym
        knows is cut into pairs of characters.
        """
        texts = _put_together([self._unasked(as_printed(text)) for text in texts], synonyms)
        said = [list(self._words(text, synonyms, segmenter)) for text in texts]
        runs: list[list[str]] = []
        for least in (_Says.CONTENT, _Says.LIGHT):
            groups = (groupby(words, key=lambda one: one[1] >= least) for words in said)
            runs = [[w for w, _ in run] for some in groups for enough, run in some if enough]
            if runs:
                break
        pieces = dict.fromkeys(word for run in runs for word in run)
        year = _YEAR.search(" ".join(texts))
        return AskedWords(
            pieces=tuple(pieces),
            runs=tuple(map("".join, runs)),
            stretches=tuple(found for text in texts for found in self.stretches(text)),
            looks_back=self._looks_back(texts),
            year=int(in_digits(year[1])) if year else None,
        )

    def _unasked(self, text: str) -> str:
        """A folded text that says once what it asks about: 方便 for 方不方便.

        What it excepts is not asked about: 活动 for 除了灯会还有什么活动.
        """
        text = _EXCEPTED.sub("", text)
        return _WHETHER.sub(lambda m: m[0] if m[0] + m[1] in self.function else " ", text)

    def stretches(self, text: str) -> list[str]:
        """A folded text cut at years and at words that are certain to say nothing."""
        found = (self._stripped(found.strip()) for found in self._nothing.split(text) if found)
        return [text for text in found if text]

    def _stripped(self, text: str) -> str:
        """A stretch without function words of one character at its ends, unless it is short."""
        if len(text) > _TELLING and text[0] in self.function:
            return self._stripped(text[1:])
        if len(text) > _TELLING and text[-1] in self.function:
            return self._stripped(text[:-1])
        return text

    def says_little(self, word: str) -> bool:
        """Whether a folded word is not worth a search of its own."""
        return word in self._closed or (word.isdecimal() and len(word) < _TELLING)

    def is_meant(self, page: FoldedParagraph, asked: AskedWords) -> bool:
        """Whether a paragraph stands in the part that speaks of the time asked for."""
        meant, before = asked.looks_back, (page.year or 0) - 1
        if asked.year is not None:
            if str(asked.year) in page.part:
                return True
            meant = {before: True, before + 1: False}.get(asked.year)
            if meant is None:  # 到2030年 has no part of its own
                return str(asked.year) in page.folded.text
        if meant is None or not page.part:
            return False
        return meant == (str(before) in page.part or any(w in page.part for w in self.reviewing))

    def _looks_back(self, texts: Sequence[str]) -> bool | None:
        for looks_back, words in ((True, self.past), (False, self.coming)):
            if any(word in text for word in words for text in texts):
                return looks_back
        return True if any(map(_AFTERWARDS.search, texts)) else None

    def _words(self, text: str, synonyms: Synonyms, segmenter: Segmenter | None) -> Iterator[_Said]:
        """The words of a text with what they say, negations and measures understood."""
        words = _rejoined(list(self._cut(text, synonyms, segmenter)), synonyms)
        at = 0
        while at < len(words):
            word, says = words[at]
            after = words[at + 1][0] if at + 1 < len(words) else ""
            at += 1
            if word in self.negation and after in self.negated:
                meant = self.negated[after]
                yield meant, self._closed.get(meant, _Says.CONTENT)
                at += 1
            elif word in self.negation and (  # 没有工作 is known as 没工作
                lacking := next(filter(synonyms.of, ("没" + after, "不" + after)), "")
            ):
                yield lacking, _Says.CONTENT
                at += 1
            elif (after in self.measure or after in self.units) and (
                word[0].isdecimal() or counted(word) is not None
            ):
                yield word + after, _Says.CONTENT
                at += 1
            elif word[0] in _HOW_MANY and {after, word[1:]} & self.measure:
                yield word, _Says.FUNCTION
                at += after in self.measure
            else:
                yield word, says

    def _cut(self, text: str, synonyms: Synonyms, segmenter: Segmenter | None) -> Iterator[_Said]:
        borders = None if segmenter is None else set(segmenter.word_borders(text))
        for piece in synonyms.pieces(text, borders):
            if piece.known:
                yield piece.text, _Says.CONTENT
                continue
            for chunk in _CHUNK.finditer(piece.text):
                if chunk[1]:
                    yield chunk[0], _Says.FUNCTION
                elif chunk[0][0].isdecimal():
                    yield chunk[0], _Says.CONTENT
                elif segmenter is None:
                    guessed = chain.from_iterable(map(pairs, self.stretches(chunk[0])))
                    yield from ((pair, self._closed.get(pair, _Says.CONTENT)) for pair in guessed)
                else:
                    yield from self._joined(segmenter.cut(chunk[0]))

    def _joined(self, words: Sequence[str]) -> Iterator[_Said]:
        """Words of a segmenter, those joined that make up a closed word."""
        at = 0
        while at < len(words):
            ends = range(min(len(words), at + _LONGEST_JOIN), at, -1)
            end = next((end for end in ends if "".join(words[at:end]) in self._closed), at + 1)
            word = "".join(words[at:end])
            yield _bare(word), self._closed.get(word, _Says.CONTENT)
            at = end

    @cached_property
    def _closed(self) -> dict[str, _Says]:
        return {
            **dict.fromkeys(self.light, _Says.LIGHT),
            **dict.fromkeys(
                self.function | self.negation | self.past | self.coming, _Says.FUNCTION
            ),
        }

    @cached_property
    def _nothing(self) -> re.Pattern[str]:
        unsaid = (word for word, says in self._closed.items() if says is _Says.FUNCTION)
        # Those that are one wherever they stand.
        certain = _any_of(word for word in unsaid if len(word) > 1 or word in _PARTICLES)
        year = _YEAR.pattern.replace("(", "(?:", 1)
        counted = rf"(?:多少|几)(?:{_any_of(self.measure)})"
        return re.compile(rf"(?:{year}|{counted}|{certain}|[^\w]\s*)+")


def _any_of(words: Iterable[str]) -> str:
    """An expression for words, the longest first; of none it matches nothing."""
    by_length = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    return "|".join(by_length) or "(?!)"


def _bare(word: str) -> str:
    """A verb without what says whether it can be done, or that it is said twice, or 儿.

    That is 吃 for 吃不上 and 租得起, 散步 for 散散步 and 遛弯 for 遛弯儿; PPP is no verb.
    """
    if len(word) != _CAN_BE_DONE or word.isascii():
        return word
    return word[0] if word[1] in "不得" else word[word[0] == word[1] :].removesuffix("儿")


def _rejoined(words: Sequence[_Said], synonyms: Synonyms) -> list[_Said]:
    """Words with those put together that make a known one but for what stands between: 修哪些路."""
    joined: list[_Said] = []
    last = -1
    for word, says in words:
        if says is not _Says.FUNCTION and last >= 0 and synonyms.of(joined[last][0] + word):
            joined[last] = joined[last][0] + word, _Says.CONTENT
            last = -1
            continue
        joined.append((word, says))
        if says is not _Says.FUNCTION:
            last = len(joined) - 1 if len(word) == 1 else -1
    return joined


def _put_together(texts: Sequence[str], synonyms: Synonyms) -> list[str]:
    """Texts, neighbours joined that make a known word in either order: 上市企业 of 企业 上市."""
    joined: list[str] = []
    for text in texts:
        orders = (joined[-1] + text, text + joined[-1]) if joined else ()
        known = next(filter(synonyms.of, orders), None)
        if known is None:
            joined.append(text)
        else:
            joined[-1] = known
    return joined


def pairs(text: str) -> list[str]:
    """Every two neighbouring characters: what stands in for words until there is an index.

    A text in letters stays whole.
    """
    if text.isascii():
        return [text]
    return [text[at : at + 2] for at in range(max(1, len(text) - 1))]
