"""How each kind of text looks in the theme that is on.

Rich styles taken straight from the theme: as component classes of the style sheet they would cost
the start twice as much as painting the first page.

No look is told by its colour alone: without colours there are reverse, bold and underlined text,
and the signs in the margin.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from rich.color import Color
from rich.style import Style

CURSOR_MARK = "›"
"""Stands before the chosen entry of a list."""

GUTTER = 2
"""Cells before the text of a list: one for a mark of its own, one for that of the chosen entry."""


class Look(Enum):
    """A way to set text apart, on the page or in a list."""

    TITLE = "title"
    BYLINE = "byline"
    PART = "part"
    SECTION = "section"
    LEAD = "lead"
    BODY = "body"
    LANDING = "landing"
    CURRENT = "current"
    CURSOR = "cursor"
    HIT = "hit"
    CURRENT_HIT = "current hit"
    SELECTION = "selection"
    CARET = "caret"
    SIGN = "sign"
    TERM = "term"
    NOTE_APPROVAL = "note-approval"
    NOTE_QUESTION = "note-question"
    NOTE_SUGGESTION = "note-suggestion"
    NOTE_AMENDMENT = "note-amendment"
    NOTE_FIGURE = "note-figure"
    NOTE_MEMO = "note-memo"
    OTHERS_1 = "success"
    OTHERS_2 = "warning"
    OTHERS_3 = "secondary"
    OTHERS_4 = "primary"


NOTE_LOOKS = tuple(look for look in Look if look.value.startswith("note-"))
"""How noted text looks, by kind of note; each value names the theme's variable for it."""

OTHERS_LOOKS = tuple(look for look in Look if look.name.startswith("OTHERS_"))
"""How text looks that others noted, by person in turn; each value names the theme's colour."""


def looks(colours: Mapping[str, str], background: str) -> dict[Look, Style]:
    """The Rich style of every look, on the background of a pane (`#rrggbb`)."""
    base = Style(color=colours["foreground"], bgcolor=background)
    primary, secondary, muted = (colours[name] for name in ("primary", "secondary", "muted"))
    return {
        Look.TITLE: base + Style(color=primary, bold=True),
        Look.BYLINE: base + Style(color=muted),
        Look.PART: base + Style(color=primary, bold=True),
        Look.SECTION: base + Style(color=secondary, bold=True),
        Look.LEAD: base + Style(bold=True),
        Look.BODY: base,
        Look.LANDING: base + Style(color=primary),
        Look.CURRENT: Style(color=primary, bold=True),
        Look.CURSOR: _on(primary, background),
        Look.HIT: Style(color=primary, bold=True, underline=True),
        Look.CURRENT_HIT: _on(primary, background) + Style(bold=True),
        Look.SELECTION: _on(secondary, background),
        Look.CARET: _on(colours["foreground"], background) + Style(bold=True, underline=True),
        Look.SIGN: base + Style(color=secondary, bold=True),
        Look.TERM: Style(color=secondary, underline=True),
        **{look: Style(bgcolor=colours[look.value], underline=True) for look in NOTE_LOOKS},
        **{look: Style(color=colours[look.value], underline=True) for look in OTHERS_LOOKS},
    }


def _on(colour: str, background: str) -> Style:
    """Text in the background's colour on another: reversed, for terminals without colours."""
    return Style(color=colour, bgcolor=background, reverse=True)


def bar_styles(bar: Color | str, back: Color | str) -> tuple[Style, Style]:
    """How the cells of a scroll bar look, and those of its thumb."""
    return Style(bgcolor=back), Style(color=bar, bgcolor=back, reverse=True)
