"""Notes on the command line."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from content.shelf.library import load_builtin
from review.base import paths
from review.cli import main
from review.notes.model import Kind
from review.notes.store.note_store import NoteStore
from tests.small import SMALL_TEXT

ROOT = Path(__file__).parents[4]


class Shell:
    """The command, with a standard input, and what it answered."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch
        self.said = ""
        """The standard error of the last command."""

    def __call__(self, *arguments: str, text: bytes = b"", status: int = 0) -> str:
        """Run `shenyi notes` with arguments; its standard output."""
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        assert main(["notes", *arguments]) == status
        out, self.said = self._capsys.readouterr()
        return out

    def refused(self, *arguments: str, text: bytes = b"x") -> str:
        """Run what cannot be done; the one sentence it answers with. Nothing has changed."""
        before = self.listed()
        assert self(*arguments, text=text, status=2) == ""
        message = self.said
        assert message.startswith("审议：")
        assert message.count("\n") == 1
        assert self.listed() == before
        return message

    def listed(self, *arguments: str) -> list[dict[str, object]]:
        """The notes, as a program would read them."""
        found: list[dict[str, object]] = json.loads(self("list", "--json", *arguments))
        return found

    def id_of(self, body: str) -> str:
        """The id of the note that says something."""
        (number,) = [str(note["id"]) for note in self.listed() if note["body"] == body]
        return number


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    return Shell(capsys, monkeypatch)


@pytest.fixture
def small(tmp_path: Path) -> str:
    """The small report as a file."""
    path = tmp_path / "明年的报告.txt"
    path.write_text(SMALL_TEXT, encoding="utf-8")
    return str(path)


def test_a_note_without_words_marks_its_passage(shell: Shell) -> None:
    shell("add", "尾", "--kind", "建议", text=b" \n")
    (note,) = shell.listed()
    assert (note["body"], note["kind"]) == ("", "suggestion")


def test_a_note_is_added_and_listed(shell: Shell) -> None:
    """The answer and the list name place, line, quote and text; JSON has the whole of it."""
    text = "去年已建51处。\n请公布人数。\n".encode()
    quote = ["--quote", "新建长者食堂20处"]
    tags = ["--tag", "养老、食堂", "--tag", "养老"]
    shell("add", "二（七）第3段", *quote, "--kind", "建议", *tags, text=text)
    (note,) = shell.listed()
    assert note | {"id": "", "created": "", "updated": ""} == {
        "id": "",
        "kind": "suggestion",
        "citation": "二（七）第3段",
        "line": 60,
        "quote": "新建长者食堂20处",
        "tags": ["养老", "食堂"],
        "body": "去年已建51处。\n请公布人数。",
        "created": "",
        "updated": "",
        "status": "same",
        "former": "",
        "deleted": "",
    }
    assert shell("list").splitlines() == [
        f"{str(note['id'])[:8]} 【建议】二（七）第3段 第60行 “新建长者食堂20处”",
        "    去年已建51处。",
        "    请公布人数。",
        "    标签：养老、食堂",
    ]


def test_without_a_quote_the_whole_paragraph_is_meant(shell: Shell, small: str) -> None:
    """Without its indent, in a report of the user's own, cited in words or by its line."""
    path, line = Path(small), SMALL_TEXT.splitlines()[14]
    path.write_text(SMALL_TEXT.replace(line, f"\u3000\u3000{line}\u3000"), encoding="utf-8")
    shell("add", "二1", "1", "--kind", "疑问", "--file", small, text=b"1")
    shell("add", "15", "--kind", "数据", "--file", small, text=b"2")
    assert [note["quote"] for note in shell.listed("--file", small)] == [line, line]
    assert shell.listed() == []


def test_several_paragraphs_may_be_meant(shell: Shell, small: str) -> None:
    shell("add", "二（一）第1段至第2段", "--kind", "疑问", "--file", small, text=b"1")
    assert shell.listed("--file", small)[0]["quote"] == "\n".join(SMALL_TEXT.splitlines()[14:16])


def test_a_quote_stands_up_to_the_end_that_is_cited(shell: Shell) -> None:
    """From a heading to 第1段, and it was looked for below all of the heading."""
    line = ("--kind", "疑问", "--quote", "新建长者食堂20处")
    assert "二（七）里没有" in shell.refused("add", "二（七）至第2段", *line)
    shell("add", "二（七）至第3段", *line, text=b"1")
    assert shell.listed()[0]["quote"] == "新建长者食堂20处"


def test_the_text_that_a_note_is_made_on_is_kept(shell: Shell) -> None:
    """So that the note is found again when the report is revised."""
    shell("add", "尾", "--kind", "记录", text=b"x")
    store = NoteStore(paths.notes_file())
    (note,) = store.notes(load_builtin().id)
    kept = store.text_of(note.anchor.text_id)
    store.close()
    assert kept is not None
    assert kept.source == load_builtin().source


