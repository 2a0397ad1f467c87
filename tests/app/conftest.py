"""What every test of the running application gets: a pilot that waits for the application."""

from __future__ import annotations

import selectors

import pytest

from tests.app.waiting import WatchedSelector, idle


@pytest.fixture(autouse=True)
def _pilot_waits_for_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot go on as soon as the application is idle, and never before.

    Textual's own takes a process for idle that uses no processor time for a fiftieth of a second:
    long where there is nothing to wait for, and wrong where other programs have the processor.
    Nor are there sixty frames a second to wait for.
    """
    monkeypatch.setattr(selectors, "DefaultSelector", WatchedSelector)
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", idle)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 0.001)
