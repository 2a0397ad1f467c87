"""The themes as Textual knows them."""

from __future__ import annotations

from textual.theme import Theme

from review.settings.colours import COLOURS


def _theme(name: str, colours: dict[str, str]) -> Theme:
    return Theme(
        name=name,
        primary=colours["primary"],
        secondary=colours["secondary"],
        accent=colours["primary"],
        foreground=colours["foreground"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["success"],
        dark=name != "light",
        variables=colours,
    )


THEMES = {name: _theme(name, colours) for name, colours in COLOURS.items()}
"""By name; Textual asks for them at each row that it paints."""
