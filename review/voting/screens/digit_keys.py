"""The digits as keys: full-width ones too, so that they come from every input method."""

from __future__ import annotations

from textual.binding import Binding

_DIGITS, _FULL_WIDTH = "0123456789", "０１２３４５６７８９"


def digit_bindings(action: str) -> list[Binding]:
    """Bindings of the ten digits to an action that is given which one it was."""
    return [
        Binding(f"{digit},{wide}", f"{action}('{digit}')", show=False)
        for digit, wide in zip(_DIGITS, _FULL_WIDTH, strict=True)
    ]
