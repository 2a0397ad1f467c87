"""One report as it stands on the shelf or in its trash, and which of several a person means."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from content.errors import Problem
from content.shelf.library import BUILTIN_ID

if TYPE_CHECKING:
    from content.shelf.manifest import Manifest

SEE_SHELF = "输入“shenyi shelf”可查看有哪些报告。"
"""The remedy where there is no such report."""


class ShelvedReport(NamedTuple):
    """One report that stands on the shelf, or in its trash."""

    manifest: Manifest
    """Id, title and what else is known of it."""
    removed: float | None = None
    """When it went into the trash, in seconds since 1970; None on the shelf."""

    @property
    def id(self) -> str:
        """Its id, which `Shelf.open` takes."""
        return self.manifest.id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.manifest.title

    @property
    def is_builtin(self) -> bool:
        """Whether it ships with the program."""
        return self.id == BUILTIN_ID

    @property
    def known(self) -> list[str]:
        """What is known of it besides its title: day or year, place, speaker."""
        manifest = self.manifest
        pieces = (str(manifest.date or manifest.year or ""), manifest.place, manifest.speaker)
        return [piece for piece in pieces if piece]

    @property
    def newness(self) -> tuple[int, datetime.date, float, str]:
        """What the shelf is sorted by, the greatest first: year, day, when it was added."""
        manifest = self.manifest
        year = manifest.year or (manifest.date.year if manifest.date else 0)
        added = manifest.added.timestamp() if manifest.added else 0.0
        return year, manifest.date or datetime.date.min, added, self.id


def in_order(reports: Iterable[ShelvedReport]) -> tuple[ShelvedReport, ...]:
    """Reports, the newest first; the papers of one session together, the government's first."""
    sessions: dict[object, list[ShelvedReport]] = {}
    for report in reports:
        sessions.setdefault(_session(report) or report.id, []).append(report)
    groups = list(sessions.values())
    groups.sort(key=lambda group: max(report.newness for report in group), reverse=True)
    return tuple(report for group in groups for report in sorted(group, key=_day))


def _day(report: ShelvedReport) -> tuple[bool, datetime.date, float]:
    added = report.manifest.added
    others = "政府工作报告" not in report.title
    return others, report.manifest.date or datetime.date.max, added.timestamp() if added else 0.0


def lead_in(reports: Sequence[ShelvedReport], at: int) -> str:
    """What stands before a title in a list: a mark if the paper above is of the same session."""
    session = _session(reports[at])
    return "└ " if at and session and session == _session(reports[at - 1]) else ""


def _session(report: ShelvedReport) -> tuple[str, int | None] | None:
    """The session that a report was given to; some names come again after some years."""
    manifest = report.manifest
    return (manifest.session, manifest.year) if manifest.session else None


def distinct(title: str, taken: Collection[str], marks: Iterable[str]) -> str:
    """A title that no other report has, with the first mark of its own that tells it apart."""
    for mark in marks if title in taken else ():
        if mark and mark not in title and f"{title}（{mark}）" not in taken:
            return f"{title}（{mark}）"
    return title


def meant(words: str, reports: Sequence[ShelvedReport]) -> ShelvedReport:
    """The report that a person means by its id, or by a part of id or title.

    Raises:
        Problem: There is none, or there are several.
    """
    for report in reports:
        if report.id == words:
            return report
    found = [r for r in reports if words and (words in r.id or words in r.title)]
    if len({report.id for report in found}) == 1:
        return found[0]
    if not found:
        raise Problem(f"没有编号为“{words}”的报告。", remedy=SEE_SHELF)
    names = "、".join(f"{report.id}（{report.title}）" for report in found[:5])
    more = "等" if len(found) > 5 else ""
    raise Problem(f"“{words}”可以指{len(found)}份报告：{names}{more}。", remedy="请写全编号。")
