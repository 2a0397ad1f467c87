"""The help of every command, found by walking the parser: Chinese, with examples that are right."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator

import pytest

from review.arguments import _parser, read_arguments
from review.cli import main

WORDS = {"help", "echo", "Excel", "Word", "Web", "Annotation", "Windows", "Big", "Markdown", "Ctrl"}
"""Latin words that may stand in a help text beside options, formats, file names and codes."""

TERMS = r"--?[a-z]+|[A-Z0-9-]+|\.\w+|r20\d\d-\w+|[0-9a-f]{8}|Big5|GB18030"


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser and all below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from commands(below)


ALL = {parser.prog: parser for parser in commands(_parser())}


def words_of_commands() -> set[str]:
    """The words that commands and what can be done with them are called by."""
    found = {word for prog in ALL for word in prog.split()}
    for parser in ALL.values():
        for action in parser._actions:
            found |= {str(choice) for choice in action.choices or ()}
    return found | {"txt", "md", "csv", "json", "utf-8", "utf-16", "gb18030"}


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
    examples = (ALL[prog].usage or "").partition("例子：")[2].strip().splitlines()
    assert examples
    for example in examples:
        line = example.rpartition("|")[2].split("#")[0].strip()
        assert f"{line} ".startswith("shenyi ")
        assert read_arguments(shlex.split(line)[1:])
    shared = ALL[prog].usage == ALL[prog.rpartition(" ")[0] or prog].usage
    assert shared or any(f"{prog} " in f"{example} " for example in examples)


@pytest.mark.parametrize("prog", ALL)
def test_what_is_not_understood_leads_to_the_help(
    prog: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that no command has is refused with the command that tells what there is."""
    assert main([*prog.split()[1:], "--no-such-option"]) == 2
    err = capsys.readouterr().err
    assert "--help”" in err
    assert err.startswith("审议：")
