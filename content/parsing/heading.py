"""What a heading is, and what the search for headings keeps in mind.

Two kinds of evidence need the whole body and are gathered before the search: which sentences come
in rows that open alike (slogans), and how this report sets its heads apart from their texts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from content import grammar
from content.grammar import Style
from content.lines import Unit
from content.report import CHAPTERS, Numbering, Remark

RANK = {
    Numbering.PART: 0,
    Numbering.CHAPTER: 1,
    Numbering.SUBCHAPTER: 2,
    Numbering.CHINESE: 3,
    Numbering.PAREN_CHINESE: 4,
    Numbering.ARABIC: 5,
    Numbering.PAREN_ARABIC: 6,
    Numbering.DASH: 7,
}
"""Numberings that make headings, from the outermost to the innermost."""


@dataclass(slots=True, eq=False)
class Heading:
    """A heading of the body."""

    unit: int
    """Index of its unit, 0-based; of the first if it takes two."""
    numbering: Numbering
    number: int | None
    """As printed, right or wrong; None without one."""
    text: str
    """As printed, its mark included, without what closes it; of two lines joined."""
    length: int
    """Code points of the unit's core that it takes."""
    style: Style
    """How the text behind it is set apart."""
    partlike: bool = False
    """Whether its words are those of a part (…工作回顾, 2024年…), if it is unnumbered."""
    mark: int = -1
    """How much of the core its numbering mark takes; -1 if it has none."""
    lines: int = 1
    """Units it takes: 2 if its print is split over two lines, 0 if it hangs on another's end."""
    depth: int = 1
    """1 for a part, 2 for what stands in one, and so on; set when all headings are known."""
    parent: Heading | None = None
    """The heading it stands under, set with the depth; None for a part."""

    @property
    def run_in(self) -> bool:
        """Whether body text follows on the same line."""
        return self.style is not Style.STANDALONE

    @property
    def top(self) -> int:
        """Index of its first unit; the one behind, if it hangs on the end of a paragraph."""
        return self.unit if self.lines else self.unit + 1

    @property
    def below(self) -> int:
        """Index of the unit behind it."""
        return self.top + self.lines


_SLOGAN_LIMIT = 48
"""A slogan has at most this many characters, and the text below it more."""

_DEFINED = ("年", "时期", "阶段")
"""Last words of a sentence that says what a span of time was."""


def _find_slogans(units: list[Unit], begin: int, end: int) -> set[int]:
    """Whole sentences on lines of their own as headings: at least three that open alike.

    Such as 「五年来，我们千方百计稳增长，经济发展迈上新台阶。」 over paragraphs of its own. Where
    each stands over a single paragraph it only opens that paragraph.
    """
    families: dict[str, list[int]] = {}
    for index in range(begin, end - 1):
        core = units[index].core
        if not 12 <= len(core) <= _SLOGAN_LIMIT or core[-1] not in "。.":
            continue
        comma = max(core.find("，", 2, 9), core.find(",", 2, 9))
        stop = grammar.first_stop(core, _SLOGAN_LIMIT)
        if comma < 0 or stop != len(core) - 1 or grammar.salutation(core):
            continue
        if core[comma + 1] == "是" and core[:-1].endswith(_DEFINED):
            continue  # 「这五年，是……的五年。」 is a sentence of the text, said over and over
        if len(units[index + 1].core) > _SLOGAN_LIMIT:
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


def is_emphasised(unit: Unit) -> bool:
    """Whether a whole line stands in Markdown's bold type, or is a heading of Markdown.

    The marks are those that `make_unit` took off: `## 回顾`, `**回顾**`, but not `**回顾** 一年来`.
    """
    before, behind = unit.text[: unit.start], unit.text[unit.start + len(unit.core) :]
    return "#" in before or ("**" in before and "**" in behind)


def _blanks_part_heads(units: list[Unit]) -> bool:
    """Whether most numbered lines with a text have a single blank behind their heads."""
    blank = lines = 0
    for unit in units:
        if len(unit.core) > 60:
            mark = grammar.mark(unit.core)
            if mark and mark.numbering in grammar.OUTER:
                stop = grammar.first_stop(unit.core, grammar.HEAD_LIMIT, mark.end)
                lines += 1
                blank += grammar.lone_blank(unit.core, mark.end, stop) > 0
    return blank >= 3 and blank * 2 > lines


_PART_LINE = 40
"""Characters of the heading of a part at most, of one whose number may be that of an item too."""


