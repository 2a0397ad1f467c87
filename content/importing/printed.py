"""Printed lines put together to paragraphs: what is set in begins one, what ends short ends one."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Container
from itertools import groupby, pairwise, takewhile
from statistics import median
from typing import NamedTuple

from content import grammar
from content.importing.formats import NOTES, UP
from content.parsing.page_noise import find_furniture
from content.parsing.wrapping import is_opener
from content.report import Numbering, Remark

_INDENT = 1.2
"""A line that begins so many characters right of the margin is set in."""
_SHORT = 1.7
"""A line that ends so many characters before the right margin is the last of its paragraph."""
_HALF_EMPTY = 0.4
"""The same as a share of the line, for certain: a number kept whole may have moved down."""
_DOUBT = "上一行排满又恰好句号结束，下一行也可能另起一段；现合为一段。"
_CENTRED_DOUBT = "上一行居中排满，下一行接着居中，现合为一行。"
_EDGE = 2
"""Lines at the head and at the foot of a page that may be printed on every page."""
_ALIGNED = 0.3
"""Lines that begin so near to one another, in characters, begin at one place."""
_DEEPEST = 6
"""A line hangs at most so many characters deeper than the number that it stands below."""
_BULLETS = frozenset(("So", "Sm", "Co"))
"""What kinds of characters bullets are: ● √ and those of fonts of symbols."""
_WIDE_GAP = 1.45
"""Lines so many times further apart than usual belong to two paragraphs."""
_NARROW_GAP = 1.12
"""The same where nearly all such gaps stand behind a line that ends a sentence or ends short."""
_SURE = 0.9
_WHOLE = ("上", "议", "議", "告", "）", ")")
"""Ends of a whole title, or of a whole line on its session."""
_CENTRED = 2.5
"""A line that is set in by so many characters on both sides stands by itself."""
_FULL = 4
"""So many lines at least end at the right margin, and a third of all, where it can be seen."""
_TELLING = 10
"""So many lines tell a margin; of fewer, all may be the first lines of their paragraphs."""
_LIST = 60
"""A file of so many lines, hardly one of them full, is a list and no report."""
_NOTE_SIZE = 0.85
"""The type of footnotes is at most so many times as high as that of the text."""
_NOTE = re.compile(
    rf"[\s{UP[0]}]*(?:[\[（(〔【]?\d{{1,3}}(?!\d|[.．]\d|[%％年月日万亿])|[①-⑳*＊※])"
)
"""How a footnote begins."""
_OTHER_FONT = 1.2
"""So do lines whose fonts are so many times higher: a title and what stands below it."""


class PrintedLine(NamedTuple):
    """One printed line; lengths are in points, heights are counted from below."""

    text: str
    """Its characters; a blank at its end stood between two words."""
    page: int
    """1-based."""
    left: float
    right: float
    base: float
    size: float
    """How far apart its characters stand."""
    height: float
    """That of its font."""
    is_row: bool = False
    """Whether it is a row of a table."""
    is_first: bool = False
    """Whether a paragraph certainly begins there."""


class _Layout(NamedTuple):
    """How the text of a file is set."""

    left: dict[int, float]
    """The left margin of even and of odd pages."""
    right: dict[int, float]
    pitch: float
    """The usual distance of two lines."""
    indented: bool
    """Whether paragraphs begin with an indent."""
    spaced: bool = False
    """Whether paragraphs stand further apart than lines."""
    is_list: bool = False
    """Whether hardly a line is full, so that each that ends short ends its paragraph."""
    gap: float = _WIDE_GAP
    """How many times the usual distance parts two paragraphs."""

    def set_in(self, line: PrintedLine) -> float:
        """How far right of the margin a line begins."""
        return line.left - self.left[line.page % 2]

    def short(self, line: PrintedLine) -> float:
        """How far before the right margin a line ends."""
        return self.right[line.page % 2] - line.right

    def is_short(self, line: PrintedLine) -> bool:
        return self.short(line) > line.size * _SHORT

    def is_set_in(self, line: PrintedLine) -> bool:
        return self.set_in(line) > line.size * _INDENT

    def is_centred(self, line: PrintedLine) -> bool:
        left, right = self.set_in(line), self.short(line)
        return min(left, right) > _CENTRED * line.size and abs(left - right) < line.size

    def goes_on_centred(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether a title or the like is too long for a line, and ends on the next."""
        words = above.text.strip()
        return (
            max(self.set_in(above), self.short(above)) < _SHORT * above.size
            and self.is_centred(line)
            and not self.is_apart(above, line)
            and not is_opener(line.text.strip())
            and not grammar.ends_sentence(words)
            and (line.text.startswith("上") or not words.endswith(_WHOLE))
        )

    def is_apart(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether more than the usual distance is between two lines of a page."""
        return above.page == line.page and above.base - line.base > self.pitch * self.gap

    def begins(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line begins a paragraph."""
        core = line.text.strip()
        if above.is_row or line.is_row or line.is_first or grammar.salutation(core) == len(core):
            return True
        if self.goes_on_centred(above, line):
            return False
        other_font = max(above.height, line.height) > _OTHER_FONT * min(above.height, line.height)
        if self.is_set_in(line) or self.is_centred(above) or other_font:
            return True
        if self.is_apart(above, line):
            return True
        if self.spaced and above.page == line.page and above.base > line.base:
            return False
        return self._follows_an_end(above, line)

    def _follows_an_end(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether a paragraph seems to end above a line that itself shows nothing."""
        parity, short = above.page % 2, self.short(above)
        is_short, ended = _ends(self, above)
        opens_text = self.indented and self.is_set_in(above) and not ended
        if self.is_list and is_short and not opens_text:
            return True
        if short > (self.right[parity] - self.left[parity]) * _HALF_EMPTY:
            return True
        was_sentence, ended, core = ended, ended and not self.indented, line.text.strip()
        opens = is_opener(core)
        head = above.text.strip()  # if it is a numbered heading without text behind it
        is_head = is_opener(head) and grammar.first_stop(head, len(head)) < 0
        # One that is not set in, below a line that its paragraph fills.
        heads = opens and was_sentence and self.is_short(line) and not grammar.ends_sentence(core)
        return heads or (is_short and (opens or is_head or ended)) or (opens and ended)

    def tells(self, above: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line that goes on would look different from one whose paragraph ends."""
        spaced = self.spaced and above.page == line.page and above.base > line.base
        return self.indented or spaced or not grammar.ends_sentence(above.text.strip())


def join_printed(lines: list[PrintedLine], width: float = 0.0) -> tuple[str, list[Remark]]:
    """The paragraphs of printed lines, each on one line, without what only the pages need.

    None of the lines is blank. The width is that of a page in points, 0 if unknown. A remark tells
    of each line that is not in the text; its number is that of the line where it stood.
    """
    removed = _margin_lines(lines)
    text = [index for index in range(len(lines)) if index not in removed]
    furniture = find_furniture([lines[index].text for index in text])
    removed |= {text[place]: why for place, why in furniture.items()}
    layout = _layout(lines, removed, width)
    notes = _footnotes(lines, removed, layout)
    lines = _moved_out(lines, {*removed, *notes}, layout)
    layout = _layout(lines, removed, width)
    rows: list[str] = []
    remarks = []
    above: PrintedLine | None = None
    if notes:
        remarks.append(Remark(1, f"{sum(notes.values())}条脚注，移到文末“{NOTES}”之下。"))
    for index in (*(at for at in range(len(lines)) if at not in notes), *notes):
        line = lines[index]
        if index == next(iter(notes), -1):
            rows.append(NOTES)
        if index in removed:
            why, words = removed[index], line.text.strip()
            place = max(1, len(rows))
            remarks.append(Remark(place, f"PDF第{line.page}页：{why}", removed=words))
        elif above is None or notes.get(index) or layout.begins(above, line):
            rows.append(line.text)
            above = line
        else:
            why = _CENTRED_DOUBT if layout.goes_on_centred(above, line) else _DOUBT
            if why is _CENTRED_DOUBT or not layout.tells(above, line):
                remarks.append(Remark(len(rows), f"PDF第{line.page}页：{why}"))
            rows[-1] = _together(rows[-1], line.text)
            above = line
    return "\n".join(row.strip() for row in rows) + "\n", remarks


def _footnotes(
    lines: list[PrintedLine], removed: Container[int], layout: _Layout
) -> dict[int, bool]:
    """Lines in small type at the foot of pages, fewer than above; whether a note begins there.

    What goes on in small type at the head of the next page is a list; so is what has a heading
    where no raised number above points to it.
    """
    kept = [index for index in range(len(lines)) if index not in removed]
    largest = _NOTE_SIZE * median([lines[index].height for index in kept] or [0.0])
    pages = [list(page) for _, page in groupby(kept, key=lambda index: lines[index].page)]
    found: dict[int, bool] = {}
    goes_on = False
    for page, after in pairwise([*pages, []]):
        text = [i for i in page if lines[i].is_row or lines[i].height > largest]
        foot = [index for index in page if text and index > text[-1]]
        fits = 0 < len(foot) <= len(text) and not (after and lines[after[0]].height <= largest)
        headed = fits and _ends(layout, lines[text[-1]]) == (True, False)
        headed = headed and not any(UP[0] in lines[index].text for index in text)
        are_notes = fits and not headed and (goes_on or bool(_NOTE.match(lines[foot[0]].text)))
        if are_notes:
            found |= {index: _NOTE.match(lines[index].text) is not None for index in foot}
        goes_on = are_notes and not _ends(layout, lines[foot[-1]])[1]
    return found


def _margin_lines(lines: list[PrintedLine]) -> dict[int, str]:
    """Lines that stand at the same height at the edge of many pages, but for their numbers."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    places: dict[tuple[int, str], list[int]] = {}
    for page in pages.values():
        page.sort(key=lambda index: lines[index].base)
        for index in {*page[:_EDGE], *page[-_EDGE:]}:
            words = re.sub(r"\d+", "0", lines[index].text.strip())
            places.setdefault((round(lines[index].base / 2), words), []).append(index)
    return {
        index: f"页眉或页脚“{lines[index].text.strip()}”，未列入正文。"
        for indexes in places.values()
        if len(indexes) >= (2 if len(pages) == 2 else max(3, len(pages) // 3))
        for index in indexes
    }


def _together(above: str, below: str) -> str:
    words = above.rstrip()
    parted = words != above and words[-1:].isascii() and below[:1].isascii()
    return f"{words} {below}" if parted else words + below


def _moved_out(
    lines: list[PrintedLine], removed: Container[int], layout: _Layout
) -> list[PrintedLine]:
    """The lines, those that hang deeper than the number of their paragraph put to the margin.

    The first of them shows nothing if it is full and the line below begins at the margin: then a
    paragraph may begin below a heading that fills its line.
    """
    moved = list(lines)
    kept = [index for index in range(len(lines)) if index not in removed]
    top, first, hung, is_full = 0, 0.0, 0.0, False
    for index, at in zip(kept, [*kept[1:], *kept[-1:]], strict=True):
        line, core, below = lines[index], lines[index].text.strip(), lines[at]
        place, near = layout.set_in(line), _ALIGNED * line.size
        hangs = is_full and near < place - first < _DEEPEST * line.size
        hangs = hangs and not line.is_row and not _is_item(core)
        if hangs and hung:
            hangs = abs(place - hung) < near
        elif hangs:
            ends = layout.is_short(line) or _is_item(below.text.strip())
            hangs = ends or layout.set_in(below) > near
        if hangs:
            moved[index] = line._replace(left=layout.left[line.page % 2])
            moved[top] = moved[top]._replace(is_first=True)
        else:
            moved[index] = line._replace(is_first=hung > 0)
            top, first = index, place if _is_item(core, alone=False) else math.inf
        hung = place if hangs else 0.0
        word = sum(1 for _ in takewhile(str.isascii, below.text))  # kept whole: 12.1
        is_full = layout.short(line) < (_SHORT + word / 2) * line.size
    return moved


def _is_item(core: str, *, alone: bool = True) -> bool:
    """Whether a line begins with a bullet or a number, not in a sentence if `alone`."""
    mark = grammar.mark(core)
    if mark is None:
        is_dot = core[0] in "·•" and core[1:2].isspace()
        return is_dot or unicodedata.category(core[0]) in _BULLETS
    if not alone:
        return mark.numbering is not Numbering.DASH  # ——2024年1月8日在… has who speaks below it
    return is_opener(core) or core[mark.end : mark.end + 1].isspace()


def _layout(lines: list[PrintedLine], removed: Container[int], width: float) -> _Layout:
    kept = [line for index, line in enumerate(lines) if index not in removed and not line.is_row]
    lines = kept or lines
    left, right, is_list = {}, {}, False
    for parity in (0, 1):
        pages = [line for line in lines if line.page % 2 == parity]
        pages = pages if len(pages) >= _TELLING else lines
        left[parity] = _margin([line.left for line in pages])
        rights = sorted(line.right for line in pages)
        right[parity] = rights[len(rights) * 9 // 10] if rights else 0.0
        full = [line for line in pages if line.right > right[parity] - _SHORT * line.size]
        if len(full) < max(_FULL, len(pages) / 3) and len(lines) <= _LIST and width:
            is_list = True  # where the right margin cannot be seen, both are alike
            right[parity] = max(right[parity], width - left[parity])
    pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page and a.base > b.base]
    pitch = median([a.base - b.base for a, b in pairs] or [0.0])
    draft = _Layout(left, right, pitch, indented=True, is_list=is_list)
    first = [line for above, line in pairwise(lines) if all(_ends(draft, above))]
    narrow = draft._replace(gap=_NARROW_GAP)
    apart = [above for above, line in pairs if narrow.is_apart(above, line)]
    if sum(any(_ends(draft, above)) for above in apart) >= _SURE * len(apart):
        draft = narrow
    wide = sum(draft.is_apart(above, line) for above, line in pairs)
    return draft._replace(
        indented=sum(map(draft.is_set_in, first)) * 2 > len(first),
        spaced=wide * 2 > len(first) > 0,
    )


def _ends(layout: _Layout, line: PrintedLine) -> tuple[bool, bool]:
    """Whether a line ends short, and whether it ends a sentence."""
    return layout.is_short(line), grammar.ends_sentence(line.text.strip())


def _margin(lefts: list[float]) -> float:
    """The left margin: the leftmost place where at least a tenth of the lines begin."""
    places = Counter(round(left / 3) for left in lefts)
    for place in sorted(places):
        if (places[place] + places[place + 1]) * 10 >= len(lefts):
            return place * 3.0
    return min(lefts, default=0.0)
