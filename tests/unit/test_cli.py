"""The command without a terminal, as scripts and pipes see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from content.shelf.library import BUILTIN
from review.arguments import read_arguments
from review.cli import main
from tests.small import SMALL_TEXT

ROOT = Path(__file__).parents[2]
TEXT = (BUILTIN / "report.txt").read_bytes()


def shenyi(
    *arguments: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command with nothing but pipes around it."""
    return subprocess.run(
        [sys.executable, "-m", "review", *arguments],
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )


Refuse = Callable[..., str]


def sentence(status: int, out: str, message: str) -> str:
    """The one Chinese sentence that what cannot be done is answered with."""
    assert (status, out) == (2, "")
    assert message.startswith("审议：")
    assert message.count("\n") == 1
    assert "Traceback" not in message
    return message


@pytest.fixture
def refused(capfd: pytest.CaptureFixture[str]) -> Refuse:
    """Run the command, in this process, with what it cannot take; the sentence it answers with."""

    def run(*arguments: str) -> str:
        return sentence(main([*arguments]), *capfd.readouterr())

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small report as a file in UTF-8."""
    path = tmp_path / "明年的报告.txt"
    path.write_bytes(SMALL_TEXT.encode())
    return path


def test_without_a_terminal_the_whole_text_is_printed() -> None:
    """Every byte of the report on stdout, how to open the view on stderr, status 0."""
    run = shenyi()
    assert (run.returncode, run.stdout) == (0, TEXT)
    hint = run.stderr.decode("utf-8")
    assert "没有终端" in hint
    assert "shenyi" in hint


@pytest.mark.parametrize(
    "surroundings",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "gbk"}],
)
def test_output_is_utf8_whatever_the_locale(surroundings: dict[str, str]) -> None:
    """A locale that knows no Chinese neither stops the output nor changes it."""
    run = shenyi("text", "二（七）第3段", env=surroundings)
    assert run.returncode == 0
    assert run.stdout.decode("utf-8").strip() in TEXT.decode("utf-8")
    assert shenyi(env=surroundings).stdout == TEXT


def test_text_without_a_citation_prints_every_character() -> None:
    """`shenyi text` gives the file back and says nothing else."""
    run = shenyi("text")
    assert (run.returncode, run.stdout, run.stderr) == (0, TEXT, b"")


@pytest.mark.parametrize(
    ("citation", "line"),
    [(["二（一）第1段"], 15), (["二1", "1"], 15), (["一（二是）"], 11), (["15"], 15), (["尾"], 22)],
)
def test_text_prints_the_paragraph_of_a_citation(
    small: Path, capfd: pytest.CaptureFixture[str], citation: list[str], line: int
) -> None:
    """A citation, in one word or in several, gives its paragraph and nothing else."""
    assert main(["text", *citation, "--file", str(small)]) == 0
    assert capfd.readouterr() == (SMALL_TEXT.splitlines()[line - 1] + "\n", "")


def test_text_of_a_heading_is_all_that_stands_under_it(
    small: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Citing a section gives its heading and its paragraphs."""
    for citation, first in (("二（二）", 16), ("二（一）第2段至（二）", 15)):
        assert main(["text", citation, "--file", str(small)]) == 0
        assert capfd.readouterr().out.splitlines() == SMALL_TEXT.splitlines()[first:19]


