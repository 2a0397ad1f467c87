"""Screens that lie over the report and ask for something: a file, a title, a choice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import Screen, ScreenResultType
from textual.widgets import Label

from review.typography.linebreak import printable
from review.widgets.key_bar import KeyBar
from review.widgets.prose import Prose, ProseLine

_FAR = 100_000
"""Entries: more than any list has, so that one step leads to its end."""

MOVING: tuple[Binding, ...] = (
    Binding("down", "move(1)", show=False),
    Binding("up", "move(-1)", show=False),
    Binding("pagedown", "page(1)", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("home", f"move({-_FAR})", show=False),
    Binding("end", f"move({_FAR})", show=False),
)
"""How one moves in the only list of a screen, by its `action_move` (entries) and `action_page`.

No footer shows these keys: those that do something with the entry need the room.
"""


class OverScreen(Screen[ScreenResultType]):
    """Lies over another screen, and goes once."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Go, once: at the second click of a burst Textual would take the screen below away."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class FormScreen(OverScreen[ScreenResultType]):
    """A title on top, what there is to say, and below them a list or a text."""

    DEFAULT_CSS = """
    FormScreen {
        background: $surface;
        #form-title { height: 1; padding: 0 1; background: $panel; width: 1fr; }
        #form-saying { padding: 0 1; }
        BlockList { border-top: solid $primary; }
    }
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.heading = Label(printable(title), id="form-title", markup=False)
        self.saying = Prose(id="form-saying")
        """What there is to say, to be composed above the list or text."""

    def compose(self) -> ComposeResult:
        """The title, what the screen is made of, the keys."""
        yield self.heading
        yield from self.parts()
        yield KeyBar()

    def parts(self) -> ComposeResult:
        """What stands between title and keys."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Go back; nothing was chosen."""
        self.dismiss(None)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say something else; in the colour of errors where something is wrong."""
        self.saying.say(ProseLine(text, "$error" if wrong else "$muted"))
