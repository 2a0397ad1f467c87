"""A report of one's own on a real terminal: opened, read, noted on, and left for the other one."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.shelf.library import BUILTIN_ID
from review.notes.store.note_store import NoteStore
from tests.e2e.driving import FIRST, shenyi
from tests.e2e.noting import machine
from tests.small import SMALL_TEXT
from tests.terminal import Terminal

pytestmark = pytest.mark.e2e


def note(terminal: Terminal, text: str) -> None:
    """Write a note on what is read."""
    terminal.send("<F4>")
    terminal.wait_for("写批注")
    terminal.send(f"{text}<C-s>")
    terminal.wait_for("批注已保存，共 1 条")


def bodies(folder: Path, report_id: str) -> list[str]:
    """What the notes on a report say."""
    store = NoteStore(folder / "data" / "shenyi" / "notes.db")
    try:
        return [kept.body for kept in store.notes(report_id)]
    finally:
        store.close()


def test_two_reports_keep_their_notes_apart(tmp_path: Path) -> None:
    """A file in GB 18030 is shown, accepted and read; then the other report, and back."""
    path = tmp_path / "明年的报告.txt"
    path.write_bytes(SMALL_TEXT.replace("2024", "2031").encode("gb18030"))
    env = machine(tmp_path)
    with shenyi("open", str(path), env=env, rows=40) as terminal:
        terminal.wait_for("GB18030编码")
        terminal.wait_for("请输入“是”或“否”")
        assert not (tmp_path / "data" / "shenyi" / "reports").exists()
        terminal.send("是<Enter>")
        terminal.wait_for("某区2031年政府工作报告　题")
        note(terminal, "写在自己的报告上")

        terminal.send("<C-k>")
        terminal.wait_for("书架　共 2 份报告")
        terminal.send("<Down><Enter>")
        terminal.wait_for("张店区2024年政府工作报告　题")
        note(terminal, "写在自带的报告上")

        terminal.send("<C-k>")
        terminal.wait_for("书架　共 2 份报告")
        terminal.send("<Up><Enter>")
        terminal.wait_for("某区2031年政府工作报告　题")
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0

    (folder,) = (tmp_path / "data" / "shenyi" / "reports").iterdir()
    assert bodies(tmp_path, folder.name) == ["写在自己的报告上"]
    assert bodies(tmp_path, BUILTIN_ID) == ["写在自带的报告上"]
    with shenyi(env=env) as terminal:
        terminal.wait_for(FIRST)
        terminal.wait_for("某区2031年政府工作报告　题")
