"""The first page, printed before Textual is there to paint it.

Loading Textual takes most of a start. Meanwhile the page, the contents and the row of keys already
stand on the screen, in plain escape codes, painted by the functions that the widgets use as well.
Textual then takes over the same screen, and paints only the rows that differ.

It is left out where the terminal has few colours or shall use none, and on Windows.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from content.report import Node, Report
from content.shelf.library import Opened
from review.base import paths
from review.base.console import colours_of_terminal
from review.notes.store import peek
from review.reading import typeset
from review.reading.contents import entry_block, entry_of, entry_segments
from review.reading.page_rows import RowDress, paint_row
from review.reading.viewport import Viewport
from review.settings.colours import COLOURS, load_theme
from review.settings.config import Config
from review.settings.key_names import short_label
from review.settings.key_table import DESK, GENERAL, VOTING
from review.settings.reading_place import load_place
from review.settings.terminal_drawing import wanted_drawing
from review.typography.cells import draw, sent
from review.typography.flow import Flow, FlowPlace, thumb
from review.typography.looks import GUTTER, Look, bar_styles, looks
from review.widgets.key_line import BACK, fitting, key_segments, key_width

ENTER = "\x1b[?1049h"
"""Switches to the other screen, which Textual would clear by it."""

_BEGIN = f"{ENTER}\x1b[?25l\x1b[?7l"
_LEAVE = "\x1b[?7h\x1b[?1049l\x1b[?25h"

_SIGNALS = () if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP)

_FEWEST_COLUMNS, _FEWEST_ROWS = 20, 5

_NEAR = 8
"""Cells between two that differ which it costs as much to leave out as to paint again."""

_BLANKS_OR_NOT = re.compile(" +|[^ ]+")

_Row = list[Segment]

_Cell = tuple[object, str]
"""How a cell looks, and what stands on it: nothing on the second of a wide character."""


class FirstPage:
    """What stands on the screen, row by row, and what the terminal was before.

    `has_notes` says that room was kept for them where the screen is wide enough; `attributes` are
    those of the terminal before it was made raw, as `termios.tcgetattr` has them.
    """

    def __init__(self, rows: list[_Row], has_notes: bool, attributes: list[Any]) -> None:
        self._rows = rows
        self.has_notes = has_notes
        self.attributes = attributes
        self.is_taken = False
        """Whether Textual has the screen, and leaves it in order."""
        self.is_ending = False
        """Whether the program was told to stop while Textual began."""

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        """End in order when a signal says so."""
        self.is_ending = True
        if not self.is_taken:
            sys.exit(0)

    def differing(self, rows: Sequence[Iterable[Segment]]) -> Iterator[tuple[int, int, int]]:
        """Which stretches are to look otherwise than was printed: row, first column, column behind.

        Those near each other are one; a row of another length, as after a resize, is one.
        """
        for y, now in enumerate(map(_cells, rows)):
            then = _cells(self._rows[y]) if y < len(self._rows) else []
            if len(then) != len(now):
                yield y, 0, len(now)
            else:
                yield from ((y, start, end) for start, end in _parts(now, then))


def _parts(now: Sequence[_Cell], then: Sequence[_Cell]) -> list[list[int]]:
    """Where two rows differ, cells in between included: first column, column behind."""
    found: list[list[int]] = []
    for x, (one, other) in enumerate(zip(now, then, strict=True)):
        is_second_half = bool(found) and x == found[-1][1] and not one[1]
        if one == other and not is_second_half:
            continue
        if found and x <= found[-1][1] + _NEAR:
            found[-1][1] = x + 1
        else:
            found.append([x, x + 1])
    return found


def _cells(row: Iterable[Segment]) -> list[_Cell]:
    """The cells of a row."""
    cells: list[_Cell] = []
    for whole, style, _control in row:
        for text in _BLANKS_OR_NOT.findall(whole):
            seen = _seen(style or Style.null(), text.isspace())
            for character in text:
                cells.append((seen, character))
                cells.extend([(seen, "")] * (cell_len(character) - 1))
    return cells


def _seen(style: Style, is_blank: bool) -> object:
    if is_blank and not style.reverse:
        return style.bgcolor, style.underline
    return style.clear_meta_and_links()


# Printing


@contextmanager
def first_page(opened: Opened, config: Config) -> Iterator[FirstPage | None]:
    """Print it where that can be done; leave the terminal in order if Textual never comes to it.

    Gives None where nothing was printed: on Windows, with fewer than 256 colours or none wanted, in
    a window of less than 20 columns or 5 rows, where errors do not go to a terminal, and for a
    report without text. Meanwhile the terminal is raw, and SIGTERM and SIGHUP end in order.
    """
    size = shutil.get_terminal_size()
    colours = colours_of_terminal()
    stream = sys.__stderr__  # where Textual writes as well
    if (
        sys.platform == "win32"
        or colours < 256
        or "NO_COLOR" in os.environ
        or stream is None
        or not stream.isatty()
        or size.columns < _FEWEST_COLUMNS
        or size.lines < _FEWEST_ROWS
        or not opened.report.paragraphs
    ):
        yield None
        return
    import termios  # which Windows has not

    draw(wanted_drawing())
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    has_notes = peek.has_notes(paths.notes_file(), opened.report.id)
    rows = screen_rows(opened.report, config, size.columns, size.lines, has_notes=has_notes)
    page = FirstPage(rows, has_notes, before)
    handlers = {number: signal.signal(number, page.stop) for number in _SIGNALS}
    try:
        # As Textual has it, so that keys that are typed at once wait for it, unseen.
        raw = termios.tcgetattr(terminal)
        raw[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        raw[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        termios.tcsetattr(terminal, termios.TCSANOW, raw)
        stream.write(_BEGIN + escape_codes(rows, colours))
        stream.flush()
        yield page
    finally:
        if not page.is_taken:
            stream.write(_LEAVE)
            stream.flush()
            termios.tcsetattr(terminal, termios.TCSANOW, before)
        for number, handler in handlers.items():
            signal.signal(number, handler)


def escape_codes(rows: Iterable[_Row], colours: int) -> str:
    """What paints rows from the top of the screen on, in 256 colours or more."""
    system = ColorSystem.EIGHT_BIT if colours == 256 else ColorSystem.TRUECOLOR
    written = []
    for y, row in enumerate(rows, 1):
        written.append(f"\x1b[{y};1H")
        for text, style, _control in Segment.simplify(row):
            written.append((style or Style.null()).render(text, color_system=system))
    return sent("".join(written))


# Painting


def screen_rows(
    report: Report, config: Config, columns: int, rows: int, *, has_notes: bool = False
) -> list[_Row]:
    """The rows of the reading view as it begins, for a screen of so many cells.

    Where there are notes there is room for them beside the page; they come later.
    """
    colours = COLOURS[config.theme or load_theme(paths.theme_file())]
    height = rows - 2
    side, noted = typeset.beside_page(columns, has_notes)
    width = columns - side - noted - 1
    flow = typeset.page_flow(report, typeset.column_in(width))
    number, offset = load_place(paths.places_file(), report)
    view = Viewport(flow, FlowPlace(number - 1, offset))
    view.lay_out(flow, height)
    current = view.spot.block + 1
    outline = typeset.contents_nodes(report)
    entry = entry_of(report, outline, current) if outline else None

    heading = "" if entry is None else typeset.contents_block(entry).text
    pieces = (report.title, report.paragraph(current).citation, heading)
    progress = view.progress([len(paragraph.text) for paragraph in report.paragraphs])
    panel = Style(color=colours["foreground"], bgcolor=colours["panel"])
    top = [Segment(typeset.where_line(pieces, progress, columns), panel)]
    listed = _contents_rows(outline, entry, (side - 1, height), colours) if side else []
    page = _page_rows(report, view, width, colours)
    margin = _note_margin(noted, colours) if noted else []
    middle = [left + row + margin for left, row in zip(listed or [[]] * height, page, strict=True)]
    return [top, *middle, _key_row(config, columns, colours)]


def _page_rows(
    report: Report, view: Viewport, width: int, colours: Mapping[str, str]
) -> Iterator[_Row]:
    """The rows of the page, with its scroll bar."""
    styles = looks(colours, colours["background"])
    flow, margin = view.flow, max(0, width - view.flow.width) // 2
    bar = _scroll_bar(view.height, flow.height, view.y, colours)
    for y, end in zip(range(view.y, view.y + view.height), bar, strict=True):
        row = flow.row_at(y)
        cells: _Row = []
        if row is not None:
            dress = RowDress(landed=row.block == view.spot.block)
            runs = paint_row(report, row, dress, styles, margin)
            cells = [Segment(run.text, run.style) for run in runs]
        yield [*Segment.adjust_line_length(cells, width, styles[Look.BODY]), end]


def _contents_rows(
    outline: Sequence[Node], current: Node | None, pane: tuple[int, int], colours: Mapping[str, str]
) -> Iterator[_Row]:
    """The rows of the contents, in a pane of so many cells and rows, with their scroll bar."""
    width, height = pane
    styles = looks(colours, colours["surface"])
    blocks = [entry_block(node, 0, pane, len(outline)) for node in outline]
    flow = Flow([len(node.text) for node in outline], blocks.__getitem__, width - GUTTER)
    first = 0 if current is None else flow.scroll_to_show(outline.index(current), 0, height)
    bar = _scroll_bar(height, flow.height, first, colours)
    for y, end in zip(range(first, first + height), bar, strict=True):
        row = flow.row_at(y)
        cells: _Row = []
        if row is not None and row.start < row.end:
            node = outline[row.block]
            block, is_current = blocks[row.block], node is current
            cells = entry_segments(row, node, block, width=width, styles=styles, current=is_current)
        behind = cells[-1].style if cells else styles[Look.BODY]
        yield [*Segment.adjust_line_length(cells, width, behind), end]


def _note_margin(width: int, colours: Mapping[str, str]) -> _Row:
    """A row of the notes beside the page while there are none."""
    styles = looks(colours, colours["surface"])
    return [Segment("│", styles[Look.BYLINE]), Segment(" " * (width - 1), styles[Look.BODY])]


def _scroll_bar(size: int, total: int, first: int, colours: Mapping[str, str]) -> Iterator[Segment]:
    """The cells of a scroll bar beside a pane of so many rows."""
    back, bar = bar_styles(colours["scrollbar"], colours["scrollbar-background"])
    on = thumb(size, total, size, first)
    return (Segment(" ", bar if y in on else back) for y in range(size))


def _key_row(config: Config, columns: int, colours: Mapping[str, str]) -> _Row:
    """The keys at the bottom."""
    desk = sorted(DESK, key=lambda command: command.id in config.keys)  # Textual puts these behind
    shown = {
        command.action: (short_label(config.keys_of(command)[0]), command.label)
        for command in (*desk, *VOTING, *GENERAL)
        if command.footer and command.action != BACK
    }
    widths = {action: key_width(*key) for action, key in shown.items()}
    row = key_segments(((*shown[key], True) for key in fitting(widths, columns)), colours)
    return Segment.adjust_line_length(row, columns, Style(bgcolor=colours["panel"]))
