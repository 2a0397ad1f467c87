"""The words of `content/words/`: units, scopes and indicators, which one a name is; topics.

A name is that of an indicator only if nothing is left of it once words of time, of intent, of the
area and of how it was measured are taken off: 全市预计规上工业增加值 is 规模以上工业增加值,
高新区工业增加值 is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from content.facts.naming import CALIBER, LEAD, TAIL
from content.tomlfile import TomlFile, read_toml

_WORDS = Path(__file__).parents[1] / "words"

_KEYS = ("units", "own", "scopes", "indicators", "variants")


class IndicatorWords(NamedTuple):
    """What tells one measure from another."""

    units: tuple[str, ...]
    """Units and measure words that may stand behind a number: 个, 公里, 亿元."""
    own: tuple[str, ...]
    """Words before a name that mean the whole area of the report."""
    scopes: tuple[str, ...]
    """Words that take the figures of a sentence to another area than the report's own."""
    names: dict[str, str]
    """The indicator of each spelling."""
    variants: dict[str, tuple[str, ...]]
    """Words that may stand before an indicator's name, and change how it is measured."""


@lru_cache(maxsize=4)  # read once, and the few others that tests have
def load_lexicon(path: Path = _WORDS / "indicators.toml") -> IndicatorWords:
    """Read the words.

    Raises:
        Problem: The file is not as it should be; the message names file, line and remedy.
    """
    file = read_toml(path)
    file.expect(_KEYS)
    units, own, scopes = (_words(file, key, file.data.get(key)) for key in _KEYS[:3])
    spellings = word_table(file, "indicators")
    names = {word: name for name, words in spellings.items() for word in words}
    variants = word_table(file, "variants")
    for name in variants:
        if name not in spellings:
            remedy = "请检查有没有写错，或先在[indicators]里写上它。"
            raise file.problem(f"[indicators]里没有“{name}”。", name, remedy=remedy)
    return IndicatorWords(units, own, scopes, names, variants)


def word_table(file: TomlFile, table: str = "") -> dict[str, tuple[str, ...]]:
    """A table of words by a name, each word under one name only (but in `variants`).

    A name stands before an equals sign, its words behind it in quotes, parted by blanks:
    教育 = "学校 学位 幼儿园". Without a name of a table the file itself is one.

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
        self.names = (*words, _OTHER)
        self._topic = {word: name for name, of in words.items() for word in of}
        longest = sorted(self._topic, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")

    def topic(self, *texts: str) -> str:
        """The topic of the longest word in the first text that has one; of two, the later word.

        What tells it best comes first: the name of a figure, its quote, the heading above. Texts
        that have none are about 其他.
        """
        for text in texts:
            found = self._pattern.findall(text)
            if found:
                return self._topic[max(reversed(found), key=len)]
        return _OTHER


@lru_cache(maxsize=4)
def load_topics(path: Path = _WORDS / "topics.toml") -> Topics:
    """Read the topics; raises as `load_lexicon` does."""
    return Topics(word_table(read_toml(path)))


_BEHIND = re.compile(rf"{TAIL.pattern}|(?:总量|规模|人数|全年|年度|当年|保持|努力|再次|都|、)+$")
_VERB_WITHIN = re.compile(r"(?<=[工业企])(?:实现|完成)(?=增加值|总产值)")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")


class Measure(NamedTuple):
    """An indicator, and the words that tell how or where it was measured."""

    indicator: str
    caliber: tuple[str, ...] = ()
    """As printed, without brackets, such as 全社会 before 固定资产投资."""


def measure(label: str, lexicon: IndicatorWords, own: str) -> Measure | None:
    """The indicator that a label spells out; None if it says anything more or else.

    `own` is what the report calls its whole area, such as 全市; empty if that is unknown, and each
    such word is taken for it.
    """
    caliber: list[str] = []
    plain = CALIBER.sub("", label)
    for _ in range(3):
        plain = plain[match.end() :] if (match := LEAD.match(plain)) else plain
        plain = plain.removeprefix("实现").removeprefix("完成").lstrip("：:")
        for word in lexicon.own:
            # 全市 and the like have to mean the report's own area
            is_own = not word.startswith("全") or own in ("", word) or word == "全自治区"
            if is_own and plain.startswith(word):
                plain = plain[len(word) :].lstrip("的")
                break
    for candidate in (plain, _BRACKET.sub("", plain)):
        if candidate != plain:
            remarks = (match[0].strip("（()）") for match in _BRACKET.finditer(plain))
            caliber += [remark for remark in remarks if not remark.startswith("预计")]
        core = candidate
        for _ in range(3):
            found = _spelled(core, lexicon)
            if found:
                return Measure(found.indicator, (*found.caliber, *caliber))
            cut = _BEHIND.search(core) or _VERB_WITHIN.search(core)
            if cut is None:
                break
            core = core[: cut.start()] + core[cut.end() :]
    return None


def _spelled(core: str, lexicon: IndicatorWords) -> Measure | None:
    if core in lexicon.names:
        return Measure(lexicon.names[core])
    for cut in range(1, min(len(core), 6)):
        indicator = lexicon.names.get(core[cut:])
        if indicator and core[:cut] in lexicon.variants.get(indicator, ()):
            return Measure(indicator, (core[:cut],))
    return None


def row(labels: list[str], lexicon: IndicatorWords, own: str) -> list[Measure | None]:
    """The indicators of a row, which may share its ending: 城镇、农村居民人均可支配收入.

    None stands for what is no indicator; the list is empty if two of the row are the same, for then
    the numbers behind them cannot be told apart. `own` is as in `measure`.
    """
    last = labels[-1]
    found: list[Measure | None] = []
    for label in labels:
        whole = measure(label, lexicon, own)
        shared = (measure(label + last[cut:], lexicon, own) for cut in range(1, len(last) - 1))
        found.append(whole or next((each for each in shared if each), None))
    names = [each.indicator for each in found if each]
    return found if len(set(names)) == len(names) else []
