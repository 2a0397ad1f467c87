"""Which indicator of the lexicon a name is: only by its full spelling, never by a likeness."""

from __future__ import annotations

import re
from typing import NamedTuple

from content.facts.lexicon import IndicatorWords
from content.facts.naming import CALIBER, any_of

_BEFORE = re.compile(
    "(?:"
    + any_of(
        r"""其中 同时 全年 年内 年末 期末 年底 今年 去年 过去一年 一年来 预计
        初步[核预]?[算计测] 初步统计 力争 确保 努力 争取 要 使 实现 完成 累计 \d{4}年 当年 年度
        按[^，。]{2,8}计算 主要预期目标是?为? 人均水平 （[^）]*）"""
    )
    + r"|[ \u3000：:])+"
)
_BEHIND = re.compile(
    "(?:"
    + any_of(
        """同比 环比 比上年同?期? 较上年同?期? 比去年 较去年 预计 预期 力争 确保 努力 完成 实现
        达到 达 突破 超过 首次 率先 再次 总量 规模 人数 全年 年度 当年 要 可 将 保持 均 都 分别
        各"""
    )
    + r"|[ \u3000、])+$"
)
_VERB_WITHIN = re.compile(r"(?<=[工业企])(?:实现|完成)(?=增加值|总产值)")
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")


class Measure(NamedTuple):
    """An indicator, and the words that tell how or where it was measured."""

    indicator: str
    caliber: tuple[str, ...] = ()


def measure(label: str, lexicon: IndicatorWords, own: str) -> Measure | None:
    """The indicator that a label spells out; None if it says anything more or else.

    Args:
        label: The words before a number, without the word of growth.
        lexicon: The indicators.
        own: What the report calls its whole area, such as 全市.
    """
    caliber: list[str] = []
    plain = CALIBER.sub("", label)
    for _ in range(3):
        plain = _BEFORE.sub("", plain, count=1) if _BEFORE.match(plain) else plain
        for word in lexicon.own:
            if plain.startswith(word) and _is_own(word, own):
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


def _is_own(word: str, own: str) -> bool:
    """Whether 全市 and the like mean the report's own area."""
    return not word.startswith("全") or not own or word in (own, "全自治区")


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

    None stands for what is no indicator; the list is empty if two of the row are the same.
    """
    last = labels[-1]
    found: list[Measure | None] = []
    for label in labels:
        whole = measure(label, lexicon, own)
        shared = (measure(label + last[cut:], lexicon, own) for cut in range(1, len(last) - 1))
        found.append(whole or next((each for each in shared if each), None))
    names = [each.indicator for each in found if each]
    return found if len(set(names)) == len(names) else []