def test_a_quote_may_run_over_paragraphs(shell: Shell, small: str) -> None:
    """Its lines are paragraphs that follow one another."""
    quote = "推动制造业高端化、智能化、绿色化发展。\n提质升级数字经济。"
    shell("add", "二（一）第1段", "--quote", quote, "--kind", "疑问", "--file", small, text=b"x")
    assert shell.listed("--file", small)[0]["quote"] == quote


@pytest.mark.parametrize("quote", ["长者食堂20处\n", "\r\n  长者食堂20处\r\n", "　长者食堂20处 "])
def test_what_is_pasted_around_a_quote_is_none_of_it(shell: Shell, quote: str) -> None:
    shell("add", "二7 3", "--quote", quote, "--kind", "记录", text=b"x")
    assert shell.listed()[0]["quote"] == "长者食堂20处"


def test_a_quote_is_found_below_a_heading(shell: Shell, small: str) -> None:
    """A section stands for its paragraphs, as in `shenyi text`."""
    shell("add", "二（二）", "--quote", "长者食堂", "--kind", "疑问", "--file", small, text=b"x")
    assert shell.listed("--file", small)[0]["citation"] == "二（二）第2段"


def test_a_quote_that_stands_several_times_is_taken_at_its_first_place(
    shell: Shell, small: str
) -> None:
    """And that is said."""
    shell("add", "二（一）第1段", "--quote", "化、", "--kind", "疑问", "--file", small, text=b"x")
    assert "有2处" in shell.said
    assert "请把--quote写长些" in shell.said
    store = NoteStore(paths.notes_file())
    (note,) = store.notes("明年的报告")
    store.close()
    assert note.anchor.segments[0].start == SMALL_TEXT.splitlines()[14].index("化、")


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_goes_by_three_names(shell: Shell, kind: Kind) -> None:
    """Its Chinese name, its sign and its value, in letters of either width and case."""
    words = [kind.label, kind.sign, kind.value.upper(), kind.sign.replace("?", "？")]
    for word in words:
        shell("add", "尾", "--kind", word, text=b"x")
    assert [note["kind"] for note in shell.listed()] == [kind.value] * len(words)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_text_may_come_in_any_encoding(shell: Shell, encoding: str) -> None:
    """As a pipe on Windows gives it."""
    body = "建议按季公开进度，接受代表监督[x]。"
    shell("add", "尾", "--kind", "建议", text=f"{body}\r\n".encode(encoding))
    assert shell.listed()[0]["body"] == body


@pytest.mark.parametrize("text", ["??????\r\n", "2026???????????\r\n"])
def test_text_that_was_lost_on_its_way_is_no_note(shell: Shell, text: str) -> None:
    """PowerShell pipes ASCII, and a question mark for every other character; one alone is typed."""
    said = shell.refused("add", "尾", "--kind", "疑问", text=text.encode())
    assert "OutputEncoding" in said
    shell("add", "尾", "--kind", "疑问", text=b"?")


def test_text_with_odd_characters_comes_back(shell: Shell) -> None:
    """Tabs, emoji, NUL, a hundred thousand characters."""
    body = "\t[b]😀\x00\x1b[31m" + "字" * 100_000
    shell("add", "尾", "--kind", "建议", text=body.encode())
    assert shell.listed()[0]["body"] == body


def test_what_utf8_cannot_say_is_listed_nevertheless(shell: Shell) -> None:
    """A note with a lone surrogate, which came from elsewhere, stops no list."""
    shell("add", "尾", "--kind", "建议", text=b"x")
    store = NoteStore(paths.notes_file())
    (note,) = store.notes(load_builtin().id)
    store.change(replace(note, body="半个\ud83d字"))
    store.close()
    assert "半个?字" in shell("list")
    assert shell.listed()[0]["body"] == "半个?字"


def test_the_list_is_in_the_order_of_the_report_and_can_be_narrowed(shell: Shell) -> None:
    """By kinds and tags, any of those that are given."""
    for place, kind, tag in [("二1", "建议", "甲"), ("一1", "疑问", "乙"), ("尾", "数据", "丙")]:
        shell("add", place, "--kind", kind, "--tag", tag, text=tag.encode())
    assert [note["body"] for note in shell.listed()] == ["乙", "甲", "丙"]
    narrowed = shell.listed("--kind", "疑问", "--kind", "#")
    assert [note["body"] for note in narrowed] == ["乙", "丙"]
    assert [note["body"] for note in shell.listed("--tag", "甲，丙")] == ["甲", "丙"]
    assert shell("list", "--tag", "丁") == ""
    assert "没有" in shell.said


