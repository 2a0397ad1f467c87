"""The help of every command, found by walking the parser: Chinese, with examples that are right."""

from __future__ import annotations

import argparse
import io
import re
import shlex
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from content.shelf.library import BUILTIN
from review.arguments import _parser, read_arguments
from review.base import paths
from review.cli import main
from review.doctor import checks
from review.notes.store.note_store import NoteStore
from review.typography.linebreak import cell_edges
from review.voting.box.ballot_box import Box
from review.voting.rules.rules import Rules
from review.voting.rules.rules_file import rules_to_toml
from tests.unit.content.importing.papers import word_document
from tests.unit.voting.casting import nth_ballot, ticket

WORDS = {"help", "echo", "Excel", "Word", "Web", "Annotation", "Windows", "Big", "Markdown", "Ctrl"}
"""Latin words that may stand in a help text beside options, formats, file names and codes."""

TERMS = r"--?[a-z-]+|[A-Z0-9-]+|\.\w+|r20\d\d-\w+|[0-9a-f]{8}|Big5|GB18030"


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and all below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from commands(below)


ALL = {parser.prog: parser for parser in commands(_parser())}


def examples(prog: str) -> list[str]:
    """The lines that a help gives as examples."""
    given = (ALL[prog].usage or "").partition("例子：")[2].strip().splitlines()
    return [line.strip() for line in given]


def words_of_commands() -> set[str]:
    """The words that commands and what can be done with them are called by."""
    found = {word for prog in ALL for word in prog.split()}
    for parser in ALL.values():
        for action in parser._actions:
            found |= {str(choice) for choice in action.choices or ()}
    return found | {"docx", "txt", "md", "csv", "json", "utf-8", "utf-16", "gb18030"}


def test_the_walk_finds_the_commands() -> None:
    """Those of every feature, the second level included."""
    assert {"shenyi", "shenyi notes export", "shenyi doctor", "shenyi tally"} <= set(ALL)


