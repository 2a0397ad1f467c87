"""Counting a file of paper ballots without any box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from content.candidates.candidates import Candidates, read_candidates
from content.errors import Problem
from content.report import Report
from review.voting.box.box_ticket import Ticket, first_ticket
from review.voting.counting.paper_ballots import BlankRows, PaperBallots, PaperRow, read_ballots
from review.voting.counting.paper_columns import item_name
from review.voting.counting.results import ItemStatus
from review.voting.counting.tally import decide, tally
from review.voting.counting.totals import read_totals, sums_of
from review.voting.listed_candidates import candidates_in_force
from review.voting.rules.choices import Mode
from review.voting.rules.rules import Rules
from review.voting.rules.rules_file import read_rules
from review.voting.sheet.result_sheet import Sheet, make_sheet


class Asked(NamedTuple):
    """What a file of ballots, or of totals, is over, as the command line says it."""

    rules: Path | Rules | None = None
    """The rules, or their file; without any, all is unknown."""
    candidates: Path | None = None
    """The list; without any it is the one in force."""
    round: int = 1
    items: tuple[int, ...] = ()
    """The numbers of the candidates that a later round is over; none for all of them."""


def count_file(
    ballots: Path, asked: Asked, report: Report, blank_rows: BlankRows = BlankRows.ASK
) -> Sheet:
    """The result of a file of paper ballots, see `review.voting.counting.paper_ballots`.

    Raises:
        Problem: A file is broken, or one contradicts another.
    """
    ticket = asked_ticket(asked, report)
    paper = read_ballots(ballots, ticket.rules.mode, ticket.items, blank_rows)
    return make_sheet(ticket, tally(ticket.rules, len(ticket.items), paper.ballots))


def count_totals(totals: Path, asked: Asked, report: Report) -> Sheet:
    """The result of a file of totals, see `review.voting.counting.totals`.

    Raises:
        Problem: A file is broken, or does not add up.
    """
    ticket = asked_ticket(asked, report)
    table = read_totals(totals, ticket.items, ticket.rules.mode)
    sums, rules = sums_of(totals, table, ticket.rules)
    result = decide(rules, sums)
    if rules.mode is Mode.SURVEY and result.status is ItemStatus.UNDETERMINED:
        name = rules.base.label
        remedy = f"请在表头上面写一行“{name},人数”，或改用有效票作基数（--base valid）。"
        raise Problem(f"{name}数没有写，判定不了。", path=totals, remedy=remedy)
    return make_sheet(replace(ticket, rules=rules), result)


def asked_ticket(asked: Asked, report: Report) -> Ticket:
    """The ballot of a file that is counted without a box.

    Raises:
        Problem: The rules or the list are broken, or there is no candidate with such a number.
    """
    rules = read_rules(asked.rules) if isinstance(asked.rules, Path) else asked.rules or Rules()
    ticket = first_ticket(report.id, rules, _listed(asked.candidates, report))
    known = {candidate.id for candidate in ticket.candidates}
    for number in asked.items:
        if number not in known:
            remedy = f"--items写候选项目的序号，用逗号分开，应在1到{len(known)}之间。"
            raise Problem(f"名单里没有{number}号。", remedy=remedy)
    if asked.items:
        ids = tuple(sorted(set(asked.items)))
        ticket = replace(ticket, round=max(2, asked.round), ids=ids)
    elif asked.round > 1:
        remedy = "请用--items写明这一轮有哪几项，例如--items 3,5。"
        raise Problem(f"第{asked.round}轮投的是哪几项，没有写明。", remedy=remedy)
    if isinstance(asked.rules, Path):
        read_rules(asked.rules, len(ticket.items))
    return ticket


def _listed(path: Path | None, report: Report) -> Candidates:
    return candidates_in_force(report) if path is None else read_candidates(path, report)


# Two tellers' files


class CellDifference(NamedTuple):
    """A place at which two tellers' tables of the same ballots do not agree."""

    row: int
    """Which ballot it is, 1 for the first."""
    lines: tuple[int | None, int | None]
    """Where it stands in each file; None where a file has no such ballot."""
    column: str
    """The item, 张数 or 标记."""
    written: tuple[str, str]


def compare_files(
    first: Path, second: Path, asked: Asked, report: Report
) -> tuple[list[CellDifference], PaperBallots]:
    """Where two tellers have written the same ballots differently, and the first one's ballots.

    Raises:
        Problem: A file is broken.
    """
    ticket = asked_ticket(asked, report)
    one, other = (
        read_ballots(path, ticket.rules.mode, ticket.items, BlankRows.BLANK)
        for path in (first, second)
    )
    found: list[CellDifference] = []
    for at in range(max(len(one.rows), len(other.rows))):
        rows = [table.rows[at] if at < len(table.rows) else None for table in (one, other)]
        found += _row_differences(ticket, at + 1, rows)
    return found, one


def _row_differences(
    ticket: Ticket, number: int, rows: Sequence[PaperRow | None]
) -> list[CellDifference]:
    lines = (rows[0] and rows[0].line, rows[1] and rows[1].line)
    if rows[0] is None or rows[1] is None:
        written = tuple("没有这一张" if row is None else "有一张" for row in rows)
        return [CellDifference(number, lines, "票", (written[0], written[1]))]
    names = [*map(item_name, ticket.items), "张数", "标记"]
    cells = [(*row.ballot.marks, str(row.number), row.ballot.flag) for row in rows if row]
    return [
        CellDifference(number, lines, name, (one, other))
        for name, one, other in zip(names, *cells, strict=True)
        if one != other
    ]
