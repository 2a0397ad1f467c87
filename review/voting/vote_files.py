"""The votes of a report and their files: list, rules, a box for each round, the trials before.

    votes/<report>/           the trial (试投); in decision/ and survey/ the same of the other two,
                              each with its own candidates.toml where one was imported
        rules.toml            the rules while they are being set
        lock  begun           which program has it; how many rounds have begun
        round-1.box  .key     a box for each round, with its key where it has no 口令
        round-1-teller-1.box  paper ballots as one of two tellers has copied them
        copies/               second copies of boxes and keys
        past-1/               the boxes of the first trial, counted

Here are the paths, the lists, and what is read without the lock; the steps are in `vote.py`.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path

from content.candidates.candidates import (
    Candidates,
    ListStatus,
    read_candidates,
    shipped_candidates,
    to_toml,
)
from content.candidates.files import read_source
from content.errors import NewerFile, Problem
from content.facts.years import calendar
from content.files import exists
from content.report import Report
from content.shelf.library import BUILTIN_ID
from review.base import paths
from review.base.files import STILL, write_atomic
from review.base.lock import Lock
from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import is_there, load_box, remove_files
from review.voting.box.box_file import read_box
from review.voting.rules.rules import SURVEY_TITLE, TITLE, Rules, survey_rules
from review.voting.rules.rules_file import read_rules
from review.voting.sheet.result_sheet import Sheet, box_sheets

RULES = "rules.toml"
"""The rules while they are being set."""

PAST = "past-"
"""What a folder of boxes of an earlier trial begins with; its number follows."""

TELLERS = (1, 2)
"""Paper ballots are counted twice, by two people who do not see each other's figures."""

BEGUN = "begun"
"""How many rounds have begun, so that a box that is deleted with its copy is missed."""


class VoteKind(Enum):
    """The votes that stand side by side, each with its list, its rules and its boxes."""

    TRIAL = "试投"
    DECISION = "票决"
    SURVEY = "满意度测评"

    @property
    def items(self) -> str:
        """What is voted on: what was done last year is no candidate any more."""
        return "项目" if self is VoteKind.SURVEY else "候选项目"

    def folder(self, report_id: str) -> Path:
        """Where it is kept; that of a trial is where version 0.1 kept its only vote."""
        folder = paths.votes_dir(report_id)
        return folder if self is VoteKind.TRIAL else folder / self.name.lower()

    def list_file(self, report_id: str) -> Path:
        """Its own list of candidates; without it a decision is over the list of the trial."""
        if self is VoteKind.TRIAL:
            return paths.candidates_file(report_id)
        return self.folder(report_id) / "candidates.toml"


# Its list and its rules


def candidates_in_force(report: Report, kind: VoteKind = VoteKind.TRIAL) -> Candidates:
    """The list that is voted on: the imported one, or that which ships.

    Raises:
        Problem: There is none for this report, or it is broken.
    """
    own = kind.list_file(report.id)
    if exists(own):
        try:
            return read_candidates(own, report, was_checked=True)
        except NewerFile:
            raise  # to import another list would be to write over it
        except Problem as problem:
            which = "" if report.id == BUILTIN_ID else f" --report {report.id}"
            which += "" if kind is VoteKind.TRIAL else f" --vote {kind.name.lower()}"
            again = f"请重新导入这份名单：shenyi candidates import 名单{which}"
            back = f"投票还没有开始的，也可以换回自带的：shenyi candidates reset{which}"
            raise problem.restated(remedy=f"{again}；{back}") from problem
    if kind is VoteKind.SURVEY:
        remedy = "请先导入上一年的项目：shenyi candidates import 名单 --vote survey"
        raise Problem("还没有测评的项目名单。", remedy=remedy)
    if kind is VoteKind.DECISION:
        return candidates_in_force(report)
    shipped = shipped_candidates(report)
    if shipped is None:
        remedy = "请先导入：shenyi candidates import 名单 --report 编号（或--file 报告）"
        raise Problem(f"{report.title}还没有候选项目名单。", remedy=remedy)
    return read_candidates(shipped, report, was_checked=True)


def candidates_to_vote_on(report: Report, kind: VoteKind) -> Candidates:
    """The list in force; that of the vote, which has its own, where the list cannot be read.

    Where there is none yet, it is empty: one can be taken on the screen.

    Raises:
        Problem: There is no list that can be read, and no vote.
    """
    try:
        return candidates_in_force(report, kind)
    except Problem:
        rounds = read_rounds(kind.folder(report.id))
        if rounds:
            return rounds[0].ticket.listed()
        own = {kind, VoteKind.TRIAL if kind is VoteKind.DECISION else kind}
        if any(exists(each.list_file(report.id)) for each in own):
            raise
        return Candidates(ListStatus.OFFICIAL, ())


def put_in_force(candidates: Candidates, report: Report, kind: VoteKind) -> None:
    """Put a list in force for this user.

    While a vote goes on it can only be the list of that vote, in case the file of it was damaged.

    Raises:
        Problem: It cannot be written, the vote has begun, or a newer version has kept the old one.
    """
    _refuse_change(report, kind, candidates)
    comment = "由 shenyi candidates import 导入。要改动请重新导入。"
    write_atomic(kind.list_file(report.id), to_toml(candidates, comment).encode("utf-8"))


