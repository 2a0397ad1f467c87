"""The shelf: choose a report, open it, call it otherwise, remove it, bring it back.

One list shows the shelf or the trash. The reports are read anew after each change, so that what
other programs did meanwhile is seen then; their texts are not read, only what is known of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from content.errors import Problem
from content.shelf.library import BUILTIN_ID
from content.shelf.listed_reports import lead_in
from content.shelf.manifest import Manifest
from content.shelf.standing import TRASH_DAYS
from review.base.reports import user_shelf
from review.shelf.pick_screen import PickScreen
from review.widgets.form_screen import MOVING, FormScreen
from review.widgets.line_input import LineInput
from review.widgets.titled_list import TitledList

_HINT = "回车或双击打开，按F3筛选。批注、票决和读到的位置各归各的报告。"
_TRASH_HINT = f"移除的报告在这里留{TRASH_DAYS}天。回车或双击恢复，按8回到书架。"


def _having(words: str, reports: Sequence[Manifest]) -> Sequence[Manifest]:
    """The reports, in order, that have each of some words in titles or in what is known of them.

    Words stand between blanks and are folded, so that ２０２３ finds 2023.
    """
    if not words.strip():
        return reports
    from index.words.normalise import fold  # 10 ms

    folded = fold(words).split()
    texts = (fold("\n".join((report.title, *report.known))) for report in reports)
    return [r for r, text in zip(reports, texts, strict=True) if all(w in text for w in folded)]


class ShelfList(TitledList[Manifest]):
    """Reports below each other, title and what is known of each, with one chosen."""

    class Opened(Message):
        """The chosen report was clicked twice."""

    def __init__(self) -> None:
        super().__init__(id="shelved")

    def fill(self, reports: Sequence[Manifest], open_id: str, chosen_id: str) -> None:
        """List other reports; which of them is being read and which is the program's own is said.

        Where the one to be chosen is not listed, it is the one in the place of the report that was
        chosen, or the last: after a removal the next.
        """
        ids = [report.id for report in reports]
        chosen = ids.index(chosen_id) if chosen_id in ids else min(self.cursor, len(ids) - 1)
        rows = []
        for at, report in enumerate(reports):
            marks = ["正在读"] * (report.id == open_id) + ["自带"] * (report.id == BUILTIN_ID)
            about = "".join(f"　{piece}" for piece in (*marks, *report.known))
            rows.append((lead_in(reports, at) + report.title, about))
        self.show_rows(reports, rows, max(0, chosen))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; twice opens it."""
        if self.choose_clicked(event) is not None and event.chain == 2:
            self.post_message(self.Opened())