def test_a_note_is_deleted_and_restored(shell: Shell) -> None:
    """By the first digits of its id; the trash is listed on demand."""
    shell("add", "尾", "--kind", "记录", text="留着".encode())
    shell("add", "尾", "--kind", "记录", text="删去".encode())
    number = shell.id_of("删去")
    assert "30天" in shell("delete", number[:8])
    assert [note["body"] for note in shell.listed()] == ["留着"]
    assert [note["body"] for note in shell.listed("--trash")] == ["删去"]
    shell("restore", number)
    assert len(shell.listed()) == 2
    assert shell.listed("--trash") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "九", "--kind", "建议"], "第一部分"),
        (["add", "二（七）第3段", "--quote", "长者食糖20处", "--kind", "建议"], "长者食堂20处"),
        (["add", "一1", "--quote", "长者食堂", "--kind", "建议"], "一（六是）"),
        (["add", "二7 3", "--quote", "“长者食堂 20处”", "--kind", "建议"], "是“长者食堂20处”。"),
        (["add", "二7 3", "--quote", " ", "--kind", "建议"], "没有“ ”"),
        (["add", "一1", "--quote", "龘龘", "--kind", "建议"], "shenyi text"),
        (["add", "尾", "--quote", "[/x]\n", "--kind", "建议"], "没有"),
        (["add", "尾", "--kind", "好"], "肯定、疑问、建议、修改、数据、记录"),
        (["add", "尾"], "--help"),
        (["add", "--kind", "建议"], "--help"),
        (["add", "尾", "--kind", "建议", "--file", "没有.txt"], "找不到"),
        (["list", "--kind", "好"], "没有“好”"),
        (["delete", "zz"], "没有编号为“zz”"),
        (["restore", "zz"], "回收站里的加--trash"),
        (["restore", ""], "没有编号为"),
        (["restore", "%"], "没有编号为"),
        (["delete"], "--help"),
        (["forget"], "--help"),
        ([], "--help"),
    ],
)
def test_bad_input_is_refused(shell: Shell, arguments: list[str], said: str) -> None:
    """With what is wrong and what would be right, status 2, and nothing changed."""
    shell("add", "尾", "--kind", "记录", text=b"x")
    assert said in shell.refused(*arguments)


@pytest.mark.parametrize("text", [b"", b" \r\n\t\n"], ids=repr)
def test_a_note_needs_no_words(shell: Shell, text: bytes) -> None:
    """Nothing, or blanks, make a mark; it is listed in one row."""
    shell("add", "尾", "--kind", "记录", text=text)
    assert [note["body"] for note in shell.listed()] == [""]
    assert shell("list").count("\n") == 1


@pytest.mark.parametrize("text", [b"\xff\xfe", b"\x81" * 99], ids=repr)
def test_a_note_is_text(shell: Shell, text: bytes) -> None:
    """Bytes that are no text make no note."""
    shell.refused("add", "尾", "--kind", "记录", text=text)


def test_an_id_that_is_not_enough_is_refused(shell: Shell) -> None:
    """Several notes begin with it: neither is deleted."""
    for _ in range(17):  # of 16 digits, one comes twice
        shell("add", "尾", "--kind", "记录", text=b"x")
    first = [str(note["id"])[0] for note in shell.listed()]
    twice = next(digit for digit in first if first.count(digit) > 1)
    assert "请多写几位" in shell.refused("delete", twice)


def test_what_is_where_it_should_be_is_not_moved(shell: Shell) -> None:
    """A note is not deleted twice nor restored from where it is not."""
    shell("add", "尾", "--kind", "记录", text=b"x")
    number = shell.id_of("x")
    assert "不在回收站" in shell.refused("restore", number)
    shell("delete", number)
    assert "已经在回收站" in shell.refused("delete", number)


def test_another_reports_notes_are_out_of_reach(shell: Shell, small: str) -> None:
    """With `--file`, an id is looked for among the notes of that report."""
    shell("add", "尾", "--kind", "记录", text=b"x")
    number = shell.id_of("x")
    assert "没有编号" in shell.refused("delete", number, "--file", small)
    shell("delete", number)


@pytest.mark.parametrize("action", [[], ["add"], ["list"], ["delete"], ["restore"]])
def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str], action: list[str]) -> None:
    """Each action explains itself, with an example."""
    with pytest.raises(SystemExit) as ended:
        main(["notes", *action, "--help"])
    out, err = capsys.readouterr()
    assert (ended.value.code, err) == (0, "")
    assert "例子" in out
    assert "usage" not in out


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_nobody_else_can_read_what_is_written(tmp_path: Path) -> None:
    """As a process of its own under umask 000: every file 0600, every folder 0700."""
    home = tmp_path / "new" / "home"
    for _ in range(2):  # the second makes the backup
        subprocess.run(
            [sys.executable, "-m", "review",
             "notes", "add", "尾", "--kind", "记录"],
            cwd=ROOT,
            env={**os.environ, "XDG_DATA_HOME": str(home), "PYTHONPATH": str(ROOT)},
            input="只给自己看".encode(),
            check=True,
            stdout=subprocess.DEVNULL,
            umask=0,
        )  # fmt: skip
    made = [home.parent, home, *home.rglob("*")]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_dir()}
    assert modes == {0o700}
    files = [path for path in made if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert len(files) == 2
