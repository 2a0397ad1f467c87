"""The votes of a report and their files: a box for each round, and those of the trials before."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from content.errors import Problem
from review.base import paths
from review.base.files import STILL, write_atomic
from review.base.lock import Lock
from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import is_there, load_box
from review.voting.box.box_file import read_box
from review.voting.sheet.result_sheet import Sheet, box_sheet

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


def past_folders(folder: Path) -> list[Path]:
    """The folders of the trials before a vote, the first first."""
    found = (path for path in folder.glob(f"{PAST}*") if path.name[len(PAST) :].isdigit())
    return sorted(found, key=lambda path: int(path.name[len(PAST) :]))


def next_past(folder: Path) -> Path:
    """Where the trial that ends now is kept: behind the last, though one before may be gone."""
    past = past_folders(folder)
    return folder / f"{PAST}{int(past[-1].name[len(PAST) :]) + 1 if past else 1}"


def past_sheets(folder: Path) -> list[list[Sheet]]:
    """The sheets of the trials before a vote, the first first; each has a sheet a round."""
    trials = []
    for past in past_folders(folder):
        sheets = (box_sheet(read_box(path)) for path in sorted(past.glob("round-*.box")))
        trials.append([sheet for sheet in sheets if sheet is not None])
    return trials


def note_begun(folder: Path, rounds: int) -> None:
    """Keep how many rounds have begun.

    Raises:
        Problem: It cannot be written.
    """
    if rounds:
        write_atomic(folder / BEGUN, f"{rounds}\n".encode("ascii"), stamp=STILL)
    else:
        (folder / BEGUN).unlink(missing_ok=True)


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
