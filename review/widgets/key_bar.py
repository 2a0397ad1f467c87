"""The keys at the bottom: as many as there is room for, each of them whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import accumulate

from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from review.widgets.key_line import BACK, fitting, key_segments, key_width


class KeyBar(Widget):
    """The keys that work now, in one row; a click on one presses it.

    Textual's own footer ends in half a key, and loses a click while the focus moves.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._shown: list[ActiveBinding] = []

    def on_mount(self) -> None:
        """Follow what works now, once it is known how many keys there is room for."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.call_after_refresh(self._show)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self._show()

    def on_resize(self) -> None:
        """Show more or fewer keys."""
        self._show()

    def _show(self) -> None:
        """Show the keys that work now, if they are others than those that are shown."""
        active: dict[str, ActiveBinding] = {}
        actions: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.screen.active_bindings.values():
            if one.binding.show:
                active.setdefault(one.binding.action, one)
                actions[one.binding.key].add(one.binding.action)
        labels = getattr(self.screen, "footer_labels", {})
        if BACK not in labels:
            active.pop(BACK, None)  # under a screen that lies over the page nothing leads back
        for action, label in labels.items():
            if action in active:
                binding = replace(active[action].binding, description=label)
                active[action] = active[action]._replace(binding=binding)
        widths = {action: self._width(one) for action, one in active.items()}
        onward = actions["enter"] | actions["ctrl+s"]
        kept = fitting(widths, self.size.width, actions["escape"], onward)
        shown = [active[action] for action in kept]
        if [one[1:] for one in shown] != [one[1:] for one in self._shown]:
            self._shown = shown
            self.refresh()

    def _key(self, one: ActiveBinding) -> str:
        return self.app.get_key_display(one.binding)

    def _width(self, one: ActiveBinding) -> int:
        return key_width(self._key(one), one.binding.description)

    def render_line(self, y: int) -> Strip:
        """The row."""
        keys = ((self._key(one), one.binding.description, one.enabled) for one in self._shown)
        strip = Strip(key_segments(keys, self.app.theme_variables))
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def _at(self, x: int) -> ActiveBinding | None:
        """The key on a column."""
        ends = accumulate(map(self._width, self._shown))
        return next((one for one, end in zip(self._shown, ends, strict=True) if x < end), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Say what the key under the mouse does."""
        one = self._at(event.x)
        tooltip = None if one is None else one.tooltip
        if tooltip != self.tooltip:
            self.tooltip = tooltip

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the mouse."""
        one = self._at(event.x)
        if one is not None and one.enabled:
            self.app.simulate_key(one.binding.key)
        elif one is not None:
            self.app.bell()
