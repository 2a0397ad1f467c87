"""Which list of candidates and which rules are in force for a vote of a report."""

from __future__ import annotations

from dataclasses import replace

from content.candidates.candidates import (
    Candidates,
    ListStatus,
    read_candidates,
    shipped_candidates,
    to_toml,
)
from content.errors import Problem, refused
from content.facts.years import calendar
from content.files import exists
from content.report import Report
from content.shelf.library import BUILTIN_ID
from review.base.files import write_atomic
from review.voting.rules.rules import SURVEY_TITLE, TITLE, Rules, survey_rules
from review.voting.rules.rules_file import read_rules
from review.voting.vote_files import VoteKind, read_rounds

_COMMENT = "由 shenyi candidates import 导入。要改动请重新导入。"


def candidates_in_force(report: Report, kind: VoteKind = VoteKind.TRIAL) -> Candidates:
    """The list that is voted on: the imported one, or that which ships.

    Raises:
        Problem: There is none for this report, or it is broken.
    """
    own = kind.list_file(report.id)
    if exists(own):
        try:
            return read_candidates(own, report, was_checked=True)
        except Problem as problem:
            which = "" if report.id == BUILTIN_ID else f" --report {report.id}"
            which += "" if kind is VoteKind.TRIAL else f" --vote {kind.name.lower()}"
            again = f"请重新导入这份名单：shenyi candidates import 名单{which}"
            back = f"投票还没有开始的，也可以换回自带的：shenyi candidates reset{which}"
            raise problem.restated(remedy=f"{again}；{back}") from problem
    if kind is VoteKind.SURVEY:
        remedy = "请先导入上一年的项目：shenyi candidates import 名单 --vote survey"
        raise Problem("还没有测评的项目名单。", remedy=remedy)
    if kind is VoteKind.DECISION:
        return candidates_in_force(report)
    shipped = shipped_candidates(report)
    if shipped is None:
        remedy = "请先导入：shenyi candidates import 名单 --report 编号（或--file 报告）"
        raise Problem(f"{report.title}还没有候选项目名单。", remedy=remedy)
    return read_candidates(shipped, report, was_checked=True)


def candidates_to_vote_on(report: Report, kind: VoteKind) -> Candidates:
    """The list in force; that of the vote, which has its own, where the list cannot be read.

    Where there is none yet, it is empty: one can be taken on the screen.

    Raises:
        Problem: There is no list that can be read, and no vote.
    """
    try:
        return candidates_in_force(report, kind)
    except Problem:
        rounds = read_rounds(kind.folder(report.id))
        if rounds:
            return rounds[0].ticket.listed()
        own = {kind, VoteKind.TRIAL if kind is VoteKind.DECISION else kind}
        if any(exists(each.list_file(report.id)) for each in own):
            raise
        return Candidates(ListStatus.OFFICIAL, ())


def put_in_force(candidates: Candidates, report: Report, kind: VoteKind = VoteKind.TRIAL) -> None:
    """Put a list in force for this user.

    While a vote goes on it can only be the list of that vote, in case the file of it was damaged.

    Raises:
        Problem: It cannot be written, or the vote has begun; the old one stays in force.
    """
    _refuse_while_voting(report, kind, candidates)
    write_atomic(kind.list_file(report.id), to_toml(candidates, _COMMENT).encode("utf-8"))


def reset_candidates(report: Report, kind: VoteKind = VoteKind.TRIAL) -> bool:
    """Put the list that ships with the report in force again.

    Returns:
        Whether there was an imported one.

    Raises:
        Problem: The imported one cannot be removed, or the vote has begun.
    """
    _refuse_while_voting(report, kind)
    path = kind.list_file(report.id)
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refused("无法删除", error, path=path) from error
    return True


def _refuse_while_voting(report: Report, kind: VoteKind, chosen: Candidates | None = None) -> None:
    lists = {box.ticket.candidates_sha256 for box in read_rounds(kind.folder(report.id))}
    if lists and (chosen is None or {chosen.sha256} != lists):
        remedy = "要换名单，请先在阅读界面按F6，再作废这次投票。"
        raise Problem(f"{kind.value}已经开始，名单不能再换。", remedy=remedy)


def default_rules(report: Report, kind: VoteKind = VoteKind.TRIAL) -> Rules:
    """The rules that ship with a report, or those of the program, called by the report's year.

    Raises:
        Problem: The file is broken.
    """
    if kind is VoteKind.SURVEY:
        return survey_rules(Rules(SURVEY_TITLE))
    shipped = shipped_candidates(report)
    path = None if shipped is None else shipped.with_name("ballot.toml")
    rules = read_rules(path) if path is not None and path.is_file() else Rules(_title(report))
    is_decision = kind is VoteKind.DECISION
    return replace(rules, title=rules.title.replace("试投票", "票决")) if is_decision else rules


def _title(report: Report) -> str:
    """What a vote on this report is called; without a year where the report does not say it."""
    year = calendar(report).plan
    return TITLE.replace("2024年", f"{year}年" if year else "")
