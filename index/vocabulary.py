"""Read and check the lists of words that people extend: synonyms, terms, words of asking."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import content
from content.errors import Problem
from content.tomlfile import TomlFile, read_toml
from index.asking import ClosedWords
from index.words.normalise import fold
from index.words.synonyms import Synonyms

if TYPE_CHECKING:
    from index.words.segment import Segmenter

SYNONYMS = Path(content.__file__).parent / "words" / "synonyms.toml"
TERMS = Path(content.__file__).parent / "words" / "terms.toml"
ASKING = Path(content.__file__).parent / "words" / "asking.toml"

_MARKS = frozenset("、，；。,;/|")
"""What people write between words instead of a blank."""

LONGEST_TERM = 20
"""Code points. Longer than that is a sentence, or a blank was forgotten."""


class Vocabulary(NamedTuple):
    """What is known about the words of queries."""

    synonyms: Synonyms
    closed: ClosedWords
    segmenter: Segmenter | None = None
    """Cuts queries into words, once there is an index."""


@cache
def load_vocabulary() -> Vocabulary:
    """Read the lists that queries are understood by, once in a process.

    Raises:
        Problem: One of the files is not as it should be; the message names file, line and remedy.
    """
    return Vocabulary(load_synonyms(), load_closed_words())


def load_synonyms(path: Path = SYNONYMS) -> Synonyms:
    """Read the synonyms; a Problem as `load_vocabulary`."""
    file = read_toml(path)
    file.expect(("mean", "same"))
    return Synonyms(_groups(file, "same"), _mean_groups(file))


@cache
def load_terms(path: Path = TERMS) -> tuple[str, ...]:
    """Read the terms that are to stay in one piece, folded; a Problem as `load_vocabulary`."""
    file = read_toml(path)
    terms = [term for key, value in file.data.items() for term in _words(file, key, value)]
    for term in terms:
        if not 2 <= len(term) <= LONGEST_TERM:
            remedy = f"一个词应有2至{LONGEST_TERM}个字，词与词之间要空一格。"
            raise _problem(file, term, f"“{term}”不是一个词。", remedy)
    return _once(file, terms)


def load_closed_words(path: Path = ASKING) -> ClosedWords:
    """Read the words of asking; a Problem as `load_vocabulary`."""
    file = read_toml(path)
    lists = [field.name for field in fields(ClosedWords) if field.name not in ("units", "negated")]
    file.expect(sorted([*lists, "units", "negated"]))
    texts = {name: _words(file, name, file.data.get(name, "")) for name in lists}
    words = {name: frozenset(_once(file, text)) for name, text in texts.items()}
    for one, other in combinations(("function", "light", "negation"), 2):
        for word in words[one] & words[other]:
            remedy = f"它已在{one}中，请删去一处。"
            raise _problem(file, word, f"“{word}”写了两次。", remedy)
    units = {
        fold(name): tuple(map(fold, group)) for group in _groups(file, "units") for name in group
    }
    negated = {
        fold(word): fold(meant[0]) for said, meant in _mean_groups(file, "negated") for word in said
    }
    return ClosedWords(**words, units=units, negated=negated)


def _once(file: TomlFile, words: Sequence[str]) -> tuple[str, ...]:
    """Words, folded; each may be written but once in one spelling, or else a Problem."""
    counts = Counter(words)
    for word in words:
        if counts[word] > 1:
            raise _problem(file, word, f"“{word}”写了两次。", "请删去一处。")
    return tuple(dict.fromkeys(map(fold, words)))


def _groups(file: TomlFile, key: str) -> Iterator[tuple[str, ...]]:
    groups = file.data.get(key, [])
    if not isinstance(groups, list):
        remedy = f'请写成{key} = ["甲 乙", "丙 丁"]。'
        raise file.problem(f"{key}应是一组带引号的行。", key, remedy=remedy)
    for group in groups:
        words = _words(file, key, group)
        if len(words) < 2:
            remedy = "请至少写两个，中间空一格。"
            raise _problem(file, group.strip(), f"“{group}”只有一个词。", remedy)
        yield words


def _mean_groups(
    file: TomlFile, name: str = "mean"
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    table = file.data.get(name, {})
    if not isinstance(table, dict):
        remedy = f"请在条目前面单独写一行[{name}]。"
        raise file.problem(f"{name}应是一张表。", name, remedy=remedy)
    first: dict[str, str] = {}
    for key, value in table.items():
        said, printed = _words(file, key, key), _words(file, key, value)
        if not said or not printed:
            raise file.problem("等号两边都要有词。", key, remedy="请补上，或删去这一行。")
        for word in (*said, *printed):
            if max(said.count(word), printed.count(word)) > 1:
                raise file.problem(f"“{word}”写了两次。", key, remedy="请删去一处。")
        for word in said:
            if word in first:
                raise file.problem(
                    f"“{word}”在“{first[word]}”一行已经写过。", key, remedy="请把两行并成一行。"
                )
            first[word] = key
        yield said, printed


def _words(file: TomlFile, key: str, value: object) -> tuple[str, ...]:
    """The words of an entry, written with blanks between them."""
    if not isinstance(value, str):
        raise file.problem("这里应是带引号的文字。", key, remedy='请写成"甲 乙 丙"。')
    words = tuple(value.split())
    for word in words:
        if not fold(word) or _MARKS.intersection(word):
            raise _problem(file, word, f"“{word}”不是词。", "词与词之间只能空格，不要写标点。")
    return words


def _problem(file: TomlFile, text: str, message: str, remedy: str) -> Problem:
    """A problem with the line where a word stands last: of two, the later one is at fault."""
    places = list(re.finditer(rf'(?<![^\s"]){re.escape(text)}(?![^\s"])', file.text))
    line = file.text.count("\n", 0, places[-1].start()) + 1 if places else None
    return Problem(message, path=file.path, line=line, remedy=remedy)
