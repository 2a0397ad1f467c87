"""What any program needs on a terminal: focus, keys, the clipboard, messages, crashes."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from rich.control import Control
from rich.segment import Segment
from rich.text import Text
from textual import events, work
from textual._compositor import ChopsUpdate
from textual.app import App, ScreenStackError
from textual.binding import Binding
from textual.color import Color
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.geometry import Region
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget
from textual.worker import WorkerFailed

import review.widgets.scroll_bar  # noqa: F401  how scroll bars look
from content.errors import Problem
from review.base.console import on_console_close
from review.crash import crash_text
from review.settings.colours import COLOURS
from review.settings.key_names import meant_character, short_label
from review.typeahead import finish
from review.typography.linebreak import break_rows, printable
from review.widgets import textual_private

if TYPE_CHECKING:
    from rich.console import RenderableType

BLANK = "\u3000"
"""The full-width blank."""

_TOAST_FRAME = 4
"""Cells of the edge and padding of messages in the corner; the style sheet has their width."""

_SEVERITIES: dict[str, str] = {"information": "", "warning": "注意", "error": "出错"}

textual_private.heed_latest_size()
textual_private.keep_messages_whole()
textual_private.paint_once()
textual_private.paint_present_only()

_OWN = [field.name for field in fields(Theme)]


def _theme(name: str, colours: dict[str, str]) -> Theme:
    known: dict[str, Any] = {part: colours[part] for part in _OWN if part in colours}
    accent, dark = colours["primary"], name != "light"
    return Theme(name=name, accent=accent, dark=dark, variables=colours, **known)


THEMES = {name: _theme(name, colours) for name, colours in COLOURS.items()}
"""By name; Textual asks for them at each row that it paints."""


class ColourlessFilter(LineFilter):
    """Takes the colours off where the user has asked for none (NO_COLOR), greys included."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the row of `segments` without colours; Textual's own asks for the default ones."""
        return [
            Segment(text, style.without_color if style else style, control)
            for text, style, control in segments
        ]


class PrintableFilter(LineFilter):
    """Shows each control character, wherever it comes from, as one sign: none may steer a terminal.

    Our own typesetting has made its texts safe, with the cells of the signs counted. What a widget
    of Textual shows (a line being typed) is made safe here, in a row as wide as it was.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the row of `segments` without a control character."""
        if all(control or text.isprintable() for text, _, control in segments):
            return segments
        width = sum(segment.cell_length for segment in segments)
        safe = [
            segment if segment.control else Segment(printable(segment.text), segment.style)
            for segment in segments
        ]
        return Segment.adjust_line_length(safe, width)


class ShownRows:
    """What was painted last, piece by piece; Textual paints all of a view where one row changes."""

    def __init__(self) -> None:
        self._pieces: defaultdict[int, dict[int, tuple[int, Strip]]] = defaultdict(dict)
        """By row and first column: the column behind, and what was painted."""

    def forget(self) -> None:
        """Know nothing: something else was painted."""
        self._pieces.clear()

    def news(self, update: ChopsUpdate) -> ChopsUpdate | None:
        """The part of an update that is not on the terminal yet, and is from now on; or None."""
        spans: list[tuple[int, int, int]] = []
        for y, start, end in update.spans:
            known = self._pieces[y]
            ends = update.chop_ends[y]
            for behind, (x, strip) in zip(ends, update.chops[y].items(), strict=False):
                if strip is None or x >= end or behind <= start or known.get(x) == (behind, strip):
                    continue
                for at in [at for at, (other, _) in known.items() if at < behind and other > x]:
                    del known[at]
                known[x] = behind, strip
                # All of the piece: where it was cut, half a wide character would be lost.
                spans.append((y, x, behind))
        return ChopsUpdate(update.chops, spans, update.chop_ends) if spans else None


