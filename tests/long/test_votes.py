"""The vote in full: 40,000 cases, 3,000 sheets with slips, fifty kills of each step."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.errors import Problem
from review.voting.box.ballot_box import Box
from review.voting.box.box_file import State
from review.voting.counting.ballot import Ballot, Printed
from review.voting.counting.paper_ballots import BlankRows, read_ballots
from review.voting.rules.choices import Mode
from tests.e2e.voting import whole_act
from tests.unit.voting import cases
from tests.unit.voting.casting import ROOT, cast_and_kill, nth_ballot, ticket

pytestmark = pytest.mark.long

KILLS = 50
SHEETS = 3000


def test_all_random_cases_agree_with_the_second_tally() -> None:
    assert cases.compare(40_000)


def test_no_ballot_is_lost_or_doubled_by_a_kill(tmp_path: Path) -> None:
    rng = random.Random(2024)
    for attempt in range(KILLS):
        assert cast_and_kill(tmp_path / str(attempt), rng).is_sound


@pytest.mark.parametrize("step", ["seal", "mark_counted", "reopen"])
def test_a_kill_while_the_box_is_closed_or_counted_loses_nothing(tmp_path: Path, step: str) -> None:
    """The box is before the step or behind it, with all of its ballots or their totals."""
    rng = random.Random(step)
    for attempt in range(KILLS):
        path = tmp_path / str(attempt) / "round-1.box"
        box = Box.create(path, ticket())
        for number in range(20):
            box.cast(nth_ballot(number))
        if step != "seal":
            box.seal()
        code = f"from review.voting.box.ballot_box import Box; import pathlib, os; \
box = Box.open(pathlib.Path({str(path)!r})); os.write(1, b'.'); box.{step}()"
        program = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
        assert program.stdout is not None
        program.stdout.read(1)
        time.sleep(rng.random() * 0.02)
        program.send_signal(signal.SIGKILL)
        program.wait()
        program.stdout.close()
        again = Box.open(path)
        assert again.count == 20
        if again.state is State.COUNTED:
            assert again.contents.sums is not None
            assert again.contents.sums.collected == 20
            continue
        if again.state is State.OPEN:
            again.seal()
        assert again.ballots() == Counter(Ballot(nth_ballot(n)) for n in range(20))


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
def test_the_whole_act_with_ten_ballots(mouse: bool, tmp_path: Path) -> None:
    ballots = [{0: "O", 2: "O"}] * 6 + [{0: "O", 3: "O"}] * 2 + [{0: "O", 1: "X"}] * 2
    whole_act(tmp_path, ballots, mouse=mouse)


# Sheets with slips


@dataclass
class Sheet:
    """A table of ballots, as a teller keeps it."""

    names: list[str]
    rows: list[list[str]]
    title: bool = False


MARKS = {"O": ("○", "O", "√", "赞成"), "X": ("×", "X", "反对"), "-": ("", "-", "弃权")}
CODES = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
DIVIDERS = (",", "\t", ";")
TITLES = ("养老食堂", "公园改造", "学校扩建", "环城路", "垃圾分类")


COLUMN_SLIPS = ("none", "swap", "lose", "extra", "double", "misname", "title")
ROW_SLIPS = ("empty end", "empty middle", "total", "bad", "short", "long", "negative")


def slip(rng: random.Random, sheet: Sheet) -> str:
    """Do one thing to a sheet that happens to sheets; what it was."""
    kind = rng.choice(COLUMN_SLIPS + ROW_SLIPS)
    if kind in COLUMN_SLIPS:
        slip_of_columns(rng, sheet, kind)
    else:
        slip_of_rows(rng, sheet, kind)
    return kind


def slip_of_columns(rng: random.Random, sheet: Sheet, kind: str) -> None:
    at = rng.randrange(len(sheet.names))
    if kind == "swap":
        order = rng.sample(range(len(sheet.names)), len(sheet.names))
        sheet.names = [sheet.names[place] for place in order]
        sheet.rows = [[*(cells[place] for place in order), cells[-1]] for cells in sheet.rows]
    elif kind == "lose":
        del sheet.names[at]
        for cells in sheet.rows:
            del cells[at]
    elif kind == "extra":
        sheet.names.append("备注")
        for cells in sheet.rows:
            cells.insert(len(sheet.names) - 1, "")
    elif kind == "double":
        sheet.names[at] = sheet.names[at - 1]
    elif kind == "misname":
        sheet.names[at] += "二期"
    sheet.title = kind == "title"


def slip_of_rows(rng: random.Random, sheet: Sheet, kind: str) -> None:
    width, row = len(sheet.names), rng.choice(sheet.rows)
    if kind == "empty end":
        sheet.rows += [[""] * (width + 1) for _ in range(3)]
    elif kind == "empty middle":
        sheet.rows.insert(rng.randrange(1, len(sheet.rows)), [""] * (width + 1))
    elif kind == "total":
        total = sum(int(cells[-1] or 1) for cells in sheet.rows)
        sheet.rows.append(["合计", *[""] * (width - 1), str(total)])
    elif kind == "bad":
        row[rng.randrange(width)] = rng.choice(("？？", "Y", "3", "o x"))
    elif kind == "short":
        row.pop()
    elif kind == "long":
        row.append("O")
    elif kind == "negative":
        row[-1] = rng.choice(("-3", "0", "1.5"))


def test_three_thousand_sheets_are_read_right_or_refused(tmp_path: Path) -> None:
    items = [Printed(at, title) for at, title in enumerate(TITLES, start=1)]
    seen: Counter[str] = Counter()
    for seed in range(SHEETS):
        rng = random.Random(seed)
        ballots = [tuple(rng.choice("OX-") for _ in TITLES) for _ in range(rng.randint(3, 9))]
        numbers = [rng.randint(1, 4) for _ in ballots]
        expected: Counter[Ballot] = Counter()
        for marks, number in zip(ballots, numbers, strict=True):
            expected[Ballot(marks)] += number
        by_number = rng.random() < 0.5
        sheet = Sheet(
            [str(item.id) if by_number else item.title for item in items],
            [[rng.choice(MARKS[mark]) for mark in marks] + [str(number)]
             for marks, number in zip(ballots, numbers, strict=True)],
        )  # fmt: skip
        kind = slip(rng, sheet)
        divider = rng.choice(DIVIDERS)
        lines = [[*sheet.names, "张数"], *sheet.rows]
        if sheet.title:
            lines.insert(0, ["某次会议票决", *[""] * len(sheet.names)])
        path = tmp_path / "票.csv"
        text = "\r\n".join(divider.join(cells) for cells in lines) + "\r\n"
        path.write_bytes(text.encode(rng.choice(CODES)))
        refusal: Problem | None = None
        try:
            found = read_ballots(path, Mode.YNA, items, BlankRows.ASK)
        except Problem as problem:
            refusal = problem
        seen[f"{kind} {'read' if refusal is None else 'refused'}"] += 1
        if refusal is None:
            assert found.ballots == expected, (seed, kind)
        else:
            assert kind not in ("none", "swap", "empty end", "title"), (seed, str(refusal))
            assert refusal.line is not None, (seed, str(refusal))
    refused = {"lose", "extra", "double", "misname", "empty middle", "total", "bad", "negative"}
    assert not [kind for kind in refused if seen[f"{kind} read"]], seen
