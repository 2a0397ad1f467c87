"""What the vote could not do, said in the corner of the screen."""

from __future__ import annotations

from textual.app import App

from content.errors import Problem


def complain(app: App[None], problem: Problem) -> None:
    """Say what could not be done, and what to do about it."""
    app.notify(str(problem), title="票决", severity="error", timeout=12, markup=False)