class ShelfScreen(FormScreen[str]):
    """Lists the reports; its result is the id of the one to be shown then, if it is another.

    None stands for the report that was being read (`open_id`) where nothing about it has changed.
    If it was renamed it is to be shown anew, and if it was removed the program's own report takes
    its place.
    """

    DEFAULT_CSS = """
    ShelfScreen {
        #new-title, #wanted { height: 1; padding: 0 1; display: none; background: $panel; }
        &.-renaming #new-title { display: block; }
        &.-filtering #wanted { display: block; }
    }
    """

    AUTO_FOCUS = "#shelved"
    BINDINGS = [
        Binding("enter", "take(False)", "打开", key_display="回车"),
        Binding("enter", "take(True)", "恢复", key_display="回车"),
        Binding("f3,slash", "filter", "筛选"),
        Binding("2", "rename", "改名"),
        Binding("delete", "remove", "移除", key_display="Del"),
        Binding("8", "switch(False)", "回收站"),
        Binding("8", "switch(True)", "书架"),
        Binding("ctrl+o", "add", "打开文件", key_display="^O"),
        Binding("escape", "leave", "返回"),
        *MOVING,
    ]

    def __init__(self, open_id: str) -> None:
        super().__init__()
        self._shelf = user_shelf()
        self._open_id = open_id
        self._stale = False
        """Whether the report that is being read was renamed or removed."""
        self._in_trash = False
        self._renamed: Manifest | None = None
        """The report for which a title is being typed, whichever is chosen meanwhile."""
        self._reports: Sequence[Manifest] = ()
        """All there are on the shelf, or in the trash."""
        self._list = ShelfList()
        self._line = LineInput("新的标题", id="new-title")
        self._words = LineInput("标题、地名、年份或姓名，如：临淄 2023", id="wanted")

    def parts(self) -> ComposeResult:
        """The reports, a line for words of theirs, and one for a new title."""
        yield self.saying
        yield self._words
        yield self._list
        yield self._line

    def on_mount(self) -> None:
        """List the shelf, the report that is being read chosen."""
        self._fill(self._open_id)

    def _fill(self, chosen: str = "") -> None:
        problems: list[Problem] = []
        in_trash = self._in_trash
        self._reports = self._shelf.trash() if in_trash else self._shelf.list(problems.append)
        self._show(chosen)
        self.say(_TRASH_HINT if in_trash else _HINT)
        for problem in problems:
            self.notify(str(problem), severity="warning", timeout=12)

    def _show(self, chosen: str) -> None:
        """List the reports that have the words one looks for."""
        reports = _having(self._words.value, self._reports)
        self._list.fill(reports, self._open_id, chosen)
        place, count = "回收站" if self._in_trash else "书架", len(self._reports)
        found = "" if len(reports) == count else f"　筛选出 {len(reports)} 份"
        self.heading.update(f"‹ 返回　{place}　共 {count} 份报告{found}")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done with the chosen report is not offered."""
        if action in ("take", "switch") and parameters[0] is not self._in_trash:
            return False
        if self._renamed is not None:
            return action in ("take", "leave")
        if self._words.has_focus:
            return action in ("take", "move", "page", "filter", "leave")
        if action in ("rename", "remove"):
            chosen = self._list.chosen
            return bool(chosen and chosen.id != BUILTIN_ID) and not self._in_trash
        return True

    def _do(self, change: Callable[[], None], said: str) -> None:
        """Change the shelf, list it anew and say what was done."""
        try:
            change()
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        self._fill()
        self.say(said)

    # Choosing

    def action_move(self, entries: int) -> None:
        """Choose a report some entries on."""
        self._list.move_by(entries)
        self.refresh_bindings()

    def action_page(self, direction: int) -> None:
        """Choose a report about a screen on."""
        self._list.move_page(direction)
        self.refresh_bindings()

    @on(events.Click, "#form-title")
    def _title_clicked(self) -> None:
        self.action_leave()

    def on_click(self) -> None:
        """Another report may be chosen now."""
        self.refresh_bindings()

    @on(ShelfList.Opened)
    def _opened(self) -> None:
        if self._renamed is None:
            self.action_take(self._in_trash)

    def action_take(self, in_trash: bool) -> None:
        """Open the chosen report, or bring it back from the trash; take a title that one types.

        `in_trash` is what the key was offered for (`check_action` lets only one of two pass).
        """
        if self._renamed is not None:
            self._rename(self._renamed, self._line.value)
            return
        chosen = self._list.chosen
        if chosen is None:
            return
        if in_trash:
            self._do(lambda: self._shelf.restore(chosen.id), f"已恢复：{chosen.title}")
        else:
            self.dismiss(chosen.id)

    def action_switch(self, in_trash: bool) -> None:
        """From the shelf to the trash and back; `in_trash` is where one is. Ends filtering."""
        self._in_trash = not in_trash
        self._end_filtering()
        self._fill()

    def action_filter(self) -> None:
        """Type words of the reports that are to be listed; again: to the list."""
        self.add_class("-filtering")
        self.set_focus(self._list if self._words.has_focus else self._words)
        self.refresh_bindings()

    @on(Input.Changed, "#wanted")
    def _words_typed(self) -> None:
        """What was chosen stays so while it is listed; else it is the first report."""
        chosen = self._list.chosen
        self._show(chosen.id if chosen else "")
        if self._list.chosen != chosen:
            self._list.move_by(-len(self._reports))

    def _end_filtering(self) -> None:
        self.remove_class("-filtering")
        self.set_focus(self._list)
        with self.prevent(Input.Changed):
            self._words.value = ""

    def action_add(self) -> None:
        """Open a file, and put it on the shelf."""
        self.app.push_screen(PickScreen(), self._added)

    def _added(self, report_id: str | None) -> None:
        if report_id is not None:
            self.dismiss(report_id)

    # Changing

    def action_rename(self) -> None:
        """Ask for a new title."""
        chosen = self._list.chosen
        if chosen is not None:
            self._renamed = chosen
            self.add_class("-renaming")
            self._line.value = chosen.title
            self.set_focus(self._line)
            self.say("改好标题后按回车，按Esc不改。")
            self.refresh_bindings()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take(self._in_trash)

    def _rename(self, report: Manifest, title: str) -> None:
        """Call a report otherwise; where that fails, what was typed stays to be mended."""
        try:
            self._shelf.rename(report.id, title)
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        self._end_renaming()
        self._stale |= report.id == self._open_id
        self._fill()
        self.say("已改名。")

    def _end_renaming(self) -> None:
        self._renamed = None
        self.remove_class("-renaming")
        self.set_focus(self._list)
        self.refresh_bindings()

    def action_remove(self) -> None:
        """Put the chosen report into the trash, without a question: it can be brought back."""
        chosen = self._list.chosen
        if chosen is not None:
            self._stale |= chosen.id == self._open_id
            said = f"已移到回收站，{TRASH_DAYS}天内可以恢复：{chosen.title}"
            self._do(lambda: self._shelf.remove(chosen.id), said)

    def action_leave(self) -> None:
        """Go back to the report that was being read, or to that of the program if it is gone."""
        chosen = self._list.chosen
        if self._renamed is not None:
            self._end_renaming()
            self._fill(chosen.id if chosen else "")
        elif self.has_class("-filtering"):
            self._end_filtering()
            self._show(chosen.id if chosen else "")
        elif self._stale:
            self.dismiss(self._open_id if self._shelf.stands(self._open_id) else BUILTIN_ID)
        else:
            self.dismiss()
