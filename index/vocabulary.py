"""Read and check the two lists of words that people extend: synonyms and terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import content
from content.errors import Problem
from content.tomlfile import TomlFile, read_toml
from index.normalise import fold
from index.synonyms import Synonyms

SYNONYMS = Path(content.__file__).parent / "synonyms.toml"
TERMS = Path(content.__file__).parent / "terms.toml"

_MARKS = frozenset("、，；。,;/|")
"""What people write between words instead of a blank."""

LONGEST_TERM = 20
"""Code points. Longer than that is a sentence, or a blank was forgotten."""


def load_synonyms(path: Path = SYNONYMS) -> Synonyms:
    """Read the synonyms.

    Raises:
        Problem: The file is not as it should be; the message names file, line and remedy.
    """
    file = read_toml(path)
    _expect_keys(file, {"filler", "same", "mean"})
    same = list(_same_groups(file))
    mean = list(_mean_groups(file))
    return Synonyms(same, mean, _words(file, "filler", file.data.get("filler", "")))


def load_terms(path: Path = TERMS) -> tuple[str, ...]:
    """Read the terms that are to stay in one piece, folded.

    Raises:
        Problem: The file is not as it should be; the message names file, line and remedy.
    """
    file = read_toml(path)
    lists = [_words(file, key, value) for key, value in file.data.items()]
    terms: dict[str, None] = {}
    for term in chain.from_iterable(lists):
        if not 2 <= len(term) <= LONGEST_TERM:
            remedy = f"一个词应有2至{LONGEST_TERM}个字，词与词之间要空一格。"
            raise _problem(file, term, f"“{term}”不是一个词。", remedy)
        if fold(term) in terms:
            raise _problem(file, term, f"“{term}”写了两次。", "请删去一处。")
        terms[fold(term)] = None
    return tuple(terms)


def _same_groups(file: TomlFile) -> Iterator[tuple[str, ...]]:
    groups = file.data.get("same", [])
    if not isinstance(groups, list):
        remedy = '请写成same = ["甲 乙", "丙 丁"]。'
        raise file.problem("same应是一组带引号的行。", "same", remedy=remedy)
    for group in groups:
        words = _words(file, "same", group)
        if len(words) < 2:
            remedy = "请至少写两个，中间空一格。"
            raise _problem(file, group.strip(), f"“{group}”只有一个词。", remedy)
        yield words


def _mean_groups(file: TomlFile) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    table = file.data.get("mean", {})
    if not isinstance(table, dict):
        raise file.problem("mean应是一张表。", "mean", remedy="请在条目前面单独写一行[mean]。")
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


def _expect_keys(file: TomlFile, expected: set[str]) -> None:
    for key in file.data:
        if key not in expected:
            names = "、".join(sorted(expected))
            raise file.problem(f"不认识“{key}”。", key, remedy=f"这里只能写{names}。")


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
