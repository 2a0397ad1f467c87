"""What is sent to the terminal besides what Textual sends, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.driver import Driver

from review.typography.cells import sent

if TYPE_CHECKING:
    from review.first_page import FirstPage

ENTER = "\x1b[?1049h"
"""Switches to the other screen, and clears it."""


def terminal_driver(kind: type[Driver], page: FirstPage | None) -> type[Driver]:
    """The driver of this system, on a screen that may show the first page already.

    Args:
        kind: Textual's own driver.
        page: The first page, if it was printed.
    """

    class TerminalDriver(kind):  # type: ignore[misc,valid-type]
        """Sends blanks behind the characters of open width; does not clear the first page."""

        def write(self, data: str) -> None:
            if data == ENTER and page is not None and not page.is_taken:
                page.is_taken = True
            else:
                super().write(sent(data))

        def start_application_mode(self) -> None:
            super().start_application_mode()
            if page is not None:
                self.attrs_before = page.attributes

    return TerminalDriver
