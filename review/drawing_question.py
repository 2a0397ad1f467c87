"""The question which of two rows can be read: how the terminal draws “ ” — ○ ×.

The terminal cannot be asked: it tells how many cells it gives a character, but not how wide the
font draws it. So the user sees “正文”——共○项 without and with blanks, and says which is legible.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.driver import Driver
from textual.message import Message
from textual.widget import Widget

from review.settings.key_names import meant_character
from review.settings.terminal_drawing import ROWS
from review.typography.cells import Drawing, drawing, samples


class DrawingQuestion(Widget):
    """Shows one row without and one with blanks behind the characters of open width."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    DrawingQuestion {
        height: 3; padding: 0 1; background: $panel;
    }
    """

    @dataclass
    class Answered(Message):
        """A row was chosen, or the terminal has said that there is no question."""

        how: Drawing

    def __init__(self) -> None:
        super().__init__(id="drawing-question")
        self.is_answered = False
        """Whether a row was chosen."""

    def render(self) -> Content:
        """The question and the two rows; the one that is in use is marked."""
        rows = [Content.styled("哪一行看得清？请按 1 或 2。", "bold")]
        for (key, how), sample in zip(ROWS.items(), samples(), strict=True):
            mark = "›" if drawing() is how else " "
            rows.append(Content.assemble((f"{mark}{key}", "bold $primary"), "  ", sample))
        return Content("\n").join(rows)

    def answer(self, typed: str) -> bool:
        """Take the row with a digit, however wide it was typed; whether it is there and shown."""
        how = ROWS.get(meant_character(typed) or typed) if self.display else None
        if how is not None:
            self.is_answered = True
            self.post_message(self.Answered(how))
        return how is not None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the row that is pressed: the welcome below goes at once, and the row moves."""
        event.stop()
        self.answer(str(event.y))


def measure(driver: Driver) -> None:
    """Have the terminal say how wide its “ is: its answer is a `CursorPosition` in column 1 or 2.

    Asked in the first cell (0), which has to be painted again.
    """
    driver.write(f"\x1b7\x1b[1;1H{samples()[0][0]}\x1b[6n\x1b8")
