"""The trials of a vote side by side: what became of each item, time after time."""

from __future__ import annotations

from collections.abc import Sequence

from review.base.paper import Body, Grid, Paper
from review.voting.sheet.result_sheet import Sheet, SheetLine

Trial = Sequence[Sheet]
"""The sheets of one vote, a round each."""


def trial_names(trials: Sequence[Trial], *, is_last_open: bool) -> list[str]:
    """What each trial is called; the last may be that which is still going on."""
    names = [f"第{at}次" for at in range(1, len(trials) + 1)]
    return [*names[:-1], "这一次"] if is_last_open else names


def side_by_side(trials: Sequence[Trial]) -> list[tuple[str, list[str]]]:
    """Each item of any trial by its name, and what became of it in every trial."""
    titles = [
        line.item.title for trial in reversed(trials) for sheet in trial for line in sheet.lines
    ]
    return [(title, [_fate(trial, title) for trial in trials]) for title in dict.fromkeys(titles)]


def _fate(trial: Trial, title: str) -> str:
    """The votes of the first round and what the last one that had the item made of it."""
    found: list[tuple[Sheet, SheetLine]] = [
        (sheet, line) for sheet in trial for line in sheet.lines if line.item.title == title
    ]
    if not found:
        return "—"
    (first, line), (last, end) = found[0], found[-1]
    votes = first.rate(line) if first.is_survey else f"{line.count.yes}票"
    nth = f"第{last.ticket.round}轮" if last is not first else ""
    return f"{votes} {nth}{end.verdict.value}"


def trials_paper(trials: Sequence[Trial], *, is_last_open: bool = False) -> Paper:
    """The trials as a table, a column each."""
    rows = [["项目名称", *trial_names(trials, is_last_open=is_last_open)]]
    rows += [[title, *fates] for title, fates in side_by_side(trials)]
    notices = trials[-1][-1].notices
    return Paper(
        "历次投票对照",
        (Body("　".join(notices)), Grid(rows, [4, *([2] * len(trials))])),
        is_sheet=True,
    )
