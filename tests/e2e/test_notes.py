"""Notes on a real terminal: exact quotes of twenty passages, kill -9, hang-up, modes."""

from __future__ import annotations

import os
import random
import re
import signal
import stat
from pathlib import Path

import pytest

from review.notes.model import Kind
from tests.e2e.driving import FIRST, REPORT, page_rows, shenyi
from tests.e2e.noting import Killed, kill_once, machine, notes_in, write_note
from tests.terminal import Terminal

pytestmark = pytest.mark.e2e

LEFT, RIGHT = 28, 78
"""Columns of the page's text at 80 × 24: between the margin with the signs and the right edge."""


def cells(terminal: Terminal, start: tuple[int, int], end: tuple[int, int]) -> str:
    """What stands on the page from one cell to another, both included, without blanks."""
    pieces = []
    for row in range(start[1], end[1] + 1):
        first = start[0] if row == start[1] else LEFT
        last = end[0] if row == end[1] else RIGHT - 1
        pieces += [terminal.style(column, row).data for column in range(first, last + 1)]
    return "".join(pieces).replace(" ", "").replace("\u3000", "")


def drags(terminal: Terminal, chance: random.Random) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two cells of the page that show characters, the first above or left of the second."""
    while True:
        top = chance.randint(2, 9)
        bottom = chance.choice([top, top, top + 1, top + 2, 18, 18])
        found = []
        for row in (top, bottom):
            taken = [
                column
                for column in range(LEFT + 6, RIGHT - 6)
                if terminal.style(column, row).data.strip()
            ]
            found.append((chance.choice(taken), row) if taken else None)
        start, end = found
        if (
            start is not None
            and end is not None
            and start < (end[0], end[1])
            and (start[1] < end[1] or start[0] + 2 < end[0])
        ):
            return start, end


def test_ten_passages_selected_with_the_mouse_are_quoted_exactly(tmp_path: Path) -> None:
    """Within rows, over wrapped rows and over paragraphs; every kind of note."""
    chance = random.Random(4)
    wanted, kinds = [], list(Kind)
    with shenyi(env=machine(tmp_path)) as terminal:
        terminal.wait_for("F1 帮助")
        for number in range(1, 11):
            before = page_rows(terminal, LEFT, RIGHT)
            while page_rows(terminal, LEFT, RIGHT)[5:-5] == before[5:-5]:
                terminal.send("<PgDn>")
                terminal.settle()
            start, end = drags(terminal, chance)
            wanted.append(cells(terminal, start, end))
            terminal.drag(start, end)
            write_note(terminal, f"第{number}条", kinds[number % 6], number)

    notes = sorted(notes_in(tmp_path), key=lambda note: int(note.body[1:-1]))
    assert [_plain(note.anchor.quote) for note in notes] == wanted
    assert any("\n" in note.anchor.quote for note in notes)
    for number, note in enumerate(notes, 1):
        assert note.kind is kinds[number % 6]
        for paragraph, first, last, exact in note.anchor.segments:
            assert REPORT.paragraph(paragraph).text[first:last] == exact


def test_passages_selected_with_the_keys_are_quoted_exactly(tmp_path: Path) -> None:
    """From the caret, over wrapped rows and over paragraphs, with v and with a full stop."""
    kinds = list(Kind)
    wanted: list[tuple[int, int, int | None]] = []
    with shenyi(env=machine(tmp_path)) as terminal:
        terminal.wait_for(FIRST)
        for number in range(1, 6):
            first = 8 + 4 * number
            terminal.send(f"g{REPORT.paragraph(first).citation}<Enter>")
            terminal.settle(80)
            text = REPORT.paragraph(first).text
            skipped, steps = number % 4, min(9 * number, len(text) - 6)
            begin = "v{}v" if number % 2 else ".{}."
            terminal.send(begin.format("<Right>" * skipped) + "<Right>" * steps)
            if number % 5 == 0:
                terminal.send("<End>" + "<Right>" * 4)
            write_note(terminal, f"第{number}条", kinds[number % 6], number)
            # Every fifth selection goes on to somewhere behind the end of its row.
            wanted.append((first, skipped, steps if number % 5 else None))

    notes = sorted(notes_in(tmp_path), key=lambda note: int(note.body[1:-1]))
    for note, (first, skipped, taken) in zip(notes, wanted, strict=True):
        start = note.anchor.segments[0]
        assert (start.paragraph, start.start) == (first, skipped)
        if taken is not None:
            assert note.anchor.quote == REPORT.paragraph(first).text[skipped : skipped + taken]
        for paragraph, low, high, exact in note.anchor.segments:
            assert REPORT.paragraph(paragraph).text[low:high] == exact


def _plain(quote: str) -> str:
    return quote.replace("\n", "").replace(" ", "").replace("\u3000", "")


def test_kill_9_while_notes_are_typed_loses_nothing_that_was_said_to_be_saved(
    tmp_path: Path,
) -> None:
    """`make bench` does the same fifty times and tells how much of a draft was lost at most."""
    seen, chance = Killed(), random.Random(1)
    for _ in range(2):
        kill_once(tmp_path, seen, chance)
    assert seen.rounds == 2


@pytest.mark.parametrize(
    "number", [signal.SIGHUP, pytest.param(signal.SIGTERM, marks=pytest.mark.long)]
)
def test_a_closed_window_keeps_the_draft_to_the_last_character(
    number: signal.Signals, tmp_path: Path
) -> None:
    """The window is closed, or the machine shut down, right behind the last key."""
    with shenyi(env=machine(tmp_path)) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<F4>")
        terminal.wait_for("写批注")
        terminal.send("写到一半就关了")
        terminal.wait_for("写到一半就关了")
        terminal.kill(number)
        terminal.wait_exit()
    with shenyi(env=machine(tmp_path)) as terminal:
        terminal.wait_for("有没写完的批注")
        terminal.send("<F4>")
        terminal.wait_for("写到一半就关了")


def test_every_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    """0600 and 0700 with an umask of 000, while the program runs and after it."""
    before = os.umask(0)
    try:
        with shenyi(env=machine(tmp_path)) as terminal:
            terminal.wait_for(FIRST)
            write_note(terminal, "一条", Kind.SUGGESTION, 1)
            modes = _modes(tmp_path / "data")
            terminal.send("<C-q>")
            terminal.wait_exit()
            assert not re.search(rb"\x1b\][012];", terminal.output)  # no title of the window
    finally:
        os.umask(before)
    modes |= _modes(tmp_path / "data") | _modes(tmp_path / "state")
    assert set(modes.values()) == {"-rw-------", "drwx------"}


def _modes(folder: Path) -> dict[Path, str]:
    return {path: stat.filemode(path.stat().st_mode) for path in folder.rglob("*")}


def test_a_selection_outlives_a_click_on_a_key_at_the_bottom() -> None:
    """A drag, and the press and release on 批注 behind it, in one read."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        words = terminal.find("向大会报告工作")
        key = terminal.find("批注")
        assert words is not None
        assert key is not None
        terminal.drag_and_click(words, (words[0] + 13, words[1]), key)
        terminal.wait_for("“向大会报告工作”")
