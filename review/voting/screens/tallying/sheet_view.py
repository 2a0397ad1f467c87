"""The result sheet on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from review.voting.sheet.result_sheet import CHOSEN, Sheet, SheetLine, Verdict
from review.voting.sheet.vote_papers import chosen_investment
from review.widgets.prose import ProseLine, set_rows

_INDENT = 4
"""Cells before what belongs to an item."""

_LONGEST_BAR = 60
_SHORTEST_BAR = 8

_VERDICT_STYLES = {Verdict.WON: "bold $primary", Verdict.TIED: "bold $warning"}


class SheetRows(Widget):
    """Rows that are set for the width there is."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "SheetRows { width: 1fr; height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._set: Callable[[int], list[Content]] = lambda _width: []
        self._rows: tuple[int, list[Content]] = (0, [])

    def show(self, set_for: Callable[[int], list[Content]]) -> None:
        """Show other rows, given by what sets them for a width in cells."""
        self._set, self._rows = set_for, (0, [])
        self.refresh(layout=True)

    def _rows_for(self, width: int) -> list[Content]:
        if self._rows[0] != width:
            self._rows = (width, self._set(width))
        return self._rows[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many as there are."""
        return len(self._rows_for(width))

    def render(self) -> Content:
        """All of them."""
        return Content("\n").join(self._rows_for(self.content_size.width))


def sheet_rows(sheet: Sheet, width: int) -> list[Content]:
    """The sheet of a round in rows of at most `width` cells."""
    rows = []
    for text in _head(sheet, width):
        rows += set_rows(text, width)
    chosen = sum(line.verdict in CHOSEN for line in sheet.lines)
    for at, line in enumerate(sheet.ranked):
        if at == chosen and chosen:
            rows += set_rows(
                ProseLine(f"──　以上{chosen}项{sheet.ranked[0].verdict.value}　──", "$muted"), width
            )
        rows += _item(sheet, line, width)
    if money := chosen_investment(sheet):
        rows += set_rows(ProseLine(money, "bold"), width)
    for text in _foot(sheet):
        rows += set_rows(text, width)
    return rows


def _head(sheet: Sheet, width: int) -> Iterator[ProseLine]:
    yield ProseLine(sheet.title, "bold $primary")
    row = ""
    for name, value in sheet.figures.items():
        figure = f"{name} {value}"
        if row and cell_len(f"{row}　{figure}") > width:
            yield ProseLine(row)
            row = figure
        else:
            row = f"{row}　{figure}" if row else figure
    yield ProseLine(row)
    yield ProseLine("")
    for conclusion in sheet.conclusions:
        yield ProseLine(conclusion, "bold")
    if any(line.needed is not None for line in sheet.lines):
        yield ProseLine("竖线是通过所需的票数。", "$muted")
    yield ProseLine("")


def _item(sheet: Sheet, line: SheetLine, width: int) -> list[Content]:
    style = _VERDICT_STYLES.get(line.verdict, "")
    title = ProseLine(f"{line.item.id:>2}. {line.item.title}　{line.verdict.value}", style, _INDENT)
    counts = _counts(sheet, line)
    room = width - _INDENT - cell_len(counts) - 2
    if room >= _SHORTEST_BAR:
        # Bars of equal length below each other: that of the shortest room is that of all.
        bar = _bar(line, min(room, _LONGEST_BAR, bar_room(sheet, width)))
        wide = max(cell_len(_counts(sheet, other)) for other in sheet.lines)
        pad = " " * (wide - cell_len(counts) + 2)
        below = [Content.assemble(" " * _INDENT, counts, pad, bar)]
    else:
        below = set_rows(ProseLine(f"{'　' * 2}{counts}", "", _INDENT), width)
        below.append(Content.assemble(" " * _INDENT, _bar(line, max(1, width - _INDENT))))
    return [*set_rows(title, width), *below]


def bar_room(sheet: Sheet, width: int) -> int:
    """Cells that are left for bars beside the longest counts."""
    longest = max((cell_len(_counts(sheet, line)) for line in sheet.lines), default=0)
    return max(_SHORTEST_BAR, width - _INDENT - longest - 2)


def _counts(sheet: Sheet, line: SheetLine) -> str:
    """The counts of an item in words, and its rate."""
    return (
        "　".join(f"{name} {n}" for name, n in sheet.shown_counts(line)) + f"　{sheet.rate(line)}"
    )


def _bar(line: SheetLine, width: int) -> Content:
    """The bar of an item, with the line it has to reach."""
    bar = line.bar(width)
    cells = "█" * bar.filled + "─" * (bar.width - bar.filled)
    style = "$primary" if line.verdict is Verdict.WON else "$secondary"
    if bar.line is None:
        return Content.styled(cells, style)
    before, after = cells[: bar.line - 1], cells[bar.line :]
    return Content.assemble((before, style), ("┃", "bold"), (after, style))


def _foot(sheet: Sheet) -> Iterator[ProseLine]:
    yield ProseLine("")
    for remark in sheet.remarks:
        yield ProseLine(remark, "$muted")
    yield ProseLine("")
    for event in sheet.events:
        yield ProseLine(event, "$muted")
