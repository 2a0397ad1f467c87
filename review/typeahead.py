"""One key at a time.

Textual hands every waiting key to the widget that has the focus now, and only then looks what the
first of them did. Keys typed in one burst (「g二7 3⏎」) would so miss the line that the first of
them opens. Here each key is finished, and so are the messages it caused, before the next begins;
where it changed what is on screen, the next finds everything in its new place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from review.widgets.textual_private import awaits_layout

_PATIENCE = 0.5
"""Seconds to wait for a widget that does not answer because it is being removed."""

_ROUNDS = 4
"""Layouts to wait for at most: one may ask for another, as a scroll bar that comes does."""


async def finish(node: DOMNode) -> None:
    """Wait until a widget and everything above it, the app excepted, have emptied their queues.

    From the inside out, as messages rise. What runs in a worker is not waited for.
    """
    app = node.app
    for pump in node.ancestors_with_self:
        if pump is not app and pump.is_running:
            await _reached(pump.call_later)


async def laid_out(screen: Screen[Any]) -> None:
    """Wait until a screen that is about to get a new layout has it, and is painted."""
    for _ in range(_ROUNDS):
        await _reached(screen.call_later)
        if not any(map(awaits_layout, screen.walk_children(Widget, with_self=True))):
            return
        await _reached(screen.call_after_refresh)


async def painted(screen: Screen[Any]) -> None:
    """Wait until a screen is laid out and painted, its scroll bars too: they come a frame later."""
    for _ in range(2):
        await laid_out(screen)
        await _reached(screen.call_after_refresh)


async def _reached(call: Callable[[Callable[[], None]], bool]) -> None:
    done = asyncio.Event()
    if call(done.set):
        giving_up = asyncio.get_running_loop().call_later(_PATIENCE, done.set)
        await done.wait()
        giving_up.cancel()
