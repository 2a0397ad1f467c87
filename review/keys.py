"""The keys at the bottom, made anew only when they are others."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Footer


class Keys(Footer):
    """Textual's footer, which stays as it is while its keys do.

    Textual takes it down and puts it up again whenever the focus moves. A click that falls in
    between is lost, and whoever works with the mouse clicks here.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: list[tuple[str, str, str, bool]] = []

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show other keys."""
        if not (screen.app.app_focus and self.is_attached and screen is self.screen):
            return
        shown = [
            (binding.key, binding.description, binding.action, enabled)
            for _node, binding, enabled, _tooltip in screen.active_bindings.values()
            if binding.show
        ]
        if shown != self._shown:
            self._shown = shown
            super().bindings_changed(screen)