def reset_candidates(report: Report, kind: VoteKind) -> bool:
    """Put the list that ships with the report in force again; whether there was an imported one.

    Raises:
        Problem: The imported one cannot be removed, or may not be, as in `put_in_force`.
    """
    _refuse_change(report, kind)
    path = kind.list_file(report.id)
    was_there = exists(path)
    remove_files(path)
    return was_there


def _refuse_change(report: Report, kind: VoteKind, chosen: Candidates | None = None) -> None:
    try:
        read_source(kind.list_file(report.id))
    except Problem as problem:  # there is none, or it is damaged and may be replaced
        if isinstance(problem, NewerFile):
            raise
    lists = {box.ticket.candidates_sha256 for box in read_rounds(kind.folder(report.id))}
    if lists and (chosen is None or {chosen.sha256} != lists):
        remedy = "要换名单，请先在阅读界面按F6，再作废这次投票。"
        raise Problem(f"{kind.value}已经开始，名单不能再换。", remedy=remedy)


def default_rules(report: Report, kind: VoteKind) -> Rules:
    """The rules that ship with a report, or those of the program, called by the report's year.

    Raises:
        Problem: The file is broken.
    """
    if kind is VoteKind.SURVEY:
        return survey_rules(Rules(SURVEY_TITLE))
    shipped = shipped_candidates(report)
    path = None if shipped is None else shipped.with_name("ballot.toml")
    if path is not None and path.is_file():
        rules = read_rules(path)
    else:
        year = calendar(report).plan
        rules = Rules(TITLE.replace("2024年", f"{year}年" if year else ""))
    is_decision = kind is VoteKind.DECISION
    return replace(rules, title=rules.title.replace("试投票", "票决")) if is_decision else rules


# Its boxes


def lock_vote(folder: Path) -> Lock:
    """What the program that has a vote holds locked.

    Raises:
        Problem: Another program has it.
    """
    try:
        return Lock(folder / "lock")
    except BlockingIOError:
        remedy = "请在那个窗口里投票，或把它关掉后再试。"
        raise Problem("另一个审议窗口正在使用这个票箱。", remedy=remedy) from None


def box_path(folder: Path, number: int) -> Path:
    """The file of the box of a round, 1 for the first."""
    return folder / f"round-{number}.box"


def teller_path(folder: Path, number: int, teller: int) -> Path:
    """The file of the paper ballots of a round as one of two tellers has counted them."""
    return folder / f"round-{number}-teller-{teller}.box"


def read_rounds(folder: Path) -> list[Box]:
    """The boxes of a vote as they stand, for whoever only looks at it.

    Raises:
        Problem: One cannot be read, is damaged, or is a copy of another one.
    """
    rounds: list[Box] = []
    while is_there(path := box_path(folder, len(rounds) + 1)):
        box = Box(path, load_box(path, with_key=False))
        if box.ticket.round != len(rounds) + 1:
            raise other_round(path, box.ticket.round)
        rounds.append(box)
    return rounds


def other_round(path: Path, found: int) -> Problem:
    """What to say of a copy of another round's box, which is no round."""
    number = path.stem.partition("-")[2]
    message = f"文件名是第{number}轮的，里面却是第{found}轮的票箱，像是复制来的。"
    return Problem(message, path=path, remedy="请把它移走。")


def past_boxes(folder: Path) -> dict[int, list[Path]]:
    """The files of the boxes of the trials before a vote by their numbers, the first first."""
    numbers = (past.name.removeprefix(PAST) for past in folder.glob(f"{PAST}*"))
    trials = sorted(int(number) for number in numbers if number.isdecimal())
    return {number: sorted((folder / f"{PAST}{number}").glob("round-*.box")) for number in trials}


def past_sheets(folder: Path) -> dict[int, list[Sheet]]:
    """The sheets of the trials before a vote by their numbers, the first first, a sheet a round.

    A trial of which a box cannot be read has none: it may not keep anybody from voting.
    """
    trials = {}
    for number, files in past_boxes(folder).items():
        try:
            boxes = sorted(map(read_box, files), key=lambda box: box.ticket.round)
        except Problem:
            boxes = []
        trials[number] = box_sheets(boxes)
    return trials


def note_begun(folder: Path, rounds: int) -> None:
    """Keep how many rounds have begun; with 0 no vote has, and there is no such file.

    Raises:
        Problem: It cannot be written.
    """
    path = folder / BEGUN
    if rounds:
        write_atomic(path, f"{rounds}\n".encode("ascii"), stamp=STILL)
    else:
        remove_files(path)


def lost_round(folder: Path, found: int) -> Problem | None:
    """What to say of a round that has begun and whose box is gone, its second copy too."""
    try:
        begun = int((folder / BEGUN).read_bytes())
    except (OSError, ValueError):
        return None
    if begun <= found:
        return None
    message = f"第{found + 1}轮投票已经开始过，票箱和它的备份却都不见了，像是被删掉了。"
    remedy = "请从回收站或备份把文件放回来；找不回来的，请输入“shenyi doctor --mend”，另行投票。"
    return Problem(message, path=box_path(folder, found + 1), remedy=remedy)
