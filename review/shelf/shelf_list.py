"""The list of the shelf."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message

from content.shelf.shelved_report import ShelvedReport, lead_in
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, Look
from review.widgets.block_list import BlockList


class ShelfList(BlockList):
    """Reports below each other, title and what is known of each, with one chosen."""

    class Opened(Message):
        """The chosen report was clicked twice."""

    def __init__(self) -> None:
        super().__init__(id="shelved")
        self._reports: Sequence[ShelvedReport] = ()
        self._titles: list[str] = []
        self._texts: list[str] = []

    def fill(self, reports: Sequence[ShelvedReport], open_id: str, chosen_id: str) -> None:
        """List other reports.

        Args:
            reports: What to list.
            open_id: The report that is being read.
            chosen_id: The one to choose; where it is not listed, the one in its place.
        """
        ids = [report.id for report in reports]
        at = ids.index(chosen_id) if chosen_id in ids else min(self.cursor, max(0, len(ids) - 1))
        self._reports = reports
        self._titles = [
            lead_in(reports, at) + printable(report.title) for at, report in enumerate(reports)
        ]
        self._texts = [
            title + _about(report, report.id == open_id)
            for title, report in zip(self._titles, reports, strict=True)
        ]
        self.set_entries([len(text) for text in self._texts], at)

    @property
    def chosen(self) -> ShelvedReport | None:
        """The report that is marked, if there is any."""
        return self._reports[self.cursor] if self._reports else None

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; twice opens it."""
        offset = event.get_content_offset(self)
        at = None if offset is None else self.entry_at(offset.y)
        if at is not None:
            self.choose_entry(at)
            if event.chain == 2:
                self.post_message(self.Opened())

    def block(self, entry: int) -> Block:
        """A report, its further rows indented."""
        text = self._texts[entry]
        return Block(text, 0, len(text), indent=2)

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row: the title set apart from what is known."""
        mark = CURSOR_MARK if chosen else " "
        base = self.looks[Look.BODY]
        if chosen:
            base += self.looks[Look.CURRENT]
        text, title = self._texts[row.block], len(self._titles[row.block])
        edge = min(max(title, row.start), row.end)
        return [
            Segment(f" {mark}{' ' * row.indent}", base),
            Segment(text[row.start : edge], base),
            Segment(text[edge : row.end], base + self.looks[Look.BYLINE]),
        ]


def _about(report: ShelvedReport, is_open: bool) -> str:
    manifest = report.manifest
    known = [
        "正在读" if is_open else "",
        "自带" if report.is_builtin else "",
        str(manifest.date or manifest.year or ""),
        manifest.place,
        manifest.speaker,
    ]
    return printable("".join(f"　{piece}" for piece in known if piece))
