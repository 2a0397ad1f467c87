"""What makes a ballot this ballot: the rules, the candidates, the round."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from content.candidates.candidates import Candidate, Candidates, ListStatus
from review.voting.counting.ballot import DETAILS, Printed
from review.voting.rules.choices import Mode
from review.voting.rules.rules import DAY, Day, Rules, canonical_text, digest
from review.voting.rules.rules_file import rules_from_data


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
    ids: tuple[int, ...]
    """The candidates that this round is over, in printed order."""
    frozen: str = ""
    """The rules as they were frozen, which their digest is over; empty for the form of today."""

    @property
    def items(self) -> tuple[Printed, ...]:
        """What is marked on the ballot, one mark each."""
        if self.rules.mode is Mode.WHOLE:
            return (Printed(1, f"全部{len(self.ids)}个候选项目"),)
        return self.voted_on

    @property
    def voted_on(self) -> tuple[Printed, ...]:
        """The candidates of this round; of a 整体表决 all that the one item stands for."""
        return tuple(candidate for candidate in self.candidates if candidate.id in self.ids)

    @property
    def nth(self) -> str:
        """The round as it stands behind a title, such as （第2轮）; empty for the first."""
        return f"（第{self.round}轮）" if self.round > 1 else ""

    @property
    def rules_text(self) -> str:
        """The rules in the form that their digest is over."""
        return self.frozen or self.rules.canonical

    @property
    def rules_sha256(self) -> str:
        """The digest of the rules (规则指纹), the same for as long as the vote lasts."""
        return digest(self.rules_text)

    def named(self, positions: tuple[int, ...]) -> tuple[Printed, ...]:
        """The items at some positions of the ballot, counted from 1 as the tally does."""
        return tuple(self.items[position - 1] for position in positions)

    def with_day(self, day: Day) -> Ticket:
        """The same with other numbers of the day; its digest stays as it is."""
        return replace(self, rules=self.rules.on(day), frozen=self.rules_text)

    def listed(self) -> Candidates:
        """The list of candidates as far as the ticket has it; quotes it has none."""
        entries = tuple(
            Candidate(id=at, title=title, quotes=(), **{key: said.get(key, "") for key in DETAILS})
            for at, title, said in self.candidates
        )
        return Candidates(self.status, entries)


def first_ticket(report_id: str, rules: Rules, candidates: Candidates) -> Ticket:
    """The ballot of a first round over all candidates."""
    printed = tuple(
        Printed(each.id, each.title, {name: said for name in DETAILS if (said := each.text(name))})
        for each in candidates.entries
    )
    ids = tuple(each.id for each in printed)
    return Ticket(report_id, 1, rules, printed, candidates.sha256, candidates.status, ids)


def ticket_to_data(ticket: Ticket) -> dict[str, Any]:
    """A ticket as plain data."""
    return {
        "report": ticket.report_id,
        "round": ticket.round,
        "rules": json.loads(ticket.rules_text),
        "rules_sha256": ticket.rules_sha256,
        "day": ticket.rules.day._asdict(),
        "status": ticket.status.value,
        "candidates": [[c.id, c.title, dict(c.details)] for c in ticket.candidates],
        "candidates_sha256": ticket.candidates_sha256,
        "ids": list(ticket.ids),
    }


def ticket_from_data(data: Mapping[str, Any]) -> Ticket:
    """The ticket of plain data, of version 0.1 too: it had the numbers of the day in its rules.

    Raises:
        ValueError: The rules are not those that the digest was taken of.
        LookupError: Something is missing.
    """
    stored = dict(data["rules"])
    text = canonical_text(stored)
    if digest(text) != data["rules_sha256"]:
        raise ValueError("rules")
    day = {key: int(number) for key, number in data.get("day", {}).items() if key in DAY}
    candidates = tuple(
        Printed(int(number), str(title), dict(details[0]) if details else {})
        for number, title, *details in data["candidates"]
    )
    rules = rules_from_data({**stored, **day})
    return Ticket(
        str(data["report"]),
        int(data["round"]),
        rules,
        candidates,
        str(data["candidates_sha256"]),
        ListStatus(data["status"]),
        tuple(map(int, data["ids"])),
        "" if text == rules.canonical else text,
    )
