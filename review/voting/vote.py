"""The trial vote of a report (试投票) from its rules to its last round, kept on the disk.

A folder holds the rules while they are being set, and a ballot box for each round. A box names
its rules and candidates itself, so every step is the writing of a single file: after a crash the
vote is where it was before the step or behind it, never between.

The way of a round: rules (no box), 开始投票 (open), 封票 (sealed), then paper and other boxes are
taken in, 计票 (counted); then another round where the result asks for one, or another trial. Two
steps lead back: 重新开箱 from sealed to open, which the box notes, and 作废, which takes the round
away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from content.candidates.candidates import Candidates
from content.errors import Problem
from content.report import Report
from review.base.files import write_atomic
from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import is_there, move_box, remove_box
from review.voting.box.box_file import State
from review.voting.box.box_merging import merged, refuse_unlike, with_box
from review.voting.box.box_ticket import Ticket, first_ticket
from review.voting.box.sealing import VoteKey, need_sealing, new_vote_key
from review.voting.counting.paper_ballots import differences
from review.voting.counting.results import Places, Result
from review.voting.rules.choices import Mode, Threshold
from review.voting.rules.rules import Day, Rules, refuse_faults
from review.voting.rules.rules_file import read_rules, rules_to_toml
from review.voting.sheet.result_sheet import Sheet, box_sheets
from review.voting.vote_files import (
    PAST,
    RULES,
    TELLERS,
    VoteKind,
    box_path,
    candidates_to_vote_on,
    default_rules,
    lock_vote,
    lost_round,
    note_begun,
    past_boxes,
    past_sheets,
    put_in_force,
    read_rounds,
    teller_path,
)

_TO_SEAL = "请先按F6封票。"


class Vote:
    """One of the votes of a report. Only one program at a time has it; `close` lets the next one.

    It belongs to the main thread. Opening it reads all boxes, mends what their second copies can
    mend, and seals the ballots of version 0.1.

    Raises:
        Problem: There is no list, another program has it, or a file of it is damaged or gone.
    """

    def __init__(self, report: Report, kind: VoteKind = VoteKind.TRIAL) -> None:
        self.report = report
        self.kind = kind
        self.folder = kind.folder(report.id)
        self.candidates = candidates_to_vote_on(report, kind)
        """The list in force, which becomes that of the vote at its start."""
        self._draft = default_rules(report, kind)
        self._lock = lock_vote(self.folder)
        try:
            self.boxes = [Box.open(box.path) for box in read_rounds(self.folder)]
            if lost := lost_round(self.folder, len(self.boxes)):
                raise lost
            if (self.folder / RULES).exists():
                self._draft = read_rules(self.folder / RULES)
        except Problem:
            self.close()
            raise

    def close(self) -> None:
        """Let another program have the vote."""
        self._lock.release()

    # Where it stands

    @property
    def state(self) -> State | None:
        """How far the last round is; None before the start, while the rules may be changed."""
        return self.boxes[-1].state if self.boxes else None

    @property
    def box(self) -> Box:
        """The box of the last round.

        Raises:
            Problem: The vote has not begun.
        """
        if not self.boxes:
            raise Problem("投票还没有开始。", remedy="请按F5开始投票。")
        return self.boxes[-1]

    @property
    def ticket(self) -> Ticket:
        """What the last round is over; before the start, what the first would be over."""
        if self.boxes:
            return self.box.ticket
        return first_ticket(self.report.id, self._draft, self.candidates)

    @property
    def rules(self) -> Rules:
        """The rules of the last round, or those being set."""
        return self.ticket.rules

    @property
    def sheets(self) -> list[Sheet]:
        """The result sheet of every round that has been counted."""
        return box_sheets(box.contents for box in self.boxes)

    # Its steps

    def set_rules(self, rules: Rules) -> None:
        """Keep rules that are being set.

        Raises:
            Problem: The vote has begun, they contradict themselves, or they cannot be written.
        """
        remedy = "要改规则，请先按F6，再作废这次投票。"
        self._demand(None, "投票已经开始，规则不能再改。", remedy)
        items = len(first_ticket(self.report.id, rules, self.candidates).items)
        refuse_faults(rules, items if self.candidates.entries else None)  # the list may come later
        if (rules.mode is Mode.SURVEY) is not (self.kind is VoteKind.SURVEY):
            message = f"{self.kind.value}不能用“{rules.mode.label}”的规则。"
            raise Problem(message, remedy="测评的规则只用在满意度测评里，请换到那里再设。")
        self._keep_rules(rules)

    def _keep_rules(self, rules: Rules) -> None:
        write_atomic(self.folder / RULES, rules_to_toml(rules).encode("utf-8"))
        self._draft = rules

    def set_candidates(self, candidates: Candidates) -> None:
        """Put another list in force, and vote on it.

        Raises:
            Problem: The vote has begun, or it cannot be written.
        """
        put_in_force(candidates, self.report, self.kind)
        self.candidates = candidates

    def start(self, password: str = "") -> str:
        """开始投票: the rules and the candidates stand from now on, and the first box is open.

        What is returned is the 应急码 that opens it besides the 口令; empty without one.

        Raises:
            Problem: It has begun already, the rules contradict themselves, the 口令 is too short,
                ballots cannot be sealed on this computer, or writing failed.
        """
        self._demand(None, "投票已经开始。", "按F5填票，按F6查看票箱。")
        ticket = self.ticket
        if not ticket.ids:
            raise Problem("名单是空的，没有可以投票的项目。", remedy="请先换上名单。")
        refuse_faults(ticket.rules, len(ticket.items))
        need_sealing()
        key, code = new_vote_key(password) if password else (None, "")
        self._begin(ticket, key)
        return code

    def _begin(self, ticket: Ticket, key: VoteKey | None) -> None:
        box = Box.create(box_path(self.folder, ticket.round), ticket, key)
        try:
            note_begun(self.folder, ticket.round)
        except Problem:
            remove_box(box.path)  # or it would stand there, and nobody was told its 应急码
            raise
        self.boxes.append(box)

    def count(self, password: str = "") -> Result:
        """计票: count the sealed box, by 口令 or 应急码; only the totals are kept.

        There is no way back. A box that is counted already gives its result once more.

        Raises:
            Problem: The box is not sealed, its lock stays closed, or writing failed.
        """
        if self.state is not State.COUNTED:
            self._demand(State.SEALED, "票箱还没有封。", _TO_SEAL)
            if self.box.needs_password:
                self.box.unlock(password)
            self.box.mark_counted()
        return self.sheets[-1].result

    def add_boxes(self, others: Iterable[Box]) -> None:
        """Add boxes of other machines, their locks open, to the sealed box of the round.

        Raises:
            Problem: The box is not sealed, or another box does not go with it; nothing changes.
        """
        boxes = [self.box, *others]
        refuse_unlike(boxes)
        self.box.take(merged(boxes))

    def throw_away(self) -> None:
        """作废: delete the last round's box with its ballots, those on paper too.

        A box that has been counted is kept as a trial, see `past`. Of a first round, the rules can
        then be set anew: that is another vote. Of a later one, the round before stands again.

        Raises:
            Problem: It cannot be deleted, or kept.
        """
        for teller in TELLERS:
            remove_box(teller_path(self.folder, self.ticket.round, teller))
        note_begun(self.folder, len(self.boxes) - 1)
        if self.box.state is State.COUNTED:
            move_box(self.box.path, self.folder / f"{PAST}{self.number}")
        else:
            remove_box(self.box.path)
        self.boxes.pop()

    def again(self) -> None:
        """Begin anew under the same rules; all rounds that were counted are kept as a trial.

        Raises:
            Problem: The last round is not counted, or it cannot be kept.
        """
        self._demand(State.COUNTED, "这次投票还没有计票。", _TO_SEAL)
        folder = self.folder / f"{PAST}{self.number}"
        rules = self.boxes[0].ticket.rules
        note_begun(self.folder, 0)
        while self.boxes:
            move_box(self.box.path, folder)
            self.boxes.pop()
        self._keep_rules(rules)

    # Its paper ballots

    def teller_box(self, teller: int) -> Box:
        """The paper ballots of the last round as one of two tellers has copied them.

        Raises:
            Problem: The vote has not begun, or the file is damaged or cannot be written.
        """
        ticket = self.box.ticket
        path = teller_path(self.folder, ticket.round, teller)
        box = Box.open(path) if is_there(path) else Box.create(path, ticket, teller=teller)
        # The numbers of the day may have been put right since it was made.
        box.contents = replace(box.contents, ticket=box.ticket.with_day(ticket.rules.day))
        return box

    @property
    def waiting_paper(self) -> str:
        """What there is of paper ballots that are not in the box of the round, in Chinese.

        Such as 录好的3张纸质票, the greater number that one of the tellers has copied; or that the
        copies of one cannot be read. Empty where there are none.
        """
        if any(part.is_paper for part in self.box.contents.taken):
            return ""
        copied = 0
        for teller in TELLERS:
            path = teller_path(self.folder, self.ticket.round, teller)
            try:
                copied = max(copied, Box.open(path).count if is_there(path) else 0)
            except Problem:
                return f"第{teller}位计票人录的纸质票（读不出来）"
        return f"录好的{copied}张纸质票" if copied else ""

    def take_paper(self) -> None:
        """Add the paper ballots to the sealed box of the round, once both tellers agree on them.

        Raises:
            Problem: A teller's box or the round's is not sealed, the tellers differ, or the paper
                has been added before; nothing changes.
        """
        first, second = map(self.teller_box, TELLERS)
        if any(part.is_paper for part in self.box.contents.taken):
            raise Problem("纸质票已经并入票箱，不会重复计。", remedy="可以计票了。")
        if differences(first.ballots(), second.ballots()):
            raise Problem("两位计票人录得不一样。", remedy="请对照纸质票核对，改正后再试。")
        self.box.take(with_box(self.box.contents, first, is_paper=True))

    # Its trials and rounds

    @property
    def past(self) -> dict[int, list[Sheet]]:
        """The sheets of the trials before this one; see `past_sheets`."""
        return past_sheets(self.folder)

    @property
    def number(self) -> int:
        """Which trial this one is, 1 the first: behind the last, though one may be gone."""
        return max(past_boxes(self.folder), default=0) + 1

    @property
    def trials(self) -> dict[int, list[Sheet]]:
        """The sheets of all trials by their numbers, this one the last as far as it is counted.

        One that cannot be read is left out; those behind it keep their numbers.
        """
        trials = {**self.past, self.number: self.sheets}
        return {number: sheets for number, sheets in trials.items() if sheets}

    @property
    def next(self) -> Places | None:
        """The round that the last result asks for, its ids positions on the last ballot."""
        return self.sheets[-1].result.next if self.state is State.COUNTED else None

    def start_next(self, day: Day) -> None:
        """Open the box of the round that the last result asks for, with its numbers of the day.

        A new vote over tied items fills the places left with those that have most votes. A new vote
        over vacant seats keeps the threshold. In neither may a ballot choose more than there are
        seats (地方组织法第二十九条, by analogy). Deputies and ballots have to be counted anew.

        Raises:
            Problem: No further round is asked for, the numbers contradict each other, or writing
                failed.
        """
        after = self.next
        if after is None:
            remedy = "要另行投票，请先按F6，再作废这次投票。"
            raise Problem("按现在的结果，不需要再投一轮。", remedy=remedy)
        last, rules, seats = self.ticket, self.rules.on(day), after.seats
        fewest, most = min(rules.select_min, seats), min(max(rules.select_max, 0), seats)
        rules = replace(rules, seats=seats, select_min=fewest, select_max=most)
        if self.sheets[-1].result.tie is not None:
            rules = replace(rules, select_max=0, threshold=Threshold.NONE)
        whole = last.rules.mode is Mode.WHOLE
        ids = last.ids if whole else tuple(item.id for item in last.named(after.ids))
        ticket = replace(last, round=last.round + 1, rules=rules, ids=ids, frozen="")
        refuse_faults(rules, len(ticket.items))
        self._begin(ticket, self.box.contents.key.vote)

    def _demand(self, state: State | None, message: str, remedy: str) -> None:
        if self.state is not state:
            raise Problem(message, remedy=remedy)
