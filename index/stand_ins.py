"""Empty modules instead of those that a library imports and that searching never needs."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import cast

_importing = threading.Lock()
"""Held while modules are hidden, so that no two threads hide and show them."""


@contextmanager
def stand_ins(modules: Mapping[str, Sequence[str] | None]) -> Iterator[None]:
    """Have nothing stand in for modules while others are imported.

    The names that are to be imported from each are None; without names it is not there at all.
    """
    loaded = cast("dict[str, ModuleType | None]", sys.modules)
    with _importing:
        hidden = [name for name in modules if name not in loaded]
        for name in hidden:
            module = ModuleType(name)
            vars(module).update(dict.fromkeys(modules[name] or ()))
            loaded[name] = None if modules[name] is None else module
        try:
            yield
        finally:
            for name in hidden:
                del loaded[name]
