"""Waiting for the application: until it has nothing left to do, or until something is so.

What is asked is its event loop, not the clock, so a busy machine makes tests slower and nothing
else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sized
from typing import Any, Protocol, cast

from textual.app import App
from textual.screen import Screen

PATIENCE = 30.0
"""Seconds after which an application that does not answer has crashed."""


class Driver(Protocol):
    """A view or Textual's pilot."""

    @property
    def app(self) -> App[None]:
        """The running application."""


async def handled() -> None:
    """Wait until every message that was sent has been handled, and all that came of it.

    What threads, timers and other programs will bring is not waited for.
    """
    ready = cast(Sized, cast(Any, asyncio.get_running_loop())._ready)
    await asyncio.sleep(0)
    while ready:  # noqa: ASYNC110  its end is no event
        await asyncio.sleep(0)


async def idle(app: App[None]) -> None:
    """Wait until every message has been handled, animations are over and the screen is painted."""
    await handled()
    while app.is_running and app._exception is None:
        if app.animator._animations or app.animator._scheduled:
            await app.animator.wait_until_complete()
        elif app._resize_timer is not None:
            app._check_resize()
        elif _is_due(app.screen):
            app.screen._on_timer_update()
        else:
            return
        await handled()


def _is_due(screen: Screen[Any]) -> bool:
    """Whether a screen is about to be laid out or painted."""
    return not screen.app._batch_count and bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


async def wait_until(driver: Driver, condition: Callable[[], object]) -> None:
    """Wait for what a thread or a timer brings, and until it is painted.

    Raises:
        AssertionError: It did not come; the message shows the screen.
    """
    deadline = time.monotonic() + PATIENCE
    await idle(driver.app)
    while not condition():
        assert time.monotonic() < deadline, "\n".join(screen_rows(driver.app))
        await asyncio.sleep(0.005)
        await idle(driver.app)


async def workers_done(driver: Driver, group: str = "") -> None:
    """Wait until no worker is at work, or none of a group."""
    await wait_until(
        driver,
        lambda: all(
            worker.is_finished for worker in driver.app.workers if group in ("", worker.group)
        ),
    )


def screen_rows(app: App[None]) -> list[str]:
    """All rows of the screen as text."""
    strips = app.screen._compositor.render_strips()
    return [strip.text.rstrip() for strip in strips]
