"""`shenyi revise`: what it says, and what every command reads afterwards."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from content.shelf.library import BUILTIN
from index.store.report_store import Store
from review.cli import main

SOURCE = (BUILTIN / "report.txt").read_text(encoding="utf-8")
REVISED = SOURCE.replace("总值同口径增长4.3%", "总值同口径增长5.1%左右").replace(
    "新建长者食堂20处，", ""
)


class Command:
    """The command `shenyi`, with nobody at the keyboard."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch
        self.said = ""
        """The standard error of the last command."""

    def __call__(self, *arguments: str, text: str = "", status: int = 0) -> str:
        """Run it; its standard output."""
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(list(arguments)) == status
        out, self.said = self._capsys.readouterr()
        return out

    def note(self, citation: str, quote: str, kind: str) -> None:
        """Make a note."""
        quoted = ("--quote", quote) if quote else ()
        self("notes", "add", citation, *quoted, "--kind", kind, text="批注的文字")

    def quotes(self) -> list[str]:
        """The passages of all notes with how they stand."""
        notes = json.loads(self("notes", "list", "--json"))
        return [f"{note['status']} {note['quote']}" for note in notes]


@pytest.fixture
def shenyi(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command with three notes: one to change, one to lose, one to keep."""
    command = Command(capsys, monkeypatch)
    command.note("一第2段", "同口径增长4.3%", "数据")
    command.note("二（七）第3段", "新建长者食堂20处", "建议")
    command.note("尾", "蓝图绘就千般景", "记录")
    return command


@pytest.fixture
def revised(tmp_path: Path) -> str:
    """The revised text in a file."""
    path = tmp_path / "修订稿.txt"
    path.write_bytes(REVISED.encode("gb18030"))
    return str(path)


def test_what_happens_is_said(shenyi: Command, revised: str) -> None:
    """How many, then old and new of the changed ones with the numbers ringed, then the lost."""
    told = shenyi("revise", revised)

    assert "1 条未变，1 条原文有改动，1 条原文已删" in told
    assert "【数据】一第2段　数字有改动" in told
    assert "    原文：同口径增长【4.3%】\n" in told
    assert "    现文：同口径增长【5.1%】" in told
    assert "    原文：新建长者食堂20处\n" in told
    assert "批注的文字" not in told


def test_every_command_reads_the_revised_text(
    shenyi: Command, revised: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes, search, text and outline, until it is taken back."""
    before = shenyi.quotes()
    shenyi("revise", revised)

    monkeypatch.setattr(Store, "_build", lambda self: None)  # searched by scanning

    assert shenyi("text") == REVISED
    assert "5.1%左右" in shenyi("search", "5.1%左右")
    assert shenyi("outline")
    assert shenyi.quotes() == [
        "changed 同口径增长5.1%",
        "same 蓝图绘就千般景",
        "orphan 新建长者食堂20处",
    ]

    assert "已换回上一稿" in shenyi("revise", "--undo")
    assert shenyi("text") == SOURCE
    assert shenyi.quotes() == before


def test_another_report_is_not_taken_for_a_revision(shenyi: Command, tmp_path: Path) -> None:
    """Without --yes it is refused where nobody can be asked."""
    other = tmp_path / "另一份.txt"
    other.write_text("某市政府工作报告\n各位代表：\n请予审议。\n", encoding="utf-8")
    before = shenyi.quotes()

    assert shenyi("revise", str(other), status=2) == ""
    assert "不像是它的修订稿" in shenyi.said
    assert shenyi("text") == SOURCE
    assert shenyi.quotes() == before

    assert "3 条原文已删" in shenyi("revise", str(other), "--yes")
    shenyi("revise", "--undo")
    assert shenyi.quotes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "请写明新稿的文件名"),
        (("x.txt", "--undo"), "请写明新稿的文件名"),
        (("没有.txt",), "没有.txt：找不到这个文件"),
        (("--undo",), "没有上一稿"),
        (("x.txt", "--report", "别处"), "没有编号为“别处”的报告"),
    ],
)
def test_what_cannot_be_done(shenyi: Command, arguments: tuple[str, ...], message: str) -> None:
    """One sentence, exit status 2, nothing changed."""
    before = shenyi.quotes()

    assert shenyi("revise", *arguments, status=2) == ""
    assert shenyi.said.startswith("审议：")
    assert message in shenyi.said
    assert shenyi.quotes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="no name has a line end there")
def test_the_name_of_a_file_stays_within_its_row(shenyi: Command, tmp_path: Path) -> None:
    """One with a line end in it, as archives bring it."""
    path = tmp_path / "新稿\n已换回上一稿.txt"
    path.write_text(REVISED, encoding="utf-8")
    assert "\n已换回上一稿" not in shenyi("revise", str(path), "--yes")
