"""Slogans: whole sentences that stand on lines of their own as headings."""

from __future__ import annotations

from content import grammar
from content.lines import Unit

_LIMIT = 48
"""A slogan has at most this many characters, and the text below it more."""

_DEFINED = ("年", "时期", "阶段")


def find_slogans(units: list[Unit], begin: int, end: int) -> set[int]:
    """The units that are such headings: at least three that open with the same words.

    Such as 「五年来，我们千方百计稳增长，经济发展迈上新台阶。」 over paragraphs of its own. Where
    each stands over a single paragraph it only opens that paragraph.
    """
    families: dict[str, list[int]] = {}
    for index in range(begin, end - 1):
        core = units[index].core
        if not 12 <= len(core) <= _LIMIT or core[-1] not in "。.":
            continue
        comma = max(core.find("，", 2, 9), core.find(",", 2, 9))
        stop = grammar.first_stop(core, _LIMIT)
        if comma < 0 or stop != len(core) - 1 or grammar.salutation(core):
            continue
        if core[comma + 1] == "是" and core[:-1].endswith(_DEFINED):
            continue  # 「这五年，是……的五年。」 is a sentence of the text, said over and over
        if len(units[index + 1].core) > _LIMIT:
            families.setdefault(core[:comma], []).append(index)
    return {
        index
        for family in families.values()
        if len(family) >= 3 and _group_paragraphs(units, family)
        for index in family
    }


def _group_paragraphs(units: list[Unit], family: list[int]) -> bool:
    """Whether most members of a family have more than one paragraph below them."""
    second = {index + 2 for index in family} - set(family) - {len(units)}
    cores = [units[index].core for index in second]
    grouping = sum(grammar.mark(core) is None and not grammar.salutation(core) for core in cores)
    return grouping * 2 > len(family)
