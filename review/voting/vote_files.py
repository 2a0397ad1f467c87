"""The files of a vote: a box for each round, and those of the trials before it."""

from __future__ import annotations

from pathlib import Path

from content.errors import Problem
from review.voting.box.box_copies import is_there, load_box
from review.voting.box.box_file import BoxContents, read_box
from review.voting.box.box_ticket import Ticket
from review.voting.sheet.result_sheet import Sheet, box_sheet

PAST = "past-"
"""What a folder of boxes of an earlier trial begins with; its number follows."""


def box_path(folder: Path, number: int) -> Path:
    """The file of the box of a round, 1 for the first."""
    return folder / f"round-{number}.box"


def read_rounds(folder: Path) -> list[tuple[Path, BoxContents]]:
    """The boxes of a vote as they stand, for whoever only looks at it.

    Raises:
        Problem: One cannot be read, or is damaged.
    """
    rounds: list[tuple[Path, BoxContents]] = []
    while is_there(path := box_path(folder, len(rounds) + 1)):
        rounds.append((path, load_box(path, with_key=False).contents))
    return rounds


def past_folders(folder: Path) -> list[Path]:
    """The folders of the trials before a vote, the first first."""
    found = (path for path in folder.glob(f"{PAST}*") if path.name[len(PAST) :].isdigit())
    return sorted(found, key=lambda path: int(path.name[len(PAST) :]))


def next_past(folder: Path) -> Path:
    """Where the trial that ends now is kept."""
    return folder / f"{PAST}{len(past_folders(folder)) + 1}"


def past_sheets(folder: Path) -> list[list[Sheet]]:
    """The sheets of the trials before a vote, the first first; each has a sheet a round."""
    trials = []
    for past in past_folders(folder):
        sheets = (box_sheet(read_box(path)) for path in sorted(past.glob("round-*.box")))
        trials.append([sheet for sheet in sheets if sheet is not None])
    return trials


def refuse_other_round(path: Path, ticket: Ticket, number: int) -> None:
    """A copy of another round's box is no round.

    Raises:
        Problem: The box is not that of the round that its name says.
    """
    if ticket.round != number:
        message = f"文件名是第{number}轮的，里面却是第{ticket.round}轮的票箱，像是复制来的。"
        raise Problem(message, path=path, remedy="请把它移走。")
