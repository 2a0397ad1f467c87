"""The places of the voting room, the way between them, and what is said where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual.app import App
from textual.message import Message

from content.errors import Problem


class VotePlace(Enum):
    """A place; those that are a step of the vote have the digit that leads there.

    What stands at a place depends on the vote: VOTING is the ballot that is being filled in, or the
    neutral page between two deputies; before the start it is the rules, which come first.
    """

    LIST = "1"
    RULES = "2"
    VOTING = "3"
    COUNTING = "4"
    PRACTICE = "5"
    STEPS = "steps"
    START = "start"
    BALLOT = "ballot"
    CASTING = "casting"
    PAPER = "paper"
    EXPORT = "export"


@dataclass
class Go(Message):
    """Somebody wants to go to another place."""

    place: VotePlace


class Touched(Message):
    """The deputy at a ballot is there; keys that do something are not heard of otherwise."""


def complain(app: App[None], problem: Problem) -> None:
    """Say what could not be done, and what to do about it."""
    app.notify(str(problem), title="票决", severity="error", timeout=12)
