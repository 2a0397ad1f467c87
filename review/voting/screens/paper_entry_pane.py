"""Paper ballots: two tellers copy them, each on their own, and their counts are compared."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Label

from content.errors import Problem
from review.voting.ballot_draft import BallotCopy
from review.voting.box.ballot_box import Box
from review.voting.box.box_file import State
from review.voting.counting.ballot import (
    BOTH,
    FAIR,
    IDENT,
    ILLEGIBLE,
    NO,
    TORN,
    UNMARKED,
    YES,
    Ballot,
)
from review.voting.counting.paper_ballots import FLAG_NAMES, differences, mark_name
from review.voting.rules.choices import Mode
from review.voting.screens.ballot_list import BallotList
from review.voting.screens.keypad import digit_bindings
from review.voting.screens.questions import Confirm
from review.voting.screens.routing import Go, VotePlace
from review.voting.vote import Vote
from review.voting.vote_files import TELLERS
from review.widgets.prose import Prose, ProseLine, Scroll

_COPYING = (YES, NO, UNMARKED, ILLEGIBLE, BOTH)
_SURVEYING = (YES, FAIR, NO, UNMARKED, ILLEGIBLE)
"""What the digits from 1 on copy; those behind them flag the whole paper."""

_HOW = {
    Mode.RANK: "排序票直接写名次；退格清除，? 无法辨认，* 矛盾，! 整票破损，# 有记号。",
    Mode.SURVEY: "1 满意　2 基本满意　3 不满意　4 不了解、未评　5 无法辨认　6 整票破损　7 有记号。",
}
_HOW_ELSE = "1 ○　2 ×　3 空白　4 无法辨认　5 矛盾　6 整票破损　7 有记号：记完自动到下一项。"


class PaperEntryPane(Vertical):
    """Lets a teller copy paper ballots into a box apart, and shows where two tellers differ."""

    DEFAULT_CSS = """
    PaperEntryPane {
        #teller, #entering-said { padding: 0 1; background: $panel; }
        #compared { display: none; }
    }
    PaperEntryPane.-sealed {
        #entering { display: none; }
        #compared { display: block; }
    }
    """

    BINDINGS = [
        Binding("o,O,○", f"copy('{YES}')", show=False),
        Binding("x,X,×", f"copy('{NO}')", show=False),
        Binding("question_mark", f"copy('{ILLEGIBLE}')", show=False),
        Binding("asterisk", f"copy('{BOTH}')", show=False),
        Binding("backspace,space", f"copy('{UNMARKED}')", show=False),
        Binding("1", "reopen", "改正", key_display="1"),
        *digit_bindings("digit"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter", "enter", "录入", key_display="回车"),
        Binding("tab", "teller", "换人", key_display="Tab"),
        Binding("ctrl+s", "finish", "录完"),
        Binding("ctrl+z", "take_back", "撤回"),
        Binding("exclamation_mark", f"flag('{TORN}')", "破损", key_display="!"),
        Binding("number_sign", f"flag('{IDENT}')", "记号", key_display="#"),
        Binding("enter", "add", "并入票箱", key_display="回车"),
        Binding("escape", "close", "返回", key_display="Esc"),
    ]

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        self._teller = TELLERS[0]
        self._copy = BallotCopy(vote.ticket)
        self._boxes = {teller: vote.teller_box(teller) for teller in TELLERS}
        self._last: Ballot | None = None
        self._list = BallotList(self._copy, chooses=True)

    def compose(self) -> ComposeResult:
        """Who copies, the ballot, and how two counts compare."""
        yield Prose(id="teller")
        with Vertical(id="entering"):
            yield Label(self._list.heading, id="ballot-heads", markup=False)
            yield self._list
        with Scroll(id="compared"):
            yield Prose(id="compared-text")
        yield Prose(id="entering-said")

    def on_mount(self) -> None:
        """Begin with the first teller."""
        self._show()

    @property
    def _box(self) -> Box:
        return self._boxes[self._teller]

    # What is shown

    def _show(self, said: str = "", style: str = "bold $error") -> None:
        """Show where this teller is, and what there is to say."""
        box = self._box
        is_open = box.state is State.OPEN
        self.set_class(not is_open, "-sealed")
        head = f"纸质票　第{self._teller}位计票人，已录 {box.count} 张"
        flag = FLAG_NAMES[self._copy.flag]
        lines = [ProseLine(head + ("" if is_open else "，已录完"), "bold $primary")]
        if is_open:
            lines.append(ProseLine(_HOW.get(self._vote.rules.mode, _HOW_ELSE), "$muted"))
        if flag:
            lines.append(ProseLine(f"这张票：{flag}", "bold $warning"))
        self.query_one("#teller", Prose).say(*lines)
        self.query_one("#compared-text", Prose).say(*self._compared())
        self.query_one("#entering-said", Prose).say(*([ProseLine(said, style)] if said else []))
        self._list.refresh()
        self.screen.set_focus(self._list if is_open else self.query_one("#compared"))
        self.refresh_bindings()

    @property
    def _differences(self) -> list[tuple[Ballot, int, int]] | None:
        """Where the tellers differ; None as long as one of them is still copying."""
        boxes = self._boxes.values()
        if any(box.state is State.OPEN for box in boxes):
            return None
        return differences(*(box.ballots() for box in boxes))

    def _compared(self) -> list[ProseLine]:
        found = self._differences
        if found is None:
            return [ProseLine(""), ProseLine("等另一位计票人也录完，就可以核对。请按Tab换人。")]
        if not found:
            same = ProseLine(f"两位计票人录得一致，都是{self._box.count}张。", "bold")
            how = "封票以后可以并入票箱：按Esc回到计票页封票，再回到这里。"
            return [ProseLine(""), same, ProseLine(how if self._vote.state is State.OPEN else "")]
        head = f"两位计票人录得不一样，有{len(found)}种票张数不同。请对照纸质票，按1改正。"
        lines = [ProseLine(""), ProseLine(head, "bold $error"), ProseLine("")]
        return [*lines, *(self._difference(*difference) for difference in found)]

    def _difference(self, ballot: Ballot, first: int, second: int) -> ProseLine:
        marked = [
            f"{item.id}号{mark_name(mark, self._vote.rules.mode)}"
            for item, mark in zip(self._vote.ticket.items, ballot.marks, strict=True)
            if mark != UNMARKED
        ]
        flag = f"（{FLAG_NAMES[ballot.flag]}）" if ballot.flag else ""
        counts = f"第1位{first}张，第2位{second}张"
        return ProseLine(f"{counts}：{' '.join(marked) or '空白票'}{flag}", hang=4)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if self.query(Confirm):
            return action == "close"
        is_open = self._box.state is State.OPEN
        if action == "reopen":
            return not is_open
        if action == "add":
            return self._vote.state is not State.OPEN and self._differences == []
        # ○ and × mean nothing on these papers.
        is_other = self._vote.rules.mode in (Mode.RANK, Mode.SURVEY)
        if action == "copy" and is_other and parameters[0] in (YES, NO):
            return False
        copying = ("flag", "copy", "digit", "enter", "finish", "move", "take_back")
        return is_open or action not in copying

    def action_copy(self, mark: str) -> None:
        """Copy a mark, and go on to the next item."""
        self._copy.copy(self._list.cursor, mark)
        self.action_move(1)

    def action_digit(self, digit: str) -> None:
        """Copy what a digit stands for: a place, a mark, or a flag of the whole paper."""
        mode = self._vote.rules.mode
        if mode is Mode.RANK:
            self._copy.type_place(self._list.cursor, digit)
            self._list.refresh()
            return
        marks = _SURVEYING if mode is Mode.SURVEY else _COPYING
        known = dict(zip("12345", marks, strict=True))
        if digit in known:
            self.action_copy(known[digit])
        elif digit in "67":
            self.action_flag(TORN if digit == "6" else IDENT)

    def action_move(self, items: int) -> None:
        """Go to another item."""
        self._list.choose_entry(self._list.cursor + items)

    @on(BallotList.Clicked)
    def _clicked(self, clicked: BallotList.Clicked) -> None:
        clicked.stop()
        if clicked.mark is not None:
            is_survey = self._vote.rules.mode is Mode.SURVEY
            cycle = (UNMARKED, YES, *((FAIR,) if is_survey else ()), NO, ILLEGIBLE, BOTH)
            mark = self._copy.ballot.marks[clicked.item]
            after = cycle.index(mark) + 1 if mark in cycle else 0
            self._copy.copy(clicked.item, cycle[after % len(cycle)])
        self._list.refresh()

    def action_flag(self, flag: str) -> None:
        """Note that the paper is torn or bears a sign; once more takes it back."""
        self._copy.flag = "" if self._copy.flag == flag else flag
        self._show()

    def action_enter(self) -> None:
        """Put the copied ballot into this teller's box."""
        ballot = self._copy.ballot
        if not self._copy.is_touched:
            self._show("这张票还没有录。空白票请在任一项上记“空白”，再按回车。", "$muted")
            return
        cast, copied = self._vote.box.count, self._box.count
        for what, most in self._vote.rules.most_ballots.items():
            if 0 < most <= cast + copied:
                full = f"{what}（{most}），票箱里{cast}张，纸质票已录{copied}张，齐了。"
                self._show(f"这张票没有录入。{full}多出来的请核对；这个数填错了的，请改正。")
                return
        if why := _refused(lambda: self._box.enter(ballot)):
            self._show(f"这张票没有录入。{why}")
            return
        self._begin_anew()
        self._last = ballot
        self._show("已录入，请录下一张。", "$muted")

    def action_take_back(self) -> None:
        """Take a ballot out again: one like that which is copied just now, or else the last."""
        ballot = self._copy.ballot if self._copy.is_touched else self._last
        if ballot is None:  # an untouched copy looks like a blank ballot, which may be in the box
            self._show("没有可以撤回的。要撤回从前录的一张，请先照它再录一遍记号，然后按Ctrl+Z。")
            return
        if why := _refused(lambda: self._box.take_back(ballot)):
            self._show(why)
            return
        self._begin_anew()
        self._show("已撤回一张，请重新录入。", "$muted")

    def _begin_anew(self) -> None:
        self._last, self._copy = None, BallotCopy(self._vote.ticket)
        self._list.take(self._copy)

    def action_teller(self) -> None:
        """Let the other teller copy, who sees nothing of what the first one has copied."""
        self._teller = TELLERS[1] if self._teller == TELLERS[0] else TELLERS[0]
        self._begin_anew()
        self._show()

    async def action_finish(self) -> None:
        """Ask before the count is closed."""
        above = f"第{self._teller}位计票人录了{self._box.count}张。"
        await self.mount(Confirm("录完", self._finish, above))

    async def _finish(self) -> None:
        await self.query(Confirm).remove()
        self._show(_refused(self._box.seal))

    def action_reopen(self) -> None:
        """Correct this teller's count."""
        self._show(_refused(self._box.reopen))

    def action_add(self) -> None:
        """Add the paper to the box of the round."""
        if why := _refused(self._vote.take_paper):
            self._show(why)
        else:
            self.post_message(Go(VotePlace.COUNTING))

    async def action_close(self) -> None:
        """Return to the tally, or take the question back."""
        if self.query(Confirm):
            await self.query(Confirm).remove()
            self._show()
        else:
            self.post_message(Go(VotePlace.COUNTING))


def _refused(act: Callable[[], None]) -> str:
    """Do something; why it cannot be done, empty if it was."""
    try:
        act()
    except Problem as problem:
        return str(problem)
    return ""
