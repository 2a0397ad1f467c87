"""Selecting text of the page with the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.span import Span
from review.reading.page import Page
from review.reading.text_selection import selected_span, selection_of
from review.typography.flow import FlowPlace

if TYPE_CHECKING:
    from review.reading.caret import Caret, CaretStep


class KeySelection:
    """Moves a caret over a page and selects what it passes over."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._caret: Caret | None = None

    @property
    def place(self) -> FlowPlace | None:
        """Where the caret is; None while there is none."""
        return None if self._caret is None else self._caret.place

    @property
    def is_selecting(self) -> bool:
        """Whether moving the caret selects."""
        return self._caret is not None and self._caret.is_selecting

    @property
    def hint(self) -> str:
        """What the caret waits for; nothing while there is none."""
        if self.is_selecting:
            return "选取：移到终点，按F4写批注，Ctrl+C复制，Esc取消"
        return "" if self._caret is None else "选取：移到起点，再按一次v或.，Esc取消"

    def begin(self) -> None:
        """Show the caret, or let the selection begin where it is."""
        if self._caret is None:
            self._appear()
        else:
            self._caret.anchor()
        self._show()

    def _appear(self) -> Caret:
        """Put the caret where one reads."""
        from review.reading.caret import Caret  # most read without selecting

        self._caret = Caret(self._page.report, self._page.view.spot)
        return self._caret

    def move(self, step: CaretStep, direction: int, *, extend: bool) -> None:
        """Move the caret; `direction` is 1 onwards, -1 back."""
        caret = self._caret or self._appear()
        if extend and not caret.is_selecting:
            caret.anchor()
        caret.move(self._page.flow, step, direction, self._page.size.height)
        self._show()

    def _show(self) -> None:
        caret = self._caret
        self._page.show_caret(self.place)
        if caret is not None and caret.is_selecting:
            span = caret.span
            self._page.screen.selections = {self._page: selection_of(span)} if span else {}

    def end(self) -> None:
        """Put the caret away; what is selected stays."""
        if self._caret is not None:
            self._caret = None
            self._page.show_caret(None)

    @property
    def span(self) -> Span | None:
        """What is selected, with the keys or the mouse; None for nothing."""
        selection = self._page.text_selection
        if selection is None:
            return None
        span = selected_span(selection, self._page.report)
        return span if span.text(self._page.report).strip() else None
