"""Whether anybody still waits for the figures: who has left is not kept until all are read."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

_has_left: ContextVar[Callable[[], bool]] = ContextVar("has_left", default=lambda: False)


class NobodyWaits(Exception):
    """What was being read is read no further; nothing of it is kept."""


def stop_when(has_left: Callable[[], bool]) -> None:
    """Have what this thread reads from here on end soon after this is so."""
    _has_left.set(has_left)


def go_on() -> None:
    """Called again and again by what may take seconds; raises `NobodyWaits` if it is to end."""
    if _has_left.get()():
        raise NobodyWaits
