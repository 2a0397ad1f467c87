"""What a figure of a report says: a fact, with its quote, or a number left out, with the reason.

The values of the enumerations are what is shown, and what `--json` prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from content.span import Span

FROM = re.compile(
    r"[从由](?:(?:\d{4}|[去上])年年?[底末]?的?|(?:原[来先]?|目前|现[在行]?|当前)的?)?(?:(?:每[人生])?每[年月]|人均)?$"
)
"""What stands before the figure that a change begins from."""


class FactKind(str, Enum):
    """What sort of measure a figure is, by its unit and the words before it."""

    GROWTH = "增减"
    """A percentage, or times, with a word of growth or decline: 增长5.2%."""
    SHARE = "比率"
    """The same without such a word: 城镇化率达到70%."""
    STOCK = "总量"
    """A total, told by its word: 总量突破500亿元."""
    INCREMENT = "新增"
    """What was added or taken away, but not in percent: 新增就业5600人."""
    COUNT = "数量"
    """Anything else: 建成项目12个."""
    RANK = "名次"
    """全省第3."""


class Side(str, Enum):
    """Whether a part of a report looks back or ahead."""

    RESULT = "结果"
    GOAL = "目标"
    UNKNOWN = "未分清"


class Doubt(str, Enum):
    """What the program is not sure of."""

    SUBJECT_BEFORE = "名目取自前文"
    NO_NAME = "名目没有写在一起"
    SHARED = "几项合写"
    YEAR_UNSTATED = "年份没有写明"
    PART_OF_YEAR = "不是全年"
    COMPARED = "与别处或别年相比"
    SCOPE = "范围可能不同"


class Omission(str, Enum):
    """Why a number of the text is no figure."""

    DATE = "日期"
    DURATION = "期限"
    AGE = "年龄"
    ORDINAL = "序号"
    NAME = "名称"
    SPEC = "规格"
    FOOTNOTE = "注码"
    MISREAD = "识别有误"
    UNRECOGNISED = "没有认出"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure where it stands. Offsets are code points of the paragraph's raw text."""

    paragraph: int
    """Number of the paragraph, 1-based."""
    start: int
    """Where the number begins."""
    end: int
    """Behind its unit."""
    quote_start: int
    quote_end: int
    """The quote's place, its end exclusive; it may begin in a clause before, with the subject."""
    quote: str
    """The clause that it stands in, as printed."""
    name: str
    """What is measured, as printed; empty where that cannot be told."""
    side: Side
    """Whether its part of the report looks back or ahead."""
    value: str = ""
    """The number as printed, such as `2.3亿` or `3—5`."""
    unit: str = ""
    """As printed; empty for what needs none, such as a rank or an index."""
    bounds: tuple[str, ...] = ()
    """Words that bound it, such as 力争 and 以上."""
    direction: str = ""
    """The word of growth or decline, such as 增长; empty if there is none."""
    kind: FactKind = FactKind.COUNT
    year: int | None = None
    """The one year that it speaks of; None for several years, or if unknown."""
    several: bool = False
    """Whether it speaks of several years, or of the end of several."""
    indicator: str = ""
    """The measure's name in the list of indicators; empty if it is not in the list."""
    caliber: tuple[str, ...] = ()
    """Words such as 同口径 that say how it was measured."""
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_base(self) -> bool:
        """Whether a change is told to begin from it: 350元 of 由350元提高到390元.

        Nothing begins from the 12 of 由12个项目组成, which leads nowhere.
        """
        at = self.start - self.quote_start
        before, behind = self.quote[:at], self.quote[at:]
        return bool(FROM.search(before) and re.search("[到至为]", behind))

    @property
    def quote_span(self) -> Span:
        """Where its quote stands."""
        return Span(self.paragraph, self.quote_start, self.paragraph, self.quote_end)


class Leftover(NamedTuple):
    """A number of the text that is no figure, or none that was recognised."""

    paragraph: int
    """Number of the paragraph, 1-based."""
    start: int
    end: int
    """Its place in code points, the end exclusive; the unit is not in it."""
    reason: Omission


class Figures(NamedTuple):
    """What was read out of a report: every digit of its body is in one of the two."""

    facts: tuple[Fact, ...]
    left_out: tuple[Leftover, ...]