@pytest.mark.parametrize("prog", ALL)
def test_every_help_is_in_chinese_with_an_example(
    prog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is printed by --help, begins with what the command does, and has no English."""
    with pytest.raises(SystemExit) as ended:
        main([*prog.split()[1:], "--help"])
    text, err = capsys.readouterr()
    assert (ended.value.code, err) == (0, "")
    first = text.split("\n")[0]
    assert re.search(r"[\u4e00-\u9fff].*[。：]", first)
    assert "用法：" in text
    assert f"{prog} " in f"{text} ".replace("\n", " ")
    latin = re.findall(r"-{0,2}\.?[A-Za-z][A-Za-z0-9-]*|[0-9a-f]{8}", text)
    left = {word for word in latin if not re.fullmatch(TERMS, word)}
    assert left <= WORDS | words_of_commands()


@pytest.mark.parametrize("prog", ALL)
def test_the_examples_are_understood(prog: str) -> None:
    """Every example begins with this command, or one below it, and can be parsed."""
    assert examples(prog)
    for example in examples(prog):
        line = example.rpartition("|")[2].split("#")[0].strip()
        assert f"{line} ".startswith("shenyi ")
        assert read_arguments(shlex.split(line)[1:])
    shared = ALL[prog].usage == ALL[prog.rpartition(" ")[0] or prog].usage
    assert shared or any(f"{prog} " in f"{example} " for example in examples(prog))


@pytest.mark.parametrize("prog", ALL)
def test_every_option_is_named(prog: str) -> None:
    """What the parser takes stands in the help, by every name it has."""
    text = ALL[prog].usage or ""
    options = {name for action in ALL[prog]._actions for name in action.option_strings}
    assert [name for name in options - {"-h", "--help"} if not re.search(rf"{name}\b", text)] == []


@pytest.mark.parametrize("prog", ALL)
def test_the_help_stands_in_80_columns(prog: str) -> None:
    """No row is longer, and what a list explains begins in one column."""
    for paragraph in (ALL[prog].usage or "").split("\n\n"):
        assert all(cell_edges(row)[-1] <= 80 for row in paragraph.splitlines())
        listed = (re.match(r"(  \S.*?  +)\S|( {8,})\S", row) for row in paragraph.splitlines())
        assert len({cell_edges(row[1] or row[2])[-1] for row in listed if row}) <= 1, paragraph


@pytest.mark.parametrize("prog", ALL)
def test_what_is_not_understood_leads_to_the_help(
    prog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that no command has is refused with the command that tells what there is."""
    assert main([*prog.split()[1:], "--no-such-option"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("审议：")
    assert f"“{prog} --help”" in err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("serach 养老", "没有“serach”这条命令。您要的是不是“search”？输入“shenyi --help”"),
        ("export", "没有“export”这条命令。您要的是不是“notes export”？输入“shenyi --help”"),
        ("restore x", "您要的是不是“shelf restore”或“notes restore”？"),
        ("notes lst", "没有“lst”这条命令。您要的是不是“list”？输入“shenyi notes --help”"),
        ("candidates imprt x", "没有“imprt”这条命令。您要的是不是“import”？"),
        ("report.txt", "没有“report.txt”这条命令。要打开这个文件，请输入：shenyi open report.txt"),
        ("outline --jsn", "shenyi outline没有“--jsn”这个选项。您要的是不是“--json”？"),
        ("outline 明年的 报告.txt", "“报告.txt”是多出来的。名字里有空格的，请在两边加上引号。"),
        ("votes export", "没有“export”这条命令。输入“shenyi votes --help”"),
        ("candidates --vote x", "--vote不能写“x”。可以写：trial、decision、survey。"),
        ("read", "没有写全，还缺：编号或文件。"),
        ("notes", "没有写全，还缺：操作。"),
        ("notes add", "没有写全，还缺：出处、--kind。"),
        ("ballots", "没有写全，还缺：操作、票箱文件。"),
        ("shelf rename", "没有写全，还缺：编号、标题。"),
        ("text --file", "“--file”后面还要写内容。"),
        ("notes export -o", "“-o”后面还要写内容。"),
        ("outline --json=3", "“--json”后面不写内容。"),
        ("notes export --f x", "“--f”没有写全，可以是--format、--file。"),
    ],
)
def test_a_mistake_is_told_in_chinese(
    line: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says which word is wrong, and what may have been meant."""
    monkeypatch.chdir(BUILTIN)
    assert main(line.split()) == 2
    err = capsys.readouterr().err
    assert said in err
    assert not re.search(r"argument|invalid|choose|expected", err)


# The examples, one after the other


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A folder with the files of the examples; what stands for an id, by what is in the help."""
    monkeypatch.chdir(tmp_path)
    text = (BUILTIN / "report.txt").read_text(encoding="utf-8")
    next_year = text.replace("2024", "2025").replace("2023", "2024")
    Path("明年的报告.txt").write_text(next_year, encoding="gb18030")
    Path("明年的报告.docx").write_bytes(word_document(next_year.splitlines()))
    Path("政府工作报告（修订稿）.txt").write_text(text.replace("20处", "30处"), encoding="utf-8")
    heads = ",".join(f"{number}号" for number in range(1, 17))
    paper = f"{heads}\n" + f"○,×{',' * 14}\n" * 12
    Path("纸质票.csv").write_text(paper, encoding="utf-8")
    totals = "有效,12\n序号,满意,基本满意,不满意\n"
    rows = "".join(f"{number},9,2,1\n" for number in range(1, 17))
    Path("测评.csv").write_text(f"全体,12\n{totals}{rows}", encoding="utf-8")
    Path("规则.toml").write_text(rules_to_toml(Rules(seats=1)), encoding="utf-8")
    for name in ("一号机.box", "二号机.box"):
        box = Box.create(tmp_path / name, ticket())
        box.cast(nth_ballot(1))
        box.seal()
    assert main(["open", "明年的报告.txt", "--yes"]) == 0
    (shelved,) = (folder.name for folder in paths.reports_dir().glob("r2025-*"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("请公开".encode())))
    assert main(["notes", "add", "二（七）第3段", "--kind", "建议", "--tag", "养老"]) == 0
    with closing(NoteStore(paths.notes_file())) as store:
        (note,) = store.notes(BUILTIN.name)
    name = "审议批注-张店区2024年政府工作报告-2024-02-01.json"
    for path in (name, "甲.json", "乙.json"):
        assert main(["notes", "export", "-o", path]) == 0
    return {"r2025-3f9c2a71": shelved, "3f9c2a71": note.id[:8]}


@pytest.mark.usefixtures("ready_index")
def test_every_example_does_what_it_says(
    desk: dict[str, str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """From the first help to the last, as somebody would type them."""
    monkeypatch.setattr(checks, "_tried_index", list)  # which takes seconds
    for example in dict.fromkeys(line for prog in ALL for line in examples(prog)):
        line = example
        for printed, real in desk.items():
            line = line.replace(printed, real)
        typed, _, command = line.rpartition(" | ")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        status = main(shlex.split(command)[1:])
        out, err = capfd.readouterr()
        assert status == 0, f"{line}\n{out}{err}"
        assert out, line
        if not any(option in line for option in (" text", "--json", "--format")):
            laid_out = re.findall(r".*(?:[\u2500-\u259f]|-{9}|#{9}|\S[ \u3000]{2,}\S).*", out)
            assert laid_out == [], line


@pytest.mark.parametrize("prog", ALL)
def test_help_is_as_linear_as_the_rest(prog: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it does not go to a terminal, or with --plain, no column stands beside another."""
    with pytest.raises(SystemExit):
        main([*prog.split()[1:], "--help", "--plain"])
    shown = capsys.readouterr().out
    assert not re.search(r"\S[ \u3000]{2,}\S", shown)
    assert not re.search(r"^\d", shown, re.MULTILINE)  # what goes on in the next row is set in
