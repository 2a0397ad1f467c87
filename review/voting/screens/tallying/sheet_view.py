"""The result sheet on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from review.voting.counting.results import Verdict
from review.voting.sheet.result_sheet import CHOSEN, Sheet, SheetLine
from review.voting.sheet.vote_papers import chosen_investment
from review.widgets.prose import Prose, ProseLine, ReadingScroll, set_rows

_INDENT = 4
"""Cells before what belongs to an item."""

_LONGEST_BAR = 60
_SHORTEST_BAR = 8

_VERDICT_STYLES = {Verdict.WON: "bold $primary", Verdict.TIED: "bold $warning"}


class SheetRows(Prose):
    """Rows that are set for the width there is, in cells."""

    def __init__(self, set_for: Callable[[int], list[Content]]) -> None:
        super().__init__()
        self._set_for = lru_cache(maxsize=1)(set_for)

    def set_anew(self) -> None:
        """Other rows are to be shown."""
        self._set_for.cache_clear()
        self.refresh(layout=True)

    def _rows(self, width: int) -> list[Content]:
        return self._set_for(width)


class PracticePane(ReadingScroll):
    """Shows the result of a trial of one's own, of which nothing is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "screen.go('STEPS')", "回到四步", key_display="回车"),
    ]

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        """What it is, and the result."""
        yield Prose([ProseLine(text, "bold $warning") for text in self._sheet.events])
        yield SheetRows(partial(sheet_rows, self._sheet))

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self)


def sheet_rows(sheet: Sheet, width: int) -> list[Content]:
    """The sheet of a round in rows of at most `width` cells."""
    head = [ProseLine(sheet.title, "bold $primary")]
    head += map(ProseLine, (*sheet.head(" ", width, 1), ""))
    head += (ProseLine(conclusion, "bold") for conclusion in sheet.conclusions)
    legend = f"百分数是{sheet.rate_name}，以有效票计。"
    if any(line.needed is not None for line in sheet.lines):
        legend = f"竖线是通过所需的票数；{legend}"
    head.append(ProseLine(legend, "$muted"))
    rows = [row for line in (*head, ProseLine("")) for row in set_rows(line, width)]
    chosen = sum(line.verdict in CHOSEN for line in sheet.lines)
    for at, line in enumerate(sheet.ranked):
        if at == chosen and chosen:
            rows += set_rows(
                ProseLine(f"──　以上{chosen}项{sheet.ranked[0].verdict.value}　──", "$muted"), width
            )
        rows += _item(sheet, line, width)
    if money := chosen_investment(sheet):
        rows += set_rows(ProseLine(money, "bold"), width)
    for said in ("", *sheet.remarks, "", *sheet.events):
        rows += set_rows(ProseLine(said, "$muted"), width)
    return rows


def _item(sheet: Sheet, line: SheetLine, width: int) -> list[Content]:
    style = _VERDICT_STYLES.get(line.verdict, "")
    title = ProseLine(f"{line.item.id:>2}. {line.item.title}　{line.verdict.value}", style, _INDENT)
    counts = _counts(sheet, line)
    room = width - _INDENT - cell_len(counts) - 2
    if room >= _SHORTEST_BAR:
        # Bars of equal length below each other: that of the shortest room is that of all.
        wide = max(cell_len(_counts(sheet, other)) for other in sheet.lines)
        shortest = max(_SHORTEST_BAR, width - _INDENT - wide - 2)
        bar = _bar(line, min(room, _LONGEST_BAR, shortest))
        pad = " " * (wide - cell_len(counts) + 2)
        below = [Content.assemble(" " * _INDENT, counts, pad, bar)]
    else:
        below = set_rows(ProseLine(f"{'　' * 2}{counts}", "", _INDENT), width)
        below.append(Content.assemble(" " * _INDENT, _bar(line, max(1, width - _INDENT))))
    return [*set_rows(title, width), *below]


def _counts(sheet: Sheet, line: SheetLine) -> str:
    return (
        "　".join(f"{name} {n}" for name, n in sheet.shown_counts(line)) + f"　{sheet.rate(line)}"
    )


def _bar(line: SheetLine, width: int) -> Content:
    filled, at = line.bar(width)
    cells = "█" * filled + "─" * (width - filled)
    style = "$primary" if line.verdict is Verdict.WON else "$secondary"
    if at is None:
        return Content.styled(cells, style)
    before, after = cells[: at - 1], cells[at:]
    return Content.assemble((before, style), ("┃", "bold"), (after, style))
