"""One key at a time.

Textual hands every waiting key to the widget that has the focus now, and only then looks what the
first of them did. Keys typed in one burst (「g二7 3⏎」) would so miss the line that the first of
them opens. Here each key is finished, and so are the messages it caused, before the next begins.
"""

from __future__ import annotations

import asyncio

from textual.dom import DOMNode
from textual.message_pump import MessagePump

_PATIENCE = 0.5
"""Seconds to wait for a widget that does not answer because it is being removed."""


async def finish(node: DOMNode) -> None:
    """Wait until a widget and everything above it, the app excepted, have emptied their queues."""
    app = node.app
    for pump in node.ancestors_with_self:
        if pump is not app and pump.is_running:
            await _drain(pump)


async def _drain(pump: MessagePump) -> None:
    done = asyncio.Event()
    if pump.call_later(done.set):
        giving_up = asyncio.get_running_loop().call_later(_PATIENCE, done.set)
        await done.wait()
        giving_up.cancel()
