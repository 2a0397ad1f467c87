"""Waiting for the application: until it has nothing left to do, or until something is so.

Whether it has is known where its event loop goes to sleep: there it asks the selector to wake it at
the next timer. No clock is looked at, so a busy machine makes tests slower and nothing else.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import pytest
from textual._context import visible_screen_stack
from textual.app import App

PATIENCE = 90.0
"""Seconds after which an application that does not answer has crashed."""

_waiting: list[asyncio.Future[int]] = []
"""What to tell that the event loop would go to sleep."""

SOON = 0.02
"""Seconds within which a timer belongs to what is being done: a frame, a repaint, a new size."""


class Driver(Protocol):
    """A view or Textual's pilot."""

    @property
    def app(self) -> App[None]:
        """The running application."""


class WatchedSelector(selectors.DefaultSelector):
    """The selector of an event loop, which sleeps only where nobody waits for just that."""

    looks = 0
    """How often all event loops have looked for something to do."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for something to read or write, or for the next timer, `timeout` seconds away."""
        WatchedSelector.looks += 1
        if not _waiting or (timeout is not None and timeout <= SOON):
            return super().select(timeout)
        ready = super().select(0)
        while _waiting and not ready:
            future = _waiting.pop()
            if not future.done():
                future.set_result(WatchedSelector.looks)
        return ready


async def idle(*_times: float) -> bool:
    """Wait until all messages have been handled, all that came of them, and all is painted.

    What threads, later timers and other programs will bring is not waited for.

    Returns:
        Whether there was nothing to do.
    """
    before = WatchedSelector.looks
    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    _waiting.append(future)
    return await asyncio.wait_for(future, PATIENCE) == before + 1


def wait_for_the_application(patch: pytest.MonkeyPatch) -> None:
    """Let the pilot go on as soon as the application is idle, and never before.

    Textual's own takes a process for idle that uses no processor time for a fiftieth of a second:
    long where there is nothing to wait for, and wrong where other programs have the processor.
    Nor are there sixty frames a second to wait for.
    """
    patch.setattr(selectors, "DefaultSelector", WatchedSelector)
    for module in ("textual.app", "textual.pilot"):
        patch.setattr(f"{module}.wait_for_idle", idle)
    patch.setattr("textual.screen.UPDATE_PERIOD", 0.001)


async def wait_until(driver: Driver, condition: Callable[[], object]) -> None:
    """Wait for what a thread or a timer brings, and until it is painted.

    Raises:
        AssertionError: It did not come; the message shows the screen.
    """
    deadline = time.monotonic() + PATIENCE
    pause = 0.005
    await idle()
    while not await _is_settled(condition):
        assert time.monotonic() < deadline, "\n".join(screen_rows(driver.app))
        await asyncio.sleep(pause)
        pause = min(2 * pause, 0.04)  # to look costs as much as what is waited for
        await idle()


async def _is_settled(condition: Callable[[], object]) -> bool:
    """Whether it is so, and still is when all has been handled that made it so.

    A thread may bring its message between the end of `idle` and this: one widget has handled it
    then, and those above it, which list and paint, have not. Where the event loop went to sleep at
    once, there was none.
    """
    if not condition():
        return False
    return await idle() or bool(condition())


async def workers_done(driver: Driver, group: str = "") -> None:
    """Wait until no worker is at work, or none of a group."""
    await wait_until(
        driver,
        lambda: all(
            worker.is_finished for worker in driver.app.workers if group in ("", worker.group)
        ),
    )


def screen_rows(app: App[None]) -> list[str]:
    """All rows of the screen as text, with what shows of the screens below it."""
    if (app.screen, WatchedSelector.looks) != (_seen.screen, _seen.looks):
        visible_screen_stack.set(app._background_screens)
        strips = app.screen._compositor.render_strips()
        _seen.screen, _seen.looks = app.screen, WatchedSelector.looks
        _seen.rows = [strip.text.rstrip() for strip in strips]
    return [*_seen.rows]


class _Seen:
    """What was seen of a screen, for who looks again before the event loop has done anything."""

    screen: object = None
    looks = 0
    rows: Sequence[str] = ()


_seen = _Seen()
