"""The ballot screen: a paper ballot to fill in, what the report says beside it, and its casting."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Label

from content.candidates.candidates import Candidate, Candidates, Quote
from review.typography.sentences import in_quotes
from review.voting.ballot_draft import BallotDraft
from review.voting.box.box_ticket import Ticket
from review.voting.counting.ballot import FAIR, NO, UNMARKED, YES, Printed
from review.voting.rules.choices import Levels, Mode
from review.voting.screens.ballot_list import BallotList
from review.voting.screens.keypad import digit_bindings
from review.voting.screens.questions import Confirm
from review.voting.screens.routing import Go, Touched, VotePlace
from review.voting.sheet.wording import instruction
from review.widgets.prose import Prose, ProseLine, Scroll


class BallotPane(Vertical):
    """Lets one deputy fill a ballot in, with what the list in force says of each item beside it."""

    DEFAULT_CSS = """
    BallotPane {
        #ballot-paper { width: 3fr; max-width: 64; background: $surface; }
        Detail { width: 2fr; height: 100%; border-left: solid $muted; }
        #ballot-sum { height: 1; width: 100%; background: $panel; padding: 0 1; text-style: bold; }
        #ballot-answer { padding: 0 1; background: $panel; }
    }
    """

    BINDINGS = [
        Binding("enter,tab", "review", "核对", key_display="回车"),
        Binding("1,space", f"level('{YES}')", "满意", key_display="1"),
        Binding("2", f"level('{FAIR}')", "基本满意", key_display="2"),
        Binding("3", f"level('{NO}')", "不满意", key_display="3"),
        Binding("4", f"level('{UNMARKED}')", "不了解", key_display="4"),
        Binding("1,o,O,○,space", f"mark('{YES}')", "赞成", key_display="1"),
        Binding("2,x,X,×", f"mark('{NO}')", "反对", key_display="2"),
        Binding("3,backspace,delete,minus,—", f"mark('{UNMARKED}')", "弃权", key_display="3"),
        *digit_bindings("place"),
        Binding("space", "next_place", "排下一名", key_display="空格"),
        Binding("backspace,delete", f"clear('{Mode.RANK.value}')", "不排", key_display="退格"),
        Binding("backspace,delete", f"clear('{Mode.SURVEY.value}')", show=False),
        Binding(
            "3,backspace,delete,minus,—",
            f"clear('{Mode.APPROVE.value}')",
            "不选",
            key_display="3",
        ),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "read(-1)", show=False),
        Binding("pagedown", "read(1)", "翻看内容", key_display="PgDn"),
        Binding("home", "move(-99)", show=False),
        Binding("end", "move(99)", show=False),
        Binding("ctrl+g,g", "source", "看原文"),
    ]

    @dataclass
    class SourceWanted(Message):
        """The deputy wants to see quotes in the report."""

        quotes: tuple[Quote, ...]

    def __init__(self, ballot: BallotDraft, candidates: Candidates) -> None:
        super().__init__()
        self._ballot = ballot
        self._list = BallotList(ballot, chooses=True)
        self._detail = Detail(ballot.ticket, candidates)

    def compose(self) -> ComposeResult:
        """Instruction, ballot and detail, and how far one is."""
        yield Prose([ProseLine(instruction(self._ballot.ticket))], id="ballot-how", centred=True)
        with Horizontal(id="ballot"):
            with Vertical(id="ballot-paper"):
                yield Label(self._list.heading, id="ballot-heads", markup=False)
                yield self._list
            yield self._detail
        yield Prose(id="ballot-answer")
        yield Label("", id="ballot-sum", markup=False)

    def on_mount(self) -> None:
        """Begin at the item that was chosen last."""
        self.screen.set_focus(self._list)
        self._go(self._ballot.at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of this kind of ballot only."""
        rules = self._ballot.ticket.rules
        mode = rules.mode
        if action == "level":
            is_unknown = parameters == (UNMARKED,)
            return mode is Mode.SURVEY and (not is_unknown or rules.levels is Levels.FOUR)
        if action in ("place", "next_place"):
            return mode is Mode.RANK
        if action == "clear":
            return parameters == (mode.value,)
        if action == "mark":
            is_approval = mode is Mode.APPROVE and parameters == (YES,)
            return is_approval or mode in (Mode.YNA, Mode.WHOLE)
        return True

    # What the keys and the mouse do

    def action_mark(self, mark: str) -> None:
        """Mark the chosen item."""
        self._answer(self._ballot.choose(self._ballot.at, mark))

    def action_level(self, mark: str) -> None:
        """Judge the chosen project, and go on to the next one."""
        self.action_mark(mark)
        self.action_move(1)

    def action_place(self, digit: str) -> None:
        """Type a digit of the chosen item's place."""
        self._answer(self._ballot.type_place(self._ballot.at, digit))

    def action_next_place(self) -> None:
        """Give the chosen item the next place, or take its place away."""
        self._answer(self._ballot.toggle_place(self._ballot.at))

    def action_clear(self, _mode: str) -> None:
        """Take the mark of the chosen item away; each kind of ballot calls that otherwise."""
        self.action_mark(UNMARKED)

    def action_move(self, items: int) -> None:
        """Choose another item."""
        self._go(self._ballot.at + items)

    def action_read(self, pages: int) -> None:
        """Scroll what is said of the item; the list itself where all of it is shown."""
        if self._detail.max_scroll_y:
            self._detail.by_pages(pages)
        else:
            self._go(self._list.entry_a_page_on(pages))
        self.post_message(Touched())

    def _go(self, item: int) -> None:
        self._list.choose_entry(item)
        self._show()
        self._answer("")

    def action_source(self) -> None:
        """Show the quotes of the item in the report."""
        if self._detail.quotes:
            self.post_message(self.SourceWanted(self._detail.quotes))
        else:
            self._answer("这个项目没有附报告原文。")

    def action_review(self) -> None:
        """Go on to the whole list."""
        if why := self._ballot.refusal:
            self._answer(why)
        else:
            self.post_message(Go(VotePlace.CASTING))

    @on(BallotList.Clicked)
    def _clicked(self, clicked: BallotList.Clicked) -> None:
        clicked.stop()
        self._show()
        if clicked.mark is None:
            self._answer("")
        elif self._ballot.ticket.rules.mode is Mode.RANK:
            self._answer(self._ballot.toggle_place(clicked.item))
        else:
            self._answer(self._ballot.choose(clicked.item, clicked.mark))

    # What is shown

    def _answer(self, why: str) -> None:
        """Show the marks as they are now, and why something could not be done."""
        said = [ProseLine(why, "bold $error")] if why else []
        self.query_one("#ballot-answer", Prose).say(*said)
        self._list.refresh()
        self.query_one("#ballot-sum", Label).update(self._ballot.summary)
        self.post_message(Touched())

    def _show(self) -> None:
        self._ballot.at = self._list.cursor
        self._detail.show(self._ballot.ticket.items[self._ballot.at])


