"""A ballot at which nobody is any more is put away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual.screen import Screen
from textual.timer import Timer

COVER_AFTER = 120.0
"""Seconds without a key after which a ballot is put away, its marks dropped: whoever comes to the
machine next must not see them."""

WARN_BEFORE = 30.0
"""Seconds before that of a warning, for those who only read."""


class IdleWatch:
    """Warns after a while without a key, and then calls for the ballot to be put away."""

    def __init__(self, screen: Screen[None], cover: Callable[[], Awaitable[None]]) -> None:
        self._screen = screen
        self._cover = cover
        self.timers: list[Timer] = []
        self._warned = False

    def restart(self) -> None:
        """Somebody is there: wait anew."""
        self.stop()
        self.timers = [
            self._screen.set_timer(COVER_AFTER - WARN_BEFORE, self._warn),
            self._screen.set_timer(COVER_AFTER, self._cover),
        ]

    def stop(self) -> None:
        """There is no ballot any more, or somebody is at it; take a warning back."""
        for timer in self.timers:
            timer.stop()
        self.timers = []
        if self._warned:
            self._warned = False
            self._screen.app.clear_notifications()

    def _warn(self) -> None:
        self._warned = True
        left = f"{WARN_BEFORE:.0f}秒"
        text = f"选票闲置，再过{left}将收起，记号不保留。要接着填，请回到选票按方向键。"
        self._screen.app.notify(
            text, title="票决", severity="warning", timeout=WARN_BEFORE, markup=False
        )
