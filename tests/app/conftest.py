"""What every test of the running application gets: a pilot that waits for the application."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.app.driving import key_event
from tests.app.waiting import idle


@pytest.fixture(autouse=True)
def _pilot_waits_for_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pilot go on as soon as the application is idle, and never before.

    Textual's own takes a process for idle that uses no processor time for a fiftieth of a second:
    long where there is nothing to wait for, and wrong where other programs have the processor.
    """

    async def wait_for_screen(self: Pilot[None], timeout: float = 0) -> bool:
        await idle(self.app)
        return self.app._exception is None

    async def press(self: Pilot[None], *keys: str) -> None:
        await idle(self.app)
        for key in keys:
            self.app.post_message(key_event(key))
            await idle(self.app)

    async def no_wait(*_times: float) -> None:
        """There is nothing to wait for any more."""

    monkeypatch.setattr(Pilot, "_wait_for_screen", wait_for_screen)
    monkeypatch.setattr(Pilot, "press", press)
    monkeypatch.setattr("textual.pilot.wait_for_idle", no_wait)
