"""The keys at the bottom: as many as there is room for, each of them whole."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey  # Textual exports the row only

VOTE, HELP, QUIT, MORE = LAST = (
    "app.vote(False)",
    "app.help",
    "app.quit",
    "app.command_palette",
)
"""Actions whose keys stand behind all others, in this order."""

BACK = "screen.trail(-1)"
"""Action of the key that leads back from a jump, shown with where it leads."""

_BLANKS = 3
"""Cells of a key that are blank: before it, behind it, and behind what it does."""


def fitting(widths: Mapping[str, int], room: int, way_back: Container[str] = ()) -> list[str]:
    """Which keys to show.

    The vote goes first, then quitting where something leads back, then whatever stands last. What
    leads back stays, and so do help and what lists all commands of the screen.

    Args:
        widths: Cells that the key of each action takes, the nearest to the focus first.
        room: Cells there are.
        way_back: Actions that lead back from where one is.

    Returns:
        Actions in the order to show them in.
    """
    own = [action for action in widths if action not in LAST]
    shown = [*own, *(action for action in LAST if action in widths)]
    spare = [action for action in reversed(own) if action not in way_back]
    for action in (VOTE, *((QUIT,) if way_back else ()), *spare):
        if sum(widths[one] for one in shown) > room and action in shown:
            shown.remove(action)
    return shown


class Keys(Footer):
    """Textual's footer, which here leaves out whole keys instead of ending in half a one.

    It also stays as it is while its keys do. Textual takes it down and puts it up again whenever
    the focus moves, and a click that falls in between is lost; whoever works with the mouse clicks
    here.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[ActiveBinding] = []

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        for _node, binding, enabled, tooltip in self._shown:
            yield FooterKey(
                binding.key,
                self.app.get_key_display(binding),
                binding.description,
                binding.action,
                disabled=not enabled,
                tooltip=tooltip,
            ).data_bind(compact=Footer.compact)

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show other keys."""
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self._show()

    def on_mount(self) -> None:
        """Show the keys once it is known how many there is room for."""
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """Show more or fewer keys."""
        self._show()

    def _show(self) -> None:
        """Show the keys that work now, if they are others than those that are shown."""
        active: dict[str, ActiveBinding] = {}
        for one in self.screen.active_bindings.values():
            if one.binding.show:
                active.setdefault(one.binding.action, one)
        labels = getattr(self.screen, "footer_labels", {})
        if BACK not in labels:
            active.pop(BACK, None)  # under a screen that lies over the page nothing leads back
        for action, label in labels.items():
            if action in active:
                binding = replace(active[action].binding, description=label)
                active[action] = active[action]._replace(binding=binding)
        widths = {
            action: cell_len(self.app.get_key_display(one.binding) + one.binding.description)
            + _BLANKS
            for action, one in active.items()
        }
        way_back = {action for action, one in active.items() if one.binding.key == "escape"}
        shown = [active[action] for action in fitting(widths, self.size.width, way_back)]
        if [one[1:] for one in shown] != [one[1:] for one in self._shown]:
            self._shown = shown
            self.call_after_refresh(self.recompose)
