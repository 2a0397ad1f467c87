"""What is asked of Python itself: its modules and its garbage."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import Any

_THRESHOLDS = 10_000, 20, 100
"""New objects, and rounds of the younger generation, between two looks of each generation.

With Python's own 700, 10, 10 a look falls into every third page that is turned.
"""


def load_asyncio() -> None:
    """Import asyncio without SSL: it takes two MiB, and the program never goes to the network."""
    if "ssl" in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules["ssl"] = None  # what cannot be imported, as Python understands it
    try:
        importlib.import_module("asyncio")
    finally:
        del modules["ssl"]


def end_start() -> None:
    """Begin to collect garbage, which the start leaves alone; what exists now will stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()