def _part_lines(units: list[Unit], begin: int, end: int) -> dict[int, grammar.Mark]:
    """Marks of parts by their lines, numbered as few are: 壹、, 第一、, or （一） over 一、.

    They stand alone over text, are counted without a gap, and begin above all other numbers; below
    （一） those of 一、 begin anew, else it is one section among others; 一、 is over the chapters
    among which it goes on. A text may follow 壹、, and what it does not count, 陆、海、空, is none.
    """
    rows: dict[Numbering | None, list[int]] = {}
    marks: dict[int, grammar.Mark] = {}
    for index in range(begin, end):
        core = units[index].core
        usual = grammar.mark(core)
        if mark := usual or grammar.part_mark(core):
            marks[index] = mark._replace(numbering=Numbering.PART)
            rows.setdefault(usual and usual.numbering, []).append(index)
    anew = sum(marks[index].number == 1 for index in rows.get(Numbering.CHINESE, []))
    for numbering in (None, Numbering.DI, Numbering.PAREN_CHINESE, Numbering.CHINESE):
        outer = (rows.get(other, []) for other in CHAPTERS if other is not numbering)
        first = min(chain(*outer), default=end)
        alone: list[int] = []
        for index in rows.get(numbering, []):
            is_next = marks[index].number == len(alone) + 1
            core = units[index].core
            stands_alone = len(core) <= _PART_LINE and grammar.first_stop(core, len(core)) < 0
            if is_next if numbering is None else stands_alone:
                alone.append(index)
        if len(alone) < 2:
            continue
        counted = [marks[index].number for index in alone] == [*range(1, len(alone) + 1)]
        apart = all(below - above > 1 for above, below in pairwise(alone))
        nests = numbering is not Numbering.PAREN_CHINESE or anew > 1
        goes_on = numbering is not Numbering.CHINESE or first < alone[-1]
        if alone[0] < first and counted and apart and nests and goes_on:
            return {index: marks[index] for index in alone}
    return {}


def _chapters(units: list[Unit]) -> set[str]:
    """What is counted by 第一章 and 第二章, 章; one alone may be the beginning of 第一章程."""
    counted = {
        (next((sign for sign in unit.core[: mark.end] if sign in "篇编章节"), ""), mark.number)
        for unit in units
        if unit.core[0] == "第" and (mark := grammar.mark(unit.core))
    }
    return {word for word, number in counted if number == 1 and word and (word, 2) in counted}


class Finder:
    """What is known while the body is read once from its head to its end.

    The body is units[begin:end]. `headings`, `last`, `listing` and `listed` change with each
    heading that is found; all else is known from the start.
    """

    def __init__(self, units: list[Unit], begin: int, end: int) -> None:
        self.units = units
        self.begin = begin
        self.end = end
        short = Counter(unit.core for unit in units[begin:end] if len(unit.core) <= 34)
        self.repeated = {core for core, count in short.items() if count >= 3}
        """Short lines that stand three times and more, and so head nothing."""
        self.slogans = _find_slogans(units, begin, end)
        """Indexes of the sentences that are headings of their own."""
        emphasised = sum(map(is_emphasised, units[begin:end]))
        self.emphasis = 0 < emphasised * 5 < (end - begin) * 2
        """Whether bold type sets headings apart, rather than being everywhere."""
        self.parted = _blanks_part_heads(units[begin:end])
        """Whether single blanks part heads from the texts on their lines."""
        self.chapters = _chapters(units[begin:end])
        """The words 篇, 编, 章 and 节 that count, and so may touch what stands behind them."""
        self.part_lines = _part_lines(units, begin, end)
        """Marks of the lines that head parts, though their numbers are none, or of sections."""
        self.headings: list[Heading] = []
        """Those found so far, without depth and parent."""
        self.remarks: list[Remark] = []
        self.last: dict[Numbering, int] = {}
        """The last number of each numbering under the present parents."""
        self.listing = 0
        """The next number of a list 一、二、… that stands inside of a part, or 0."""
        self.listed = 0
        """Index of the last unit of that list."""

    @cached_property
    def pairs(self) -> set[str]:
        """Every two characters that stand beside one another in the text.

        Made at first use, for a broken heading: of few reports it is needed.
        """
        return {a + b for unit in self.units for a, b in pairwise(unit.core)}

    def is_word(self, core: str, mark: grammar.Mark) -> bool:
        """Whether a mark is only the beginning of a word: 第一章程."""
        return mark.end < len(core) and core[mark.end - 1] in set("篇编章节") - self.chapters

    def expected(self, mark: grammar.Mark) -> int:
        """The number that follows the last one of a mark's numbering."""
        return self.last.get(mark.numbering, 0) + 1
