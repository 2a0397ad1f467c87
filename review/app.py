"""The application on screen: which report is open, which screen lies over it, how it ends.

Each report that is opened has a `ReportScreen` and a mode of its own; the one before is put away,
its notes closed and its place written, before the next is shown. What leads from one room into
another is done here; what only one room needs is imported when somebody goes there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.geometry import Region
from textual.screen import Screen

from content.errors import Problem
from content.report import Report
from content.shelf.library import Opened
from review.base import paths
from review.base.interpreter import end_start
from review.base.reports import remember_report, user_shelf
from review.drawing_question import DrawingQuestion
from review.notes.screens.note_desk import NoteDesk
from review.palette import Commands, Palette
from review.reading.page import Page
from review.reading.trail import Trail
from review.reading.typeset import STYLE_VARIABLES
from review.report_screen import ReportScreen
from review.settings.colours import NAMES, load_theme, next_theme, save_theme
from review.settings.config import Config
from review.settings.key_table import GENERAL, VOTING
from review.settings.reading_place import load_place, save_place
from review.settings.terminal_drawing import wanted_drawing
from review.takeover import Takeover
from review.terminal_app import TerminalApp
from review.terminal_driver import terminal_driver
from review.typeahead import finish, laid_out
from review.typography.cells import Drawing, draw
from review.welcome import Welcome
from review.widgets.pause import Pause

if TYPE_CHECKING:
    from rich.console import RenderableType

    from review.figures import FigureScreens
    from review.first_page import FirstPage
    from review.search.reach import Reach

QUIT_SECONDS = 6.0
"""For which the warning of a lost ballot is shown, and a second press leaves all the same."""

SAVE_AFTER = 1.0
"""Seconds of quiet after which the reading position is written."""


class ShenyiApp(TerminalApp):
    """审议; `page` is the first page that stands on the terminal, None where none could be."""

    CSS_PATH = "app.tcss"
    TITLE = "审议"
    COMMANDS = {Commands}
    BINDINGS = [command.binding for command in (*VOTING, *GENERAL)]
    ENABLE_COMMAND_PALETTE = False
    DEFAULT_MODE = "report-0"

    def __init__(self, opened: Opened, config: Config, page: FirstPage | None = None) -> None:
        self._takeover = None if page is None else Takeover(self, page)
        # Both before anything looks at them: changed later, the style sheet would be parsed twice.
        if page is None:
            draw(wanted_drawing())
        self.set_reactive(App.theme, config.theme or load_theme(paths.theme_file()))
        super().__init__()
        self.config = config
        self._saved_place = load_place(paths.places_file(), opened.report)
        self._trail = Trail()
        self._welcome = Welcome(self)
        lines = self._welcome.lines()
        has_notes = page is not None and page.has_notes
        self.reading = ReportScreen(opened, self._saved_place, self._trail, lines, has_notes)
        """The view of the report that is open."""
        self.farewell = ""
        """What to say when the screen is gone: what could not be written at the end."""
        self.has_lost_words = False
        """Whether words of a note were among that."""
        self._save_pause = Pause(self, SAVE_AFTER, self._save_place)
        self._has_open_ballot: Callable[[], bool] = lambda: False
        """Whether a ballot would be lost with its report; the vote says so, once one was there."""
        self._quits_until = 0.0
        """Until when a second press leaves at once: seconds of the clock that only rises."""
        self._figures: FigureScreens | None = None
        self._opened_before = 0
        """Reports that were open before this one: each has a mode of its own."""
        self.set_keymap(config.keys)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The sizes that the style sheet does not say by itself."""
        return STYLE_VARIABLES

    def get_driver_class(self) -> type[Driver]:
        """The driver of this system, with what the terminal needs besides."""
        page = None if self._takeover is None else self._takeover.page
        return terminal_driver(super().get_driver_class(), page)

    def get_default_screen(self) -> Screen[None]:
        """The reading view."""
        return self.reading

    def on_mount(self) -> None:
        """Say what was wrong in the settings, and take over what stands on the screen."""
        if said := "\n".join(map(str, self.config.problems)):  # several would fill the screen
            self.notify(said, title="设置", severity="warning", timeout=12)
        if self._takeover is not None:
            self.run_worker(self._take_over(self._takeover))

    async def _take_over(self, takeover: Takeover) -> None:
        await takeover.run()
        self._welcome.begin()  # Only now: what is drawn to be measured is no part of the page.

    def on_ready(self) -> None:
        """The start is over."""
        end_start()
        if self._takeover is None:
            self._welcome.begin()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Paint, but nothing over the first page before all of the screen is as it will be."""
        if self._takeover is None or self._takeover.is_done:
            super()._display(screen, renderable)
        elif renderable is not None:
            self._takeover.kept_back += 1

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Let a click put the welcome away, as a key does."""
        await super().on_event(event)
        if isinstance(event, events.MouseDown) and not self.is_ending:
            await self._welcome.end()

    async def follow(self, event: events.Key) -> bool:
        """Follow a key once all that it may ask for is there."""
        await self.reading.furnished.wait()
        await self.reading.notes.settled()
        if self.is_ending or self._welcome.answers(event):
            return False
        done = await super().follow(event)
        if done and not self.is_ending:
            await self._welcome.end()
            await laid_out(self.screen)
            await finish(self.focused or self.screen)
        return done

    # How the terminal draws

    def action_ask_drawing(self) -> None:
        """Ask which of two rows can be read."""
        self._welcome.ask()

    def on_cursor_position(self, event: events.CursorPosition) -> None:
        """Take how wide the terminal says its “ is: with two cells there is no question."""
        self.paint_anew(Region(0, 0, 2, 1))
        if event.x == 2:
            self.post_message(DrawingQuestion.Answered(Drawing.WIDE))

    async def on_drawing_question_answered(self, answered: DrawingQuestion.Answered) -> None:
        """Draw so from now on, on this terminal."""
        if await self._welcome.answered(answered.how):
            await self.show_report(Opened(self.reading.report))

    # General commands

    def action_help(self) -> None:
        """Show the help."""
        from review.help_screen import HelpScreen  # 20 ms
        from review.manual import CHAPTER_OF

        self.clear_notifications()  # they would lie over the help
        around = (self.focused or self.screen).ancestors_with_self
        titles = (CHAPTER_OF.get(type(node).__name__) for node in around)
        self.push_screen(HelpScreen(self.config, next(filter(None, titles), "")), self._carry_out)

    async def _carry_out(self, action: str | None) -> None:
        if action:
            await self.run_action(action)

    def action_command_palette(self) -> None:
        """Show the commands."""
        self.push_screen(Palette())

    def action_switch_theme(self) -> None:
        """Change to the next look, and remember it."""
        self.theme = next_theme(self.theme)
        self.notify(f"配色：{NAMES[self.theme]}", timeout=2)
        self.write_soon(lambda: save_theme(paths.theme_file(), self.theme))

    async def action_quit(self) -> None:
        """Leave; at the second press only where a ballot or the words of a note would be lost."""
        if self._has_open_ballot() and time.monotonic() > self._quits_until:
            self._quits_until = time.monotonic() + QUIT_SECONDS
            said = "有一张选票还没有投出，退出后记号不保留。确实要退出，请再按一次Ctrl+Q。"
            self.notify(said, severity="warning", timeout=QUIT_SECONDS)
        elif await self.reading.notes.editing.may_leave():
            await super().action_quit()

    async def action_vote(self, counting: bool) -> None:
        """Go to the trial vote or its tally, or from there back to the report."""
        from review.voting.screens.booth import enter, has_open_ballot  # 100 ms

        self._has_open_ballot = partial(has_open_ballot, self)
        await enter(self, self.reading.report, counting=counting)

    async def action_figures(self, name: str) -> None:
        """Have something done with what was promised and reported: a method of `FigureScreens`."""
        from review.figures import FigureScreens  # 50 ms

        if self._figures is None or self._figures.reading is not self.reading:
            self._figures = FigureScreens(self, self.reading)
        await getattr(self._figures, name)()

    # The reading position

    @on(Page.Moved)
    def _moved(self) -> None:
        # What the message says may be of a report that is left by now.
        self._save_pause.stop()
        if self.reading.place != self._saved_place:
            self._save_pause.begin()

    def _save_place(self) -> None:
        report, place = self.reading.report, self.reading.place
        self._saved_place = place
        self.write_soon(lambda: save_place(paths.places_file(), report, place))

    def _put_away(self) -> str:
        """Bring notes and place into safety; what could not be written, a Chinese sentence."""
        self._save_pause.stop()
        problems = []
        try:
            self.reading.notes.close()
        except Problem as problem:
            self.has_lost_words = True
            problems.append(str(problem))
        try:
            if self.reading.place != self._saved_place:
                save_place(paths.places_file(), self.reading.report, self.reading.place)
        except Problem as problem:
            problems.append(str(problem))
        return "".join(problems)

    async def on_unmount(self) -> None:
        """Remember what there is to remember, however the program ends."""
        self.farewell = self._put_away()

    # Another report, or another text of this one

    async def show_report(self, opened: Opened, is_on_trail: bool = False) -> None:
        """Show a report in the place of the one that is open, where one stopped reading it.

        Along the way back (`is_on_trail`), that does not grow.
        """
        unsaved = self._put_away()
        if unsaved:
            self.notify(unsaved, severity="error", timeout=15)
        if opened.report.id != self.reading.report.id and not is_on_trail:
            self._trail.leave(self.reading.here)
        self._saved_place = load_place(paths.places_file(), opened.report)
        self.reading = ReportScreen(opened, self._saved_place, self._trail)
        left = self.current_mode
        if left == self.DEFAULT_MODE:
            # Only now: with a mode that is defined, the start would parse the style sheet twice.
            self.add_mode(left, self.get_default_screen)
        self._opened_before += 1
        mode = f"report-{self._opened_before}"
        self.add_mode(mode, lambda: self.reading)
        await self.switch_mode(mode)
        await self.remove_mode(left)

    def action_open_report(self) -> None:
        """Ask for a file, and open the report that it holds."""
        from review.shelf.pick_screen import PickScreen  # 40 ms, what reads files

        if self.may_leave_report():
            self.push_screen(PickScreen(), self._report_chosen)

    def action_shelf(self) -> None:
        """Choose another report."""
        from review.shelf.shelf_screen import ShelfScreen  # likewise

        if self.may_leave_report():
            self.push_screen(ShelfScreen(self.reading.report.id), self._report_chosen)

    def is_at_report(self) -> bool:
        """Whether nothing lies over the report; else that is said."""
        if self.screen is not self.reading:
            self.notify("请先回到报告。")
        return self.screen is self.reading

    def may_leave_report(self) -> bool:
        """Whether nothing lies over the report, and no ballot on it would be lost; else said."""
        if not self.is_at_report():
            return False
        if self._has_open_ballot():
            said = "有一张选票正在填写。请按F5回去投完；不投了，放两分钟就自动收起。"
            self.notify(said, severity="warning", timeout=10)
        return not self._has_open_ballot()

    def _report_chosen(self, report_id: str | None) -> None:
        if report_id is not None:
            # Not here: this may be called by the very screen that is about to go.
            self.call_later(self.show_shelved, report_id)

    async def show_shelved(self, report_id: str, is_on_trail: bool = False) -> bool:
        """Show a report of the shelf, or say why it cannot be shown; whether it is."""
        report = _shelved(self, report_id)
        if report is None or not await self.reading.notes.editing.may_leave():
            return False
        self.write_soon(lambda: remember_report(report_id))
        await self.show_report(Opened(report), is_on_trail)
        return True

    async def on_report_screen_wanted(self, wanted: ReportScreen.Wanted) -> None:
        """Go back, or onwards, to another report; keys typed ahead have asked for steps as well."""
        here = self.reading.here
        place = self._trail.step(wanted.direction, here) if self.may_leave_report() else None
        if place is None:
            return
        if place.report == here.report or await self.show_shelved(place.report, is_on_trail=True):
            await self.reading.furnished.wait()
            self.reading.come_back(place)
        else:
            self.reading.refresh_bindings()  # back leads elsewhere now

    async def on_note_desk_text_changed(self, changed: NoteDesk.TextChanged) -> None:
        """Show the text that a report has now."""
        report = _shelved(self, changed.report_id)
        if report is not None:
            await self.show_report(Opened(report))

    async def on_reach_report_chosen(self, chosen: Reach.ReportChosen) -> None:
        """Open another report at what was found in it."""
        if self.may_leave_report() and await self.show_shelved(chosen.report):
            await self.reading.show_hit(chosen)


def _shelved(app: ShenyiApp, report_id: str) -> Report | None:
    """A report of the shelf; None where it cannot be read, which is said."""
    try:
        return user_shelf().open(report_id)
    except Problem as problem:
        app.notify(str(problem), severity="error", timeout=15)
        return None
