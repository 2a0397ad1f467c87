"""The list of candidates: which one is in force, and a file that is taken in its place."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterator
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from content.candidates.candidates import LIST_ENDINGS, Candidates, Listing, read_listing
from content.errors import Problem
from review.voting.screens.routing import Go, VotePlace
from review.voting.vote import Vote
from review.widgets.file_picker import FilePicker
from review.widgets.prose import Prose, ProseLine, Scroll

_HINT = "写上名单的文件名（Excel、Word或CSV，可以拖进来），或按Tab从文件夹里选。"


class ListPane(Vertical):
    """Lists the candidates, and reads another list aloud before it is taken."""

    DEFAULT_CSS = """
    ListPane {
        #list-said { padding: 0 1; }
        FilePicker { height: auto; }
        FileList { display: none; }
        #listed { background: $surface; }
    }
    ListPane.-picking {
        FilePicker { height: 1fr; }
        FileList { display: block; }
        #listed { display: none; }
    }
    """

    BINDINGS = [
        Binding("enter", "take", "换上这份", key_display="回车"),
        Binding("tab", "pick", "选文件", key_display="Tab"),
        Binding("pagedown,down", "scroll(5)", "翻看", key_display="↓"),
        Binding("pageup,up", "scroll(-5)", show=False),
        Binding("escape", "screen.go('STEPS')", "返回", key_display="Esc"),
    ]

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        self._is_open = vote.state is None
        self._listing: Listing | None = None
        self._said = Prose(id="list-said")
        self._picker = FilePicker("换名单", self._said, LIST_ENDINGS)
        self._listed = Scroll(id="listed")
        self.action_scroll = self._listed.by_rows
        self._read_from: Path | None = None
        """The file that is being read, or was."""

    def compose(self) -> ComposeResult:
        """A line for a file, the folders where they are asked for, and the list."""
        yield self._picker if self._is_open else self._said
        with self._listed:
            yield Prose(list(_listed(self._vote.candidates)), id="listed-text")

    def on_mount(self) -> None:
        """Type where there is something to type."""
        self._say(_HINT if self._is_open else "投票已经开始，名单不能再换。")
        self.screen.set_focus(self._picker.line if self._is_open else self._listed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to take once a file has been read."""
        if action == "pick":
            return self._is_open
        return action != "take" or self._listing is not None

    def action_pick(self) -> None:
        """Show the files to choose from, or the list again."""
        self.toggle_class("-picking")
        self.screen.set_focus(self._picker.line)

    @on(FilePicker.Typed)
    def _typed(self, typed: FilePicker.Typed) -> None:
        typed.stop()
        self._say(_HINT)
        self._listing = self._read_from = None  # another name is another file
        self.workers.cancel_group(self, "list")

    @on(FilePicker.Picked)
    def _picked(self, picked: FilePicker.Picked) -> None:
        picked.stop()
        if picked.path == self._read_from:
            self.action_take()
        else:
            self._listing, self._read_from = None, picked.path
            self._read(picked.path)

    @work(exclusive=True, group="list", description="list")
    async def _read(self, path: Path) -> None:
        """Read a file in a thread: one that was made to be slow takes up to a minute."""
        self._say("正在读这份名单……不想等的，可以按Esc返回，或者另写一个文件名。")
        try:
            self._listing = listing = await to_thread(read_listing, path, self._vote.report)
        except Problem as problem:
            self._read_from = None
            self._say(str(problem), "bold $error")
            return
        self.remove_class("-picking")
        number = len(listing.candidates.entries)
        doubts = f"，{len(listing.doubts)}处存疑" if listing.doubts else ""
        found = f"{number}个{self._vote.kind.items}{doubts}"
        self._say(f"读成这样：{found}。再按一次回车换上这份名单。", "bold $primary")
        self.query_one("#listed-text", Prose).say(*_read_aloud(listing))
        self._listed.scroll_home(animate=False)
        self.screen.set_focus(self._listed)
        self.refresh_bindings()

    def action_take(self) -> None:
        """Put the list in force that was read."""
        if self._listing is None:
            return
        try:
            self._vote.set_candidates(self._listing.candidates)
        except Problem as problem:
            self._say(str(problem), "bold $error")
        else:
            self.post_message(Go(VotePlace.STEPS))

    def _say(self, text: str, style: str = "") -> None:
        self._said.say(ProseLine(text, style))


def _read_aloud(listing: Listing) -> Iterator[ProseLine]:
    for name, lines, style in (
        ("存疑", listing.doubts, "$warning"),
        ("没有读", listing.left_out, "$muted"),
    ):
        if lines:
            yield ProseLine(f"{name}（{len(lines)}处）", f"bold {style}")
            yield from (ProseLine(f"  {line}", style, 2) for line in lines)
    yield from _listed(listing.candidates)


def _listed(candidates: Candidates) -> Iterator[ProseLine]:
    for entry in candidates.entries:
        yield ProseLine(f"{entry.id:>2}. {entry.title}", "bold", 4)
        if entry.summary:
            yield ProseLine(f"    {entry.summary}", "", 4)
        if facts := "　".join(f"{name} {value}" for name, value in entry.facts.items()):
            yield ProseLine(f"    {facts}", "$muted", 4)
