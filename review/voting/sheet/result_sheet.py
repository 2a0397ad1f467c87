"""The result sheet (计票结果单) of a round as rows: the screen and every export are made of it.

Here is what stands on it: figures, lines of items, verdicts, their order. The sentences are those
of `wording.py`; how it is laid out is for `sheet_export.py` (text, tables, JSON), `vote_papers.py`
(paper) and `screens/tally_pane.py`. It knows totals only: no ballot ever comes here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from review.typography.linebreak import cell_edges
from review.voting.box.box_file import BoxContents
from review.voting.box.box_ticket import Ticket
from review.voting.counting.ballot import Printed
from review.voting.counting.results import Count, ItemStatus, Result, Verdict, rate
from review.voting.counting.tally import decide
from review.voting.rules.choices import Base, Mode
from review.voting.rules.rules import EACH, Rules
from review.voting.sheet.wording import (
    NO_FORCE,
    UNKNOWN,
    column_names,
    conclusions,
    history,
    known,
    quorum_words,
    seats_name,
    threshold_name,
)

SIGNATURES = ("总监票人", "监票人", "计票人")
"""Who signs below, each with room for a name."""

SPOILT = "该项作废"
"""The column of marks that could not be read."""

CHOSEN = (Verdict.WON, Verdict.PASSED)
"""What counts as chosen; PASSED where there are no seats, or their number is not known."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One item of the sheet."""

    item: Printed
    count: Count
    verdict: Verdict
    needed: int | None
    """The fewest 赞成 with which it passes; None if not known, or where there is no threshold."""
    scale: int
    """What number of 赞成 fills the whole bar."""

    def bar(self, width: int) -> tuple[int, int | None]:
        """How many of `width` cells are filled by 赞成, and the cells before the 过半线.

        They reach the line if and only if the item passes, however little room there is: of 50
        deputies 25 and 26 may be the same cell, and one of them is under the line. None where there
        is no threshold, it is not known, or nothing can reach it. `width` is 1 or more.
        """
        scale = max(self.scale, 1)
        filled = min(self.count.yes, scale) * width // scale
        if self.needed is None or self.needed > scale:
            return filled, None
        line = max(1, self.needed * width // scale)
        passes = self.count.yes >= self.needed
        return max(filled, line) if passes else min(filled, line - 1), line


@dataclass(frozen=True)
class Sheet:
    """The result of one round.

    Of a round whose box is counted, made by `box_sheets`; of totals or paper from a file, or of
    practice, made where they are counted. Nothing of it is kept: it follows from ticket and sums.
    """

    ticket: Ticket
    """Rules, items and numbers of the day; its items are those of the result, in the same order."""
    result: Result
    boxes: tuple[str, ...] = ()
    """Ids of the boxes that were counted; none where paper ballots came from a file."""
    events: tuple[str, ...] = ()
    """What happened to the box, a Chinese sentence each."""

    @property
    def notices(self) -> list[str]:
        """What has to stand on every page: that the vote has no force, that the list is a trial."""
        return list(filter(None, (NO_FORCE, self.ticket.status.notice)))

    @property
    def figures(self) -> dict[str, str]:
        """The numbers of the head by their names, or 未知 and the like, in the order of the sheet.

        Valid and invalid ballots are left out where nothing was counted. A number that the hall has
        counted stands behind 收回票 where it is another than that of the box.
        """
        rules, result = self.ticket.rules, self.result
        back, typed = result.collected, rules.collected
        figures = {
            "全体代表": known(rules.deputies_total),
            "实到代表": known(rules.present),
            "发出票": known(rules.issued),
            "收回票": str(back) if typed in (0, back) else f"{back}（会场清点{typed}）",
            "未交票": str(max(0, rules.issued - back)) if rules.issued else UNKNOWN,
        }
        if result.valid is not None:
            reasons = "，".join(f"{reason.label}{number}" for reason, number in result.reasons)
            figures["有效票"] = str(result.valid)
            figures["无效票"] = f"{result.invalid}（{reasons}）" if reasons else str(result.invalid)
        if result.blank:
            figures["空白票"] = f"{result.blank}（计入有效票）"
        figures["法定人数"] = quorum_words(self.ticket, result)
        if not self.is_survey:
            figures["应选项目"] = seats_name(rules)
        needed = set(result.needed or ())
        is_same = rules.threshold.is_asked and rules.base_count and len(needed) == 1
        enough = f"（{needed.pop()}/{rules.base_count}）" if is_same else ""
        return figures | {"通过门槛": threshold_name(rules) + enough}

    def head(self, colon: str, width: int, gap: int) -> list[str]:
        """The figures, as many on a row as `width` cells have room for.

        `colon` stands between name and value, `gap` full-width blanks between two figures. A figure
        that is longer than a row has one of its own, and is not broken here.
        """
        rows: list[str] = []
        for name, value in self.figures.items():
            figure, before = f"{name}{colon}{value}", f"{rows[-1]}{'　' * gap}" if rows else ""
            if rows and cell_edges(before + figure)[-1] <= width:
                rows[-1] = before + figure
            else:
                rows.append(figure)
        return rows

    @cached_property
    def lines(self) -> tuple[SheetLine, ...]:
        """The items in printed order; none where nothing was counted."""
        rules, result = self.ticket.rules, self.result
        if result.items is None or result.needed is None:
            return ()
        most_votes = not rules.threshold.is_asked
        needed = (None,) * len(self.ticket.items) if most_votes else result.needed
        rows = zip(self.ticket.items, result.items, needed, strict=True)
        return tuple(
            SheetLine(
                item,
                count,
                _verdict(rules, result, position),
                need,
                _scale(rules, result, count),
            )
            for position, (item, count, need) in enumerate(rows, start=1)
        )

    @property
    def conclusions(self) -> list[str]:
        """How the vote came out, a sentence each."""
        return conclusions(self.ticket, self.result)

    @property
    def title(self) -> str:
        """What was voted on, and in which round."""
        return f"{self.ticket.rules.title}　第{self.ticket.round}轮计票结果"

    @property
    def ranked(self) -> tuple[SheetLine, ...]:
        """The items with the best first: those that are chosen, then the others by their votes.

        Of those that are chosen the order is that of `Result.elected`. In a survey the levels come
        first, then 满意 and 基本满意 together. Equal items stand in printed order.
        """
        verdicts = list(Verdict)
        places = {item: at for at, item in enumerate(self.result.elected)}
        by_points = self.ticket.rules.mode is Mode.RANK

        def key(at: int) -> tuple[int, int, int]:
            line = self.lines[at]
            if self.is_survey:
                return verdicts.index(line.verdict), 0, -line.count.satisfied
            votes = line.count.points if by_points else line.count.yes
            return line.verdict not in CHOSEN, places.get(at + 1, 0), -votes

        return tuple(self.lines[at] for at in sorted(range(len(self.lines)), key=key))

    def counts(self, line: SheetLine) -> list[tuple[str, int]]:
        """What the ballots say of an item, each number with its name, as the columns of a table.

        Every line of a sheet has the same names in the same order; the numbers add up to the valid
        ballots, but for 得分 in a ranking.
        """
        count, names = line.count, column_names(self.ticket.rules)
        counts = [(name, getattr(count, field)) for field, name in names.items()]
        counts.append((SPOILT, count.bad))
        if any(each.count.not_pressed for each in self.lines):
            counts.append(("未按", count.not_pressed))
        if self.ticket.rules.mode is Mode.RANK:
            counts.append(("得分", count.points))
        return counts

    def shown_counts(self, line: SheetLine) -> list[tuple[str, int]]:
        """The counts of an item; spoilt marks only where there are any."""
        is_spoilt = any(other.count.bad for other in self.lines)
        return [each for each in self.counts(line) if is_spoilt or each[0] != SPOILT]

    @property
    def is_survey(self) -> bool:
        """Whether it is a 满意度测评."""
        return self.ticket.rules.mode is Mode.SURVEY

    @property
    def rate_name(self) -> str:
        """What `rate` is called."""
        return "满意率" if self.is_survey else "得票率"

    def rate(self, line: SheetLine) -> str:
        """The share of 赞成 among the valid ballots; in a survey that of 满意 and 基本满意."""
        count = line.count
        of = count.satisfied if self.is_survey else count.yes
        return rate(of, self.result.valid or 0)


def box_sheets(boxes: Iterable[BoxContents]) -> list[Sheet]:
    """The sheets of those boxes that have been counted."""
    return [
        Sheet(box.ticket, decide(box.ticket.rules, box.sums), box.boxes, tuple(history(box)))
        for box in boxes
        if box.sums is not None
    ]


def _scale(rules: Rules, result: Result, count: Count) -> int:
    """What number of 赞成 fills a bar: the base of the threshold, where there is one that is known.

    Never less than the ballots counted, or a bar could not show how many there are.
    """
    valid = result.valid or 0
    if not rules.threshold.is_asked:
        return valid
    if rules.base is Base.YES_NO:
        return count.yes + count.no
    return max(result.collected if rules.base_count is None else rules.base_count, valid)


def _verdict(rules: Rules, result: Result, position: int) -> Verdict:
    """What became of the item at a position, 1 the first."""
    if result.levels is not None:
        return result.levels[position - 1]
    has_threshold, is_open = rules.threshold.is_asked, result.status is ItemStatus.RANKING_ONLY
    if result.qualified is None or (is_open and not has_threshold):
        return Verdict.UNKNOWN
    passes = position in result.qualified
    if rules.seats == EACH or is_open:
        return Verdict.PASSED if passes else Verdict.FAILED
    if position in result.elected:
        return Verdict.WON
    if result.tie is not None and position in result.tie.ids:
        return Verdict.TIED
    behind = Verdict.NOT_WON if passes else Verdict.FAILED
    return behind if has_threshold else Verdict.LOST
