"""The words of `content/indicators.toml`: units, scopes, and how indicators are spelt."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from content.errors import Problem
from content.tomlfile import TomlFile, read_toml

INDICATORS = Path(__file__).parents[1] / "indicators.toml"


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
def load_lexicon(path: Path = INDICATORS) -> IndicatorWords:
    """Read the words.

    Raises:
        Problem: The file is not as it should be; the message names file, line and remedy.
    """
    file = read_toml(path)
    _expect(file, file.data, ("units", "own", "scopes", "indicator"), "units")
    names: dict[str, str] = {}
    variants: dict[str, tuple[str, ...]] = {}
    entries = file.data.get("indicator", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise file.problem("indicator写得不对。", "indicator", remedy="请写成[[indicator]]。")
    for nth, entry in enumerate(entries, start=1):
        _expect(file, entry, ("name", "spellings", "variants"), "name", nth)
        name = _text(file, entry, "name", nth)
        variants[name] = tuple(_text(file, entry, "variants", nth, needed=False).split())
        for spelling in _text(file, entry, "spellings", nth).split():
            if spelling in names:
                raise _at(file, spelling, f"“{spelling}”写了两次。", "请删去一处。")
            names[spelling] = name
    units, own, scopes = (
        tuple(_text(file, file.data, key, 1).split()) for key in ("units", "own", "scopes")
    )
    return IndicatorWords(units, own, scopes, names, variants)


def _expect(
    file: TomlFile, table: dict[str, Any], known: tuple[str, ...], needed: str, nth: int = 1
) -> None:
    for key in table:
        if key not in known:
            remedy = f"这里只能写{'、'.join(known)}。"
            raise file.problem(f"不认识“{key}”。", key, remedy=remedy)
    if needed not in table:
        header = "indicator" if needed == "name" else ""
        raise file.problem(f"缺少“{needed}”这一项。", header, nth=nth, remedy="请补上。")


def _text(file: TomlFile, table: dict[str, Any], key: str, nth: int, *, needed: bool = True) -> str:
    value = table.get(key, None if needed else "")
    if not isinstance(value, str) or (needed and not value.strip()):
        line = key if key in table else "indicator"
        raise file.problem(
            f"“{key}”应是带引号的文字。", line, nth=nth, remedy=f'请写成{key} = "甲 乙"。'
        )
    return value


def _at(file: TomlFile, word: str, message: str, remedy: str) -> Problem:
    """A problem on the last line where a word stands."""
    line = file.text.count("\n", 0, file.text.rfind(word)) + 1
    return Problem(message, path=file.path, line=line, remedy=remedy)
