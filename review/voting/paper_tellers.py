"""The paper ballots of a round: copied by two tellers, compared, and added to the box."""

from __future__ import annotations

from content.errors import Problem
from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import is_there
from review.voting.counting.paper_ballots import differences
from review.voting.vote import Vote
from review.voting.vote_files import TELLERS, teller_path


def teller_box(vote: Vote, teller: int) -> Box:
    """The paper ballots of the last round as one of two tellers has counted them.

    Args:
        vote: The vote.
        teller: 1 or 2.

    Raises:
        Problem: The vote has not begun, or the file is damaged or cannot be written.
    """
    ticket = vote.box.ticket
    path = teller_path(vote.folder, ticket.round, teller)
    return Box.open(path) if is_there(path) else Box.create(path, ticket, teller=teller)


def refuse_paper_beyond(vote: Vote, teller: Box) -> None:
    """Make sure that a teller may copy one more paper ballot.

    Raises:
        Problem: With those in the box of the round, as many as were issued are there.
    """
    issued = vote.rules.issued
    if issued and vote.box.count + teller.count >= issued:
        message = f"发出{issued}张票，票箱里{vote.box.count}张，纸质票已录{teller.count}张，齐了。"
        raise Problem(message, remedy="多出来的请核对；发出票数填错了的，请改正。")


def take_paper(vote: Vote) -> None:
    """Add the paper ballots to the sealed box of the round, once both tellers agree on them.

    Raises:
        Problem: A teller's box or the round's is not sealed, the tellers differ, or the paper
            has been added before; nothing changes.
    """
    first, second = (teller_box(vote, teller) for teller in TELLERS)
    if any(part.is_paper for part in vote.box.contents.taken):
        raise Problem("纸质票已经并入票箱，不会重复计。", remedy="可以计票了。")
    if different := differences(first.ballots(), second.ballots()):
        message = f"两位计票人录得不一样，有{len(different)}种票张数不同。"
        raise Problem(message, remedy="请对照纸质票核对，改正后再试。")
    vote.box.take(first, vote.ticket, is_paper=True)