class Detail(Scroll, can_focus=False):
    """What the list in force, if it is that which is voted on, says of one item."""

    DEFAULT_CSS = "Detail { background: $surface; }"

    def __init__(self, ticket: Ticket, candidates: Candidates) -> None:
        self._prose = Prose()
        super().__init__(self._prose, id="detail")
        self._ticket = ticket
        listed = candidates if candidates.sha256 == ticket.candidates_sha256 else ticket.listed()
        is_whole = ticket.rules.mode is Mode.WHOLE  # whose one item is no candidate
        self._entries = {} if is_whole else {entry.id: entry for entry in listed.entries}
        self.quotes: tuple[Quote, ...] = ()
        """The quotes of the item."""

    def show(self, item: Printed) -> None:
        """Show another item."""
        candidate = self._entries.get(item.id)
        self.quotes = () if candidate is None else candidate.quotes
        if candidate is not None:
            self._prose.say(*_lines(candidate))
        else:
            listed = self._ticket.voted_on
            titles = [ProseLine(f"{each.id}. {each.title}", hang=4) for each in listed]
            self._prose.say(ProseLine(item.title, "bold $primary"), *titles)
        self.scroll_home(animate=False)


def _lines(candidate: Candidate) -> list[ProseLine]:
    lines = [ProseLine(f"{candidate.id}号　{candidate.title}", "bold $primary")]
    facts = candidate.facts
    first = [f"{name} {facts.pop(name)}" for name in ("投资", "时限") if name in facts]
    if first:
        lines.append(ProseLine("　".join(first), "bold"))
    if candidate.summary:
        lines.append(ProseLine(candidate.summary))
    lines += [ProseLine(f"{name}：{text}") for name, text in facts.items()]
    for quote in candidate.quotes:
        lines += [ProseLine(""), ProseLine(f"· 报告{quote.citation}", "$primary")]
        lines.append(ProseLine(in_quotes(quote.text), "$muted"))
    if candidate.quotes:
        lines += [ProseLine(""), ProseLine("按Ctrl+G到报告里看原文。", "$muted")]
    return lines


class CastingPane(Vertical):
    """Shows a filled ballot whole, with the question whether it is cast."""

    DEFAULT_CSS = "CastingPane #casting-remarks { background: $panel; padding: 0 1; }"

    BINDINGS = [
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("escape", "screen.go('BALLOT')", "返回修改", key_display="Esc"),
    ]

    def __init__(self, ballot: BallotDraft, cast: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._ballot = ballot
        self._cast = cast
        self._list = BallotList(ballot, chooses=False)

    def compose(self) -> ComposeResult:
        """The list, what the rules make of it, and the number to type."""
        yield Label(self._list.heading, id="ballot-heads", markup=False)
        yield self._list
        told = ProseLine("".join(self._ballot.remarks))
        yield Prose([ProseLine(self._ballot.summary, "bold"), told], id="casting-remarks")
        yield Confirm("核对无误，投出这张票", self._cast)

    def complain(self, why: str) -> None:
        """Say why the ballot could not be cast; it is still there."""
        remedy = ProseLine("这张票没有投出，记号都还在。", "bold $error")
        self.query_one("#casting-remarks", Prose).say(ProseLine(why, "bold $error"), remedy)

    def action_page(self, pages: int) -> None:
        """Look through a list that is longer than the screen."""
        self.action_scroll(pages * max(1, self._list.size.height - 1))

    def action_scroll(self, rows: int) -> None:
        """Do so by some rows."""
        self._list.scroll_to(y=round(self._list.scroll_y) + rows, animate=False, force=True)
        self.post_message(Touched())
