"""Reports in the order of the shelf, what tells them apart, and which of them a person means."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence

from content.errors import Problem
from content.shelf.manifest import Manifest

SEE_SHELF = "输入“shenyi shelf”可查看有哪些报告。"
"""The remedy where there is no such report."""


def in_order(reports: Iterable[Manifest]) -> tuple[Manifest, ...]:
    """Reports, the newest first; the papers of one session together, the government's first."""
    sessions: dict[object, list[Manifest]] = {}
    for report in reports:
        sessions.setdefault(_session(report) or report.id, []).append(report)
    groups = list(sessions.values())
    groups.sort(key=lambda group: max(report.newness for report in group), reverse=True)
    return tuple(report for group in groups for report in sorted(group, key=_day))


def _day(report: Manifest) -> tuple[bool, datetime.date, float]:
    others, added = "政府工作报告" not in report.title, report.added
    return others, report.date or datetime.date.max, added.timestamp() if added else 0.0


def lead_in(reports: Sequence[Manifest], at: int) -> str:
    """What stands before a title in a list: a mark if the paper above is of the same session."""
    session = _session(reports[at])
    return "└ " if at and session and session == _session(reports[at - 1]) else ""


def _session(report: Manifest) -> tuple[str, int | None] | None:
    """The session that a report was given to; some names come again after some years."""
    return (report.session, report.year) if report.session else None


def distinct(title: str, taken: Collection[str], marks: Iterable[str]) -> str:
    """A title that no other report has, with the first mark of its own that tells it apart."""
    for mark in marks if title in taken else ():
        if mark and mark not in title and f"{title}（{mark}）" not in taken:
            return f"{title}（{mark}）"
    return title


def meant(words: str, reports: Sequence[Manifest]) -> Manifest:
    """The report that a person means by its id, or by a part of id or title.

    Raises:
        Problem: There is none, or there are several.
    """
    alike = (r for r in reports if words and (words in r.id or words in r.title))
    found = [report for report in reports if report.id == words] or list(alike)
    if len({report.id for report in found}) == 1:
        return found[0]
    if not found:
        raise Problem(f"没有编号为“{words}”的报告。", remedy=SEE_SHELF)
    names = "、".join(f"{report.id}（{report.title}）" for report in found[:5])
    more = "等" if len(found) > 5 else ""
    raise Problem(f"“{words}”可以指{len(found)}份报告：{names}{more}。", remedy="请写全编号。")
