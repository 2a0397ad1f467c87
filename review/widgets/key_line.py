"""Which keys stand at the bottom, and how."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

VOTE, HELP, QUIT, MORE = LAST = "app.vote(False)", "app.help", "app.quit", "app.command_palette"
"""Actions whose keys stand behind all others, in this order."""

BACK = "screen.trail(-1)"
"""Action of the key that leads back from a jump, shown with where it leads."""

_BLANKS = 3
"""Cells of a key that are blank: before it, behind it, and behind what it does."""


def fitting(
    widths: Mapping[str, int], room: int, way_back: Container[str] = (), onward: Container[str] = ()
) -> list[str]:
    """The actions whose keys to show, of those in `widths` (cells by action, nearest first).

    Without room the vote is left out first, then quitting where something leads back, then whatever
    stands last, what goes on (`onward`) behind the rest. What leads back (`way_back`) stays, and so
    do help and the list of all commands.
    """
    own = [action for action in widths if action not in LAST]
    shown = [*own, *(action for action in LAST if action in widths)]
    spare = [action for action in reversed(own) if action not in way_back]
    spare.sort(key=onward.__contains__)
    quitting = (QUIT,) if way_back or BACK in widths else ()
    for action in (VOTE, *quitting, *spare):
        # The blank behind the last one may be cut off.
        if sum(widths[one] for one in shown) > room + 1 and action in shown:
            shown.remove(action)
    return shown


def key_width(key: str, label: str) -> int:
    """Cells that a key takes with what it does."""
    return cell_len(key + label) + _BLANKS


def key_segments(
    keys: Iterable[tuple[str, str, bool]], colours: Mapping[str, str]
) -> list[Segment]:
    """Keys beside each other as they are painted, two segments for each.

    Of each key: how it is printed, what it does, and whether it can do it now.
    """
    plain = Style(color=colours["foreground"], bgcolor=colours["panel"])
    printed = plain + Style(color=colours["primary"], bold=True)
    segments = []
    for key, label, enabled in keys:
        faded = Style(dim=not enabled)
        segments += [Segment(f" {key} ", printed + faded), Segment(f"{label} ", plain + faded)]
    return segments
