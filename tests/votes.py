"""Trial votes on the disk: begun before the program is there, and looked at afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from nacl.pwhash import argon2id

from content.shelf.library import load_builtin
from review.base import paths
from review.voting.box.ballot_box import Box
from review.voting.rules.rules import Rules
from review.voting.vote import Vote

REPORT = load_builtin()

TEN = Rules(deputies_total=10, present=10, seats=2)
"""A vote of ten deputies over two seats."""


def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a 口令 locked with the least work that the library allows."""
    monkeypatch.setattr("nacl.pwhash.argon2id.OPSLIMIT_MODERATE", argon2id.OPSLIMIT_MIN)
    monkeypatch.setattr("nacl.pwhash.argon2id.MEMLIMIT_INTERACTIVE", argon2id.MEMLIMIT_MIN)


def start(rules: Rules = TEN, *ballots: str) -> None:
    """Begin a vote, with ballots in its box; items behind the last mark are left blank."""
    vote = Vote(REPORT)
    vote.set_rules(rules)
    vote.start()
    for marks in ballots:
        vote.box.cast(marks.ljust(len(vote.ticket.items), "-"))
    vote.close()


def box_file(number: int = 1) -> Path:
    """The file of a round's box."""
    return paths.votes_dir(REPORT.id) / f"round-{number}.box"


def box(number: int = 1) -> Box:
    """A round's box as it is on the disk."""
    return Box.open(box_file(number))


def sealed_marks() -> dict[str, int]:
    """The marks of each ballot in the box, which is sealed to see them, and how many have them."""
    sealed = box()
    sealed.seal()
    return {ballot.text: number for ballot, number in sealed.ballots().items()}
