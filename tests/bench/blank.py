"""The least a Textual application can be: what the time to the first page is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class Blank(App[None]):
    """A header, one word and a footer."""

    def compose(self) -> ComposeResult:
        """Build the screen."""
        yield Header()
        yield Static("READY")
        yield Footer()


if __name__ == "__main__":
    Blank().run()
