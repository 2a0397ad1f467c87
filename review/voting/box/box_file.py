"""What a ballot box (票箱) holds, and its file.

The file is a sorted multiset of ballots beside the rules they were cast under. It holds no order of
casting, no times and no names, and a checksum over all of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from content.candidates.candidates import NOTICE, Candidates, ListStatus
from content.errors import Problem
from content.tomlfile import read_bytes
from review.voting.counting.ballot import Ballot, ballot_from_text
from review.voting.rules.choices import Mode
from review.voting.rules.rules import Rules
from review.voting.rules.rules_file import rules_from_data

FORMAT = 1
_KEPT = "文件已原样保留。从别处复制来的，请重新复制；本机的票箱，请输入“shenyi doctor”看怎么办。"


class State(str, Enum):
    """How far a box has come. It goes on by one step at a time, and back only on demand."""

    OPEN = "open"
    SEALED = "sealed"
    COUNTED = "counted"


class Printed(NamedTuple):
    """A candidate as the ballot names it."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What makes a ballot this ballot: boxes can only be added if they agree in all of it."""

    report_id: str
    round: int
    """1 for the first round."""
    rules: Rules
    candidates: tuple[Printed, ...]
    """All candidates of the list, in printed order."""
    candidates_sha256: str
    """`Candidates.sha256` of the list; empty where only the number of items is known."""
    status: ListStatus
    """Whether they are the trial list."""
    ids: tuple[int, ...]
    """The candidates that this round is over, in printed order."""

    @property
    def items(self) -> tuple[Printed, ...]:
        """What is marked on the ballot, one mark each."""
        if self.rules.mode is Mode.WHOLE:
            return (Printed(1, f"全部{len(self.ids)}个候选项目"),)
        return tuple(candidate for candidate in self.candidates if candidate.id in self.ids)

    @property
    def notice(self) -> str:
        """What has to stand wherever the candidates are shown; empty for an official list."""
        return NOTICE if self.status is ListStatus.TRIAL else ""

    def named(self, positions: tuple[int, ...]) -> tuple[Printed, ...]:
        """The items at some positions of the ballot, counted from 1 as the tally does."""
        return tuple(self.items[position - 1] for position in positions)


def first_ticket(report_id: str, rules: Rules, candidates: Candidates) -> Ticket:
    """The ballot of a first round over all candidates."""
    printed = tuple(Printed(entry.id, entry.title) for entry in candidates.entries)
    ids = tuple(entry.id for entry in printed)
    return Ticket(report_id, 1, rules, printed, candidates.sha256, candidates.status, ids)


@dataclass(frozen=True, slots=True)
class BoxContents:
    """All that a box's file says."""

    ticket: Ticket
    boxes: tuple[str, ...]
    """The random id of the box; of every box that was added up, if several were."""
    state: State = State.OPEN
    ballots: Counter[Ballot] = field(default_factory=Counter, repr=False)

    @property
    def count(self) -> int:
        """How many ballots there are: all that may be known before sealing."""
        return self.ballots.total()


def to_bytes(contents: BoxContents) -> bytes:
    """The file of a box."""
    data = _to_data(contents)
    data["sha256"] = _checksum(data)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_box(path: Path) -> BoxContents:
    """Read a box's file.

    Raises:
        Problem: It cannot be read, or is damaged; it stays as it is.
    """
    raw = read_bytes(path)
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise Problem("这不是票箱文件，或者已经损坏。", path=path, remedy=_KEPT) from None
    if not isinstance(data, dict) or "box" not in data or "ballots" not in data:
        raise Problem("这不是票箱文件。", path=path, remedy="请指定封票后的票箱文件。")
    if data.pop("sha256", None) != _checksum(data):
        raise Problem("票箱文件的校验和不对，可能损坏或被改动过。", path=path, remedy=_KEPT)
    try:
        return _from_data(data)
    except (LookupError, TypeError, ValueError, AttributeError):
        raise Problem("票箱文件的内容认不出来。", path=path, remedy=_KEPT) from None


def _checksum(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _to_data(contents: BoxContents) -> dict[str, Any]:
    ticket = contents.ticket
    return {
        "format": FORMAT,
        "box": list(contents.boxes),
        "state": contents.state.value,
        "report": ticket.report_id,
        "round": ticket.round,
        "rules": json.loads(ticket.rules.canonical),
        "rules_sha256": ticket.rules.sha256,
        "status": ticket.status.value,
        "candidates": [list(candidate) for candidate in ticket.candidates],
        "candidates_sha256": ticket.candidates_sha256,
        "ids": list(ticket.ids),
        "ballots": sorted([ballot.text, number] for ballot, number in contents.ballots.items()),
    }


def _from_data(data: Mapping[str, Any]) -> BoxContents:
    rules = dict(data["rules"])
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    ticket = Ticket(
        str(data["report"]),
        int(data["round"]),
        rules_from_data(rules),
        tuple(Printed(int(number), str(title)) for number, title in data["candidates"]),
        str(data["candidates_sha256"]),
        ListStatus(data["status"]),
        tuple(map(int, data["ids"])),
    )
    if ticket.rules.sha256 != data["rules_sha256"]:
        raise ValueError("rules")
    ballots: Counter[Ballot] = Counter()
    for text, number in data["ballots"]:
        ballot = ballot_from_text(text)
        if len(ballot.marks) != len(ticket.items) or type(number) is not int or number < 1:
            raise ValueError("ballots")
        ballots[ballot] += number
    return BoxContents(ticket, tuple(map(str, data["box"])), State(data["state"]), ballots)