class TerminalApp(App[None]):
    """An application that terminals, input methods and fonts cannot put out of step."""

    def __init__(self) -> None:
        super().__init__()
        # Not `_filters`: that is Textual's own list.
        self._shown = ShownRows()
        self._cursor = self.cursor_position
        """Where the terminal's cursor is."""
        self._row_filters: list[LineFilter] = [PrintableFilter()]
        if self.no_color:
            self._row_filters.append(ColourlessFilter())

    def on_mount(self) -> None:
        """Leave the terminal in order when told to stop."""
        loop = asyncio.get_running_loop()
        if sys.platform == "win32":
            on_console_close(lambda: loop.call_soon_threadsafe(self.exit))
        else:
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit)

    def on_terminal_gone(self) -> None:
        """End as when told to stop."""
        self.exit()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Paint what is not on the terminal already; an input method needs its cursor moved."""
        if isinstance(renderable, ChopsUpdate) and not self._batch_count:
            renderable = self._shown.news(renderable)
            if renderable is None and self._cursor != self.cursor_position:
                renderable = Control.move_to(*self.cursor_position)
        elif renderable is not None:
            self._shown.forget()
        if renderable is not None and not self._batch_count:
            self._cursor = self.cursor_position
        super()._display(screen, renderable)

    def paint_spans(self, whole: ChopsUpdate, spans: list[tuple[int, int, int]]) -> None:
        """Paint stretches (row, first column, column behind) of what `whole_screen` gives."""
        if self._batch_count:
            self.screen.refresh()  # Nothing is painted while a key is being followed; all is, then.
            return
        self._shown.news(whole)
        if spans:
            super()._display(self.screen, ChopsUpdate(whole.chops, spans, whole.chop_ends))

    def paint_anew(self, region: Region) -> None:
        """Paint over what somebody else has written on the terminal."""
        self._shown.forget()
        self.screen.refresh(region)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Those of the program, and none of Textual's own."""
        return THEMES

    def action_help_quit(self) -> None:
        """Tell those who press Ctrl+C to leave how to leave."""
        self.notify("退出请按Ctrl+Q。")

    def on_app_focus(self) -> None:
        """Let the keys go somewhere: without focus at the start, nothing had them."""
        self.call_next(self.focus_something)

    def focus_something(self) -> None:
        """Focus what a screen begins with, where nothing has the focus."""
        screen = self.screen
        wanted = self.AUTO_FOCUS if screen.AUTO_FOCUS is None else screen.AUTO_FOCUS
        if screen.focused is None and wanted:
            found = next((one for one in screen.query(wanted) if one.focusable), None)
            screen.set_focus(found, scroll_visible=False)

    @property
    def is_ending(self) -> bool:
        """Whether the program ends: as it was told, or stopped from outside, its screens taken."""
        return self._exit or not self.is_running

    async def on_event(self, event: events.Event) -> None:
        """Take keys and clicks; at the end what is typed or clicked finds nothing to act on."""
        if self.is_ending and isinstance(event, events.InputEvent):
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self.follow(event)
        else:
            await super().on_event(event)

    async def follow(self, event: events.Key) -> bool:
        """Do all that a key does, bindings first where no text is typed; whether it was bound.

        Only then the next one is taken: see `typeahead`.
        """
        if event.key == "ctrl+j":
            # Enter, typed before Textual had the terminal: it has become a line feed on the way.
            event = events.Key("enter", "\r")
        if not self.app_focus:
            self.app_focus = True  # not every terminal says that its window has the focus again
            self.focus_something()
        if self.focused is None:
            await finish(self.screen)
        target = self.focused or self.screen
        with self.batch_update():
            done = await self.run_binding(target, event)
            if not done:
                await super().on_event(event)
            await finish(target)
        # A batch ends without a word to the screen, which has skipped its repaints meanwhile.
        if not self.is_ending:
            self.screen.check_idle()
        return done

    async def run_binding(self, target: Widget, event: events.Key) -> bool:
        """Do what a key is bound to, or its twin that is not full-width; whether it is.

        Nothing is done where `target`, which has the focus, takes it as a character to type. The
        full-width blank is typed here: Textual takes it for no character.
        """
        if event.character == BLANK and _takes(target, BLANK):
            return True
        if target.check_consume_key(event.key, event.character):
            return False
        meant = meant_character(event.character)
        if meant is not None and event.key not in self.screen.active_bindings:
            event = events.Key(textual_private.key_of(meant), meant)
        active = self.screen.active_bindings.get(event.key)
        if active is None or not active.enabled:
            return False
        return await self.run_action(active.binding.action, active.node)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every row passes before it is painted."""
        return [*super().get_line_filters(), *self._row_filters]

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on the keyboard."""
        return binding.key_display or short_label(binding.key)

    # The clipboard

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text by way of the terminal and of the system, and say what came of it."""
        super().copy_to_clipboard(text)
        self._copy(text)

    @work(thread=True, group="clipboard", description="clipboard")
    def _copy(self, text: str) -> None:
        from review.base.clipboard import put_on_clipboard  # it runs other programs

        said = f"已复制 {len(text)} 个字。"
        if not put_on_clipboard(text):
            said = (
                f"已请终端复制 {len(text)} 个字，有的终端不照办。"
                "粘贴不出来时，请按住Shift用鼠标拖选，再用终端菜单里的“复制”。"
            )
        self.notify(said)

    # Messages in the corner

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message, in Chinese lines; where it warns its title says so, not its colour alone.

        It is never `markup`, whatever Textual asks for: words of a report may stand in it.
        """
        width = max(10, min(60, max(40, self.size.width // 2), self.size.width) - _TOAST_FRAME)
        texts = map(printable, message.split("\n"))
        lines = [text[start:end] for text in texts for start, end in break_rows(text, width)]
        heading = title or _SEVERITIES[severity]
        super().notify(
            "\n".join(lines), title=heading, severity=severity, timeout=timeout, markup=False
        )

    # Writing

    @work(thread=True, group="write", description="write")
    def write_soon(self, write: Callable[[], None]) -> None:
        """Write a file in a thread; the `Problem` that `write` may raise is said."""
        try:
            write()
        except Problem as problem:
            self.notify(str(problem), severity="warning")

    # Crashes

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        # Stopped from outside, Textual takes the screens away under what is still at work on them.
        if self.is_running or not isinstance(cause, ScreenStackError | NoMatches):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Textual would print local variables here, and a private note may be in one of them.
        error = self._exception or sys.exc_info()[1]
        if isinstance(error, WorkerFailed):
            error = error.error  # the worker's own error, with the places where it happened
        text = crash_text(error) if error is not None else ""
        self.bell()
        self.panic(Text(text))


def _takes(target: Widget, blank: str) -> bool:
    """Type a blank that Python takes for unprintable, as what is typed in would; whether it is."""
    from textual.widgets import Input, TextArea  # the first page has neither

    if isinstance(target, Input):
        target.insert_text_at_cursor(blank)
    elif isinstance(target, TextArea):
        target.insert(blank)
    return isinstance(target, Input | TextArea)
