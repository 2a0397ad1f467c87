"""Counting a file of paper ballots without any box."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from content.candidates.candidates import ListStatus, read_candidates
from content.errors import Problem
from content.report import Report
from review.voting.box.box_file import Printed, Ticket, first_ticket
from review.voting.counting.paper_ballots import read_ballots
from review.voting.counting.tally import tally
from review.voting.listed_candidates import candidates_in_force
from review.voting.rules.rules import Rules
from review.voting.rules.rules_file import read_rules
from review.voting.sheet.result_sheet import Sheet, make_sheet


def count_file(ballots: Path, rules: Path | None, candidates: Path | None, report: Report) -> Sheet:
    """The result of a file of paper ballots.

    Args:
        ballots: The file, see `review.voting.paper`.
        rules: The rules; without any, all is unknown.
        candidates: The list that the ballots are over. Without any it is the one in force; a file
            with fewer columns is then taken for a later round, whose items are not known by name.
        report: The report that the candidates rest on.

    Raises:
        Problem: A file is broken, or one contradicts another.
    """
    set_rules = Rules() if rules is None else read_rules(rules)
    listed = (
        candidates_in_force(report) if candidates is None else read_candidates(candidates, report)
    )
    ticket = first_ticket(report.id, set_rules, listed)
    paper = read_ballots(ballots, set_rules.mode, None if candidates is None else len(ticket.items))
    if paper.items > len(listed.entries):
        message = f"记号有{paper.items}列，而候选项目有{len(listed.entries)}个。"
        remedy = "每个项目一列，请核对；名单不同时请用--candidates指明。"
        raise Problem(message, path=ballots, remedy=remedy)
    if rules is not None:
        set_rules = read_rules(rules, paper.items)
    if paper.items != len(ticket.items):
        ticket = _unnamed(ticket, paper.items)
    return make_sheet(ticket, tally(set_rules, paper.items, paper.ballots))


def _unnamed(ticket: Ticket, items: int) -> Ticket:
    """A ballot over items of which only the number is known."""
    printed = tuple(Printed(number, f"第{number}项") for number in range(1, items + 1))
    return replace(
        ticket,
        candidates=printed,
        candidates_sha256="",
        status=ListStatus.OFFICIAL,
        ids=tuple(range(1, items + 1)),
    )
