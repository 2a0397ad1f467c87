"""The themes as Textual knows them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from textual.theme import Theme

from review.settings.colours import COLOURS

_OWN = [field.name for field in fields(Theme)]


def _theme(name: str, colours: dict[str, str]) -> Theme:
    known: dict[str, Any] = {part: colours[part] for part in _OWN if part in colours}
    accent, dark = colours["primary"], name != "light"
    return Theme(name=name, accent=accent, dark=dark, variables=colours, **known)


THEMES = {name: _theme(name, colours) for name, colours in COLOURS.items()}
"""By name; Textual asks for them at each row that it paints."""
