"""How commands speak: what they print, what they say beside it, what they ask."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from review.base.output import agreed, emit, hear_all, tell

ROOT = Path(__file__).parents[3]

ADD = "notes add 二（七）第3段 --kind 建议"


def test_a_name_that_is_no_text_is_printed_all_the_same(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """A file's name may hold bytes that are no UTF-8; Python keeps them as lone surrogates."""
    emit("已写到表\udce9.csv\n")
    assert capfdbinary.readouterr().out == "已写到表?.csv\n".encode()


def test_what_is_said_beside_the_output_cannot_steer_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    tell("读不出来：/tmp/\x1b]0;标题\x07报告.txt")
    assert capfd.readouterr().err == "审议：读不出来：/tmp/\ufffd]0;标题\ufffd报告.txt\n"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("是\n", True), ("ｙｅｓ\n", True), ("什么\n\n好\n", True), ("否\n", False), ("也许", False)],
)
def test_a_question_is_asked_until_it_is_answered(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    typed: str,
    answer: bool,
) -> None:
    """By yes or no, in either width; the end of the input is no consent."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert agreed("要覆盖它吗？") is answer
    assert capfd.readouterr().err.startswith("\n审议：要覆盖它吗？请输入“是”或“否”：")


@pytest.mark.skipif(sys.platform == "win32", reason="its shells cannot close streams")
@pytest.mark.usefixtures("ready_index")
@pytest.mark.parametrize(
    ("closed", "commands"),
    [
        ((0,), ("text",)),
        ((1,), ("search 养老",)),
        ((2,), (ADD,)),
        ((1, 2), ("text", ADD)),
        ((0, 1, 2), ("search 养老", ADD)),
        pytest.param((0, 1, 2), ("doctor",), marks=pytest.mark.long),  # it tries an index
    ],
)
def test_closed_streams_are_no_fault_of_the_program(
    closed: tuple[int, ...], commands: tuple[str, ...]
) -> None:
    """`>&-` and `<&-`: what is kept is kept, nothing is written into a file in their place."""
    redirections = " ".join(f"{number}>&-" if number else "<&-" for number in closed)
    for command in commands:
        typed = "" if 0 in closed else "echo 建议按季公开 | "
        done = subprocess.run(
            ["sh", "-c", f'{typed}"$0" -m review {command} {redirections}', sys.executable],
            cwd=ROOT,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert "程序错误" not in done.stdout + done.stderr
        assert done.returncode == 0, command


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_what_was_kept_is_no_failure_where_it_cannot_be_said() -> None:
    """Whoever is told of a failure does it once more, and then there are two notes."""
    command = [sys.executable, "-m", "review", "notes", "add", "二（七）第3段", "--kind", "建议"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, cwd=ROOT, input=b"x", stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 0
    assert "已经办好，只是这里没能写出结果。" in done.stderr.decode()


def test_an_answer_in_another_encoding_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    typed = io.BytesIO("是\n".encode("gb18030") + "是\n".encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed, encoding="utf-8"))
    hear_all()
    assert agreed("删除吗？")
    assert capfd.readouterr().err.count("删除吗？") == 2
