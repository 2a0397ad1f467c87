"""更多: the commands of the screen one is on, with their keys, found by any part of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from inspect import isawaitable
from typing import NamedTuple

from textual import events
from textual.actions import parse
from textual.app import ComposeResult
from textual.binding import Binding
from textual.command import Command as FoundCommand
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import LoadingIndicator
from textual.worker import WorkerCancelled

from review.settings.key_names import short_label
from review.settings.key_table import COMMANDS
from review.typography.linebreak import break_rows
from review.widgets.form_screen import OverScreen
from review.widgets.key_bar import KeyBar
from review.widgets.line_input import LineInput

_WIDEST = 120
"""Cells of the palette at most, as the style sheet has it."""

_FRAME = 6
"""Cells that padding and scroll bar take away."""


class PaletteLine(CommandInput, LineInput):
    """The line that commands are typed into."""


class PaletteList(CommandList):
    """The commands that were found."""

    async def _on_click(self, event: events.Click) -> None:
        """Pass over a command that has just been filtered away; Textual fails."""
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()


class Palette(CommandPalette, OverScreen[None]):
    """The line that commands are typed into, and those found."""

    BINDINGS = [
        Binding("enter", "carry_out", "执行", priority=True),
        Binding("escape", "escape", "关闭"),
    ]

    def compose(self) -> ComposeResult:
        """What Textual's palette looks for in itself, and the keys that work on it."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield PaletteLine("输入命令，如：目录")
            with Vertical(id="--results"):
                yield PaletteList()
                yield LoadingIndicator()
        yield KeyBar()

    async def on_resize(self) -> None:
        """Break the explanations for the window as it is now; the same command stays marked."""
        found = self.query_one(CommandList)
        if (marked := found.highlighted) is not None:
            with suppress(WorkerCancelled):  # by typing on, or closed
                await self._gather_commands(self.query_one(CommandInput).value.strip()).wait()
                found.highlighted = marked

    def _action_command_list(self, action: str) -> None:
        """Move through what was found, where there is room for any of it; Textual fails."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)

    async def action_carry_out(self) -> None:
        """Carry out the marked command, once all that fit are found and before further keys."""
        searches = [one for one in self.workers if one.node is self and not one.is_finished]
        with suppress(WorkerCancelled):  # as above
            await self.workers.wait_for_complete(searches)
        if not self.is_current:  # a click beside it has closed it meanwhile
            return
        found = self.query_one(CommandList).highlighted_option
        if isinstance(found, FoundCommand):
            self.dismiss()
            done = found.hit.command()
            if isawaitable(done):
                await done


class Offer(NamedTuple):
    """A command as the palette offers it."""

    label: str
    keys: str
    """As they are printed on the keyboard; empty for none."""
    help: str
    run: Callable[[], object]
    """Carries it out; what it gives may have to be awaited."""

    @property
    def shown(self) -> str:
        """What it does, and by which key."""
        return f"{self.label}　{self.keys}" if self.keys else self.label

    def told(self, width: int) -> str:
        """The explanation in rows of a window: Textual breaks them as if they were English."""
        room = min(width, _WIDEST) - _FRAME
        return "\n".join(self.help[start:end] for start, end in break_rows(self.help, room))


class Commands(Provider):
    """What can be done: first what the keys at the bottom do, then all that leads elsewhere."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for offer in self._offers():
            yield DiscoveryHit(offer.shown, offer.run, help=offer.told(self.app.size.width))

    async def search(self, query: str) -> Hits:
        """The commands that match, or a line that says that there are none."""
        matcher = self.matcher(query)
        found = False
        for offer in self._offers():
            score = max(matcher.match(offer.shown), matcher.match(offer.help) / 2)
            if score > 0:
                found = True
                shown = Content.assemble(matcher.highlight(offer.label), f"　{offer.keys}")
                yield Hit(score, shown, offer.run, offer.shown, offer.told(self.app.size.width))
        if not found:
            yield Hit(1, "没有这条命令", lambda: None, help="请换一个词，或删去后看全部。")

    def _offers(self) -> Iterator[Offer]:
        """Commands of this screen, and behind them those of the table that it can carry out."""
        told: set[str] = set()
        labels = getattr(self.screen, "footer_labels", {})
        for node, binding, enabled, _tooltip in self.screen.active_bindings.values():
            command = next((one for one in COMMANDS if one.action == binding.action), None)
            named = binding.show or (command is not None and command.palette)
            can_now = enabled and self._is_there(binding.action)  # Textual asked the palette
            if not (can_now and named and binding.description) or binding.action in told:
                continue
            told.add(binding.action)
            label = labels.get(binding.action, binding.description)
            run = partial(self.app.run_action, binding.action, node)
            help_text = command.help if command else binding.tooltip
            yield Offer(label, self.app.get_key_display(binding), help_text, run)
        for command in COMMANDS:
            if command.palette and command.action not in told and self._is_there(command.action):
                run = partial(self.app.run_action, command.action)
                yield Offer(command.label, short_label(command.keys[0]), command.help, run)

    def _is_there(self, command: str) -> bool:
        """Whether the screen that is shown has what the command asks for, and can do it now."""
        owner, action, parameters = parse(command)
        if owner != "screen":
            return True
        is_known = hasattr(self.screen, f"action_{action}")
        return is_known and bool(self.screen.check_action(action, parameters))
