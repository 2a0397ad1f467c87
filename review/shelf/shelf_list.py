"""The list of the shelf."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message

from content.shelf.library import BUILTIN_ID
from content.shelf.listed_reports import lead_in
from content.shelf.manifest import Manifest
from review.widgets.titled_list import TitledList


def having(words: str, reports: Sequence[Manifest]) -> Sequence[Manifest]:
    """The reports that have every one of some words in their titles or in what is known of them."""
    if not words.strip():
        return reports
    from index.words.normalise import fold  # 40 ms, with `index`

    folded = fold(words).split()
    texts = (fold("\n".join((report.title, *report.known))) for report in reports)
    return [r for r, text in zip(reports, texts, strict=True) if all(w in text for w in folded)]


class ShelfList(TitledList[Manifest]):
    """Reports below each other, title and what is known of each, with one chosen."""

    class Opened(Message):
        """The chosen report was clicked twice."""

    def __init__(self) -> None:
        super().__init__(id="shelved")

    def fill(self, reports: Sequence[Manifest], open_id: str, chosen_id: str) -> None:
        """List other reports.

        Args:
            reports: What to list.
            open_id: The report that is being read.
            chosen_id: The one to choose; where it is not listed, the one in its place.
        """
        ids = [report.id for report in reports]
        chosen = ids.index(chosen_id) if chosen_id in ids else min(self.cursor, len(ids) - 1)
        rows = []
        for at, report in enumerate(reports):
            marks = ["正在读"] * (report.id == open_id) + ["自带"] * (report.id == BUILTIN_ID)
            about = "".join(f"　{piece}" for piece in (*marks, *report.known))
            rows.append((lead_in(reports, at) + report.title, about))
        self.show_rows(reports, rows, max(0, chosen))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; twice opens it."""
        if self.choose_clicked(event) is not None and event.chain == 2:
            self.post_message(self.Opened())
