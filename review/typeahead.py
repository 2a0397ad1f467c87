"""One key at a time.

Textual hands every waiting key to the widget that has the focus now, and only then looks what the
first of them did. Keys typed in one burst (「g二7 3⏎」) would so miss the line that the first of
them opens. Here each key is finished, and so are the messages it caused, before the next begins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen

_PATIENCE = 0.5
"""Seconds to wait for a widget that does not answer because it is being removed."""


async def finish(node: DOMNode) -> None:
    """Wait until a widget and everything above it, the app excepted, have emptied their queues."""
    app = node.app
    for pump in node.ancestors_with_self:
        if pump is not app and pump.is_running:
            await _reached(pump.call_later)


async def laid_out(screen: Screen[Any]) -> None:
    """Wait until a screen has its new layout and is painted."""
    await _reached(screen.call_after_refresh)


async def _reached(call: Callable[[Callable[[], None]], bool]) -> None:
    done = asyncio.Event()
    if call(done.set):
        giving_up = asyncio.get_running_loop().call_later(_PATIENCE, done.set)
        await done.wait()
        giving_up.cancel()
