"""Counting a file of paper ballots, or of totals, without any box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from content.candidates.candidates import read_candidates
from content.errors import Problem
from content.report import Report
from review.voting.box.box_ticket import Ticket, first_ticket
from review.voting.counting.paper_ballots import BlankRows, PaperRow, read_ballots
from review.voting.counting.results import ItemStatus
from review.voting.counting.tally import decide, tally
from review.voting.counting.totals import read_totals
from review.voting.listed_candidates import candidates_in_force
from review.voting.rules.choices import Mode
from review.voting.rules.rules import Rules
from review.voting.rules.rules_file import read_rules
from review.voting.sheet.result_sheet import Sheet


def paper_ticket(
    report: Report,
    rules: Path | Rules | None,
    candidates: Path | None,
    round: int = 1,
    items: tuple[int, ...] = (),
) -> Ticket:
    """The ballot of a file that is counted without a box.

    Without rules all is unknown, without a list it is the one in force. `items` are the numbers of
    the candidates that a later round is over; none for all of them.

    Raises:
        Problem: The rules or the list are broken, or there is no candidate with such a number.
    """
    read = read_rules(rules) if isinstance(rules, Path) else rules or Rules()
    given = candidates and read_candidates(candidates, report)
    ticket = first_ticket(report.id, read, given or candidates_in_force(report))
    for number in items:
        if number not in ticket.ids:
            remedy = f"--items写候选项目的序号，用逗号分开，应在1到{len(ticket.ids)}之间。"
            raise Problem(f"名单里没有{number}号。", remedy=remedy)
    if items:
        ticket = replace(ticket, round=max(2, round), ids=tuple(sorted(set(items))))
    elif round > 1:
        remedy = "请用--items写明这一轮有哪几项，例如--items 3,5。"
        raise Problem(f"第{round}轮投的是哪几项，没有写明。", remedy=remedy)
    if isinstance(rules, Path):
        read_rules(rules, len(ticket.items))
    return ticket


def count_file(path: Path, ticket: Ticket, blank_rows: BlankRows) -> Sheet:
    """The result of a file of paper ballots, see `review.voting.counting.paper_ballots`.

    Raises:
        Problem: It is broken, or contradicts the list or the rules.
    """
    paper = read_ballots(path, ticket.rules.mode, ticket.items, blank_rows)
    return Sheet(ticket, tally(ticket.rules, len(ticket.items), paper.ballots))


def count_totals(path: Path, ticket: Ticket) -> Sheet:
    """The result of a file of totals, see `review.voting.counting.totals`.

    Raises:
        Problem: It is broken, or does not add up.
    """
    sums, rules = read_totals(path, ticket.items, ticket.rules)
    result = decide(rules, sums)
    if rules.mode is Mode.SURVEY and result.status is ItemStatus.UNDETERMINED:
        name = rules.base.label
        remedy = f"请在表头上面写一行“{name},人数”，或改用有效票作基数（--base valid）。"
        raise Problem(f"{name}数没有写，判定不了。", path=path, remedy=remedy)
    return Sheet(replace(ticket, rules=rules), result)


def file_differences(
    first: Path, second: Path, ticket: Ticket
) -> tuple[list[tuple[int, str]], int]:
    """Where two tellers have written the same ballots differently.

    Returns:
        Each place, its ballot's number and a Chinese sentence; and how many ballots the first has.

    Raises:
        Problem: A file is broken.
    """
    one, other = (
        read_ballots(path, ticket.rules.mode, ticket.items, BlankRows.BLANK)
        for path in (first, second)
    )
    found = [
        (number, f"第{number}张票，{column}：{first.name}{here}，{second.name}{there}")
        for number, rows in enumerate(zip_longest(one.rows, other.rows), start=1)
        for column, here, there in _row_differences(ticket, *rows)
    ]
    return found, one.ballots.total()


def _row_differences(
    ticket: Ticket, one: PaperRow | None, other: PaperRow | None
) -> Iterator[tuple[str, str, str]]:
    if one is None or other is None:
        here, there = (
            "没有这一张" if row is None else f"第{row.line}行“有一张”" for row in (one, other)
        )
        yield "票", here, there
        return
    names = [*(item.quoted for item in ticket.items), "张数", "标记"]
    cells = [(*row.ballot.marks, str(row.number), row.ballot.flag) for row in (one, other)]
    for name, here, there in zip(names, *cells, strict=True):
        if here != there:
            yield name, f"第{one.line}行“{here}”", f"第{other.line}行“{there}”"
