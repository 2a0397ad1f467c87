"""Hard-wrapped text: how it was wrapped, and its lines joined to paragraphs again.

Copied from a PDF file or a mail, a text has lines of one width, and most of them end in the middle
of a sentence. There a line that reaches the margin goes on in the next, unless an indent, a blank
line or a numbered head shows that a paragraph begins. Other texts have a paragraph on each line; of
those only what a page cut in two is joined.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from content import grammar
from content.lines import BLANK, Unit, make_unit
from content.parsing.head_lines import is_numbered, is_title
from content.report import Remark

_JOINED = "上一行排满又恰好句号结束，这一行也可能另起一段；现与上一行合为一段。"
_TORN_OFF = "这一行与上一行是一句话，已接在上一行后面。"
_PARTED = "上一行标题恰好排满，这一行也可能接着标题；现另起一段。"


_AT_MARGIN = 8
"""Lines that end at a margin beyond which none goes, where paragraphs are too short to fill most
lines; unwrapped paragraphs are never that alike."""


class Wrapping(NamedTuple):
    """How a text was broken into lines of equal width."""

    width: int
    """In characters, or in terminal cells if `cells`."""
    slack: int
    """How much shorter than `width` a full line may be, because of marks kept off line starts."""
    cells: bool
    indented: bool = False
    """Whether each paragraph's first line is set in."""
    spaced: bool = False
    """Whether a blank line stands between paragraphs."""
    loose: bool = False
    """Whether a blank line stands between all lines, and so parts nothing."""

    def is_full(self, line: str) -> bool:
        """Whether a line reaches the right margin, so that its paragraph may go on below."""
        return _measure(line, self.cells) >= self.width - self.slack


def _measure(line: str, cells: bool) -> int:
    """The width of a line up to its last character that shows, in characters or cells."""
    core = line.rstrip(BLANK)
    if len(core) < len(line) and core and core[-1].isascii():
        core += " "  # a Latin word was kept whole: the blank behind it filled the line
    # In GB 18030 a Chinese character takes two bytes and a Latin one a single byte: their cells.
    return len(core.encode("gb18030", "replace")) if cells else len(core)


def _is_set_in(line: str) -> bool:
    return line.startswith(("\u3000", "\u2003", "\t", "  ", "\u00a0\u00a0"))


def find_wrapping(lines: list[str]) -> Wrapping | None:
    """How a text was hard-wrapped, or None for one paragraph on each line.

    Fewer than twelve lines prove nothing, and of wrapped text hardly a line is longer than ninety.
    """
    visible = [line for line in lines if line.strip(BLANK)]
    if len(visible) < 12 or sum(len(line) > 90 for line in visible) * 50 > len(visible):
        return None
    for cells in (False, True):
        found = _margin(visible, cells)
        if found is not None:
            full = [at for at, line in enumerate(lines[:-1]) if line and found.is_full(line)]
            return found._replace(
                indented=_starts_show(lines, found, spaced=False),
                spaced=_starts_show(lines, found, spaced=True),
                loose=sum(not lines[at + 1].strip(BLANK) for at in full) * 3 > len(full) * 2,
            )
    return None


def _margin(lines: list[str], cells: bool) -> Wrapping | None:
    """The width that most lines reach and hardly any exceeds, in mid-sentence most of the time."""
    widths = Counter(_measure(line, cells) for line in lines)
    slack = 3 if cells else 2  # a mark that may open no line takes a character along
    hanging = 2 if cells else 1  # or stands beyond the margin by itself
    width = max(widths, key=lambda width: sum(widths[width - less] for less in range(slack + 1)))
    full = sum(widths[width - less] for less in range(slack + 1))
    longer = sum(count for other, count in widths.items() if other > width + hanging)
    if width < 18 or longer * 20 > len(lines):
        return None
    if full * 2 < len(lines) and (longer or full < _AT_MARGIN or full * 5 < len(lines)):
        return None
    exact = widths[width] * 10 >= full * 9
    found = Wrapping(width, 0 if exact else slack, cells)
    finished = sum(
        grammar.ends_sentence(line.strip(BLANK)) for line in lines if found.is_full(line)
    )
    return found if finished * 3 <= full else None


def _starts_show(lines: list[str], wrapping: Wrapping, *, spaced: bool) -> bool:
    """Whether lines below a short one, and hardly others, are set in or follow a blank line."""
    shown = {True: 0, False: 0}
    total = {True: 0, False: 0}
    above, blank = "", False
    for line in lines:
        if not line.strip(BLANK):
            blank = True
            continue
        if above:
            full = wrapping.is_full(above)
            total[full] += 1
            shown[full] += blank if spaced else _is_set_in(line)
        above, blank = line, False
    return shown[False] * 10 >= total[False] * 7 > 0 and shown[True] * 4 <= total[True]


