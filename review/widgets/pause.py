"""A while of quiet before something is done."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer


class Pause:
    """What is done once nothing has happened for a while; each `begin` starts the while anew."""

    def __init__(self, owner: MessagePump, seconds: float, then: Callable[[], object]) -> None:
        self._owner = owner
        self._seconds = seconds
        self._then = then
        self._timer: Timer | None = None

    @property
    def is_on(self) -> bool:
        """Whether it is still to be done."""
        return self._timer is not None

    def begin(self) -> None:
        """Wait from now on."""
        self.stop()
        self._timer = self._owner.set_timer(self._seconds, self._over)

    def stop(self) -> bool:
        """Give it up; whether it was still to be done."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.stop()
        return timer is not None

    def _over(self) -> None:
        if self.stop():  # A timer that was stopped may have spoken already.
            self._then()
