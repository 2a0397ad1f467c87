"""What every test of the running application gets: a pilot that waits for the application."""

from __future__ import annotations

import pytest

from tests.app.waiting import wait_for_the_application


@pytest.fixture(autouse=True)
def _pilot_waits_for_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_for_the_application(monkeypatch)