def test_the_outline_names_line_and_citation(
    small: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """One row for each entry, with its line in the source and how it is cited."""
    assert main(["outline", str(small)]) == 0
    rows = capfd.readouterr().out.splitlines()
    assert any(row.startswith("14，") and row.endswith("〔二（一）〕") for row in rows)
    assert any("（一）坚持创新驱动，加快构建现代化产业体系" in row for row in rows)


def test_the_outline_as_json_is_what_the_true_one_is() -> None:
    """`--json` gives the 49 nodes of 张店区's report, kind, level, text, line and citation."""
    run = shenyi("outline", "--json")
    found = json.loads(run.stdout)
    true = json.loads((ROOT / "tests" / "data" / "outline.json").read_bytes())
    fields = ("kind", "level", "text", "line", "cite", "paragraphs", "para_lines")
    assert run.returncode == 0
    assert [[node[name] for name in fields] for node in found["nodes"]] == [
        [node[name] for name in fields] for node in true["nodes"]
    ]
    assert found["headings"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_encodings_are_read_and_come_out_as_utf8(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], encoding: str
) -> None:
    """A file of any encoding that is in use gives the same text."""
    path = tmp_path / "report.txt"
    path.write_bytes(SMALL_TEXT.encode(encoding))
    assert main(["text", "--file", str(path)]) == 0
    assert capfdbinary.readouterr() == (SMALL_TEXT.encode(), b"")


def test_line_ends_are_kept(tmp_path: Path) -> None:
    """Line ends come out as they were, on every system."""
    path = tmp_path / "report.txt"
    data = SMALL_TEXT.replace("\n", "\r\n").encode() + "没有换行的末行".encode()
    path.write_bytes(data)
    assert shenyi("text", "--file", str(path)).stdout == data


@pytest.mark.parametrize(
    "data", [b"", b" \n\n", b"\x00\x01\x02\xff" * 99, b"%PDF-1.7", SMALL_TEXT.encode()[:-2], None],
    ids=["empty", "blank", "binary", "pdf", "cut", "missing"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["read", "outline", "text --file"])
def test_a_file_that_is_no_report_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes | None, command: str
) -> None:
    """The message names the file, in every command that takes one, and the status is 2."""
    path = tmp_path / "坏.txt"
    if data is not None:
        path.write_bytes(data)
    assert main([*command.split(), str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"审议：{path}")


def test_a_bad_file_ends_the_process_with_status_2(tmp_path: Path) -> None:
    """The same from the outside: one sentence, no traceback."""
    run = shenyi("read", str(tmp_path / "没有.txt"))
    assert "找不到这个文件" in sentence(run.returncode, run.stdout.decode(), run.stderr.decode())


@pytest.mark.parametrize("citation", ["九", "二（七）第99段", "99999", "没有这处", "[red]"])
def test_a_bad_citation_is_refused(refused: Refuse, citation: str) -> None:
    """A citation that leads nowhere prints nothing but what is wrong with it."""
    assert len(refused("text", citation)) > len("审议：\n")


@pytest.mark.parametrize(
    "arguments", [["阅读"], ["outline", "--xml"], ["read"], ["text", "--file"], ["--version1"]]
)
def test_an_unknown_command_is_refused(refused: Refuse, arguments: list[str]) -> None:
    """What cannot be understood is repeated, with the way to the help."""
    message = refused(*arguments)
    assert arguments[0] in message
    assert "--help" in message


@pytest.mark.parametrize("command", [[], ["read"], ["outline"], ["text"]])
def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    """Help of the program and of each command is there, with an example, and free of English."""
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])
    out, err = capsys.readouterr()
    assert (ended.value.code, err) == (0, "")
    assert "例子" in out
    assert "usage" not in out
    assert "optional" not in out


@pytest.mark.parametrize("arguments", [[], ["outline"], ["outline", "--json"], ["text"]])
def test_a_reader_that_has_seen_enough_is_no_error(arguments: list[str]) -> None:
    """A pipe that is closed at once (`shenyi | head`) ends the command quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [sys.executable, "-m", "review", *arguments],
        cwd=ROOT,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    assert run.returncode == 0
    assert b"Traceback" not in run.stderr
    assert b"BrokenPipe" not in run.stderr


def test_a_full_disk_is_said() -> None:
    """Output that cannot be written is no success and no traceback."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "review", "text"],
            cwd=ROOT,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
        )
    message = run.stderr.decode("utf-8")
    assert run.returncode == 2
    assert "磁盘已满" in message
    assert "程序错误" not in message


@pytest.mark.parametrize(
    "arguments",
    [
        ("merge", ""),
        ("merge", "甲.json", " "),
        ("candidates", "import", ""),
        ("tally", "--ballots", ""),
        ("tally", "--ballots="),
        ("survey", "", "--half", "strict", "--base", "valid"),
        ("ballots", "merge", "一.box", "", "-o", "二.box"),
        ("votes", "add", ""),
        ("votes", "add", "--vote", "trial", ""),
        ("votes", "paper", "-o", ""),
    ],
)
def test_an_empty_name_is_not_taken_for_a_folder(
    refused: Refuse, arguments: tuple[str, ...]
) -> None:
    message = refused(*arguments)
    assert "文件名是空的" in message
    assert "--help" in message


def test_words_behind_an_option_belong_to_those_before_it(refused: Refuse) -> None:
    """Where there is a list of them, or one is left to be said; else they are too many."""
    arguments = read_arguments(["merge", "甲", "--as", "甲=乙", "丙", "丁", "--plain"])
    assert (arguments.files, arguments.names) == (["甲", "丙", "丁"], ["甲=乙"])
    arguments = read_arguments(["candidates", "import", "--dry-run", "名单.csv"])
    assert (arguments.action, arguments.source) == ("import", "名单.csv")
    arguments = read_arguments(["votes", "add", "--vote", "decision", "一.box", "二.box"])
    assert arguments.files == ["一.box", "二.box"]
    assert "“丙”是多出来的" in refused("outline", "甲", "--json", "丙")
    assert "没有“--text”这个选项" in refused("notes", "add", "尾", "--kind", "看法", "丙", "--text")


@pytest.mark.parametrize(
    "arguments",
    [
        ("text", "--file", ""),
        ("text", "--report", ""),
        ("outline", ""),
        ("outline", "--report", ""),
        ("compare", "--with", ""),
    ],
)
def test_an_empty_name_is_not_taken_for_the_report_of_the_program(
    refused: Refuse, arguments: tuple[str, ...]
) -> None:
    """A script whose variable is empty gets no other report than it asked for."""
    assert "是空的" in refused(*arguments)


def test_of_two_reports_that_are_named_none_is_passed_over(refused: Refuse, small: Path) -> None:
    assert "只能写一个" in refused("outline", str(small), "--report", "zhangdian-2024")
