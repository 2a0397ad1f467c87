"""The words of `content/words/`: units, scopes and spellings of indicators; topics."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from content.tomlfile import TomlFile, read_toml

_WORDS = Path(__file__).parents[1] / "words"

_KEYS = ("units", "own", "scopes", "indicators", "variants")


class IndicatorWords(NamedTuple):
    """What tells one measure from another."""

    units: tuple[str, ...]
    own: tuple[str, ...]
    """Words before a name that mean the whole area of the report."""
    scopes: tuple[str, ...]
    """Words that take the figures of a sentence to another area than the report's own."""
    names: dict[str, str]
    """The indicator of each spelling."""
    variants: dict[str, tuple[str, ...]]
    """Words that may stand before an indicator's name, and change how it is measured."""


@lru_cache(maxsize=4)
def load_lexicon(path: Path = _WORDS / "indicators.toml") -> IndicatorWords:
    """Read the words.

    Raises:
        Problem: The file is not as it should be; the message names file, line and remedy.
    """
    file = read_toml(path)
    for key in file.data:
        if key not in _KEYS:
            remedy = f"这里只能写{'、'.join(_KEYS)}。"
            raise file.problem(f"不认识“{key}”。", key, remedy=remedy)
    units, own, scopes = (_words(file, key, file.data.get(key)) for key in _KEYS[:3])
    names: dict[str, str] = {}
    spellings = word_table(file, "indicators")
    for name, words in spellings.items():
        names.update(dict.fromkeys(words, name))
    variants = word_table(file, "variants")
    for name in variants:
        if name not in spellings:
            remedy = "请检查有没有写错，或先在[indicators]里写上它。"
            raise file.problem(f"[indicators]里没有“{name}”。", name, remedy=remedy)
    return IndicatorWords(units, own, scopes, names, variants)


def word_table(file: TomlFile, table: str = "") -> dict[str, tuple[str, ...]]:
    """A table of words by a name, each word under one name only.

    Args:
        file: The file.
        table: The table in it; the file itself is one if empty.

    Raises:
        Problem: It is no such table; the message names file, line and remedy.
    """
    entries = file.data.get(table, {}) if table else file.data
    if not isinstance(entries, dict):
        raise file.problem(f"{table}应是一张表。", table, remedy=f"请单独写一行[{table}]。")
    found: dict[str, tuple[str, ...]] = {}
    first: dict[str, str] = {}
    for name, value in entries.items():
        found[name] = _words(file, name, value)
        for word in found[name]:
            if first.setdefault(word, name) != name and table != "variants":
                message = f"“{word}”在“{first[word]}”一行已经写过。"
                raise file.problem(message, name, remedy="请删去一处。")
    return found


def _words(file: TomlFile, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, str) or not value.strip():
        line = key if key in file.text else ""
        remedy = f'请写成{key} = "甲 乙"。'
        raise file.problem(f"“{key}”后面应是带引号的词。", line, remedy=remedy)
    return tuple(dict.fromkeys(value.split()))


_OTHER = "其他"


class Topics:
    """Says which topic a text is about."""

    def __init__(self, words: dict[str, tuple[str, ...]]) -> None:
        """Take the words of each topic."""
        self.names = (*words, _OTHER)
        self._topic = {word: name for name, of in words.items() for word in of}
        longest = sorted(self._topic, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def topic(self, *texts: str) -> str:
        """The topic of the longest word in the first text that has one; of two, the later word.

        A text that has none is about 其他.
        """
        for text in texts:
            found = self._pattern.findall(text)
            if found:
                return self._topic[max(reversed(found), key=len)]
        return _OTHER


@lru_cache(maxsize=4)
def load_topics(path: Path = _WORDS / "topics.toml") -> Topics:
    """Read the topics.

    Raises:
        Problem: The file is not as it should be; the message names file, line and remedy.
    """
    return Topics(word_table(read_toml(path)))