def join_lines(
    lines: list[str], removed: dict[int, str], wrapping: Wrapping | None
) -> tuple[list[Unit], list[Remark]]:
    """Join wrapped lines to paragraphs; of others, what a page end or a web page cut in two.

    Remarked on are lines that the page had torn off, and those of which nothing tells whether they
    open a paragraph: the line above is full, and finished or the whole of a heading.
    """
    units: list[Unit] = []
    remarks: list[Remark] = []
    heads_alone = wrapping is not None and _heads_stand_alone(lines, wrapping)
    held: list[int] = []
    parted = over_page = after_sign = False
    for index, line in enumerate(lines):
        if index in removed:
            parted, over_page = False, True
        elif not line.strip(BLANK):
            may_part = wrapping is not None and not wrapping.loose and bool(held)
            parted = may_part and not is_beside(index, lines, removed)
        else:
            sign, above = is_torn_sign(lines, index), lines[held[-1]] if held else ""
            core = line.strip(BLANK)
            closes = held and not wrapping and len(core) > 1 and core[0] in _CLOSING_MARKS
            is_torn = closes and not grammar.ends_sentence(above.strip(BLANK))
            if held and (sign or after_sign or is_torn):
                begins, remark = False, "" if wrapping else _TORN_OFF
            elif wrapping:
                begins, remark = _begins(lines, held, line, wrapping, heads_alone)
            else:
                begins, remark = not (held and over_page and _runs_over(above, line)), ""
            if remark and not parted:
                remarks.append(Remark(index + 1, remark))
            if held and (parted or begins):
                units.append(_unit(lines, held))
                held = []
            held.append(index)
            parted, over_page, after_sign = False, False, sign
    if held:
        units.append(_unit(lines, held))
    return units, remarks


def is_beside(index: int, lines: list[str], removed: dict[int, str]) -> bool:
    """Whether a line belongs to one that was removed next to it, as to a page number."""
    return any(neighbour(index, step, lines) in removed for step in (-1, 1))


def neighbour(index: int, step: int, lines: list[str]) -> int:
    """Index of the next line that is not blank, within four lines, or -1; the step is 1 or -1."""
    near = range(index + step, index + 5 * step, step)
    return next((at for at in near if 0 <= at < len(lines) and lines[at].strip(BLANK)), -1)


def _begins(
    lines: list[str], held: list[int], line: str, wrapping: Wrapping, heads_alone: bool
) -> tuple[bool, str]:
    """Whether a line begins a new paragraph, and what to remark if nothing tells for sure."""
    if not held:
        return True, ""
    above = lines[held[-1]]
    if not wrapping.is_full(above) or _is_set_in(line):
        return True, ""
    if wrapping.indented or wrapping.spaced:
        return False, ""
    if grammar.ends_sentence(above.strip(BLANK)):
        return (True, "") if is_opener(line.strip(BLANK)) else (False, _JOINED)
    if len(held) == 1 and heads_alone and _ends_head(above, line, wrapping):
        return True, _PARTED
    return False, ""


def _heads_stand_alone(lines: list[str], wrapping: Wrapping) -> bool:
    """Whether numbered heads have lines of their own in this text, rather than run on."""
    alone = 0
    for line in lines:
        core = line.strip(BLANK)
        if core and is_opener(core) and grammar.mark(core):
            if grammar.first_stop(core, len(core)) >= 0:
                alone -= 1
            elif not wrapping.is_full(line):
                alone += 1
    return alone > 0


def _ends_head(above: str, line: str, wrapping: Wrapping) -> bool:
    """Whether a full line is likely to be the whole of a heading, because a full one follows."""
    core = above.strip(BLANK)
    if not grammar.mark(core) or not is_opener(core) or not wrapping.is_full(line):
        return False
    return grammar.first_stop(core, len(core)) < 0 and grammar.first_stop(line, 12) < 0


def is_opener(core: str) -> bool:
    """Whether a line opens a paragraph by its words: a numbered head or a salutation."""
    return is_numbered(core) or grammar.salutation(core) > 0


def _unit(lines: list[str], indexes: list[int]) -> Unit:
    """One unit of lines that belong to one paragraph; a line alone is kept as it is."""
    first, last = indexes[0], indexes[-1]
    text = lines[first]
    if len(indexes) > 1:
        pieces = [text.rstrip(BLANK)]
        for above, index in pairwise(indexes):
            piece = lines[index].strip(BLANK)
            trimmed = lines[above][-1] in BLANK or lines[index][0] in BLANK
            if trimmed and pieces[-1][-1].isascii() and piece[0].isascii():
                pieces.append(" ")
            pieces.append(piece)
        text = "".join(pieces)
    return make_unit(text, first + 1, last + 1)


_CLOSING_MARKS = "，。；、：！？）”》％%"
_SIGN = r"[A-Za-z](?:\d{1,2}(?:\.\d)?|[⁰¹²³⁴-⁹₀-₉]{1,2})"


def is_torn_sign(lines: list[str], index: int) -> bool:
    """Whether a line is the sub- or superscript of a letter at the end of the line above: M, 2."""
    sign = lines[index].strip(BLANK)
    if not 0 < index < len(lines) - 1 or not 1 <= len(sign) <= 4:
        return False
    above, below = lines[index - 1].strip(BLANK), lines[index + 1].strip(BLANK)
    if not above or not below or is_opener(below):
        return False
    return re.fullmatch(_SIGN, above[-1] + sign) is not None


def _runs_over(above: str, line: str) -> bool:
    """Whether a paragraph goes on below a page number: a long line without its full stop."""
    core, above = line.strip(BLANK), above.strip(BLANK)
    if len(above) <= 45 or grammar.ends_sentence(above) or _is_set_in(line) or is_title(above):
        return False
    if grammar.cells(above):
        return False
    return len(core) > 1 and not is_opener(core)
